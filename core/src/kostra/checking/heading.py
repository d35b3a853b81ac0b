"""The names in the first row of a table whose form is not known yet."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from kostra.readers.input import Input

_JSON_KEY = re.compile(r'"((?:[^"\\]|\\.){1,80})"\s*:')
_DELIMITERS = ";,\t"
_LONGEST = 20_000


def workbook_heading(source: Input, sheet: str | None) -> tuple[str, ...]:
    """Return the names in the first row of an Excel sheet; UnreadableError when the workbook cannot be read."""
    from kostra.readers.excel import excel_heading

    return tuple(name.strip() for name in excel_heading(source, sheet) if name.strip())


def text_heading(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of JSON, or else the cells of the first line of what may be CSV."""
    if not lines:
        return ()
    if lines[0].lstrip()[:1] in ("{", "["):
        return tuple(dict.fromkeys(_JSON_KEY.findall("\n".join(lines))))
    first = lines[0]
    if first.strip('"').lower().startswith("sep=") and len(lines) > 1:
        first = lines[1]
    first = first[:_LONGEST].replace("\r", " ")
    cells = next(csv.reader([first], delimiter=max(_DELIMITERS, key=first.count)), [])
    return tuple(cell.strip() for cell in cells if cell.strip())
