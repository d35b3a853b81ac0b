"""Comparing with an earlier run: what is new, what is left, and what is mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.insight import form
from tests.insight.form import Alone, file, row
from tests.reports.test_all_formats import everything
from tests.reports.test_json_report import SCHEMA

from kostra.api import check
from kostra.api.errors import ArgumentError
from kostra.api.formats import RenderOptions
from kostra.api.report import Report
from kostra.cli.check_run import exit_code
from kostra.reports import builtin_formats
from kostra.reports.json_report import render as render_json
from kostra.reports.text import render as render_text


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Report]:
    """Check rows, and compare with the run before when there was one; keep the report as JSON."""
    kept = tmp_path / "sist.json"

    def checked(*rows: str, **options: Any) -> Report:
        mot = kept if kept.exists() else None
        report = check(
            [file(rows)], skjema="PRØVE", argang=2040, registry=Alone(tmp_path), lager=False, mot=mot, **options
        )
        kept.write_text("".join(render_json(report, RenderOptions())), encoding="utf-8")
        return report

    return checked


def progress(report: Report) -> list[tuple[str, str, str | None]]:
    return [(f.control, f.journal_number, f.progress.value if f.progress else None) for f in report.findings]


def gone(report: Report) -> list[tuple[str, str, bool]]:
    assert report.comparison is not None
    return [(f.control, f.journal_number, f.checked) for f in report.comparison.gone]


def test_without_an_earlier_run_nothing_is_said(run: Callable[..., Report]) -> None:
    report = run(row(1, amount=9))
    assert report.comparison is None
    assert progress(report) == [("020", "J00001", None)]
    assert "siden sist" not in render_text(report, RenderOptions())


def test_what_is_new_left_and_mended(run: Callable[..., Report]) -> None:
    run(row(1, amount=9), row(2, amount=9), row(3))
    report = run(row(1), row(2, amount=9), row(3, amount=9))
    assert progress(report) == [("020", "J00002", "uendret"), ("020", "J00003", "ny")]
    assert gone(report) == [("020", "J00001", True)]
    text = render_text(report, RenderOptions())
    assert "1 rettet siden sist, 1 ny, 1 igjen." in text
    assert "Journal J00001: kontroll 020, Høyt beløp" in text
    assert "Advarsel 020: Høyt beløp (ny)" in text


def test_a_finding_is_the_same_wherever_its_record_stands_and_whatever_the_wrong_value(
    run: Callable[..., Report],
) -> None:
    run(row(1, amount=9))
    report = run(row(5), row(6), row(1, amount=8))
    assert progress(report) == [("020", "J00001", "uendret")]


def test_without_a_journal_number_the_line_counts(run: Callable[..., Report]) -> None:
    def unnamed(amount: int) -> str:
        return row(amount=amount).replace("J00000", "      ")

    run(unnamed(9), unnamed(3))
    assert progress(run(unnamed(3), unnamed(9))) == [("020", "", "ny")]


def test_another_control_or_field_is_another_finding(run: Callable[..., Report]) -> None:
    run(row(1, codes="99213141"))
    report = run(row(1, codes="11993141"))
    assert progress(report) == [("012", "J00001", "ny")]
    assert gone(report) == [("011", "J00001", True)]


EVERY_CODE = """
kontroll 030 "Kode som ingen har"
    for filen og hver kode i ARBEID
    skal antall(der feltet = koden) > 0
    ellers info "Ingen har {koden}."
