"""Many findings that are one fault are named as one; ordinary mistakes are not."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.insight.form import HOUSE, checked, faults, file, row
from tests.reports.test_all_formats import everything
from tests.reports.test_json_report import SCHEMA

from kostra.api.formats import RenderOptions, ReportFormat
from kostra.reports import builtin_formats
from kostra.reports.json_report import render as render_json


def test_a_faultless_file_has_none(tmp_path: Path) -> None:
    assert faults(tmp_path, file(map(row, range(200)))) == []


def test_a_control_that_fires_on_most_records(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n, amount=9 if n % 30 else 3) for n in range(60)))
    (fault,) = report.systematic
    assert (fault.kind, fault.controls, fault.affected, fault.total) == ("poster", ("020",), 58, 60)
    assert fault.share == pytest.approx(58 / 60)
    assert "Kontroll 020 slår til på 96 % av postene (58 av 60)" in fault.text
    assert "leverandøren av fagsystemet" in fault.text
    assert report.may_submit


@pytest.mark.parametrize(("hit", "total", "named"), [(10, 20, True), (9, 20, False), (19, 19, False)])
def test_how_many_of_how_many_it_takes(hit: int, total: int, named: bool, tmp_path: Path) -> None:
    rows = [row(n, amount=9 if n < hit else 3) for n in range(total)]
    assert bool(faults(tmp_path, file(rows))) is named


def test_information_is_no_fault(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n, amount=0) for n in range(60)))
    assert report.findings != ()
    assert report.systematic == ()


def test_everything_from_one_line_on(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n, amount=9 if n >= 70 else 3) for n in range(100)))
    (fault,) = report.systematic
    assert (fault.kind, fault.affected, fault.total) == ("fra_linje", 30, 100)
    assert "alle 30 postene fra linje 71 og ut, og ikke på noen før" in fault.text


@pytest.mark.parametrize(
    "hits",
    [range(81, 100), {*range(70, 100), 5}, set(range(70, 100)) - {90}, range(70, 99)],
    ids=["too few", "one before", "one missing", "not the last"],
)
def test_what_is_not_from_one_line_on(hits: range | set[int], tmp_path: Path) -> None:
    assert faults(tmp_path, file(row(n, amount=9 if n in hits else 3) for n in range(100))) == []


def test_one_of_several_files(tmp_path: Path) -> None:
    good = file((row(n) for n in range(100)), "a.dat")
    bad = file((row(n + 100, amount=9) for n in range(30)), "b.dat")
    report = checked(tmp_path, good, bad)
    (fault,) = report.systematic
    assert (fault.kind, fault.affected, fault.total) == ("fil", 30, 30)
    assert "alle de 30 postene i b.dat" in fault.text


def test_one_case_worker(tmp_path: Path) -> None:
    rows = [row(n, who="Berg" if n % 5 == 0 else "Lie", amount=9 if n % 5 == 0 and n else 3) for n in range(100)]
    report = checked(tmp_path, file(rows))
    (fault,) = report.systematic
    assert (fault.kind, fault.controls, fault.affected, fault.total) == ("saksbehandler", ("020",), 19, 20)
    assert "95 % av postene (19 av 20) til saksbehandler Berg" in fault.text


def test_a_case_worker_with_few_records_or_few_findings_is_not_named(tmp_path: Path) -> None:
    few = [row(n, who="Berg" if n < 9 else "Lie", amount=9 if n < 9 else 3) for n in range(100)]
    some = [row(n, who="Berg" if n < 40 else "Lie", amount=9 if n < 20 else 3) for n in range(100)]
    nobody = [row(n, who="" if n < 20 else "Lie", amount=9 if n < 20 else 3) for n in range(100)]
    assert [faults(tmp_path, file(rows)) for rows in (few, some, nobody)] == [[], [], []]


def test_a_case_worker_is_not_named_where_there_are_too_few_others(tmp_path: Path) -> None:
    rows = [row(n, who="Berg" if n < 12 else "Lie", amount=9) for n in range(16)]
    assert faults(tmp_path, file(rows)) == []


def test_last_years_records(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n, year="39" if n else "40") for n in range(50)))
    (fault,) = report.systematic
    assert (fault.kind, fault.controls, fault.affected, fault.total) == ("fjoraret", ("004",), 49, 50)
    assert "98 % av postene (49 av 50) har 39 i AAR" in fault.text


def test_another_wrong_year_is_only_a_control_that_fires_on_everything(tmp_path: Path) -> None:
    assert faults(tmp_path, file(row(n, year="35") for n in range(50))) == [("poster", ("004",), 50, 50)]


def test_lines_as_long_as_last_years(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n)[:33] for n in range(50)))
    (fault,) = report.systematic
    assert (fault.kind, fault.controls, fault.affected, fault.total) == ("fjoraret", ("001",), 50, 50)
    assert "33 tegn, lengden i formatet for 2039, og ikke 36" in fault.text


def test_lines_of_another_length(tmp_path: Path) -> None:
    rows = [row(n)[: 31 if n else 36] for n in range(50)]
    assert faults(tmp_path, file(rows)) == [("linjer", ("001",), 49, 50)]


@pytest.mark.parametrize(("by", "said"), [(1, "ett tegn for langt til høyre"), (-1, "ett tegn for langt til venstre")])
def test_shifted_columns(by: int, said: str, tmp_path: Path) -> None:
    def shifted(line: str) -> str:
        before, codes, blank, after = line[:12], line[12:20], line[20:24], line[24:]
        return before + (" " * by + codes + blank[by:] if by > 0 else codes[-by:] + blank + " " * -by) + after

    rows = [shifted(row(n)) for n in range(40)]
    (fault, *rest) = checked(tmp_path, file(rows)).systematic
    assert (fault.kind, fault.affected, fault.total) == ("forskjovet", 40, 40)
    assert said in fault.text
    assert set(fault.controls) >= {"012", "013", "014"}
    assert {control for other in rest for control in other.controls} <= {"011"}


def test_wrong_codes_side_by_side_are_not_shifted(tmp_path: Path) -> None:
    kinds = {kind for kind, *_ in faults(tmp_path, file(row(n, codes="99999999") for n in range(40)))}
    assert kinds == {"poster"}


def test_swapped_fields(tmp_path: Path) -> None:
    rows = [row(n, codes=f"2{n % 2 + 1}1{n // 2 % 2 + 1}3141") for n in range(40)]
    (fault,) = checked(tmp_path, file(rows)).systematic
    assert (fault.kind, fault.controls, fault.affected, fault.total) == ("byttet", ("011", "012"), 40, 40)
    assert "ARBEID har koder fra listen til TRYGD, og omvendt" in fault.text


def test_a_field_with_another_fields_codes_alone_is_not_swapped(tmp_path: Path) -> None:
    assert faults(tmp_path, file(row(n, codes="21213141") for n in range(40))) == [("poster", ("011",), 40, 40)]


def blank(*places: int) -> str:
    codes = "11213141"
    return "".join("  " if n in places else codes[2 * n : 2 * n + 2] for n in range(4))


def test_a_control_of_many_fields_is_judged_field_by_field(tmp_path: Path) -> None:
    rows = [row(n, codes=blank(n % 3)) for n in range(60)]
    assert [fault for fault in faults(tmp_path, file(rows)) if "015" in fault[1]] == []


def test_the_fields_are_named_where_a_control_is_about_several(tmp_path: Path) -> None:
    one = checked(tmp_path, file(row(n, codes=blank(0) if n else blank(2)) for n in range(60))).systematic
    two = checked(tmp_path, file(row(n, codes=blank(0, 1) if n else blank(2)) for n in range(60))).systematic
    assert any("Kontroll 015 (ARBEID) slår til på 98 % av postene (59 av 60)" in fault.text for fault in one)
    assert any("Kontroll 015 (ARBEID, TRYGD) slår til på 98 % av postene" in fault.text for fault in two)
    assert [fault.controls for fault in two].count(("015",)) == 1


def test_a_house_rule_may_itself_be_wrong(tmp_path: Path) -> None:
    rules = tmp_path / "hus.regler"
    rules.write_text(HOUSE, encoding="utf-8")
    (fault,) = checked(tmp_path, file(row(n, amount=1) for n in range(40)), husregler=[rules]).systematic
    assert "eller i husregelen" in fault.text
    assert "leverandøren" not in fault.text


@pytest.mark.parametrize("format_", [f for f in builtin_formats() if f.name != "csv"], ids=lambda format_: format_.name)
def test_every_report_says_it_before_the_findings(format_: ReportFormat, tmp_path: Path) -> None:
    """All but CSV, which holds findings and nothing else."""
    report = checked(tmp_path, file(row(n, amount=9) for n in range(40)))
    (fault,) = report.systematic
    text = everything(format_.render(report, RenderOptions())).replace("%25", "%")
    assert fault.text in text
    assert text.index(fault.text) < text.index(report.findings[0].message)


def test_programs_get_the_measure_as_numbers(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n, amount=9 if n % 3 else 3) for n in range(60)))
    (fault,) = json.loads("".join(render_json(report, RenderOptions())))["systematiske"]
    assert fault.pop("tekst").startswith("Kontroll 020 slår til på 66 %")
    assert fault == {"art": "poster", "kontroller": ["020"], "antall": 40, "av": 60, "andel": 0.6667}


def test_json_with_faults_is_as_the_published_schema_says(tmp_path: Path) -> None:
    report = checked(tmp_path, file(row(n, year="39", amount=9) for n in range(60)))
    assert len(report.systematic) == 2
    jsonschema.validate(json.loads("".join(render_json(report, RenderOptions()))), SCHEMA)
