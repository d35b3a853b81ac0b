"""The fixed parts of an Excel workbook: what stands around the rows, the styles, and the list of contents."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, auto
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Style(IntEnum):
    """How a cell looks; the value is the cell format's number in the styles part."""

    PLAIN = 0
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


class Written(NamedTuple):
    """A sheet that was written: its name, and the area to filter when it is a table."""

    name: str
    table: str | None


# Font, fill (both by number below), number format, wrapped.
_FORMATS: dict[Style, tuple[int, int, int, bool]] = {
    Style.PLAIN: (0, 0, 0, False),
    Style.TEXT: (0, 0, 0, True),
    Style.NUMBER: (0, 0, 1, False),
    Style.COUNT: (0, 0, 3, False),
    Style.HEADING: (1, 2, 0, True),
    Style.SECTION: (2, 0, 0, False),
    Style.GOOD: (2, 3, 0, False),
    Style.BAD: (2, 4, 0, False),
    Style.FATAL: (3, 5, 0, True),
    Style.FEIL: (0, 4, 0, True),
    Style.ADVARSEL: (0, 6, 0, True),
    Style.INFO: (0, 7, 0, True),
    Style.LINK: (4, 0, 0, True),
}
_FONTS = (
    '<sz val="11"/><name val="Calibri"/>',
    '<b/><sz val="11"/><name val="Calibri"/>',
    '<b/><sz val="13"/><name val="Calibri"/>',
    '<b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/>',
    '<u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/>',
)
# The first two are fixed by the format. Then headings, ready, error, fatal, warning, information.
_FILLS = ("E7E6E6", "C6E7C8", "F9CFCB", "9C1C13", "FFE9A8", "DCE9F5")

WRAPPED = frozenset(style for style, (_, _, _, wrapped) in _FORMATS.items() if wrapped)
"""The styles whose texts go on the next line of their cell."""

_WRAPS = {True: ' wrapText="1"', False: ""}
# Numbers of lines are names, flush left as texts are; counts keep off the text to their right.
_NUMBERS = {0: "", 1: ' horizontal="left"', 3: ' horizontal="right" indent="1"'}
# A text that is edited by hand stays a text, also when it starts like a formula.
_PREFIXED = {True: ' quotePrefix="1"', False: ""}


def path_of(number: int) -> str:
    """Return where in the archive a sheet is."""
    return f"xl/worksheets/sheet{number}.xml"


def column(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def before_rows(widths: Sequence[int], *, frozen: bool, first: bool) -> str:
    """Return a sheet up to its rows; the first sheet is the one that is seen when the workbook is opened."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    selected = ' tabSelected="1"' if first else ""
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>\n'
    )


def after_rows(area: str, links: Sequence[tuple[str, str]], *, filtered: bool) -> str:
    """Return a sheet from its rows on; `links` are places and the sheets that they lead to."""
    filter_ = f'<autoFilter ref="{area}"/>' if filtered else ""
    listed = "".join(
        f'<hyperlink ref="{place}" location={quoteattr(_quoted(sheet) + "!A1")}/>' for place, sheet in links
    )
    return (
        f"</sheetData>{filter_}"
        f"{f'<hyperlinks>{listed}</hyperlinks>' if listed else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        # Codes and numbers of journals are text on purpose; without this every cell with one is marked as an error.
        f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors></worksheet>\n'
    )


def around(sheets: Sequence[Written]) -> dict[str, str]:
    """Return every part of the archive that is not a sheet, by its path."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/{path}" ContentType="{_TYPE}.{kind}+xml"/>'
        for path, kind in (
            ("xl/workbook.xml", "sheet.main"),
            ("xl/styles.xml", "styles"),
            *((path_of(number), "worksheet") for number in numbers),
        )
    )
    related = "".join(_relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations(_relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(f"{related}{_relation('styles', 'styles', 'styles.xml')}"),
        "xl/styles.xml": _styles(),
    }


def _relations(relations: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _workbook(sheets: Sequence[Written]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    tables = [(number, sheet.name, sheet.table) for number, sheet in enumerate(sheets) if sheet.table]
    names = "".join(_filtered(number, name, area) for number, name, area in tables)
    names += "".join(_repeated(number, name) for number, name, _ in tables)
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets>{f'<definedNames>{names}</definedNames>' if names else ''}</workbook>"
    )


def _filtered(number: int, name: str, area: str) -> str:
    start, end = area.split(":")
    place = f"{_quoted(name)}!{_absolute(start)}:{_absolute(end)}"
    return f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">{escape(place)}</definedName>'


def _repeated(number: int, name: str) -> str:
    place = f"{_quoted(name)}!$1:$1"
    return f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{escape(place)}</definedName>'


def _absolute(place: str) -> str:
    letters = place.rstrip("0123456789")
    return f"${letters}${place[len(letters) :]}"


def _quoted(sheet: str) -> str:
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def _styles() -> str:
    fonts = "".join(f"<font>{font}</font>" for font in _FONTS)
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>' for colour in _FILLS
    )
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyAlignment="1"{_PREFIXED[not number]}>'
        f'<alignment vertical="top"{_NUMBERS[number]}{_WRAPS[wrapped]}/></xf>'
        for font, fill, number, wrapped in (_FORMATS[style] for style in Style)
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        f'<fonts count="{len(_FONTS)}">{fonts}</fonts>'
        f'<fills count="{len(_FILLS) + 2}"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(Style)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
