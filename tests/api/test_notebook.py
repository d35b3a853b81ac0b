"""What a notebook shows of a report."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from tests.reports import samples

from kostra.api import Acknowledgement, ControlResult, FieldValue, Outcome, Report, SystematicFault
from kostra.api.notebook import MOST
from kostra.api.report import FaultKind


def shown(report: Report) -> ET.Element:
    """Return the HTML as a tree: it is well formed, or this fails."""
    return ET.fromstring(report._repr_html_())


def text(report: Report) -> str:
    return " ".join("".join(shown(report).itertext()).split())


def tables(report: Report) -> list[list[list[str]]]:
    return [
        [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
        for table in shown(report).iter("table")
    ]


def test_the_answer_comes_first() -> None:
    first = shown(samples.with_errors())[0]
    assert "".join(first.itertext()).startswith("Kan ikke sendes inn: 3 feil")
    assert text(samples.healthy()).startswith("Kan sendes inn: ingen feil.")


def test_what_was_checked_and_what_is_remarked() -> None:
    said = text(samples.with_errors())
    assert "Skjema 9Z for 2040, kommune 5421: Prøveskjema. uttrekk.dat, 1 500 poster." in said
    assert "Merknad: Årgangen er lest av filen: 2040." in said
    assert "Husreglene er ikke oppfylt" in said


def test_what_explains_many_findings_stands_under_the_answer() -> None:
    fault = SystematicFault(FaultKind.FILE, ("016",), 12, 12, "Alle funnene kommer av <ett> felt.")
    report = replace(samples.with_errors(), systematic=(fault,))
    assert "".join(shown(report)[2].itertext()) == "Alle funnene kommer av <ett> felt."


def test_controls_that_did_not_end_well_are_listed_with_the_reason() -> None:
    controls = tables(samples.with_errors())[0]
    assert ["016", "Kurs som viktigste kilde", "1 funn"] in controls
    assert ["900", "Antall deltakere", "ikke kjørt: --antall-deltakere er ikke oppgitt"] in controls
    assert not any(row[0] == "017" for row in controls)


def test_a_control_that_crashed_stands_first() -> None:
    crashed = ControlResult("950", "Deling", Outcome.CRASHED, reason="kontroller.regler, linje 7")
    report = replace(samples.with_errors(), controls=(*samples.with_errors().controls, crashed))
    assert tables(report)[0][1] == ["950", "Deling", "krasjet: kontroller.regler, linje 7"]


def test_a_finding_in_a_row() -> None:
    findings = tables(samples.with_errors())[1]
    assert [
        "feil",
        "016",
        "uttrekk.dat",
        "12",
        "771",
        "ARBEID = 01",
        "Arbeidssituasjonen er 01. Med kurs som viktigste kilde skal den være 03 eller 05.",
    ] in findings
    assert any(row[0] == "feil (husregel)" for row in findings)


def test_an_acknowledged_finding_is_told_apart() -> None:
    accepted = replace(samples.MANY_KIDS, acknowledged=Acknowledgement("Stemmer.", "Åse", "2041-01-10"))
    assert tables(replace(samples.healthy(), findings=(accepted,)))[0][1][0] == "advarsel (kvittert)"


def test_without_findings_there_is_no_table() -> None:
    assert tables(samples.healthy()) == []


@pytest.mark.parametrize("number", [1, MOST, MOST + 1, 3000])
def test_only_the_first_findings_are_shown_and_the_total_is_told(number: int) -> None:
    report = replace(samples.healthy(), findings=(samples.WRONG_WORK,) * number)
    (findings,) = tables(report)
    assert len(findings) == 1 + min(number, MOST)
    caption = {
        1: "1 funn",
        MOST: f"{MOST} funn",
        MOST + 1: f"Viser {MOST} av {MOST + 1} funn",
        3000: "Viser 50 av 3 000 funn",
    }
    assert caption[number] in text(report)
    assert ("to_pandas()" in text(report)) == (number > MOST)


def test_nothing_from_outside_becomes_markup() -> None:
    places: list[str] = []

    def hostile(place: str) -> str:
        places.append(place)
        return f"<script>{place}</script> & \x1b[31m"

    finding = replace(
        samples.WRONG_WORK,
        control=hostile("kontroll"),
        message=hostile("melding"),
        file=hostile("fil"),
        journal_number=hostile("journal"),
        fields=(FieldValue(hostile("feltnavn"), 1, 2, hostile("verdi")),),
    )
    report = replace(
        samples.with_errors(),
        form=hostile("skjema"),
        title=hostile("tittel"),
        municipality=hostile("kommune"),
        notes=(hostile("merknad"),),
        findings=(finding,),
        files=(replace(samples.healthy().files[0], name=hostile("filnavn")),),
        controls=(ControlResult(hostile("id"), hostile("navn"), Outcome.NOT_RUN, reason=hostile("grunn")),),
    )
    html = report._repr_html_()
    assert "<script" not in html
    assert "\x1b" not in html
    assert [place for place in places if f"<script>{place}</script>" not in text(report)] == []


def test_it_takes_its_colours_from_the_notebook() -> None:
    html = samples.with_errors()._repr_html_()
    assert re.findall(r"(?:^|[;\"])\s*(?:background|color)[^;]*", html) == []
    assert "<style" not in html


def test_in_a_console_a_report_is_one_line() -> None:
    report = replace(samples.with_errors(), findings=samples.with_errors().findings * 10_000)
    assert repr(samples.healthy()) == "<Report 9Z 2040: Kan sendes inn: ingen feil. (0 funn)>"
    assert len(repr(report)) < 200
    assert "\n" not in repr(report)
