"""Writing a checked program as JSON, and reading it back.

Every node stands once, in a table, after the nodes it holds; a reference is its number. What the fields of a class hold
(plain values, or nodes) stands beside the class, so that reading needs no type hints. The JSON holds data only: reading
it makes values of the classes listed here, and nothing else.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar, cast

from kostra.api.report import Severity
from kostra.diagnostics import Span
from kostra.language import program
from kostra.layout import model

_T = TypeVar("_T")

_CLASSES: Mapping[str, type] = MappingProxyType(
    {
        f"{module.__name__.rpartition('.')[2]}.{name}": kind
        for module in (program, model)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__.startswith(module.__name__)
    }
    | {"Span": Span}
)
_NAMES = {kind: name for name, kind in _CLASSES.items()}

SIMPLE, PLAIN, NODE, VALUES_BY_NAME, NODES_BY_NAME, SEVERITY = "e", "v", "n", "m", "d", "s"
"""What a field of a class holds: what JSON reads as it is; other plain values; nodes (perhaps in tuples, perhaps beside
texts); a mapping to either; a severity."""


class StorageError(Exception):
    """The text is no program of this version."""


def dump(value: object) -> str:
    """Return a program (or any value made of its classes) as JSON, one line; equal values give equal texts."""
    writer = _Writer()
    root = writer.number(value)
    kinds = [[_NAMES[kind], writer.read_as(kind)] for kind in writer.classes]
    return json.dumps([kinds, writer.rows, root], ensure_ascii=False, separators=(",", ":"))


def load(text: str, expected: type[_T]) -> _T:
    """Return the value that `dump` wrote; StorageError when the text is anything else."""
    try:
        kinds, rows, root = json.loads(text)
        made: list[Any] = []
        makers = [(_CLASSES[name], _readers(fields)) for name, fields in kinds]
        for number, *values in rows:
            kind, readers = makers[number]
            for place, read in readers:
                values[place] = read(values[place], made)
            made.append(kind(*values))
        value = made[root]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise StorageError(type(error).__name__) from error
    if not isinstance(value, expected):
        raise StorageError(type(value).__name__)
    return value


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Writer:
    def __init__(self) -> None:
        self.classes: dict[type, int] = {}
        self.kinds: dict[type, str] = {}
        self.rows: list[list[Any]] = []
        self._numbers: dict[int, int] = {}
        self._same: dict[str, int] = {}
        self._kept: list[object] = []

    def number(self, node: object) -> int:
        """Return the number of a node, writing it first if it is new."""
        known = self._numbers.get(id(node))
        if known is not None:
            return known
        kind = type(node)
        fields = dataclasses.fields(cast(Any, node))
        kinds = self.kinds.setdefault(kind, "".join(_field_kind(kind, f.name) for f in fields))
        values = [self._write(k, getattr(node, f.name)) for k, f in zip(kinds, fields, strict=True)]
        row = [self.classes.setdefault(kind, len(self.classes)), *values]
        key = json.dumps(row, ensure_ascii=False)
        known = self._same.get(key)
        if known is None:
            known = self._same[key] = len(self.rows)
            self.rows.append(row)
        self._numbers[id(node)] = known
        self._kept.append(node)  # an id is only good as long as the object lives
        return known

    def read_as(self, kind: type) -> str:
        """Return what the fields of a class hold, as the rows of this text have it."""
        columns = zip(*(row[1:] for row in self.rows if row[0] == self.classes[kind]), strict=True)
        return "".join(
            SIMPLE if holds == PLAIN and not any(isinstance(value, list | dict) for value in column) else holds
            for holds, column in zip(self.kinds[kind], columns, strict=True)
        )

    def _write(self, kind: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return [self._write(kind, part) for part in value]
        if kind == VALUES_BY_NAME:
            return [[key, part] for key, part in value.items()]
        if kind == NODES_BY_NAME:
            return [[key, self.number(part)] for key, part in value.items()]
        if kind == NODE and dataclasses.is_dataclass(value):
            return self.number(value)
        if isinstance(value, Decimal):
            return {"desimal": str(value)}
        return value


_MAPPINGS = {
    (model.CodeList, "codes"): VALUES_BY_NAME,
    (model.Layout, "code_lists"): NODES_BY_NAME,
    (model.Layout, "other_widths"): VALUES_BY_NAME,
}


def _field_kind(kind: type, name: str) -> str:
    """Return what a field holds; a field that may hold nodes never holds a whole number."""
    if (kind, name) in _MAPPINGS:
        return _MAPPINGS[kind, name]
    hint = str(kind.__annotations__[name])
    words = set(_words(hint))
    if "Severity" in words:
        return SEVERITY
    return NODE if words & _NODE_WORDS else PLAIN


def _words(hint: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in hint).split()


_NODE_WORDS = {kind.__name__ for kind in _CLASSES.values()} | {"Value", "Template", "CodeList", "Layout"}


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _readers(fields: str) -> list[tuple[int, Callable[[Any, list[Any]], Any]]]:
    """Return how the fields are read that are not what JSON reads, each with its place."""
    return [(place, _READ[holds]) for place, holds in enumerate(fields) if holds != SIMPLE]


def _read_plain(value: Any, made: list[Any]) -> Any:
    if isinstance(value, list):
        return tuple([_read_plain(part, made) for part in value])
    if isinstance(value, dict):
        return Decimal(value["desimal"])
    return value


def _read_node(value: Any, made: list[Any]) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return made[value]
    if isinstance(value, list):
        return tuple([_read_node(part, made) for part in value])
    return value


def _read_mapping(value: Any, made: list[Any]) -> Any:
    return MappingProxyType(dict(value))


def _read_node_mapping(value: Any, made: list[Any]) -> Any:
    return MappingProxyType({key: made[part] for key, part in value})


def _read_severity(value: Any, made: list[Any]) -> Any:
    return Severity(value)


_READ = {
    PLAIN: _read_plain,
    NODE: _read_node,
    VALUES_BY_NAME: _read_mapping,
    NODES_BY_NAME: _read_node_mapping,
    SEVERITY: _read_severity,
}
