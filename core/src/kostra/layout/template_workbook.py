"""The empty table as an Excel workbook: one sheet to fill in, one that explains it, one with the codes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kostra.layout.model import CodeList, Field, Layout
from kostra.layout.template import codes_in_words, filled_in, what_to_write, when_mandatory

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, EXPLANATION, CODES = "Skjema", "Forklaring", "Koder"

_ROWS = 1000
_TEXT, _DATE = "@", "dd.mm.yyyy"
_MANDATORY, _OPTIONAL = PatternFill("solid", fgColor="FFE699"), PatternFill("solid", fgColor="DDEBF7")
_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 255, 32
_LARGEST = 999_999_999_999
_LAST_DAY = 2_958_465
"""31.12.9999 as Excel counts days."""

_COLUMNS = ("Felt", "Spørsmål", "Hva du skriver", "Må fylles ut", "Enhet", "Status", "Merknad")
_WIDTHS = (28, 60, 40, 24, 20, 10, 50)


def to_workbook(layout: Layout) -> bytes:
    """Return the template of a table form as the bytes of an .xlsx file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    _explain(book.create_sheet(EXPLANATION), layout)
    ranges = _list_codes(book, layout)
    known = filled_in(layout)
    for number, field in enumerate(layout.fields, start=1):
        _column(sheet, number, field, layout, ranges)
        if field.name in known:
            _write(sheet, 2, number, known[field.name]).number_format = _TEXT
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _column(sheet: Worksheet, number: int, field: Field, layout: Layout, ranges: dict[str, str]) -> None:
    letter = get_column_letter(number)
    heading = _write(sheet, 1, number, field.name)
    heading.font = Font(bold=True)
    heading.fill = _MANDATORY if field.mandatory and field.mandatory_when is None else _OPTIONAL
    heading.comment = Comment(_remark(field, layout.year), "kostra", height=170, width=340)
    column = sheet.column_dimensions[letter]
    column.width = max(12, len(field.name) + 4)
    # What has codes is text as well: a number would lose the zero in front.
    if field.type == "tekst" or field.codes is not None:
        column.number_format = _TEXT
    elif field.type == "dato":
        column.number_format = _DATE
    rule = _validation(field, ranges)
    if rule is not None:
        rule.add(f"{letter}2:{letter}{_ROWS + 1}")
        sheet.add_data_validation(rule)


def _remark(field: Field, year: int) -> str:
    unit = f" ({field.unit})" if field.unit else ""
    parts = [field.label + unit, what_to_write(field, year) + ".", f"Må fylles ut: {when_mandatory(field)}."]
    if field.status != "kjent":
        parts.append(f"Feltet er {field.status}; se arket {EXPLANATION}.")
    return "\n".join(parts)


def _validation(field: Field, ranges: dict[str, str]) -> DataValidation | None:
    """Return what Excel itself is to refuse in a column, with a sentence on what it takes."""
    if field.codes is not None:
        rule = DataValidation(type="list", formula1=ranges[field.codes.name])
        rule.promptTitle = field.name[:_LONGEST_PROMPT_TITLE]
        rule.prompt = codes_in_words(field)[:_LONGEST_PROMPT]
        rule.showInputMessage = True
        said = "Velg en av kodene i listen."
    elif field.type == "heltall":
        rule = DataValidation(type="whole", operator="between", formula1=str(-_LARGEST), formula2=str(_LARGEST))
        said = "Skriv et helt tall, uten andre tegn."
    elif field.type == "desimal":
        rule = DataValidation(type="decimal", operator="between", formula1=str(-_LARGEST), formula2=str(_LARGEST))
        said = "Skriv et tall, uten andre tegn."
    elif field.type == "dato":
        rule = DataValidation(type="date", operator="between", formula1="1", formula2=str(_LAST_DAY))
        said = "Skriv datoen med punktum mellom dag, måned og år."
    elif field.width is not None:
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(field.width))
        said = f"Skriv høyst {field.width} tegn."
    else:
        return None
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorTitle = field.name[:_LONGEST_PROMPT_TITLE]
    rule.error = said
    return rule


def _list_codes(book: Workbook, layout: Layout) -> dict[str, str]:
    """Write the code lists in use to a sheet of their own, and return where the codes of each stand."""
    lists: dict[str, CodeList] = {field.codes.name: field.codes for field in layout.fields if field.codes is not None}
    if not lists:
        return {}
    sheet = book.create_sheet(CODES)
    ranges: dict[str, str] = {}
    for place, codes in enumerate(lists.values()):
        code, text = 1 + 3 * place, 2 + 3 * place
        _write(sheet, 1, code, codes.name).font = Font(bold=True)
        letter = get_column_letter(code)
        sheet.column_dimensions[letter].width = max(10, len(codes.name) + 2)
        sheet.column_dimensions[get_column_letter(text)].width = 40
        for row, (value, label) in enumerate(codes.codes.items(), start=2):
            _write(sheet, row, code, value).number_format = _TEXT
            _write(sheet, row, text, label)
        ranges[codes.name] = f"{CODES}!${letter}$2:${letter}${len(codes.codes) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def _explain(sheet: Worksheet, layout: Layout) -> None:
    title = _write(sheet, 1, 1, f"Skjema {layout.form} for {layout.year}: {layout.title}")
    title.font = Font(bold=True, size=14)
    districts = " (eller for hver bydel, der bydelene rapporterer)" if layout.with_role("bydel") else ""
    said = [
        f"Fyll ut arket {SHEET}: én rad for hver kommune{districts}.",
        "La feltnavnene i første rad stå. Kolonner med gul overskrift må fylles ut.",
        f"Kontroller filen etterpå: kostra check --skjema {layout.form} --argang {layout.year} FIL",
    ]
    if any(field.status != "kjent" for field in layout.fields):
        said.append(
            "Status «antatt»: ordlyd, koder eller format er ikke offentliggjort, og er satt etter beste skjønn."
        )
    for row, text in enumerate(said, start=2):
        _write(sheet, row, 1, text)
    top = len(said) + 3
    for number, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), start=1):
        heading = _write(sheet, top, number, name)
        heading.font = Font(bold=True)
        heading.fill = _OPTIONAL
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, field in enumerate(layout.fields, start=top + 1):
        cells = (
            field.name,
            field.label,
            what_to_write(field, layout.year),
            when_mandatory(field),
            field.unit or "",
            field.status,
            field.note,
        )
        for number, text in enumerate(cells, start=1):
            _write(sheet, row, number, text).alignment = Alignment(wrap_text=number > 1, vertical="top")
    sheet.freeze_panes = f"A{top + 1}"


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text and return its cell; what begins like a formula stays text."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    cell.value = text
    if cell.data_type == "f":
        cell.data_type = "s"
    return cell
