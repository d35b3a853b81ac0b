from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import Acknowledgement, ControlResult, Outcome, Report, Severity
from kostra.reports.text import render

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "report", "options"),
    [
        ("klar", samples.healthy, RenderOptions()),
        ("feil", samples.with_errors, RenderOptions()),
        ("feil_smal", samples.with_errors, RenderOptions(width=60)),
        ("krasj", samples.crashed, RenderOptions()),
        ("tabell", samples.table, RenderOptions()),
    ],
)
def test_report_as_a_person_reads_it(name: str, report: Callable[[], Report], options: RenderOptions) -> None:
    """Rewritten by running the tests with KOSTRA_REWRITE_GOLDEN=1; read the difference before keeping it."""
    golden = GOLDEN / f"{name}.txt"
    text = render(report(), options)
    if os.environ.get("KOSTRA_REWRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_verdict_comes_first_and_names_how_many_people() -> None:
    first = render(samples.with_errors(), RenderOptions()).splitlines()[0]
    assert first == "Kan ikke sendes inn: 3 feil hos 2 personer. Se også på 1 advarsel."


def test_case_workers_stand_in_norwegian_alphabetical_order_and_the_nameless_last() -> None:
    text = render(samples.with_errors(), RenderOptions())
    assert text.index("Saksbehandler Øyvind Dahl") < text.index("Saksbehandler Åse Berg")
    assert text.index("Saksbehandler Åse Berg") < text.index("Uten saksbehandler")


def test_no_terminal_no_codes_and_no_wrapping() -> None:
    report = samples.with_errors()
    long = replace(samples.WRONG_WORK, message="ord " * 100 + "slutt")
    text = render(replace(report, findings=(long,)), RenderOptions())
    assert "\x1b" not in text
    assert any(line.endswith("slutt") and len(line) > 400 for line in text.splitlines())


@pytest.mark.parametrize("width", [40, 60, 100])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    text = render(samples.with_errors(), RenderOptions(width=width))
    assert max(map(len, text.splitlines())) <= width


def test_colour_only_adds_codes() -> None:
    coloured = render(samples.with_errors(), RenderOptions(colour=True))
    plain = coloured
    for code in ("0", "1", "2", "31", "32", "33"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert coloured != plain
    assert plain == render(samples.with_errors(), RenderOptions())


@pytest.mark.parametrize("limit", range(8))
def test_limit_shortens_findings_but_says_how_many_are_left(limit: int) -> None:
    report = samples.with_errors()
    text = render(report, RenderOptions(limit=limit))
    messages = [finding.message for finding in report.findings]
    shown = sum(text.count(f"  {message}\n") for message in set(messages))
    assert shown == min(limit, len(messages))
    assert (f"… og {len(messages) - limit} til" in text) == (limit < len(messages))
    assert "Funn etter alvor\n  3 feil" in text


def test_long_lists_end_with_the_verdict_again() -> None:
    report = samples.with_errors()
    many = replace(report, findings=tuple(replace(samples.WRONG_WORK, lines=(n,)) for n in range(1, 30)))
    text = render(many, RenderOptions())
    assert text.count("Kan ikke sendes inn: 29 feil") == 2
    assert render(report, RenderOptions()).count("Kan ikke sendes inn") == 1


def test_escape_codes_in_a_file_are_shown_not_obeyed() -> None:
    evil = replace(
        samples.WRONG_WORK, message="a\x1b[2Jb\u202ec\x9b\nneste", caseworker="\x07Ola", journal_number="\r7"
    )
    text = render(replace(samples.with_errors(), findings=(evil,)), RenderOptions())
    assert not any(character in text for character in "\x1b\x07\r\u202e\x9b")
    assert "      a\\x1b[2Jb\\u202ec\\x9b\n      neste\n" in text


def test_controls_that_were_not_run_are_never_hidden_behind_a_good_verdict() -> None:
    skipped = ControlResult("900", "Antall", Outcome.NOT_RUN, reason="--antall er ikke oppgitt")
    text = render(replace(samples.healthy(), controls=(skipped,)), RenderOptions())
    assert "1 kontroll ble ikke kjørt" in text.split("\n\n")[0]
    assert "900  Antall: ikke kjørt (--antall er ikke oppgitt)" in text


def test_house_rules_have_a_verdict_of_their_own() -> None:
    house = replace(samples.WRONG_WORK, control="senja/001", house_rule=True)
    report = replace(samples.healthy(), findings=(house,), house_rules_ok=False)
    assert render(report, RenderOptions()).startswith(
        "Kan sendes inn: ingen feil.\nHusreglene er ikke oppfylt: 1 funn. De avgjør ikke om filen kan sendes inn.\n"
    )


def test_a_crash_is_never_the_files_fault_and_never_a_pass() -> None:
    first = render(samples.crashed(), RenderOptions()).splitlines()[0]
    assert first == "Kan ikke avgjøres: 1 kontroll krasjet. Det er en feil i kontrollprogrammet, ikke i filen."


def test_lines_are_counted_where_there_is_no_journal() -> None:
    assert render(samples.table(), RenderOptions()).startswith("Kan ikke sendes inn: 2 feil på 2 linjer.\n")
    whole = replace(samples.WRONG_WORK, lines=(), severity=Severity.FATAL)
    text = render(replace(samples.healthy(), findings=(whole,)), RenderOptions())
    assert text.startswith("Kan ikke sendes inn: 1 fatal feil.\n")


def test_house_rules_stand_behind_the_official_findings() -> None:
    text = render(samples.with_errors(), RenderOptions())
    official, _, house = text.partition("\nFunn fra husregler\n")
    assert "senja/001" in house
    assert "Skole mangler." not in official


def test_what_was_acknowledged_stands_last_with_the_reason_and_is_counted_apart() -> None:
    said = Acknowledgement("Ringt og sjekket", "Kari", "2041-01-14")
    accepted = replace(samples.MANY_KIDS, acknowledged=said)
    text = render(replace(samples.with_errors(), findings=(accepted, samples.WRONG_WORK)), RenderOptions())
    assert text.startswith("Kan ikke sendes inn: 1 feil hos 1 person.\n")
    assert "Kvittert: 1 " in text
    assert "013   Mange barn: 1 funn, 1 kvittert" in text
    assert text.index(samples.WRONG_WORK.message) < text.index(accepted.message)
    assert (
        "  Advarsel 013 (Journal 402, linje 3): Antall barn er 9. Er det riktig?\n    Kvittert av Kari 2041-01-14: "
        in text
    )


@pytest.mark.parametrize("limit", [0, 1, 2, 5, 6])
def test_a_limit_counts_every_kind_of_finding(limit: int) -> None:
    said = Acknowledgement("Sett", "Kari", "2041-01-14")
    report = samples.with_errors()
    findings = (*report.findings, replace(samples.MANY_KIDS, acknowledged=said))
    text = render(replace(report, findings=findings), RenderOptions(limit=limit))
    shown = sum(
        text.count(mark) for mark in ("\n      Felt:", "\n    Filen har", "\n      Journalen står", "Kvittert av")
    )
    assert shown == limit
    assert f"… og {7 - limit} til. Uten --maks vises alle." in text
