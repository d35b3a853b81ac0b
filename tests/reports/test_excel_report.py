from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import Finding, Report
from kostra.reports import excel_report
from kostra.reports.columns import COLUMNS
from kostra.reports.excel_report import render


def book(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(report, RenderOptions(limit=0))))


def column(sheet: Worksheet, heading: str) -> list[object]:
    (cells,) = (cells for cells in sheet.columns if cells[0].value == heading)
    return [cell.value for cell in cells[1:]]


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def of(caseworkers: Iterable[str]) -> Report:
    findings = (
        replace(samples.WRONG_WORK, caseworker=name, lines=(n,), journal_number=str(n))
        for n, name in enumerate(caseworkers, 1)
    )
    return replace(samples.healthy(), findings=tuple(findings))


def test_summary_first_then_all_findings_then_each_case_worker() -> None:
    assert book(samples.with_errors()).sheetnames == [
        "Sammendrag",
        "Alle funn",
        "Øyvind Dahl",
        "Åse Berg",
        "Uten saksbehandler",
    ]


def test_the_summary_answers_before_it_explains() -> None:
    sheet = book(samples.with_errors()).worksheets[0]
    found = rows(sheet)
    assert found[0] == ["Kan ikke sendes inn: 3 feil hos 2 personer. Se også på 1 advarsel."]
    assert found[1] == ["1 kontroll ble ikke kjørt; se hvorfor under «Kontroller»."]
    for row in (
        ["feil", "Må rettes før innsending", 3],
        ["husregler", "Avgjør ikke om filen kan sendes inn", 1],
        ["uttrekk.dat", "ab12", 1500, "utf-8"],
        ["Merknad", "Årgangen er lest av filen: 2040."],
        ["Åse Berg", "Åse Berg", 2],
        ["Uten saksbehandler", "Uten saksbehandler", 2],
        ["005B", "Samme journal to ganger", 2, "funn"],
        ["017", "Alder", 0, "ok"],
        ["900", "Antall deltakere", "ikke kjørt", "--antall-deltakere er ikke oppgitt"],
        ["18 og over", 1497],
    ):
        assert row in found


def test_a_crash_stands_out() -> None:
    found = rows(book(samples.crashed()).worksheets[0])
    assert str(found[0][0]).startswith("Kan ikke avgjøres")
    assert ["016", "Kurs", "krasjet", "ZeroDivisionError i linje 40 i kontroller.regler"] in found


def test_all_findings_are_a_table_in_the_order_of_the_report() -> None:
    report = samples.with_errors()
    sheet = book(report)["Alle funn"]
    assert [cell.value for cell in sheet[1]] == [heading.capitalize().replace("_", " ") for heading in COLUMNS]
    assert column(sheet, "Kontroll") == [finding.control for finding in report.findings]
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(len(COLUMNS))}{1 + len(report.findings)}"
    assert sheet.freeze_panes == "A2"


def test_each_case_worker_sees_their_own_findings_and_together_they_are_all() -> None:
    report = samples.with_errors()
    sheets = book(report).worksheets[2:]
    assert column(sheets[1], "Melding") == [
        "Arbeidssituasjonen er 01. Med kurs som viktigste kilde skal den være 03 eller 05.",
        "Journalen står på 2 linjer: 3 og 20.",
    ]
    messages = [message for sheet in sheets for message in column(sheet, "Melding")]
    assert sorted(map(str, messages)) == sorted(finding.message for finding in report.findings)


def test_what_was_accepted_earlier_is_on_a_sheet_of_its_own_and_counted_apart() -> None:
    report = samples.with_accepted()
    made = book(report)
    assert made.sheetnames == ["Sammendrag", "Alle funn", "Øyvind Dahl", "Åse Berg", "Uten saksbehandler", "Kvittert"]
    assert column(made["Kvittert"], "Kontroll") == ["013", "senja/001"]
    assert column(made["Kvittert"], "Kvittert grunn") == ["Fire voksne barn <bor> hjemme"] * 2
    assert column(made["Alle funn"], "Kontroll") == [finding.control for finding in report.findings]
    assert column(made["Øyvind Dahl"], "Kontroll") == ["005B"]
    found = rows(made.worksheets[0])
    for row in (
        ["advarsel", "Se om det er riktig", 0],
        ["husregler", "Avgjør ikke om filen kan sendes inn", 0],
        ["kvittert", "Sett på før og godtatt; teller ikke over", 2],
        ["Øyvind Dahl", "Øyvind Dahl", 1],
        ["013", "Mange barn", 1, "funn", "1 av dem er kvittert"],
    ):
        assert row in found


