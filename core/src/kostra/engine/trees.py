"""Looking into expressions: what they read in a row, and what they ask of other rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kostra.frozen import field_names
from kostra.language.program import Aggregate, CodeText, FieldLastYear, FieldValue, LastYear, Raw, Valid, Value


def parts(value: Value) -> Iterator[Value]:
    """Yield the expressions directly inside an expression."""
    for name in field_names(type(value)):
        part = getattr(value, name)
        if isinstance(part, tuple):
            yield from part
        elif dataclasses.is_dataclass(part):
            yield part  # type: ignore[misc]


def row_fields(value: Value) -> Iterator[str]:
    """Yield the fields that an expression reads in the row it stands in; what is inside an aggregate is elsewhere."""
    if isinstance(value, Aggregate):
        return
    if isinstance(value, FieldValue | FieldLastYear | Raw | CodeText | Valid):
        yield value.field
    for part in parts(value):
        yield from row_fields(part)


def aggregates(value: Value) -> Iterator[Aggregate]:
    """Yield the aggregates over this year's rows in an expression; none stands inside another."""
    if isinstance(value, LastYear):
        return
    if isinstance(value, Aggregate):
        yield value
        return
    for part in parts(value):
        yield from aggregates(part)