"""
NOBODY_HAS = {code: row(codes=f"{other}213141") for code, other in (("11", "12"), ("12", "11"))}


def codes(report: Report) -> list[tuple[str, str | None]]:
    return [(f.fields[0].value, f.progress) for f in report.findings if f.control == "030"]


def test_of_the_whole_delivery_another_code_is_another_finding(
    run: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "RULES", form.RULES + EVERY_CODE)
    assert codes(run(NOBODY_HAS["11"])) == [("11", None)]
    report = run(NOBODY_HAS["12"])
    assert codes(report) == [("12", "ny")]
    assert report.comparison is not None
    assert [(one.control, one.values, one.checked) for one in report.comparison.gone] == [("030", ("11",), True)]
    assert "Hele filen, ARBEID 11: kontroll 030, Kode som ingen har" in render_text(report, RenderOptions())
    content = json.loads("".join(render_json(report, RenderOptions())))
    jsonschema.validate(content, SCHEMA)
    assert content["sammenligning"]["borte_funn"][0]["verdier"] == ["11"]
    assert codes(run(NOBODY_HAS["12"])) == [("12", "uendret")]


def test_a_report_from_before_codes_were_told_is_read(
    run: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(form, "RULES", form.RULES + EVERY_CODE)
    run(NOBODY_HAS["11"])
    kept = tmp_path / "sist.json"
    content = json.loads(kept.read_text(encoding="utf-8"))
    for finding in content["funn"]:
        for field in finding["felt"]:
            del field["verdi"]
    kept.write_text(json.dumps(content), encoding="utf-8")
    assert codes(run(NOBODY_HAS["11"])) == [("11", "ny")]


def test_alike_findings_of_a_record_are_counted(run: Callable[..., Report]) -> None:
    run(row(1, amount=9), row(1, amount=9), row(1, amount=9))
    report = run(row(1, amount=9), row(2), row(1, amount=9))
    assert [state for _, _, state in progress(report)] == ["uendret", "uendret"]
    assert report.comparison is not None
    assert [f.lines for f in report.comparison.gone] == [(2,)]


def test_what_was_not_checked_now_is_not_called_mended(run: Callable[..., Report]) -> None:
    run(row(1, amount=9), row(2, amount=9))
    report = run(row(1)[:20])
    assert gone(report) == [("020", "J00001", False), ("020", "J00002", False)]
    text = render_text(report, RenderOptions())
    assert "0 rettet siden sist, 1 ny, 0 igjen. 2 til kan ikke sammenlignes: kontrollene ble ikke kjørt nå." in text
    assert "Rettet siden sist" not in text


def test_the_verdict_and_the_exit_code_are_those_of_this_run(run: Callable[..., Report]) -> None:
    run(row(1, codes="99213141"))
    left = run(row(1, codes="99213141"))
    assert (left.may_submit, exit_code(left, strict=False)) == (False, 1)
    mended = run(row(1))
    assert (mended.may_submit, exit_code(mended, strict=True)) == (True, 0)


@pytest.mark.parametrize("format_", [f for f in builtin_formats() if f.name != "csv"], ids=lambda format_: format_.name)
def test_reports_tell_the_progress(format_: Any, run: Callable[..., Report]) -> None:
    run(row(1, amount=9), row(2, amount=9))
    text = everything(format_.render(run(row(1, amount=9), row(3, amount=9)), RenderOptions()))
    if format_.name == "json":
        assert '"sammenligning": {"nye": 1, "uendret": 1, "borte": 1, "rettet": 1, "borte_funn": [' in text
    else:
        assert "1 rettet siden sist, 1 ny, 1 igjen." in text


def test_programs_get_the_state_of_each_finding(run: Callable[..., Report]) -> None:
    run(row(1, amount=9), row(2, amount=9, who="Berg"))
    report = run(row(1, amount=9), row(3, amount=9))
    content = json.loads("".join(render_json(report, RenderOptions())))
    jsonschema.validate(content, SCHEMA)
    assert [finding["siden_sist"] for finding in content["funn"]] == ["uendret", "ny"]
    assert content["sammenligning"]["borte_funn"] == [
        {
            "kontroll": "020",
            "tittel": "Høyt beløp",
            "alvor": "advarsel",
            "fil": "uttrekk.dat",
            "linjer": [2],
            "felt": ["BELOP"],
            "verdier": [],
            "journalnummer": "J00002",
            "saksbehandler": "Berg",
            "kontrollert": True,
        }
    ]
    states = {f.name: everything(f.render(report, RenderOptions())) for f in builtin_formats()}
    assert states["csv"].count('"ny"') == 1
    assert '"baselineState": "new"' in states["sarif"]


def test_an_identity_number_in_the_earlier_report_does_not_come_back(
    run: Callable[..., Report], tmp_path: Path
) -> None:
    planted = "10819012488"
    run(row(1, amount=9, who="Berg"))
    kept = tmp_path / "sist.json"
    kept.write_text(
        kept.read_text(encoding="utf-8").replace("Berg", planted).replace("J00001", planted), encoding="utf-8"
    )
    report = run(row(2))
    for format_ in builtin_formats():
        assert planted not in everything(format_.render(report, RenderOptions()))
    assert gone(report) == [("020", "108190*****", True)]


@pytest.mark.parametrize("change", [{"skjema": "ANNET"}, {"argang": 2039}, {"kommune": "1103"}])
def test_another_delivery_cannot_be_compared_with(
    change: dict[str, Any], run: Callable[..., Report], tmp_path: Path
) -> None:
    run(row(1, amount=9))
    kept = tmp_path / "sist.json"
    kept.write_text(json.dumps(json.loads(kept.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"sist\.json gjelder skjema .* De kan ikke sammenlignes"):
        run(row(1))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"[]", b"null", b"{}", b'{"skjemaversjon": "1"}', b"[" * 100_000, b"{" * 9, b"\x00\x01"],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_report_is_refused(data: bytes, run: Callable[..., Report], tmp_path: Path) -> None:
    (tmp_path / "sist.json").write_bytes(data)
    with pytest.raises(ArgumentError, match="er ikke en rapport fra kostra"):
        run(row(1))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("linjer", ["1"]),
        ("linjer", None),
        ("alvor", "grov"),
        ("alvor", []),
        ("felt", [1]),
        ("journalnummer", 5),
        ("fil", 1),
    ],
)
def test_a_report_with_a_broken_finding_is_refused(
    key: str, value: Any, run: Callable[..., Report], tmp_path: Path
) -> None:
    run(row(1, amount=9))
    kept = tmp_path / "sist.json"
    content = json.loads(kept.read_text(encoding="utf-8"))
    content["funn"][0][key] = value
    kept.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ArgumentError, match="er ikke en rapport fra kostra"):
        run(row(1))


def test_a_report_of_a_later_program_and_one_that_is_not_there_are_told_apart(
    run: Callable[..., Report], tmp_path: Path
) -> None:
    (tmp_path / "sist.json").write_text('{"skjemaversjon": 2}', encoding="utf-8")
    with pytest.raises(ArgumentError, match="nyere utgave"):
        run(row(1))
    with pytest.raises(ArgumentError, match="finnes ikke"):
        check([], mot=tmp_path / "borte.json")


def test_a_report_that_a_shell_wrote_as_utf_16_is_read(run: Callable[..., Report], tmp_path: Path) -> None:
    run(row(1, amount=9))
    kept = tmp_path / "sist.json"
    kept.write_bytes(kept.read_text(encoding="utf-8").encode("utf-16"))
    assert progress(run(row(1, amount=9))) == [("020", "J00001", "uendret")]


def test_changed_rules_are_told(run: Callable[..., Report], tmp_path: Path) -> None:
    run(row(1, amount=9))
    kept = tmp_path / "sist.json"
    content = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps(content | {"regelsett": "sha256:andre"}), encoding="utf-8")
    assert any("Reglene er endret siden sist.json" in note for note in run(row(1)).notes)
