"""The report for people, as plain text: what to do first, then what to fix, case worker by case worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kostra.api.formats import RenderOptions
from kostra.api.report import ControlResult, Outcome, Report, Severity
from kostra.reports import text_findings, wording
from kostra.reports.page import Page
from kostra.reports.text_findings import COLOURS
from kostra.reports.tongue import Tongue, grouped, tongue

_LONG = 20
"""So many findings push the verdict off the screen; it is then said again at the end."""


def render(report: Report, options: RenderOptions) -> str:
    """Return the report as text. Without a terminal's width no line is wrapped; without colour there are no codes."""
    page, say = Page(options), tongue(options.language)
    _verdict(page, report, say)
    _systematic(page, report, say)
    _what_was_checked(page, report, say)
    _severities(page, report, say)
    _controls(page, report, say)
    text_findings.add_findings(page, report, options.limit, say)
    text_findings.add_mended(page, report, options.limit, say)
    _statistics(page, report)
    if len(report.findings) > _LONG:
        page.add()
        _verdict(page, report, say)
    return page.text()


def _verdict(page: Page, report: Report, say: Tongue) -> None:
    page.add(wording.verdict(report, say), style="green" if report.may_submit else "red")
    not_run = sum(1 for c in report.controls if c.outcome is Outcome.NOT_RUN and not c.house_rule)
    if not_run:
        page.add(
            say.counted(
                not_run,
                "kontroll ble ikke kjørt; se hvorfor under.",
                "kontroller ble ikke kjørt; se hvorfor under.",
            )
        )
    if report.comparison is not None:
        page.add(wording.progress(report, say))
    house_rules = wording.house_rules(report, say)
    if house_rules:
        page.add(house_rules, style=None if report.house_rules_ok else "yellow")


def _systematic(page: Page, report: Report, say: Tongue) -> None:
    if report.systematic:
        page.heading(wording.systematic(report, say))
    for fault in report.systematic:
        page.add(f"- {say(fault.text)}", 2, hang=2)


def _what_was_checked(page: Page, report: Report, say: Tongue) -> None:
    page.add()
    page.add(f"{wording.checked(report, say)}: {report.title}")
    for file in report.files:
        records = say.counted(file.records, "post", "poster")
        page.add(f"{file.name}: {records}, {say('tegnsett')} {file.encoding}", 2, hang=2)
    for note in report.notes:
        page.add(f"{say('Merknad')}: {say(note)}", 2, hang=2)
    page.add(f"{say('Kontrollert med')} {report.program}, {report.package}", 2, hang=2)


def _severities(page: Page, report: Report, say: Tongue) -> None:
    counts = [(severity, report.count(severity)) for severity in Severity if report.count(severity)]
    house = sum(1 for finding in report.findings if finding.house_rule and finding.acknowledged is None)
    acknowledged = len(report.acknowledged)
    if not counts and not house and not acknowledged:
        return
    page.heading(say("Funn etter alvor"))
    rows = [(severity, wording.NAMES[severity][count != 1], count) for severity, count in counts]
    widest = max(len(grouped(n)) for n in (*(count for _, _, count in rows), house))
    for severity, name, count in rows:
        what = f"{say(name)} ({say(wording.ADVICE[severity])})"
        page.add(f"{grouped(count):>{widest}} {what}", 2, style=COLOURS[severity])
    if house:
        page.add(f"{grouped(house):>{widest}} {say('fra husregler')}", 2)
    if acknowledged:
        number = grouped(acknowledged)
        page.add(say("Kvittert: {antall} (sett på før og godtatt; de står for seg)", antall=number), 2)


def _controls(page: Page, report: Report, say: Tongue) -> None:
    for house_rule in (False, True):
        controls = [control for control in report.controls if control.house_rule == house_rule]
        if controls or not house_rule:
            name = " " + say("i husregler") if house_rule else ""
            page.heading(say.counted(len(controls), "kontroll", "kontroller") + name)
            _outcomes(page, controls, Counter(f.control for f in report.acknowledged), say)


def _outcomes(page: Page, controls: Sequence[ControlResult], acknowledged: Mapping[str, int], say: Tongue) -> None:
    groups: dict[Outcome, list[ControlResult]] = {outcome: [] for outcome in Outcome}
    for control in controls:
        groups[control.outcome].append(control)
    page.add(", ".join(wording.ended(len(group), outcome, say) for outcome, group in groups.items() if group), 2)
    width = max((len(c.id) for outcome in Outcome if outcome is not Outcome.OK for c in groups[outcome]), default=0)
    for outcome in (Outcome.CRASHED, Outcome.FOUND, Outcome.NOT_RUN):
        if groups[outcome]:
            page.add()
        for control in sorted(groups[outcome], key=lambda c: c.id):
            said = say(wording.OUTCOMES[outcome])
            if outcome is Outcome.FOUND:
                said = say.counted(control.count, "funn", "funn")
            if acknowledged.get(control.id):
                said += f", {grouped(acknowledged[control.id])} {say('kvittert')}"
            reason = f" ({say(control.reason)})" if control.reason else ""
            page.add(f"{control.id:<{width}}  {control.title}: {said}{reason}", 2, hang=width + 2)


def _statistics(page: Page, report: Report) -> None:
    for table in report.statistics:
        page.heading(table.title)
        page.columns([(label, n if isinstance(n, str) else grouped(n)) for label, n in table.rows])
