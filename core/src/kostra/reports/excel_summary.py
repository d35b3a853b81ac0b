"""The first sheet of the workbook: the verdict, what was checked, and where to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kostra.api.report import ControlResult, Outcome, Report, Severity, SystematicFault
from kostra.reports import wording
from kostra.reports.workbook import Cell, Link, Sheet, Style

_WIDTHS = (26, 72, 12, 14, 60)
_OUTCOMES = {
    Outcome.CRASHED: Style.FATAL,
    Outcome.FOUND: Style.TEXT,
    Outcome.NOT_RUN: Style.ADVARSEL,
    Outcome.OK: Style.TEXT,
}
"""In the order in which they are listed: what needs a look comes first."""

_ADVICE = {
    Severity.FATAL: "Må rettes før resten kan kontrolleres",
    Severity.FEIL: "Må rettes før innsending",
    Severity.ADVARSEL: "Se om det er riktig",
    Severity.INFO: "Til orientering",
}


class Desk(NamedTuple):
    """A case worker, the sheet that has the findings, and how many they are."""

    title: str
    sheet: str
    findings: int


def summary(report: Report, name: str, desks: Sequence[Desk]) -> Sheet:
    """Return the summary sheet; `desks` are the sheets of case workers to lead to."""
    return Sheet(name, _WIDTHS, _rows(report, desks))


def _rows(report: Report, desks: Sequence[Desk]) -> Iterator[list[Cell]]:
    yield from _verdict(report)
    if report.systematic:
        yield from _section(wording.systematic(report))
        yield from ([_text(_where(fault)), _text(fault.text)] for fault in report.systematic)
    yield from _what_was_checked(report)
    yield from _severities(report)
    if desks:
        yield from _section("Saksbehandlere", "Ark", "Saksbehandler", "Funn")
        yield from ([(Link(d.sheet, d.sheet), Style.LINK), _text(d.title), _count(d.findings)] for d in desks)
    yield from _controls(report)
    if report.comparison is not None and report.comparison.mended:
        yield from _section("Rettet siden sist", "Kontroll", "Tittel", "", "", "Hvor det sto")
        for finding in report.comparison.mended:
            where = wording.where_it_was(finding)
            yield [_text(finding.control), _text(finding.title), _text(""), _text(""), _text(where)]
    for table in report.statistics:
        yield from _section(table.title)
        for label, value in table.rows:
            yield [_text(""), _text(label), _count(value) if isinstance(value, int) else _text(value)]


def _verdict(report: Report) -> Iterator[list[Cell]]:
    style = Style.GOOD if report.may_submit else Style.BAD
    yield [(wording.verdict(report), style), *([(None, style)] * (len(_WIDTHS) - 1))]
    not_run = sum(1 for c in report.controls if c.outcome is Outcome.NOT_RUN and not c.house_rule)
    if not_run:
        said = f"{wording.counted(not_run, 'kontroll', 'kontroller')} ble ikke kjørt; se hvorfor under «Kontroller»."
        yield [(said, Style.PLAIN)]
    if report.comparison is not None:
        yield [(wording.progress(report), Style.PLAIN)]
    house_rules = wording.house_rules(report)
    if house_rules:
        yield [(house_rules, Style.PLAIN)]


def _where(fault: SystematicFault) -> str:
    noun = "Kontroll" if len(fault.controls) == 1 else "Kontrollene"
    return f"{noun} {wording.joined(fault.controls)}"


def _what_was_checked(report: Report) -> Iterator[list[Cell]]:
    yield from _section("Kontrollert")
    yield [_text("Skjema"), _text(f"{report.form} {report.title}")]
    yield [_text("Årgang"), _text(str(report.year))]
    if report.municipality:
        yield [_text("Kommune"), _text(report.municipality)]
    yield [_text("Kontrollert med"), _text(f"{report.program}, {report.package}")]
    yield [_text("Regelsett"), _text(report.rule_set)]
    yield from ([_text("Merknad"), _text(note)] for note in report.notes)
    if report.files:
        yield from _section("Filer", "Fil", "SHA-256", "Poster", "Tegnsett")
        for file in report.files:
            yield [_text(file.name), _text(file.sha256), _count(file.records), _text(file.encoding)]


def _severities(report: Report) -> Iterator[list[Cell]]:
    yield from _section("Funn etter alvor", "Alvor", "Hva det betyr", "Funn")
    for severity, advice in _ADVICE.items():
        yield [(severity.value, Style[severity.name]), _text(advice), _count(report.count(severity))]
    house = sum(1 for finding in report.findings if finding.house_rule and finding.acknowledged is None)
    if house or report.house_rules_ok is not None:
        yield [_text("husregler"), _text("Avgjør ikke om filen kan sendes inn"), _count(house)]
    if report.acknowledged:
        yield [_text("kvittert"), _text("Sett på før og godtatt; teller ikke over"), _count(len(report.acknowledged))]


def _controls(report: Report) -> Iterator[list[Cell]]:
    yield from _section("Kontroller", "Kontroll", "Tittel", "Funn", "Utfall", "Merknad")
    accepted = Counter(finding.control for finding in report.acknowledged)
    for outcome, style in _OUTCOMES.items():
        for control in report.controls:
            if control.outcome is outcome:
                yield _control(control, style, accepted[control.id])


def _control(control: ControlResult, style: Style, accepted: int) -> list[Cell]:
    ran = control.outcome in (Outcome.OK, Outcome.FOUND)
    return [
        _text(control.id),
        _text(control.title),
        _count(control.count) if ran else _text(""),
        (control.outcome.value, style),
        _text(control.reason or (f"{wording.grouped(accepted)} av dem er kvittert" if accepted else "")),
    ]


def _section(title: str, *headings: str) -> Iterator[list[Cell]]:
    yield []
    yield [(title, Style.SECTION)]
    if headings:
        yield [(heading, Style.HEADING) for heading in headings]


def _text(text: str) -> Cell:
    return text, Style.TEXT


def _count(number: int) -> Cell:
    return number, Style.COUNT
