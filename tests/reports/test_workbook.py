from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kostra.api.errors import KostraError
from kostra.reports.workbook import Cell, Link, Sheet, Style, write

# A file name can hold half a character (a lone surrogate), a value whatever a table may contain.
STRANGE = "\ud800\udfff\ufffe\uffff\x00\x1b\u202e\ufeff]]>&<\"'"
NAME = "Kari's «A&B» <1>"


def read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_of(*rows: Sequence[Cell], table: bool = False) -> Worksheet:
    return read(write([Sheet("Ark", (10, 20), rows, table)]))["Ark"]


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@x", "#N/A", "01", "1e5", "TRUE", "3.4"])
def test_text_is_text_and_stays_text_when_it_is_edited(text: str) -> None:
    cell = sheet_of([(text, Style.TEXT)])["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_no_workbook_holds_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(write([Sheet("Ark", (9,), [[("=1", style)] for style in Style])]))) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


def test_numbers_are_numbers_and_nothing_is_nothing() -> None:
    sheet = sheet_of([(12, Style.COUNT), (None, Style.TEXT)], [("", Style.TEXT), (0, Style.NUMBER)])
    assert [(c.value, c.data_type) for row in sheet.rows for c in row] == [
        (12, "n"),
        (None, "n"),
        (None, "n"),
        (0, "n"),
    ]


def test_a_table_has_a_filter_and_headings_that_stay() -> None:
    sheet = sheet_of([("A", Style.HEADING), ("B", Style.HEADING)], [(1, Style.COUNT)], table=True)
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert int(sheet.column_dimensions["B"].width) == 20
    named = read(write([Sheet(NAME, (9, 9), [[("A", Style.HEADING), ("B", Style.HEADING)]], table=True)]))
    assert named[NAME].auto_filter.ref == "A1:B1"
    plain = sheet_of([("A", Style.HEADING)])
    assert (plain.auto_filter.ref, plain.freeze_panes) == (None, None)


def test_links_lead_to_their_sheets() -> None:
    book = read(write([Sheet("Ark", (9,), [[(Link("dit", NAME), Style.LINK)]]), Sheet(NAME, (9,), [])]))
    cell = book["Ark"]["A1"]
    assert cell.value == "dit"
    assert cell.hyperlink is not None
    assert cell.hyperlink.location == "'Kari''s «A&B» <1>'!A1"


def test_rows_are_as_high_as_their_wrapped_text() -> None:
    sheet = sheet_of(
        [("a" * 35, Style.TEXT)], [("a\nb", Style.TEXT)], [("a" * 35, Style.PLAIN)], [("a" * 9999, Style.TEXT)]
    )
    assert [sheet.row_dimensions[n].height for n in (1, 2, 3, 4)] == [60, 30, None, 405]


def test_a_row_with_more_cells_than_columns_is_never_cut() -> None:
    with pytest.raises(ValueError, match="longer"):
        sheet_of([("a", Style.TEXT)] * 3)


def test_text_that_is_too_long_for_a_cell_says_that_it_was_cut() -> None:
    whole, cut, wide = sheet_of(*[[(text, Style.TEXT)] for text in ("a" * 32767, "a" * 32768, "😀" * 20000)])["A"]
    assert whole.value == "a" * 32767
    assert isinstance(cut.value, str)
    assert isinstance(wide.value, str)
    assert cut.value.endswith("a … (avkortet)")
    assert len(cut.value) == 32767
    assert len(wide.value.encode("utf-16-le")) <= 2 * 32767


@pytest.mark.parametrize("text", ["<r></r>", "<r><t>a</t></r>", "<r></is><f>1+1</f></r>"])
def test_no_text_becomes_markup_of_the_workbook(text: str) -> None:
    cell = sheet_of([(text, Style.TEXT)])["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@settings(deadline=None)
@given(st.text(max_size=20))
@example(STRANGE)
def test_whatever_a_text_holds_the_workbook_can_be_read(text: str) -> None:
    value = sheet_of([(text, Style.TEXT), ("x", Style.TEXT)])["A1"].value
    if text.isprintable() and text and "_x" not in text:
        assert value == text


def test_what_excel_would_take_for_an_escaped_letter_is_escaped() -> None:
    assert sheet_of([("_x003D_1", Style.TEXT)])["A1"].value == "_x005F_x003D_1"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write([Sheet("Ark", (9,), [[("a", Style.TEXT)]])]) == write([Sheet("Ark", (9,), [[("a", Style.TEXT)]])])
    with zipfile.ZipFile(io.BytesIO(write([Sheet("Ark", (9,), [])]))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken() -> Iterator[Sequence[Cell]]:
        assert list(tmp_path.iterdir()), "the rows are not set aside where this test looks"
        yield [("a", Style.TEXT)]
        raise ValueError("midt i arket")

    write([Sheet("Ark", (9,), [[("a", Style.TEXT)]]), Sheet("Tomt", (9,), [])])
    with pytest.raises(ValueError, match="midt i arket"):
        write([Sheet("Ark", (9,), broken())])
    assert list(tmp_path.iterdir()) == []


def test_where_temporary_files_cannot_be_written_the_user_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "borte"))
    with pytest.raises(KostraError, match="midlertidige filer kan ikke skrives"):
        write([Sheet("Ark", (9,), [])])


def test_without_the_library_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(KostraError, match=r'pip install "kostra\[excel\]"'):
        write([Sheet("Ark", (9,), [])])
