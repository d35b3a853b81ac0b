"""Excel workbooks (Office Open XML, ECMA-376), written straight to the archive.

openpyxl reads workbooks for this program, but does not write them: it takes six times as long over a large report, puts
the time of day into the file, and would leave those without it without a report. What is written here is small: text,
whole numbers, and links within the workbook. There is no way to write a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from kostra.reports import workbook_parts as parts
from kostra.reports.visible import visible_lines
from kostra.reports.workbook_parts import Style

_LONGEST_TEXT = 32_767
_CUT = " … (avkortet)"
# Excel reads _x0041_ in a text as the letter A; the underscore is written that way itself to stay one.
_ESCAPE_SEQUENCE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# The same bytes for the same report; archives cannot hold an earlier time.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# In points. A program that opens the workbook need not find out by itself how much room wrapped text takes.
_LINE_HEIGHT = 15
_HIGHEST = 405


class Link(NamedTuple):
    """A text that leads to a sheet of the workbook."""

    text: str
    sheet: str


Cell: TypeAlias = tuple[str | int | Link | None, Style]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its columns' widths in characters, and rows that are made one by one while it is written.

    With `table` the first row holds headings: it stays in place, is repeated on each printed page, and can be filtered.
    """

    name: str
    widths: Sequence[int]
    rows: Iterable[Sequence[Cell]]
    table: bool = False


def write(sheets: Iterable[Sheet]) -> bytes:
    """Return the workbook of some sheets, whose names are valid and different; equal sheets give equal bytes."""
    buffer = io.BytesIO()
    written: list[parts.Written] = []
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, sheet in enumerate(sheets, 1):
            with archive.open(_entry(parts.path_of(number)), "w") as stream:
                written.append(_write_sheet(stream, sheet, first=number == 1))
        for path, content in parts.around(written).items():
            archive.writestr(_entry(path), content)
    return buffer.getvalue()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it would tell the operating system
    return entry


def _write_sheet(stream: IO[bytes], sheet: Sheet, *, first: bool) -> parts.Written:
    columns = [(parts.column(number), width) for number, width in enumerate(sheet.widths, 1)]
    links: list[tuple[str, str]] = []
    height = 0
    stream.write(parts.before_rows(sheet.widths, frozen=sheet.table, first=first).encode())
    for height, row in enumerate(sheet.rows, 1):
        stream.write(_row(height, row, columns, links).encode())
    area = f"A1:{columns[-1][0]}{max(height, 1)}"
    stream.write(parts.after_rows(area, links, filtered=sheet.table).encode())
    return parts.Written(sheet.name, area if sheet.table else None)


def _row(number: int, row: Sequence[Cell], columns: Sequence[tuple[str, int]], links: list[tuple[str, str]]) -> str:
    made = [""]
    lines = 1
    for (column, width), (value, style) in zip(columns[: len(row)], row, strict=True):
        place = f"{column}{number}"
        if isinstance(value, Link):
            links.append((place, value.sheet))
            value = value.text
        if value is None or value == "":
            made.append(f'<c r="{place}" s="{style.value}"/>')
        elif isinstance(value, int):
            made.append(f'<c r="{place}" s="{style.value}"><v>{value}</v></c>')
        else:
            if style in parts.WRAPPED and (len(value) > width or "\n" in value):
                lines = max(lines, sum(max(-(-len(line) // width), 1) for line in value.split("\n")))
            made.append(
                f'<c r="{place}" s="{style.value}" t="inlineStr">'
                f'<is><t xml:space="preserve">{_text(value)}</t></is></c>'
            )
    made.append("</row>\n")
    height = f' ht="{min(lines * _LINE_HEIGHT, _HIGHEST)}"' if lines > 1 else ""
    made[0] = f'<row r="{number}"{height}>'
    return "".join(made)


def _text(value: str) -> str:
    text = visible_lines(value)
    if len(text) > _LONGEST_TEXT // 2:  # Excel counts some characters as two
        units = text.encode("utf-16-le")
        if len(units) > 2 * _LONGEST_TEXT:
            text = units[: 2 * (_LONGEST_TEXT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
    return escape(_ESCAPE_SEQUENCE.sub("_x005F_", text))
