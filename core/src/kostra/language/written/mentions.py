"""The names that a part of a rule file mentions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kostra.diagnostics import Span
from kostra.language import syntax


def names_in(node: object) -> Iterator[syntax.Name | syntax.ParameterRef | syntax.SeverityRef]:
    """Yield every name, parameter of the run and severity that a node of a syntax tree mentions, in source order."""
    if isinstance(node, syntax.Name | syntax.ParameterRef | syntax.SeverityRef):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from names_in(part)
    elif dataclasses.is_dataclass(node) and not isinstance(node, Span | type):
        for field in dataclasses.fields(node):
            yield from names_in(getattr(node, field.name))
