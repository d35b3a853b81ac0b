from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import Finding, Report, Severity
from kostra.reports.github import render

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def lines(report: Report, limit: int | None = None) -> list[str]:
    text = "".join(render(report, RenderOptions(limit=limit)))
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def test_what_was_accepted_earlier_is_only_counted() -> None:
    *annotations, last = lines(samples.with_accepted())
    assert not any("013" in line or "senja/001" in line for line in annotations)
    assert any("016" in line for line in annotations)
    assert last.endswith(" 2 funn er kvittert.")
    (only_line,) = lines(replace(samples.with_accepted(), findings=samples.with_accepted().acknowledged, controls=()))
    assert only_line.startswith("Kan sendes inn: ingen feil.")


def only(finding: Finding) -> tuple[str, dict[str, str], str]:
    """Read the annotation of one finding as the runner does."""
    first, _ = lines(replace(samples.healthy(), findings=(finding,)))
    match = COMMAND.fullmatch(first)
    assert match is not None, first
    properties = dict(item.split("=", 1) for item in match[2].split(","))
    return match[1], {name: unescaped(value) for name, value in properties.items()}, unescaped(match[3])


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_an_annotation_stands_at_its_line_and_columns() -> None:
    command, properties, message = only(samples.WRONG_WORK)
    assert command == "error"
    assert properties == {
        "file": "uttrekk.dat",
        "line": "12",
        "col": "50",
        "endColumn": "51",
        "title": "Feil 016: Kurs som viktigste kilde",
    }
    assert message.startswith(samples.WRONG_WORK.message)
    assert samples.WRONG_WORK.fix in message


@pytest.mark.parametrize(
    ("severity", "command"),
    [
        (Severity.FATAL, "error"),
        (Severity.FEIL, "error"),
        (Severity.ADVARSEL, "warning"),
        (Severity.INFO, "notice"),
    ],
)
def test_severities_have_commands(severity: Severity, command: str) -> None:
    assert only(replace(samples.WRONG_WORK, severity=severity))[0] == command


def test_findings_of_table_forms_and_whole_files_have_no_columns_or_lines() -> None:
    assert set(only(samples.table().findings[0])[1]) == {"file", "line", "title"}
    assert set(only(replace(samples.WRONG_WORK, lines=()))[1]) == {"file", "title"}
    assert set(only(replace(samples.WRONG_WORK, lines=(), file=None))[1]) == {"title"}


@settings(deadline=None)
@given(st.text(st.sampled_from("%:,\r\n=a0DA2C#[]"), max_size=10) | st.text(max_size=10))
def test_no_text_ends_its_command_or_starts_another(text: str) -> None:
    _, properties, message = only(replace(samples.WRONG_WORK, file=f"x{text}", title=text, message=text, fix=""))
    shown = text.replace("\r", "\\x0d").replace("\n", "\\x0a")
    if shown.isprintable():
        assert properties["file"] == f"x{shown}"
        assert properties["title"] == f"Feil 016: {shown}"
        assert message == f"{shown}\nJournal 771."


def test_the_worst_come_first_and_the_verdict_last() -> None:
    commands = [line.split(" ")[0] for line in lines(samples.with_errors())]
    assert commands == ["::error"] * 4 + ["::warning", "::notice", "::notice", "Kan"]
    assert lines(samples.with_errors())[-1].startswith("Kan ikke sendes inn: 3 feil hos 2 personer.")


@pytest.mark.parametrize("limit", range(8))
def test_limit_shortens_findings_and_nothing_else(limit: int) -> None:
    total = len(samples.with_errors().findings)
    shown = lines(samples.with_errors(), limit)
    assert sum(" file=" in line for line in shown) == min(limit, total)
    assert (f"… og {total - limit} til. Uten --maks vises alle." in shown) == (limit < total)
    assert any("Kontroll 900 ble ikke kjørt" in unescaped(line) for line in shown)


def test_a_crash_is_an_error_of_its_own() -> None:
    first, last = lines(samples.crashed(), limit=0)
    assert first == "::error title=Kontroll 016 krasjet%3A Kurs::ZeroDivisionError i linje 40 i kontroller.regler"
    assert last.startswith("Kan ikke avgjøres")
