"""Looking into expressions: what they read in a row, and what they ask of other rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kostra.language.program import Aggregate, CodeText, FieldValue, Raw, Valid, Value


def parts(value: Value) -> Iterator[Value]:
    """Yield the expressions directly inside an expression."""
    for field in dataclasses.fields(value):
        part = getattr(value, field.name)
        if isinstance(part, tuple):
            yield from part
        elif dataclasses.is_dataclass(part):
            yield part  # type: ignore[misc]


def row_fields(value: Value) -> Iterator[str]:
    """Yield the fields that an expression reads in the row it stands in; what is inside an aggregate is elsewhere."""
    if isinstance(value, Aggregate):
        return
    if isinstance(value, FieldValue | Raw | CodeText | Valid):
        yield value.field
    for part in parts(value):
        yield from row_fields(part)


def aggregates(value: Value) -> Iterator[Aggregate]:
    """Yield the aggregates in an expression; none stands inside another."""
    if isinstance(value, Aggregate):
        yield value
        return
    for part in parts(value):
        yield from aggregates(part)
