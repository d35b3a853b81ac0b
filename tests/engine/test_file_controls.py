"""The controls of bytes and lines: what they find, and that they stop the others."""

from __future__ import annotations

import pytest
from tests.engine.small_programs import TRUE, check, control, outcomes, program, rows_of, sentence

from kostra.api.report import Outcome, Severity
from kostra.diagnostics import NOWHERE
from kostra.language import program as p
from kostra.readers.records import LineProblem

CONTENT = p.FileControl(
    "000", Severity.FATAL, "Skal det leveres fil?", "Tom.", "Uventet.", "", "Lever.", "", "", NOWHERE
)
LENGTH = p.FileControl("001", Severity.FEIL, "Postlengde", "", "", "", "Se linjen.", "", "", NOWHERE)
RULES = program(control("010", sentence(TRUE)), file_controls=(CONTENT, LENGTH))
BARE = program(control("010", sentence(TRUE)))
TOO_LONG = LineProblem(
    "lengde", "Linjen har 97 tegn, ventet 96.", line=3, expected=96, found=97, advice="Fjern ett tegn."
)


def test_a_delivery_that_can_be_read_is_checked() -> None:
    result = check(RULES, rows_of({}))
    assert outcomes(result) == {"000": "ok", "001": "ok", "010": "funn"}


@pytest.mark.parametrize("files", [0, 1, 2])
def test_a_delivery_without_content_is_one_finding_that_stops_everything(files: int) -> None:
    result = check(RULES, *(rows_of(name=f"{n}.dat") for n in range(files)))
    (finding,) = result.findings
    assert (finding.control, finding.severity, finding.message, finding.fix) == (
        "000",
        Severity.FATAL,
        "Tom.",
        "Lever.",
    )
    assert finding.lines == ()
    assert outcomes(result) == {"000": "funn", "001": "ikke kjørt", "010": "ikke kjørt"}
    assert "000" in result.controls[2].reason


def test_one_file_with_content_is_content() -> None:
    assert outcomes(check(RULES, rows_of(), rows_of({}, name="b.dat")))["000"] == "ok"


def test_content_where_none_was_announced_is_a_finding() -> None:
    result = check(RULES, rows_of({}), no_participants=True)
    assert [finding.message for finding in result.findings] == ["Uventet."]
    assert outcomes(result)["010"] == "ikke kjørt"


def test_nothing_where_nothing_was_announced_is_in_order() -> None:
    result = check(RULES, rows_of(), no_participants=True)
    assert result.findings == ()
    assert outcomes(result) == {"000": "ok", "001": "ikke kjørt", "010": "ikke kjørt"}
    assert "ikke er noen å rapportere" in result.controls[2].reason


def test_every_line_that_is_no_record_is_a_finding_and_stops_the_record_controls() -> None:
    other = LineProblem("tegn", "Filen har tegn som ikke kan leses.")
    result = check(RULES, rows_of({}, problems=(TOO_LONG,)), rows_of({}, name="b.dat", problems=(other,)))
    assert [(f.message, f.file, f.lines, f.fix) for f in result.findings] == [
        ("Linjen har 97 tegn, ventet 96.", "fil.dat", (3,), "Fjern ett tegn."),
        ("Filen har tegn som ikke kan leses.", "b.dat", (), "Se linjen."),
    ]
    assert outcomes(result) == {"000": "ok", "001": "funn", "010": "ikke kjørt"}


def test_without_file_controls_nothing_is_lost() -> None:
    empty, broken = check(BARE, rows_of()), check(BARE, rows_of({}, problems=(TOO_LONG,)))
    assert [(f.control, f.severity) for f in empty.findings] == [("000", Severity.FEIL)]
    assert [(f.control, f.severity) for f in broken.findings] == [("001", Severity.FEIL)]
    assert outcomes(empty) == {"000": "funn", "010": "ikke kjørt"}
    assert outcomes(broken) == {"001": "funn", "010": "ikke kjørt"}
    assert outcomes(check(BARE, rows_of({}))) == {"010": "funn"}


def test_house_rules_do_not_stop_and_are_not_run_on_what_cannot_be_read() -> None:
    house = program(control("001", sentence(TRUE)), namespace="senja")
    result = check([RULES, house], rows_of({}, problems=(TOO_LONG,)))
    assert result.controls[-1].outcome is Outcome.NOT_RUN


def test_an_identity_number_in_a_problem_or_a_file_name_is_masked() -> None:
    problem = LineProblem("lengde", "Verdien 01818012337 er for lang.", line=1)
    (finding,) = check(RULES, rows_of({}, name="01818012337.dat", problems=(problem,))).findings
    assert (finding.message, finding.file) == ("Verdien 018180***** er for lang.", "018180*****.dat")