def test_several_fields_stand_line_by_line_beside_their_positions_and_values() -> None:
    finding = replace(samples.WRONG_WORK, fields=(samples.WORK, samples.KIDS), lines=(3, 20))
    sheet = book(replace(samples.healthy(), findings=(finding,)))["Alle funn"]
    cells = [column(sheet, heading)[0] for heading in ("Linje", "Felt", "Posisjon", "Verdi")]
    assert cells == ["3\n20", "ARBEID\nBARN", "50–51\n42", "01\n9"]


def test_lines_are_numbers_so_that_they_sort_and_codes_are_text_so_that_they_keep_their_zeros() -> None:
    sheet = book(of(["Åse"]))["Åse"]
    assert column(sheet, "Linje") == [1]
    assert column(sheet, "Verdi") == ["01"]
    assert column(sheet, "Kontroll") == ["016"]


def test_the_name_of_the_file_is_shown_where_there_are_several() -> None:
    one = of(["Åse"])
    several = replace(one, files=(*one.files, replace(one.files[0], name="b.dat")))
    assert "Fil" not in [cell.value for cell in book(one)["Åse"][1]]
    assert column(book(several)["Åse"], "Fil") == ["uttrekk.dat"]


@pytest.mark.parametrize("report", [samples.healthy(), samples.table()])
def test_there_are_no_desks_where_there_are_no_case_workers(report: Report) -> None:
    assert book(report).sheetnames == ["Sammendrag", "Alle funn"]


def test_a_case_worker_may_be_called_anything() -> None:
    names = ["Sammendrag", "Ås/Vik", "ÅS/VIK", "=1+1", "x" * 40, "x" * 41, "Uten saksbehandler", ""]
    sheets = book(of(names))
    assert len(sheets.sheetnames) == 2 + len(names)
    listed = {row[1]: row[0] for row in rows(sheets.worksheets[0]) if len(row) == 3 and row[2] == 1}
    for line, name in enumerate(names[:-1], 1):
        assert column(sheets[str(listed[name])], "Linje") == [line] or name == "Uten saksbehandler"


def test_case_workers_beyond_the_most_share_a_sheet_that_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_report, "MOST_SHEETS", 2)
    sheets = book(of(["Anne", "Bo", "Cato", "Dag", ""]))
    assert sheets.sheetnames[2:] == ["Anne", "Bo", "Øvrige 2 saksbehandlere", "Uten saksbehandler"]
    assert column(sheets["Øvrige 2 saksbehandlere"], "Saksbehandler") == ["Cato", "Dag"]
    assert ["Øvrige 2 saksbehandlere", "Øvrige 2 saksbehandlere", 2] in rows(sheets.worksheets[0])


def test_more_findings_than_a_sheet_takes_go_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_report, "MOST_ROWS", 3)
    sheets = book(of(["Anne"] * 7))
    assert sheets.sheetnames[1:] == ["Alle funn", "Alle funn (2)", "Alle funn (3)", "Anne", "Anne (2)", "Anne (3)"]
    for start in (1, 4):
        lines = [line for sheet in sheets.worksheets[start : start + 3] for line in column(sheet, "Linje")]
        assert lines == [1, 2, 3, 4, 5, 6, 7]


def test_severity_is_said_in_colour_and_in_words() -> None:
    findings: tuple[Finding, ...] = (samples.WRONG_WORK, samples.MANY_KIDS)
    sheet = book(replace(samples.healthy(), findings=findings))["Alle funn"]
    error, warning = sheet["A2"], sheet["A3"]
    assert (error.value, warning.value) == ("feil", "advarsel")
    assert error.fill.fgColor.rgb != warning.fill.fgColor.rgb
