"""The first sheet of the workbook: the verdict, what was checked, and where to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kostra.api.report import ControlResult, Outcome, Report, Severity, SystematicFault
from kostra.phrase import Phrase
from kostra.reports import wording
from kostra.reports.columns import SEVERITIES
from kostra.reports.tongue import Tongue
from kostra.reports.workbook import Cell, Link, Sheet, Style

_WIDTHS = (26, 72, 12, 14, 60)
_OUTCOMES = {
    Outcome.CRASHED: Style.FATAL,
    Outcome.FOUND: Style.TEXT,
    Outcome.NOT_RUN: Style.ADVARSEL,
    Outcome.OK: Style.TEXT,
}
"""In the order in which they are listed: what needs a look comes first."""

_ADVICE = wording.ADVICE | {Severity.FEIL: Phrase("må rettes før innsending")}

# As they are counted in the report for other programs.
_ENDINGS = {
    Outcome.OK: Phrase("ok"),
    Outcome.FOUND: Phrase("funn"),
    Outcome.NOT_RUN: Phrase("ikke kjørt"),
    Outcome.CRASHED: Phrase("krasjet"),
}


class Desk(NamedTuple):
    """A case worker, the sheet that has the findings, and how many they are."""

    title: str
    sheet: str
    findings: int


def summary(report: Report, name: str, desks: Sequence[Desk], say: Tongue) -> Sheet:
    """Return the summary sheet; `desks` are the sheets of case workers to lead to."""
    return Sheet(name, _WIDTHS, _rows(report, desks, say))


def _rows(report: Report, desks: Sequence[Desk], say: Tongue) -> Iterator[list[Cell]]:
    yield from _verdict(report, say)
    if report.systematic:
        yield from _section(wording.systematic(report, say))
        yield from ([_text(_where(fault, say)), _text(say(fault.text))] for fault in report.systematic)
    yield from _what_was_checked(report, say)
    yield from _severities(report, say)
    if desks:
        yield from _section(say("Saksbehandlere"), say("Ark"), say("Saksbehandler"), say("Funn"))
        yield from ([(Link(d.sheet, d.sheet), Style.LINK), _text(d.title), _count(d.findings)] for d in desks)
    yield from _controls(report, say)
    if report.comparison is not None and report.comparison.mended:
        headings = say("Kontroll"), say("Tittel"), "", "", say("Hvor det sto")
        yield from _section(say("Rettet siden sist"), *headings)
        for finding in report.comparison.mended:
            where = wording.where_it_was(finding, say)
            yield [_text(finding.control), _text(finding.title), _text(""), _text(""), _text(where)]
    for table in report.statistics:
        yield from _section(table.title)
        for label, value in table.rows:
            yield [_text(""), _text(label), _count(value) if isinstance(value, int) else _text(value)]


def _verdict(report: Report, say: Tongue) -> Iterator[list[Cell]]:
    style = Style.GOOD if report.may_submit else Style.BAD
    yield [(wording.verdict(report, say), style), *([(None, style)] * (len(_WIDTHS) - 1))]
    not_run = sum(1 for c in report.controls if c.outcome is Outcome.NOT_RUN and not c.house_rule)
    if not_run:
        said = say.counted(
            not_run,
            "kontroll ble ikke kjørt; se hvorfor under «Kontroller».",
            "kontroller ble ikke kjørt; se hvorfor under «Kontroller».",
        )
        yield [(said, Style.PLAIN)]
    if report.comparison is not None:
        yield [(wording.progress(report, say), Style.PLAIN)]
    house_rules = wording.house_rules(report, say)
    if house_rules:
        yield [(house_rules, Style.PLAIN)]


def _where(fault: SystematicFault, say: Tongue) -> str:
    noun = say("Kontroll") if len(fault.controls) == 1 else say("Kontrollene")
    return f"{noun} {wording.joined(fault.controls)}"


def _what_was_checked(report: Report, say: Tongue) -> Iterator[list[Cell]]:
    yield from _section(say("Kontrollert"))
    yield [_text(say("Skjema")), _text(f"{report.form} {report.title}")]
    yield [_text(say("Årgang")), _text(str(report.year))]
    if report.municipality:
        yield [_text(say("Kommune")), _text(report.municipality)]
    yield [_text(say("Kontrollert med")), _text(f"{report.program}, {report.package}")]
    yield [_text(say("Regelsett")), _text(report.rule_set)]
    yield from ([_text(say("Merknad")), _text(say(note))] for note in report.notes)
    if report.files:
        yield from _section(say("Filer"), say("Fil"), "SHA-256", say("Poster"), say("Tegnsett"))
        for file in report.files:
            yield [_text(file.name), _text(file.sha256), _count(file.records), _text(file.encoding)]


def _severities(report: Report, say: Tongue) -> Iterator[list[Cell]]:
    yield from _section(say("Funn etter alvor"), say("Alvor"), say("Hva det betyr"), say("Funn"))
    for severity, name in SEVERITIES.items():
        advice = say(_ADVICE[severity]).capitalize()
        yield [(say(name), Style[severity.name]), _text(advice), _count(report.count(severity))]
    house = sum(1 for finding in report.findings if finding.house_rule and finding.acknowledged is None)
    if house or report.house_rules_ok is not None:
        advice = say("avgjør ikke om filen kan sendes inn").capitalize()
        yield [_text(say("husregler")), _text(advice), _count(house)]
    if report.acknowledged:
        advice = say("Sett på før og godtatt; teller ikke over")
        yield [_text(say("kvittert")), _text(advice), _count(len(report.acknowledged))]


def _controls(report: Report, say: Tongue) -> Iterator[list[Cell]]:
    headings = say("Kontroll"), say("Tittel"), say("Funn"), say("Utfall"), say("Merknad")
    yield from _section(say("Kontroller"), *headings)
    accepted = Counter(finding.control for finding in report.acknowledged)
    for outcome, style in _OUTCOMES.items():
        for control in report.controls:
            if control.outcome is outcome:
                yield _control(control, style, accepted[control.id], say)


def _control(control: ControlResult, style: Style, accepted: int, say: Tongue) -> list[Cell]:
    ran = control.outcome in (Outcome.OK, Outcome.FOUND)
    known = say("{antall} av dem er kvittert", antall=wording.grouped(accepted)) if accepted else ""
    return [
        _text(control.id),
        _text(control.title),
        _count(control.count) if ran else _text(""),
        (say(_ENDINGS[control.outcome]), style),
        _text(say(control.reason) or known),
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
