"""Tables and code lists from CSV files: semicolon, a header row, UTF-8."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kostra.language.program import TableRow, ValueType

_EPOCH = date(1970, 1, 1)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]+[.,][0-9]+")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TableError(Exception):
    """The file is no table of the kind that the declaration speaks of; the message is for the author."""


def read_rows(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a CSV text; TableError when it has no header or rows of another length."""
    rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";") if any(row)]
    if not rows:
        raise TableError("Filen er tom.")
    header, body = [name.strip() for name in rows[0]], rows[1:]
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise TableError(f"Rad {number} har {len(row)} kolonner, overskriften har {len(header)}.")
    return header, [[cell.strip() for cell in row] for row in body]


def days(text: str) -> int | None:
    """Return an ISO date as days since 1970-01-01, None for a blank; TableError for anything else."""
    if not text:
        return None
    try:
        if not _ISO.fullmatch(text):
            raise ValueError
        return (date.fromisoformat(text) - _EPOCH).days
    except ValueError:
        raise TableError(f"«{text}» er ikke en dato på formen 2030-12-31.") from None


def column_type(cells: Sequence[str]) -> ValueType:
    """Return what a column holds: whole numbers, decimals, ISO dates, or else text. Blank cells are missing values.

    A number with a leading zero is text: it is a code.
    """
    filled = [cell for cell in cells if cell]
    if filled and all(_WHOLE.fullmatch(cell) for cell in filled):
        return "heltall"
    if filled and all(_WHOLE.fullmatch(cell) or _DECIMAL.fullmatch(cell) for cell in filled):
        return "desimal"
    if filled and all(_ISO.fullmatch(cell) for cell in filled):
        return "dato"
    return "tekst"


def _value(cell: str, kind: ValueType) -> str | int | Decimal | None:
    if not cell:
        return None
    match kind:
        case "heltall":
            return int(cell)
        case "desimal":
            return Decimal(cell.replace(",", "."))
        case "dato":
            return days(cell)
        case _:
            return cell


def lookup_rows(
    text: str, key: str | None, valid_from: str | None, valid_to: str | None
) -> tuple[tuple[tuple[str, ValueType], ...], tuple[TableRow, ...]]:
    """Return columns and rows of a table for lookups; TableError when a column is missing or rows overlap.

    Key and validity are columns like the others: a message can say since when a value has been in force.
    """
    header, body = read_rows(text)
    for name in (key, valid_from, valid_to):
        if name is not None and name not in header:
            raise TableError(f"Filen har ingen kolonne «{name}»; den har {', '.join(header)}.")
    columns = [(i, name, column_type([row[i] for row in body])) for i, name in enumerate(header)]
    place = {name: i for i, name in enumerate(header)}
    rows = tuple(
        TableRow(
            row[place[key]] if key is not None else None,
            days(row[place[valid_from]]) if valid_from is not None else None,
            days(row[place[valid_to]]) if valid_to is not None else None,
            tuple(_value(row[i], kind) for i, _, kind in columns),
        )
        for row in body
    )
    _check_overlap(rows)
    return tuple((name, kind) for _, name, kind in columns), rows


def _check_overlap(rows: Sequence[TableRow]) -> None:
    """Report two rows that a lookup could not choose between."""
    by_key: dict[str | None, list[TableRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    for key, same in by_key.items():
        ordered = sorted(same, key=lambda row: row.valid_from if row.valid_from is not None else -(10**9))
        for first, second in itertools.pairwise(ordered):
            ends = first.valid_to if first.valid_to is not None else 10**9
            starts = second.valid_from if second.valid_from is not None else -(10**9)
            if starts <= ends:
                what = f"Nøkkelen «{key}» står på" if key is not None else "Det er"
                raise TableError(f"{what} to rader som gjelder samtidig.")
