"""Tables as CSV: semicolon, comma or tab between the cells, names of the columns in the first row."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.layout.model import Layout
from kostra.readers.columns import Columns, field_named, match_columns
from kostra.readers.encoding import Encoding
from kostra.readers.input import Input
from kostra.readers.opening import refuse_binary
from kostra.readers.records import LineProblem
from kostra.readers.table import (
    MOST_ROWS,
    Row,
    TableSource,
    blank_rows_note,
    read_bytes,
    table_source,
    too_many_rows,
)

_DELIMITERS = (";", ",", "\t")
_LOOKED_AT = 1000
"""So many names of a heading are enough to tell what stands between them."""

# Excel writes and understands a first line that only names the delimiter.
_SEP_LINE = re.compile(r'"?sep=([;,\t])"?(\r\n|\r|\n)', re.IGNORECASE)


def open_delimited(source: Input, layout: Layout, options: ReadOptions) -> TableSource:
    """Read a CSV file in UTF-8 or ISO-8859-1 and return its rows.

    Raises:
        UnreadableError: When the file cannot be opened, is too large, or is no text file.
    """
    data = read_bytes(source)
    refuse_binary(source, data, "en CSV-fil")
    text, encoding = decode(source, data)
    sep = _SEP_LINE.match(text)
    lines_before = 1 if sep else 0
    text = text[sep.end() :] if sep else text
    delimiter = sep[1] if sep else _delimiter(text, layout)
    rows: list[Row] = []
    problems: list[LineProblem] = []
    notes: list[str] = []
    columns: Columns | None = None
    blank = 0
    for line, cells in _records(text, delimiter, lines_before + 1):
        if cells is None:
            message = "Anførselstegnene på linjen går ikke opp, så cellene kan ikke skilles fra hverandre."
            advice = "En celle i anførselstegn skal slutte med ett; et anførselstegn inni den skrives to ganger."
            problems.append(LineProblem("struktur", message, line, advice=advice))
        elif not any(cell.strip() for cell in cells):
            blank += columns is not None
        elif columns is None:
            columns = match_columns(cells, line, layout)
            problems += columns.problems
            notes += columns.notes
            if not columns.usable:
                break
        else:
            row = _row(line, cells, columns, layout)
            rows.append(row) if isinstance(row, Row) else problems.append(row)
        if len(rows) + len(problems) > MOST_ROWS:
            raise too_many_rows(source.name)
    if blank:
        notes.append(blank_rows_note(blank))
    digest = hashlib.sha256(data).hexdigest()
    return table_source(layout, rows, problems, name=source.name, encoding=encoding, sha256=digest, notes=notes)


def decode(source: Input, data: bytes) -> tuple[str, Encoding]:
    """Return the text of a file without a byte-order mark, and its encoding.

    Raises:
        UnreadableError: When the bytes are no text in UTF-8 or ISO-8859-1.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(f"{source.name} er lagret som UTF-16 («Unicode»). Lagre den som CSV UTF-8.")
    if b"\0" in data:
        raise UnreadableError(f"{source.name} er ikke en tekstfil: den inneholder binære data.")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("iso-8859-1"), "iso-8859-1"


def _delimiter(text: str, layout: Layout) -> str:
    """Return the delimiter that gives the heading most known names, and among equals most cells."""

    def merit(delimiter: str) -> tuple[int, int]:
        rows = (cells for _, cells in _records(text, delimiter, 1) if cells)
        heading: Sequence[str] = next((cells for cells in rows if "".join(cells).strip(" ;,\t")), ())
        return sum(field_named(name, layout) is not None for name in heading[:_LOOKED_AT]), len(heading)

    return max(_DELIMITERS, key=merit)


def _records(text: str, delimiter: str, first_line: int) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Yield each row with the number of its first line; None for a row whose quotes make no sense."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = first_line + reader.line_num
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None


def _row(line: int, cells: Sequence[str], columns: Columns, layout: Layout) -> Row | LineProblem:
    wanted = len(columns.fields)
    if len(cells) < wanted or any(cell.strip() for cell in cells[wanted:]):
        message = f"Raden har {len(cells)} celler, men det er {wanted} kolonner."
        advice = "Se etter skilletegn som mangler eller er for mange, for eksempel inni en tekst uten anførselstegn."
        return LineProblem("celle", message, line, advice=advice)
    if hidden := columns.hidden([bool(cell.strip()) for cell in cells], line):
        return hidden
    values = {field.name: cell for field, cell in zip(columns.fields, cells, strict=False) if field}
    return Row(line, tuple(values.get(field.name, "") for field in layout.fields))
