from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import CheckedFile, Finding, Report, Severity
from kostra.reports.sarif import render

SCHEMA = json.loads((Path(__file__).parent / "sarif-utdrag.json").read_text(encoding="utf-8"))
# A file name can hold half a character (a lone surrogate), a value whatever a table may contain.
STRANGE = "\ud800\udfff\ufffe\uffff\x00\x1b\u202e\ufeff]]>&<\"'"
REPORTS = (samples.healthy, samples.with_errors, samples.with_accepted, samples.crashed, samples.table)


def log(report: Report) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("".join(render(report, RenderOptions(limit=0))))
    return read


def run(report: Report) -> dict[str, Any]:
    (only,) = log(report)["runs"]
    return dict(only)


def result(finding: Finding) -> dict[str, Any]:
    (only,) = run(replace(samples.healthy(), findings=(finding,)))["results"]
    return dict(only)


def fingerprints(*findings: Finding) -> list[str]:
    results = run(replace(samples.healthy(), findings=findings))["results"]
    return [r["partialFingerprints"]["kostraFunn/v1"] for r in results]


@pytest.mark.parametrize("report", REPORTS)
def test_reports_are_as_the_standard_says(report: Callable[[], Report]) -> None:
    jsonschema.validate(log(report()), SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run: run["tool"]["driver"].pop("name"),
        lambda run: run["results"][1].update(level="feil"),
        lambda run: run["results"][1]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda run: run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b"),
        lambda run: run["invocations"][0].pop("executionSuccessful"),
    ],
)
def test_the_schema_notices_a_report_that_is_not(spoil: Callable[[dict[str, Any]], object]) -> None:
    changed = log(samples.with_errors())
    spoil(changed["runs"][0])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed, SCHEMA, jsonschema.Draft202012Validator)


def test_a_result_names_its_rule_and_place() -> None:
    found = run(samples.with_errors())
    one = found["results"][1]
    rule = found["tool"]["driver"]["rules"][one["ruleIndex"]]
    assert one["ruleId"] == rule["id"] == "9Z:016"
    assert rule["shortDescription"]["text"] == "Kurs som viktigste kilde"
    assert rule["fullDescription"]["text"] == samples.WRONG_WORK.why
    assert rule["help"]["text"] == samples.WRONG_WORK.fix
    assert one["level"] == "error"
    assert one["message"]["text"] == samples.WRONG_WORK.message
    (place,) = one["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "uttrekk.dat"},
        "region": {"startLine": 12, "startColumn": 50, "endColumn": 52},
    }
    assert one["properties"]["journalnummer"] == "771"
    assert found["columnKind"] == "unicodeCodePoints"


def test_every_finding_is_a_result_with_the_right_rule() -> None:
    found = run(samples.with_errors())
    rules = found["tool"]["driver"]["rules"]
    assert [r["ruleId"] for r in found["results"]] == [f"9Z:{f.control}" for f in samples.with_errors().findings]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in found["results"])


def test_rules_of_findings_that_no_control_accounts_for_are_listed() -> None:
    report = replace(samples.with_errors(), controls=())
    assert {rule["id"] for rule in run(report)["tool"]["driver"]["rules"]} == {
        f"9Z:{finding.control}" for finding in report.findings
    }


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.FATAL, "error"),
        (Severity.FEIL, "error"),
        (Severity.ADVARSEL, "warning"),
        (Severity.INFO, "note"),
    ],
)
def test_severities_have_levels(severity: Severity, level: str) -> None:
    assert result(replace(samples.WRONG_WORK, severity=severity))["level"] == level


def test_further_fields_and_lines_are_related_places() -> None:
    one = result(replace(samples.WRONG_WORK, fields=(samples.WORK, samples.KIDS, samples.KIDS), lines=(3, 20)))
    regions = [p["physicalLocation"]["region"] for p in [*one["locations"], *one["relatedLocations"]]]
    assert regions == [
        {"startLine": 3, "startColumn": 50, "endColumn": 52},
        {"startLine": 3, "startColumn": 42, "endColumn": 43},
        {"startLine": 20},
    ]


