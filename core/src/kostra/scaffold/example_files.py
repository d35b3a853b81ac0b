"""Example files of a new year: those of the old year with their years and dates moved, and nothing else changed."""

from __future__ import annotations

import csv
import io

from kostra.layout.model import Layout
from kostra.scaffold.rows import Move, moved_row
from kostra.testing.files import slice_line

_DELIMITERS = (";", "\t", ",")


def example_for_year(name: str, data: bytes, layout: Layout, move: Move) -> bytes | None:
    """Return an example file for another year; None when it is of a kind that is not rewritten (Excel, JSON).

    Encoding, line ends, lines of a wrong length and everything else that an example may be about stay as they are.
    """
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("iso-8859-1"), "iso-8859-1"
    if layout.width is not None:
        return "".join(_fixed(line, layout, move) for line in text.splitlines(keepends=True)).encode(encoding)
    if not name.lower().endswith((".csv", ".txt", ".tsv")):
        return None
    return _table(text, layout, move).encode(encoding)


def _fixed(line: str, layout: Layout, move: Move) -> str:
    for name, value in moved_row(slice_line(layout, line.rstrip("\r\n")), layout, move).items():
        start = (layout.by_name[name].start or 1) - 1
        line = line[:start] + value + line[start + len(value) :]
    return line


def _table(text: str, layout: Layout, move: Move) -> str:
    rows = text.splitlines(keepends=True)
    head = rows[0].rstrip("\r\n") if rows else ""
    delimiter = max(_DELIMITERS, key=head.count)
    names = next(csv.reader([head.removeprefix("\ufeff")], delimiter=delimiter), [])
    return "".join([*rows[:1], *(_cells(row, names, delimiter, layout, move) for row in rows[1:])])


def _cells(line: str, names: list[str], delimiter: str, layout: Layout, move: Move) -> str:
    body = line.rstrip("\r\n")
    cells = next(csv.reader([body], delimiter=delimiter), [])
    changed = moved_row(dict(zip(names, cells, strict=False)), layout, move)
    if not changed:
        return line
    out = io.StringIO()
    new = [changed.get(name, cell) for name, cell in zip(names, cells, strict=False)] + cells[len(names) :]
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(new)
    return out.getvalue() + line[len(body) :]
