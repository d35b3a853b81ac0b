from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import ControlResult, Outcome, Report, Severity
from kostra.reports.junit import render

# A file name can hold half a character (a lone surrogate), a value whatever a table may contain.
STRANGE = "\ud800\udfff\ufffe\uffff\x00\x1b\u202e\ufeff]]>&<\"'"


def xml(report: Report, *, strict: bool = False) -> str:
    return "".join(render(report, RenderOptions(strict=strict, limit=0)))


def cases(report: Report, *, strict: bool = False) -> dict[str, TestCase]:
    """Read the report as a program does that shows test results."""
    (suite,) = JUnitXml.fromstring(xml(report, strict=strict).encode())
    return {case.name: case for case in suite}


def ended(case: TestCase) -> list[type]:
    return [type(result) for result in case.result]


def test_each_control_is_a_test_of_its_form_and_year() -> None:
    found = cases(samples.with_errors())
    assert list(found) == [f"{control.id} {control.title}" for control in samples.with_errors().controls]
    assert found["016 Kurs som viktigste kilde"].classname == "kostra.9Z.2040"
    assert found["senja/001 Skole"].classname == "kostra.9Z.2040.husregler"


def test_what_blocks_submission_fails_and_the_rest_is_told() -> None:
    found = cases(samples.with_errors())
    assert {name: ended(case) for name, case in found.items()} == {
        "005B Samme journal to ganger": [Failure],
        "013 Mange barn": [],
        "016 Kurs som viktigste kilde": [Failure],
        "017 Alder": [],
        "900 Antall deltakere": [Skipped],
        "902 Antall poster": [],
        "senja/001 Skole": [],
    }
    assert found["900 Antall deltakere"].result[0].message == "--antall-deltakere er ikke oppgitt"
    assert "linje 3, journal 402: Antall barn er 9. Er det riktig?" in str(found["013 Mange barn"].system_out)
    assert "linje 30: Skole mangler." in str(found["senja/001 Skole"].system_out)


def test_a_failure_lists_every_finding_with_its_line() -> None:
    (failure,) = cases(samples.with_errors())["005B Samme journal to ganger"].result
    assert failure.type == "feil"
    assert failure.message == "2 funn: Journalen står på 2 linjer: 3 og 20."
    assert [line.split(":")[1] for line in failure.text.splitlines()] == [
        " uttrekk.dat, linje 3, journal 402",
        " uttrekk.dat, linje 20, journal 402",
    ]


def test_strict_fails_what_ends_the_command_with_code_1() -> None:
    found = cases(samples.with_errors(), strict=True)
    assert ended(found["013 Mange barn"]) == [Failure]
    assert ended(found["senja/001 Skole"]) == [Failure]
    assert ended(found["902 Antall poster"]) == []


def test_what_was_accepted_earlier_never_fails_a_test_and_is_told_with_its_reason() -> None:
    found = cases(samples.with_accepted(), strict=True)
    assert ended(found["013 Mange barn"]) == []
    assert ended(found["senja/001 Skole"]) == []
    assert ended(found["016 Kurs som viktigste kilde"]) == [Failure]
    told = str(found["013 Mange barn"].system_out)
    assert "Antall barn er 9. Er det riktig? Kvittert av Kari Moe 2040-01-15: Fire voksne barn <bor> hjemme" in told
    assert "2 funn er kvittert." in xml(samples.with_accepted())


def test_a_crash_is_an_error_and_hides_no_finding() -> None:
    (error,) = cases(samples.crashed())["016 Kurs"].result
    assert isinstance(error, Error)
    assert "ZeroDivisionError i linje 40" in error.message
    (case,) = cases(replace(samples.crashed(), findings=(samples.WRONG_WORK,))).values()
    assert ended(case) == [Error]
    assert "linje 12" in str(case.system_out)


def test_findings_of_a_control_that_was_not_run_or_not_listed_are_kept() -> None:
    not_run = ControlResult("016", "Kurs", Outcome.NOT_RUN, reason="mangler")
    listed = replace(samples.healthy(), findings=(samples.WRONG_WORK,), controls=(not_run,))
    assert ended(cases(listed)["016 Kurs"]) == [Failure]
    unlisted = replace(listed, controls=())
    assert ended(cases(unlisted)["016 Kurs som viktigste kilde"]) == [Failure]


@pytest.mark.parametrize("report", [samples.healthy(), samples.with_errors(), samples.crashed(), samples.table()])
def test_the_counts_are_those_of_the_tests(report: Report) -> None:
    root = ElementTree.fromstring(xml(report).encode())
    (suite,) = root
    for element in (root, suite):
        counted = {name: int(element.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
        assert counted == {
            "tests": len(suite.findall("testcase")),
            "failures": len(suite.findall("testcase/failure")),
            "errors": len(suite.findall("testcase/error")),
            "skipped": len(suite.findall("testcase/skipped")),
        }


@settings(deadline=None)
@given(st.text(max_size=20))
@example(STRANGE)
def test_whatever_a_file_holds_the_xml_can_be_read_and_shows_it(text: str) -> None:
    evil = replace(samples.WRONG_WORK, message=text, title=text, severity=Severity.FATAL)
    report = replace(samples.healthy(), findings=(evil,), notes=(text,))
    (suite,) = ElementTree.fromstring(xml(report).encode())
    failure = suite.find("testcase/failure")
    assert failure is not None
    if text.isprintable():
        assert text in (failure.text or "")
        assert failure.attrib["message"] == f"1 funn: {text}"
