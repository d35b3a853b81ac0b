"""Tables in an Excel workbook: names of the columns in the first row that holds anything."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.layout.model import DatePattern, Field, Layout
from kostra.phrase import Phrase
from kostra.readers.columns import Columns, match_columns
from kostra.readers.input import Input
from kostra.readers.opening import refuse_binary
from kostra.readers.records import LineProblem
from kostra.readers.table import Row, TableSource, blank_rows_note, cell_problem, read_bytes, table_source

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_LARGEST_UNPACKED = 256 << 20
_UNSUSPICIOUS = 8 << 20
_MOST_TAGS = 4_000_000
"""Of XML, in all; a sheet of a hundred columns has 400 a row."""
_BLOCK = 1 << 20
_LAST_ROW = 1_048_576
_ONLY_ZEROS = re.compile(r"0+")
_DATE_FORMATS: dict[DatePattern, str] = {"ddmmåå": "{2:02}{1:02}{3:02}", "ddmmåååå": "{2:02}{1:02}{0:04}"}
_ISO = "{0:04}-{1:02}-{2:02}"


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)
"""What reading an archive that is damaged, protected or of an unknown kind may raise."""


class _Unusable(Exception):
    """A cell whose value is no text, number or date; the argument goes on «Cellen i kolonnen X »."""


def open_excel(source: Input, layout: Layout, options: ReadOptions) -> TableSource:
    """Read a sheet of a workbook (the first, or `options.sheet`); a row's number is that of the sheet.

    A date becomes text in its field's pattern, a number its shortest text; leading zeros that a cell shows are kept.

    Raises:
        UnreadableError: When the file cannot be opened or is no workbook, the sheet does not exist, or openpyxl is not
            installed.
    """
    data = read_bytes(source)
    _check_archive(source, data)
    reading = _Reading(layout)
    with _damage_told(source):
        for number, cells in _sheet_rows(source, data, options.sheet):
            reading.add(number, cells)
    digest = hashlib.sha256(data).hexdigest()
    return table_source(
        layout,
        reading.rows,
        reading.problems,
        name=source.name,
        encoding="utf-8",
        sha256=digest,
        notes=reading.all_notes(),
    )


def excel_heading(source: Input, sheet: str | None) -> list[str]:
    """Return the first row of a sheet that holds anything, as text; empty when there is none.

    Raises:
        UnreadableError: As `open_excel`.
    """
    data = read_bytes(source)
    _check_archive(source, data)
    with _damage_told(source):
        for _, cells in _sheet_rows(source, data, sheet):
            if not all(_is_blank(cell, no_result) for cell, no_result in cells):
                return [_heading(cell) for cell, _ in cells]
    return []


@contextmanager
def _damage_told(source: Input) -> Iterator[None]:
    """Read a workbook: whatever openpyxl makes of a damaged one becomes an UnreadableError."""
    with warnings.catch_warnings():
        # openpyxl warns of parts of a workbook that it does not keep; nothing is written back here.
        warnings.simplefilter("ignore")
        try:
            yield
        except UnreadableError:
            raise
        except Exception as error:
            # The error's own text may hold cells.
            message = (
                f"{source.name} kan ikke leses som Excel-arbeidsbok ({type(error).__name__}). Filen er trolig skadet."
            )
            raise UnreadableError(message) from None


def _check_archive(source: Input, data: bytes) -> None:
    """Raise UnreadableError for what is no zip archive, or would fill the memory once unpacked."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                size = sum(part.file_size for part in archive.infolist())
                crowded = _UNSUSPICIOUS < size <= _LARGEST_UNPACKED and _is_crowded(archive)
        except _DAMAGED as error:
            raise UnreadableError(f"{source.name} er ikke en hel Excel-arbeidsbok. Filen er trolig skadet.") from error
        if size > _LARGEST_UNPACKED:
            mega = size >> 20
            raise UnreadableError(f"{source.name} er {mega} MB utpakket. Det er ikke et utfylt skjema.")
        if crowded:
            raise UnreadableError(f"{source.name} har millioner av celler. Det er ikke et utfylt skjema.")
        return
    refuse_binary(source, data, "en Excel-arbeidsbok (.xlsx) uten passord")
    raise UnreadableError(f"{source.name} er ikke en Excel-arbeidsbok (.xlsx).")


def _is_crowded(archive: zipfile.ZipFile) -> bool:
    """Return whether there are more cells, rows or texts in a workbook than could be read in reasonable time."""
    tags = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            while tags <= _MOST_TAGS and (block := stream.read(_BLOCK)):
                tags += block.count(b"<")
    return tags > _MOST_TAGS


def _load(source: Input, data: bytes, *, values: bool) -> Workbook:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        message = (
            'For å lese Excel-filer må openpyxl være installert: pip install "kostra[excel]". Eller lagre som CSV.'
        )
        raise UnreadableError(message) from error
    return load_workbook(io.BytesIO(data), read_only=True, data_only=values)


