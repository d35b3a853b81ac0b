"""Lookups in the tables of a rule set: by key, by date, or both."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from kostra.calendar_days import civil_from_days
from kostra.engine.lifting import lift
from kostra.engine.numeric import exact
from kostra.engine.values import Numbers, Vector, number, numbers_of, texts_of, truth
from kostra.language.program import LookupValue, Table, TableRow, ValueType
from kostra.phrase import Phrase


def find_row(table: Table, key: str | None, at: int | None) -> TableRow | None:
    """Return the first row of a key that is valid on a date (days since 1970-01-01); None: any key, any date."""
    return next((row for row in table.rows if _has_key(row, key) and _valid_on(row, at)), None)


def look_up(table: Table, node: LookupValue, key: Vector | None, at: Numbers | None, cache: dict[Any, Any]) -> Vector:
    """Return the column's value for each row; missing without a row in the table, or where key or date is missing."""
    names = [name for name, _ in table.columns]
    column = names.index(node.column)

    def call(arguments: tuple[Any, ...]) -> Any:
        values = list(arguments)
        row_key = None if key is None else str(values.pop(0))
        row = find_row(table, row_key, None if at is None else int(values.pop(0)))
        return None if row is None else row.values[column]

    found = lift([vector for vector in (key, at) if vector is not None], call, cache)
    return vector_of(found, node.type)


def vector_of(values: list[Any], kind: ValueType) -> Vector:
    """Return values as the vector of a type; None is missing (false for a truth)."""
    if kind == "tekst":
        return texts_of(values)
    if kind == "sannhet":
        return np.array([bool(value) for value in values], dtype=np.bool_)
    return numbers_of([None if value is None else exact(value) for value in values])


def constant_vector(value: str | int | Decimal | bool | None, kind: ValueType) -> Vector:
    """Return a constant as a vector of one value that stands for every row."""
    if kind == "tekst":
        return texts_of([None if value is None else str(value)])
    if kind == "sannhet":
        return truth(bool(value))
    if value is None:
        return numbers_of([None])
    return number(exact(Decimal(value) if isinstance(value, str) else value))


def why_not_found(table: Table, key: str | None, at: int | None) -> str:
    """Say that a table has no row, by the year of the date, or by the key when the table never has it."""
    key_is_known = key is None or find_row(table, key, None) is not None
    if at is not None and key_is_known:
        year, _, _ = civil_from_days(at)
        return Phrase("{tabell} for {aar} er ikke kjent", tabell=table.title, aar=int(year))
    if key is None:
        return Phrase("{tabell} har ingen rader", tabell=table.title)
    return Phrase("{tabell} har ingen rad for {verdi}", tabell=table.title, verdi=key)


def _has_key(row: TableRow, key: str | None) -> bool:
    return key is None or (row.key is not None and row.key.strip(" ") == key)


def _valid_on(row: TableRow, at: int | None) -> bool:
    if at is None:
        return True
    begun = row.valid_from is None or row.valid_from <= at
    return begun and (row.valid_to is None or at <= row.valid_to)
