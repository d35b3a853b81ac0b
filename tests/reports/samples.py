"""Made-up reports, small enough to read, that between them hold everything a report can hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kostra.api.report import (
    Acknowledgement,
    CheckedFile,
    Comparison,
    ControlResult,
    FieldValue,
    Finding,
    Outcome,
    Progress,
    Report,
    Severity,
    StatisticTable,
)

PACK = "kostra-skjema-9z-2040"
WORK = FieldValue("ARBEID", 50, 51, "01", "Arbeidssituasjon")
KIDS = FieldValue("BARN", 42, 42, "9", "Antall barn")

WRONG_WORK = Finding(
    "016",
    "Kurs som viktigste kilde",
    Severity.FEIL,
    "Arbeidssituasjonen er 01. Med kurs som viktigste kilde skal den være 03 eller 05.",
    file="uttrekk.dat",
    lines=(12,),
    fields=(WORK,),
    journal_number="771",
    caseworker="Åse Berg",
    fix="Rett arbeidssituasjonen i fagsystemet.",
    why="Kurs gis bare til den som er på tiltak.",
    origin=PACK,
    record=11,
)
MANY_KIDS = Finding(
    "013",
    "Mange barn",
    Severity.ADVARSEL,
    "Antall barn er 9. Er det riktig?",
    file="uttrekk.dat",
    lines=(3,),
    fields=(KIDS,),
    journal_number="402",
    caseworker="Øyvind Dahl",
    origin=PACK,
    record=2,
)
TWICE = replace(
    WRONG_WORK,
    control="005B",
    title="Samme journal to ganger",
    message="Journalen står på 2 linjer: 3 og 20.",
    fields=(),
    fix="",
    why="",
    group="005B:402",
)


def healthy() -> Report:
    """Return the report of a file without findings."""
    return Report(
        program="kostra 0.1.0",
        form="9Z",
        year=2040,
        title="Prøveskjema",
        package=f"{PACK} 0.1.0",
        rule_set="sha256:0123",
        municipality="5421",
        files=(CheckedFile("uttrekk.dat", 1500, "utf-8", "ab12"),),
        controls=(
            ControlResult("013", "Mange barn", Outcome.OK),
            ControlResult("016", "Kurs som viktigste kilde", Outcome.OK),
        ),
        findings=(),
        statistics=(StatisticTable("Mottakere etter alder", (("Under 18", 3), ("18 og over", 1497), ("I alt", 1500))),),
    )


def with_errors() -> Report:
    """Return a report with errors of several case workers, a warning, house rules and a control that was not run."""
    whole_file = Finding(
        "902", "Antall poster", Severity.INFO, "Filen har 1500 poster.", file="uttrekk.dat", origin=PACK
    )
    house = replace(
        MANY_KIDS,
        control="senja/001",
        title="Skole",
        severity=Severity.FEIL,
        message="Skole mangler.",
        caseworker="",
        house_rule=True,
    )
    return replace(
        healthy(),
        findings=(
            whole_file,
            WRONG_WORK,
            MANY_KIDS,
            replace(TWICE, lines=(3,), journal_number="402", caseworker="Øyvind Dahl"),
            replace(TWICE, lines=(20,), journal_number="402", caseworker="Åse Berg"),
            replace(house, lines=(30,), journal_number="", origin="senja"),
        ),
        controls=(
            ControlResult("005B", "Samme journal to ganger", Outcome.FOUND, 2),
            ControlResult("013", "Mange barn", Outcome.FOUND, 1),
            ControlResult("016", "Kurs som viktigste kilde", Outcome.FOUND, 1),
            ControlResult("017", "Alder", Outcome.OK),
            ControlResult("900", "Antall deltakere", Outcome.NOT_RUN, reason="--antall-deltakere er ikke oppgitt"),
            ControlResult("902", "Antall poster", Outcome.FOUND, 1),
            ControlResult("senja/001", "Skole", Outcome.FOUND, 1, house_rule=True),
        ),
        notes=("Årgangen er lest av filen: 2040.",),
        house_rules_ok=False,
    )


def with_accepted(controls: Collection[str] = ("013", "senja/001")) -> Report:
    """Return the report with errors, in which the findings of some controls were accepted earlier."""
    said = Acknowledgement("Fire voksne barn <bor> hjemme", "Kari Moe", "2040-01-15")
    report = with_errors()
    accepted = (replace(f, acknowledged=said) if f.control in controls else f for f in report.findings)
    return replace(report, findings=tuple(accepted))


def compared(new: Collection[str] = ("013", "senja/001")) -> Report:
    """Return the report with errors after an earlier run that had all but the findings of some controls."""
    findings = tuple(
        replace(f, progress=Progress.NEW if f.control in new else Progress.UNCHANGED) for f in with_errors().findings
    )
    number = sum(finding.progress is Progress.NEW for finding in findings)
    return replace(with_errors(), findings=findings, comparison=Comparison(number, len(findings) - number, ()))


def crashed() -> Report:
    """Return a report in which an official control crashed."""
    reason = "ZeroDivisionError i linje 40 i kontroller.regler"
    return replace(healthy(), controls=(ControlResult("016", "Kurs", Outcome.CRASHED, reason=reason),))


def table() -> Report:
    """Return the report of a table form in two files: no positions, no case workers, no journals."""
    rate = FieldValue("SATS", None, None, "9999", "Sats for enslige")
    finding = Finding(
        "101",
        "Satser",
        Severity.FEIL,
        "Satsen er 9999.",
        file="b.csv",
        lines=(2,),
        fields=(rate,),
        origin=PACK,
        record=1,
    )
    return replace(
        healthy(),
        files=(CheckedFile("b.csv", 1, "utf-8", "ab"), CheckedFile("a.csv", 1, "iso-8859-1", "cd")),
        municipality=None,
        findings=(replace(finding, file="a.csv", record=0), finding),
        controls=(ControlResult("101", "Satser", Outcome.FOUND, 2),),
        statistics=(StatisticTable("Sum", (("Sum", "1234,50"),)),),
    )
