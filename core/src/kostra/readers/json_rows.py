"""Tables as JSON: one object, or a list of objects, with the names of the fields as keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.layout.model import Layout
from kostra.readers.columns import (
    MOST_COLUMNS,
    MOST_SUGGESTIONS,
    absent_notes,
    field_named,
    missing_columns,
    unknown_column,
)
from kostra.readers.delimited import decode
from kostra.readers.input import Input
from kostra.readers.opening import refuse_binary
from kostra.readers.records import LineProblem
from kostra.readers.table import MOST_ROWS, Row, TableSource, cell_problem, read_bytes, table_source, too_many_rows


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of an object as written, repeated keys included."""


class _NotANumber:
    """NaN and Infinity, which Python reads but JSON does not have."""


def open_json(source: Input, layout: Layout, options: ReadOptions) -> TableSource:
    """Read a JSON file and return its rows; a row's number is its place in the list, from 1.

    A number becomes its text exactly as written, null becomes blank.

    Raises:
        UnreadableError: When the file cannot be opened, is too large, or is not JSON with rows in it.
    """
    data = read_bytes(source)
    refuse_binary(source, data, "en JSON-fil")
    text, encoding = decode(source, data)
    rows: list[Row] = []
    problems: list[LineProblem] = []
    seen: set[str] = set()
    unknown: set[str] = set()
    for number, item in enumerate(_items(source, text), start=1):
        if number > MOST_ROWS or len(problems) > MOST_ROWS:
            raise too_many_rows(source.name)
        if not isinstance(item, _Pairs):
            message = "Raden er ikke et objekt med feltnavn og verdier."
            problems.append(LineProblem("struktur", message, number, advice='Skriv raden som {"FELT": "verdi", …}.'))
            continue
        cells: dict[str, str] = {}
        faults: list[LineProblem] = []
        for key, value in item:
            field = field_named(key, layout)
            if field is None:
                if key not in unknown:
                    problems.append(unknown_column(key, number, layout, suggest=len(unknown) < MOST_SUGGESTIONS))
                unknown.add(key)
                if len(unknown) > MOST_COLUMNS:
                    message = (
                        f"{source.name} har mer enn {MOST_COLUMNS} ukjente feltnavn. Det er ikke et utfylt skjema."
                    )
                    raise UnreadableError(message)
                continue
            if field.name in cells:
                faults.append(LineProblem("kolonne", f"Feltet {field.name} står to ganger i raden.", number))
            seen.add(field.name)
            cells[field.name] = value if isinstance(value, str) else ""
            if value is not None and not isinstance(value, str):
                faults.append(cell_problem(number, field.name, f"er {_kind(value)}.", "Skriv en tekst eller et tall."))
        problems += faults
        if not faults:
            rows.append(Row(number, tuple(cells.get(field.name, "") for field in layout.fields)))
    notes: list[str] = []
    if rows or problems:
        problems += missing_columns(seen, None, layout)
        notes += absent_notes(seen, layout)
    digest = hashlib.sha256(data).hexdigest()
    return table_source(layout, rows, problems, name=source.name, encoding=encoding, sha256=digest, notes=notes)


def _items(source: Input, text: str) -> list[Any]:
    if not text.strip():
        return []
    if text.count("{") > MOST_ROWS:
        raise too_many_rows(source.name)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_float=str,
            parse_int=str,
            parse_constant=lambda _: _NotANumber(),
        )
    except json.JSONDecodeError as error:
        where = f"linje {error.lineno}, tegn {error.colno}"
        raise UnreadableError(f"{source.name} er ikke gyldig JSON: noe er galt på {where}.") from error
    except RecursionError as error:
        raise UnreadableError(f"{source.name} har altfor mange nivåer til å være et utfylt skjema.") from error
    if isinstance(value, _Pairs):
        return [value]
    if isinstance(value, list):
        return value
    raise UnreadableError(
        f"{source.name} skal inneholde ett objekt, eller en liste av objekter, med feltnavn og verdier."
    )


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true eller false"
    if isinstance(value, _NotANumber):
        return "ikke et tall"
    return "et objekt" if isinstance(value, Mapping | _Pairs) else "en liste"