def test_whole_files_and_deliveries_have_less_of_a_place() -> None:
    (place,) = result(replace(samples.WRONG_WORK, lines=()))["locations"]
    assert place == {"physicalLocation": {"artifactLocation": {"uri": "uttrekk.dat"}}}
    assert "locations" not in result(replace(samples.WRONG_WORK, lines=(), file=None))


def test_file_names_become_uris_and_equal_files_are_listed_once() -> None:
    file = CheckedFile("Å b%:#?/\udcff.dat", 1, "iso-8859-1", "ab")
    report = replace(samples.healthy(), files=(file, file), findings=(replace(samples.WRONG_WORK, file=file.name),))
    jsonschema.validate(log(report), SCHEMA, jsonschema.Draft202012Validator)
    (artifact,) = run(report)["artifacts"]
    assert artifact["encoding"] == "ISO-8859-1"
    assert artifact["location"]["uri"] == "%C3%85%20b%25%3A%23%3F%2F%5Cudcff.dat"
    assert run(report)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == artifact["location"]


def test_controls_that_crashed_or_were_not_run_are_told() -> None:
    (invocation,) = run(samples.crashed())["invocations"]
    assert invocation["executionSuccessful"] is False
    (crash,) = invocation["toolExecutionNotifications"]
    assert (crash["level"], crash["associatedRule"]) == ("error", {"id": "9Z:016", "index": 0})
    (invocation,) = run(samples.with_errors())["invocations"]
    assert invocation["executionSuccessful"] is True
    skipped, note = invocation["toolExecutionNotifications"]
    assert skipped["level"] == "warning"
    assert skipped["message"]["text"] == "Kontroll 900 ble ikke kjørt: --antall-deltakere er ikke oppgitt"
    assert (note["level"], note["message"]["text"]) == ("note", "Årgangen er lest av filen: 2040.")


def test_a_finding_keeps_its_fingerprint_when_lines_move_and_values_change() -> None:
    later = replace(
        samples.WRONG_WORK, lines=(99,), record=98, message="Nå 02", fields=(replace(samples.WORK, value="02"),)
    )
    assert fingerprints(samples.WRONG_WORK) == fingerprints(later)


def test_different_findings_have_different_fingerprints() -> None:
    one = samples.WRONG_WORK
    others = (
        one,  # the same once more
        replace(one, control="017"),
        replace(one, journal_number="772"),
        replace(one, file="b.dat"),
        replace(one, fields=(samples.KIDS,)),
        replace(one, journal_number=""),
        replace(one, journal_number="", lines=(13,)),
    )
    all_ = fingerprints(one, *others)
    assert len(set(all_)) == len(all_)


def test_what_was_accepted_earlier_is_suppressed_and_the_rest_says_that_it_is_not() -> None:
    results = run(samples.with_accepted())["results"]
    suppressed = {r["ruleId"]: r["suppressions"] for r in results}
    (warning,) = suppressed["9Z:013"]
    assert (warning["kind"], warning["status"]) == ("external", "accepted")
    assert warning["justification"] == "Fire voksne barn <bor> hjemme"
    assert warning["properties"] == {"av": "Kari Moe", "dato": "2040-01-15"}
    assert suppressed["9Z:016"] == []
    assert not any("suppressions" in r for r in run(samples.with_errors())["results"])


def test_values_are_never_placeholders_or_links() -> None:
    one = result(replace(samples.WRONG_WORK, message="{0} [her](http://eksempel.no) og [1] (to)"))
    assert one["message"]["text"] == "{{0}} \\[her](http://eksempel.no) og [1] (to)"


@settings(deadline=None)
@given(st.text(max_size=20))
@example(STRANGE)
def test_whatever_a_file_holds_it_is_sarif(text: str) -> None:
    field = replace(samples.WORK, value=text, label=text)
    evil = replace(samples.WRONG_WORK, message=text, title=text, fields=(field,), caseworker=text, file=f"{text}.dat")
    report = replace(samples.with_errors(), findings=(evil,), notes=(text,))
    jsonschema.validate(log(report), SCHEMA, jsonschema.Draft202012Validator)
    assert run(report)["results"][0]["properties"]["felt"][0]["verdi"] == text
