"""Excel workbooks of a table form."""

from __future__ import annotations

import builtins
import io
import zipfile
from datetime import date, datetime, time
from types import ModuleType
from typing import Any

import pytest
from openpyxl import Workbook
from tests.readers.tables import LAYOUT, rows

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.readers.excel import open_excel
from kostra.readers.input import Input
from kostra.readers.table import TableSource

HEADING = ["KOMMUNE", "SATS", "ANDEL", "VEDTATT", "NAVN"]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*lines: list[Any]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    return saved(book)


def read(data: bytes, sheet: str | None = None) -> TableSource:
    return open_excel(Input.of_bytes("skjema.xlsx", data), LAYOUT, ReadOptions(sheet=sheet))


def test_cells_become_the_text_that_the_user_sees() -> None:
    source = read(
        workbook(HEADING, ["5530", 6650.0, 0.1 + 0.2, date(2024, 3, 1), "Bø"], ["0301", 1, -1.5, None, " x "])
    )
    assert rows(source) == {
        2: {"KOMMUNE": "5530", "SATS": "6650", "ANDEL": "0.3", "VEDTATT": "01032024", "NAVN": "Bø"},
        3: {"KOMMUNE": "0301", "SATS": "1", "ANDEL": "-1.5", "NAVN": " x "},
    }
    assert source.problems == ()
    assert (source.facts.records, source.facts.non_ascii_lines, source.facts.empty) == (2, 1, False)


def test_large_and_small_numbers_have_no_exponent() -> None:
    source = read(workbook(HEADING, ["5530", 1e15, 1e-7]))
    assert rows(source)[2] == {"KOMMUNE": "5530", "SATS": "1000000000000000", "ANDEL": "0.0000001"}


def test_rows_have_the_numbers_of_the_sheet() -> None:
    source = read(workbook([], [None, " "], HEADING, ["5530", 1], [], ["", None], ["5501", 2], [], []))
    assert list(rows(source)) == [4, 7]
    assert "2 tomme rader er hoppet over." in source.facts.notes


def test_leading_zeros_that_a_cell_shows_are_kept() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    sheet.append([301, 1])
    sheet["A2"].number_format = "0000"
    assert rows(read(saved(book)))[2]["KOMMUNE"] == "0301"


def test_a_number_that_may_have_lost_its_zeros_is_noted() -> None:
    source = read(workbook(HEADING, [301, 1]))
    assert rows(source)[2]["KOMMUNE"] == "301"
    assert "KOMMUNE er tall i arket, ikke tekst: nuller foran kan være borte." in source.facts.notes


def test_the_first_sheet_or_the_one_asked_for() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Veiledning"])
    second = book.create_sheet("Svar på skjema")
    second.append(HEADING)
    second.append(["5530", 1])
    assert [p.kind for p in read(saved(book)).problems] == ["struktur"]
    assert list(rows(read(saved(book), "svar på skjema"))) == [2]
    with pytest.raises(UnreadableError, match=r"«Ark3»\. Arkene er: Sheet, Svar på skjema"):
        read(saved(book), "Ark3")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("=1+1", "formel uten lagret resultat"),
        (True, "sann eller usann"),
        (time(12, 30), "klokkeslett"),
        (datetime(2024, 3, 1, 12, 30), "dato med klokkeslett"),
        ("#N/A", "viser en feil"),
        ("x" * 10_001, "10001 tegn"),
    ],
)
def test_a_cell_that_is_no_text_number_or_date_is_a_problem(cell: object, says: str) -> None:
    source = read(workbook(HEADING, ["5530", 1, None, None, cell], ["5501", 2]))
    (problem,) = source.problems
    assert (problem.kind, problem.line) == ("celle", 2)
    assert "NAVN" in problem.message
    assert says in problem.message
    assert list(rows(source)) == [3]


def test_a_formula_with_a_stored_result_counts_as_its_result() -> None:
    data = workbook(HEADING, ["5530", "=1+1", None, None, '=""'])
    changed = rewritten(data, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    changed = rewritten(changed, "xl/worksheets/sheet1.xml", b'<c r="E2"><f>""</f>', b'<c r="E2" t="str"><f>""</f>')
    source = read(changed)
    assert source.problems == ()
    assert rows(source) == {2: {"KOMMUNE": "5530", "SATS": "2"}}


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                changed = content.replace(old, new).replace(old.replace(b"<v></v>", b"<v />"), new)
                assert changed != content
                content = changed
            after.writestr(info.filename, content)
    return out.getvalue()


def test_cells_outside_the_extent_that_the_file_claims_are_read() -> None:
    data = workbook(HEADING, ["5530", 1, None, None, "x"], ["5501", 2])
    assert list(rows(read(rewritten(data, "xl/worksheets/sheet1.xml", b'ref="A1:E3"', b'ref="A1:B2"')))) == [2, 3]


def test_content_under_no_heading_is_a_problem() -> None:
    (problem,) = read(workbook(HEADING, ["5530", 1, None, None, "x", "bortgjemt"])).problems
    assert (problem.kind, problem.line) == ("celle", 2)
    assert "bortgjemt" not in problem.message


def test_a_workbook_without_rows_is_empty() -> None:
    assert read(workbook()).facts.empty
    assert read(workbook(HEADING)).facts.empty


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "ikke en Excel-arbeidsbok"),
        (b"KOMMUNE;SATS\n", "ikke en Excel-arbeidsbok"),
        (b"PK\x03\x04 og resten er borte", "skadet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "eldre Excel"),
        (workbook(HEADING)[:-200], "skadet"),
        (rewritten(workbook(HEADING), "xl/workbook.xml", b"<workbook", b"<arbeidsbok"), "skadet"),
        (rewritten(workbook(HEADING), "xl/worksheets/sheet1.xml", b"</row>", b"</rad>"), "skadet"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(data)


def test_a_workbook_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kostra.readers.excel._LARGEST_UNPACKED", 1 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (2 << 20))
    with pytest.raises(UnreadableError, match="2 MB utpakket"):
        read(out.getvalue())


def test_a_row_number_beyond_all_sheets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kostra.readers.excel._LAST_ROW", 100)
    data = rewritten(
        workbook(HEADING, ["5530", 1]), "xl/worksheets/sheet1.xml", b'<row r="2">', b'<row r="9999999999">'
    )
    with pytest.raises(UnreadableError, match="flere rader"):
        read(data)


def test_without_openpyxl_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(HEADING)
    real = builtins.__import__

    def without_openpyxl(name: str, *rest: Any) -> ModuleType:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_openpyxl)
    with pytest.raises(UnreadableError, match=r'pip install "kostra\[excel\]"'):
        read(data)
