"""Walking through the nodes of a program's values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from kostra.frozen import field_names
from kostra.language.program import Value


def walk(value: Value) -> Iterator[Value]:
    """Yield a value and everything inside it, each before its parts, in source order."""
    stack: list[Any] = [value]
    while stack:
        node = stack.pop()
        yield node
        parts: list[Any] = []
        for name in field_names(type(node)):
            part = getattr(node, name)
            if isinstance(part, tuple):
                parts.extend(p for p in part if dataclasses.is_dataclass(p))
            elif dataclasses.is_dataclass(part):
                parts.append(part)
        stack.extend(reversed(parts))


def fields_of(value: Value) -> dict[str, None]:
    """Return the names of the fields a value depends on, in order of mention."""
    return {
        node.field: None  # type: ignore[union-attr]
        for node in walk(value)
        if isinstance(getattr(node, "field", None), str)
    }
