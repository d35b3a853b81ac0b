"""Excel workbooks made of text, whole numbers, and links within the workbook; XlsxWriter does the writing.

It sets rows aside on disk while it works, so that a large report needs little memory. They hold what the report holds,
so they lie in a folder that only the user can open, and that is gone when the workbook is made or could not be made.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from kostra.api.errors import ArgumentError, KostraError
from kostra.phrase import Phrase
from kostra.reports.visible import visible_lines

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TEXT = 32_767
CUT = Phrase(" … (avkortet)")
"""Ends a text that is too long for a cell."""

# The same bytes for the same report.
_MADE = datetime(1980, 1, 1)
_A4 = 9
# In points. Not every program finds out by itself how much room wrapped text takes: LibreOffice does not.
_LINE_HEIGHT = 15
_HIGHEST = 405
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}


class Style(Enum):
    """How a cell looks."""

    PLAIN = auto()
    TEXT = auto()
    NUMBER = auto()
    COUNT = auto()
    HEADING = auto()
    SECTION = auto()
    GOOD = auto()
    BAD = auto()
    FATAL = auto()
    FEIL = auto()
    ADVARSEL = auto()
    INFO = auto()
    LINK = auto()


# A text that is edited by hand stays a text, also when it starts like a formula.
_TEXT = {"valign": "top", "quote_prefix": True}
_WRAPPED = _TEXT | {"text_wrap": True}
_TITLE = _TEXT | {"bold": True, "font_size": 13}
# Numbers of lines are names, flush left as texts are; counts keep off the text to their right.
_LOOKS: Mapping[Style, Mapping[str, Any]] = {
    Style.PLAIN: _TEXT,
    Style.TEXT: _WRAPPED,
    Style.NUMBER: {"valign": "top", "num_format": "0", "align": "left"},
    Style.COUNT: {"valign": "top", "num_format": "#,##0", "align": "right", "indent": 1},
    Style.HEADING: _WRAPPED | {"bold": True, "bg_color": "#E7E6E6"},
    Style.SECTION: _TITLE,
    Style.GOOD: _TITLE | {"bg_color": "#C6E7C8"},
    Style.BAD: _TITLE | {"bg_color": "#F9CFCB"},
    Style.FATAL: _WRAPPED | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#9C1C13"},
    Style.FEIL: _WRAPPED | {"bg_color": "#F9CFCB"},
    Style.ADVARSEL: _WRAPPED | {"bg_color": "#FFE9A8"},
    Style.INFO: _WRAPPED | {"bg_color": "#DCE9F5"},
    Style.LINK: _WRAPPED | {"underline": 1, "font_color": "#0563C1"},
}
_WRAPPING = frozenset(style for style, look in _LOOKS.items() if "text_wrap" in look)


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


def require_library() -> None:
    """Raise ArgumentError when XlsxWriter is not installed."""
    try:
        import xlsxwriter  # noqa: F401
    except ImportError as error:
        raise ArgumentError(
            'For å lage Excel-filer må XlsxWriter være installert: pip install "kostra[excel]". '
            "Eller velg et annet format, for eksempel CSV."
        ) from error


def write(sheets: Iterable[Sheet], cut: str = CUT) -> bytes:
    """Return the workbook of some sheets, whose names are valid and different; equal sheets give equal bytes.

    `cut` ends a text that is too long for a cell.

    Raises:
        ArgumentError: When XlsxWriter is not installed.
        KostraError: When there is no room for temporary files.
    """
    require_library()
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    buffer = io.BytesIO()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="kostra-") as folder,
            Workbook(buffer, {**_OPTIONS, "tmpdir": folder}) as book,
        ):
            book.set_properties({"created": _MADE})
            formats = {style: book.add_format(look) for style, look in _LOOKS.items()}
            for sheet in sheets:
                _write_sheet(book.add_worksheet(sheet.name), sheet, formats, cut)
    except (OSError, XlsxFileError) as error:
        raise KostraError(
            "Excel-rapporten kunne ikke lages, for midlertidige filer kan ikke skrives "
            f"({type(error).__name__}). Er disken full? CSV trenger ingen midlertidige filer."
        ) from error
    return buffer.getvalue()


def _write_sheet(made: Worksheet, sheet: Sheet, formats: Mapping[Style, Format], cut: str) -> None:
    made.set_landscape()
    made.set_paper(_A4)
    made.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    made.fit_to_pages(1, 0)
    for column, width in enumerate(sheet.widths):
        made.set_column(column, column, width)
    last = 0
    for last, row in enumerate(sheet.rows):
        lines = _lines(row, sheet.widths)
        if lines > 1:
            made.set_row(last, min(lines * _LINE_HEIGHT, _HIGHEST))
        for column, (value, style) in zip(range(len(sheet.widths))[: len(row)], row, strict=True):
            _write_cell(made, last, column, value, formats[style], cut)
    area = (0, 0, last, len(sheet.widths) - 1)
    if sheet.table:
        made.freeze_panes(1, 0)
        made.repeat_rows(0)
        made.autofilter(*area)
    # Codes and numbers of journals are text on purpose; without this every cell with one is marked as an error.
    made.ignore_errors({"number_stored_as_text": _range(*area)})


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return how many lines the text takes that takes most; words that are moved whole are not reckoned with."""
    most = 1
    for (value, style), width in zip(row, widths, strict=False):
        if isinstance(value, str) and (len(value) > width or "\n" in value) and style in _WRAPPING:
            most = max(most, sum(max(-(-len(line) // width), 1) for line in value.split("\n")))
    return most


def _range(*area: int) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(*area))


def _write_cell(made: Worksheet, row: int, column: int, value: str | int | Link | None, look: Format, cut: str) -> None:
    if isinstance(value, Link):
        quoted = value.sheet.replace("'", "''")
        made.write_url(row, column, f"internal:'{quoted}'!A1", look)
        value = value.text
    if value is None or value == "":
        made.write_blank(row, column, None, look)
    elif isinstance(value, int):
        made.write_number(row, column, value, look)
    else:
        text = _fitting(visible_lines(value), cut)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for markup of its own and would not escape it; parts of a text it escapes.
            made.write_rich_string(row, column, text[:1], look, text[1:], look)
        else:
            made.write_string(row, column, text, look)


def _fitting(text: str, cut: str) -> str:
    if len(text) > _LONGEST_TEXT // 2:  # Excel counts some characters as two
        units = text.encode("utf-16-le")
        if len(units) > 2 * _LONGEST_TEXT:
            return units[: 2 * (_LONGEST_TEXT - len(cut))].decode("utf-16-le", "ignore") + cut
    return text
