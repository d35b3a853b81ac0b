"""Rows and the bytes of a file: writing what a case system would export, and reading it back.

A row maps field names to characters. Fields that it does not name are blank. A value may have blanks around it; one
that is as wide as its field is written exactly as it stands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from kostra.layout.model import Field, Layout

_CHUNK = 10_000


def write_fixed(
    layout: Layout, rows: Sequence[Mapping[str, str]], *, encoding: str = "utf-8", line_end: str = "\n"
) -> bytes:
    """Return the rows as a file of fixed positions, one line a row.

    Numbers stand to the right in their fields, everything else to the left. Raises ValueError for a table layout, a
    field that the layout lacks, a value that is too wide, and a character that the encoding lacks.
    """
    if layout.width is None:
        raise ValueError(f"{layout.form} {layout.year} has no positions; use write_csv")
    return "".join(fixed_line(layout, row) + line_end for row in rows).encode(encoding)


def fixed_line(layout: Layout, row: Mapping[str, str]) -> str:
    """Return a row as one line of a fixed-width file, without line end; ValueError as in `write_fixed`."""
    _refuse_unknown(layout, row)
    return "".join(_placed(field, row.get(field.name, "")) for field in layout.fields)


def slice_line(layout: Layout, line: str) -> dict[str, str]:
    """Cut a line of a fixed-width file into its fields, blanks included."""
    return {field.name: line[(field.start or 1) - 1 : field.end] for field in layout.fields}


def write_csv(layout: Layout, rows: Sequence[Mapping[str, str]], *, encoding: str = "utf-8") -> bytes:
    """Return the rows as CSV: a header of field names, semicolons, lines that end in LF.

    Raises ValueError for a field that the layout lacks and for a character that the encoding lacks.
    """
    names = [field.name for field in layout.fields]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        _refuse_unknown(layout, row)
        writer.writerow([row.get(name, "") for name in names])
    return text.getvalue().encode(encoding)


def write_rows(layout: Layout, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the rows in the format of the layout, in the encoding that the reception reads (UTF-8 when unknown)."""
    encoding = layout.reception_encoding or "utf-8"
    if layout.format == "fast":
        return write_fixed(layout, rows, encoding=encoding)
    return write_csv(layout, rows, encoding=encoding)


def read_rows(layout: Layout, data: bytes) -> list[dict[str, str]]:
    """Read a file with the same readers as a check does: one dict a record, values without the blanks around them.

    Takes fixed positions for a layout that has them, else CSV or any other table that shows what it is by its first
    bytes. Raises ValueError when a line is no record of the layout, and `kostra.api.errors.UnreadableError` when the
    bytes are no such file at all.
    """
    from kostra.checking.opening import open_input
    from kostra.plugins.manager import Registry
    from kostra.readers.input import Input

    source = open_input(Registry(), Input.of_bytes("data", data), layout, None)
    if source.problems:
        problem = source.problems[0]
        raise ValueError(problem.message if problem.line is None else f"linje {problem.line}: {problem.message}")
    rows: list[dict[str, str]] = []
    for batch in source.batches(file=0, first=0, size=_CHUNK):
        columns = {field.name: batch.text(field.name) for field in layout.fields}
        rows += [{name: text.value(index).strip(" ") for name, text in columns.items()} for index in range(batch.n)]
    return rows


def _placed(field: Field, value: str) -> str:
    width = field.width or 0
    if len(value) > width:
        raise ValueError(f"{field.name} has room for {width} characters, not {len(value)}")
    return value.rjust(width) if field.type in ("heltall", "desimal") else value.ljust(width)


def _refuse_unknown(layout: Layout, row: Mapping[str, str]) -> None:
    unknown = [name for name in row if name not in layout.by_name]
    if unknown:
        raise ValueError(f"{layout.form} {layout.year} has no field {unknown[0]}")