def _sheet_rows(source: Input, data: bytes, sheet: str | None) -> Iterator[tuple[int, list[tuple[Any, bool]]]]:
    """Yield the number and cells of each row; with each cell whether it is a formula whose result was never stored."""
    shown, written = (_sheet(source, _load(source, data, values=values), sheet) for values in (True, False))
    rows = zip_longest(shown.iter_rows(), written.iter_rows(), fillvalue=())
    for number, (values, formulas) in enumerate(rows, start=1):
        if number > _LAST_ROW:
            raise UnreadableError(f"{source.name} har flere rader enn et ark i Excel kan ha. Filen er trolig skadet.")
        yield number, [_with_result(*pair) for pair in zip_longest(values, formulas)]


def _sheet(source: Input, book: Workbook, wanted: str | None) -> Any:
    sheets = {sheet.title.casefold(): sheet for sheet in reversed(book.worksheets)}
    first = book.worksheets[0] if book.worksheets else None
    sheet: Any = first if wanted is None else sheets.get(wanted.strip().casefold())
    if sheet is None:
        names = ", ".join(one.title for one in book.worksheets)
        if not names:
            raise UnreadableError(f"{source.name} har ingen ark. Filen er trolig skadet.")
        raise UnreadableError(f"{source.name} har ikke arket «{wanted}». Arkene er: {names}.")
    # Some programs write a wrong extent of the sheet, and cells outside it would be lost.
    sheet.reset_dimensions()
    return sheet


def _with_result(shown: Any, written: Any) -> tuple[Any, bool]:
    # A formula that gives an empty text has no value either, but a type other than the number it has before it is run.
    is_formula = getattr(written, "data_type", "") == "f"
    return shown, is_formula and getattr(shown, "value", None) is None and getattr(shown, "data_type", "n") == "n"


class _Reading:
    """What has been read of a sheet so far."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.columns: Columns | None = None
        self.rows: list[Row] = []
        self.problems: list[LineProblem] = []
        self.notes: list[str] = []
        self.blank = 0
        self.pending_blank = 0
        self.numbers_as_text: set[str] = set()

    def all_notes(self) -> list[str]:
        notes = list(self.notes)
        if self.numbers_as_text:
            names = ", ".join(f.name for f in self.layout.fields if f.name in self.numbers_as_text)
            notes.append(Phrase("{felt} er tall i arket, ikke tekst: nuller foran kan være borte.", felt=names))
        if self.blank:
            notes.append(blank_rows_note(self.blank))
        return notes

    def add(self, number: int, cells: list[tuple[Any, bool]]) -> None:
        if all(_is_blank(cell, no_result) for cell, no_result in cells):
            self.pending_blank += self.columns is not None
        elif self.columns is None:
            self.columns = match_columns([_heading(cell) for cell, _ in cells], number, self.layout)
            self.problems += self.columns.problems
            self.notes += self.columns.notes
        elif self.columns.usable:
            # Rows below the last one with content are no rows: a sheet has them without end.
            self.blank, self.pending_blank = self.blank + self.pending_blank, 0
            self._row(number, cells, self.columns)

    def _row(self, number: int, cells: list[tuple[Any, bool]], columns: Columns) -> None:
        hidden = columns.hidden([not _is_blank(*pair) for pair in cells], number)
        values: dict[str, str] = {}
        faults = [hidden] if hidden else []
        for (cell, no_result), field in zip(cells, columns.fields, strict=False):
            if field is None:
                continue
            try:
                values[field.name] = self._value(cell, no_result, field)
            except _Unusable as unusable:
                faults.append(cell_problem(number, field.name, str(unusable), "Skriv verdien som tekst eller tall."))
        self.problems += faults
        if not faults:
            self.rows.append(Row(number, tuple(values.get(field.name, "") for field in self.layout.fields)))

    def _value(self, cell: Any, no_result: bool, field: Field) -> str:
        """Return a cell as the text that the user sees, or would type.

        Raises:
            _Unusable: When it is a formula without a result, an error value, true or false, or a time of day.
        """
        value = getattr(cell, "value", None)
        if value is None:
            if no_result:
                raise _Unusable("er en formel uten lagret resultat. Åpne arbeidsboken i Excel og lagre den.")
            return ""
        if getattr(cell, "data_type", "") == "e":
            raise _Unusable("viser en feil i Excel.")
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            raise _Unusable("er sann eller usann.")
        if isinstance(value, int | float):
            text = _number(value)
            if _ONLY_ZEROS.fullmatch(cell.number_format or "") and text.isdigit():
                text = text.zfill(len(cell.number_format))
            if field.type == "tekst" and field.width is not None and len(text) < field.width:
                self.numbers_as_text.add(field.name)
            return text
        if isinstance(value, date):
            return _date(value, field)
        raise _Unusable("er et klokkeslett.")


def _is_blank(cell: Any, no_result: bool) -> bool:
    value = getattr(cell, "value", None)
    return not no_result and (value is None or (isinstance(value, str) and not value.strip()))


def _heading(cell: Any) -> str:
    value = getattr(cell, "value", None)
    return "" if value is None else str(value)


def _number(value: int | float) -> str:
    """Return a number without an exponent, with the fifteen digits that Excel itself keeps."""
    if isinstance(value, int):
        return str(value)
    return format(Decimal(format(value, ".15g")), "f")


def _date(value: date, field: Field) -> str:
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0):
        raise _Unusable("er en dato med klokkeslett.")
    pattern = _DATE_FORMATS.get(field.date_pattern, _ISO) if field.date_pattern else _ISO
    return pattern.format(value.year, value.month, value.day, value.year % 100)
