"""The report for people, as plain text: what to do first, then what to fix, case worker by case worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kostra.api.formats import RenderOptions
from kostra.api.report import ControlResult, FieldValue, Finding, Outcome, Progress, Report, Severity
from kostra.reports import order, wording
from kostra.reports.page import Page, Style

_COLOURS: dict[Severity, Style] = {
    Severity.FATAL: "red",
    Severity.FEIL: "red",
    Severity.ADVARSEL: "yellow",
    Severity.INFO: "dim",
}
_LONG = 20
"""So many findings push the verdict off the screen; it is then said again at the end."""


def render(report: Report, options: RenderOptions) -> str:
    """Return the report as text. Without a terminal's width no line is wrapped; without colour there are no codes."""
    page = Page(options)
    _verdict(page, report)
    _systematic(page, report)
    _what_was_checked(page, report)
    _severities(page, report)
    _controls(page, report)
    _findings(page, report, options.limit)
    _mended(page, report, options.limit)
    _statistics(page, report)
    if len(report.findings) > _LONG:
        page.add()
        _verdict(page, report)
    return page.text()


def _verdict(page: Page, report: Report) -> None:
    page.add(wording.verdict(report), style="green" if report.may_submit else "red")
    not_run = sum(1 for c in report.controls if c.outcome is Outcome.NOT_RUN and not c.house_rule)
    if not_run:
        page.add(f"{wording.counted(not_run, 'kontroll', 'kontroller')} ble ikke kjørt; se hvorfor under.")
    if report.comparison is not None:
        page.add(wording.progress(report))
    page_rules = wording.house_rules(report)
    if page_rules:
        page.add(page_rules, style=None if report.house_rules_ok else "yellow")


def _systematic(page: Page, report: Report) -> None:
    if report.systematic:
        page.heading(wording.systematic(report))
    for fault in report.systematic:
        page.add(f"- {fault.text}", 2, hang=2)


def _what_was_checked(page: Page, report: Report) -> None:
    where = f", kommune {report.municipality}" if report.municipality else ""
    page.add()
    page.add(f"Skjema {report.form} for {report.year}{where}: {report.title}")
    for file in report.files:
        records = wording.counted(file.records, "post", "poster")
        page.add(f"{file.name}: {records}, tegnsett {file.encoding}", 2, hang=2)
    for note in report.notes:
        page.add(f"Merknad: {note}", 2, hang=2)
    page.add(f"Kontrollert med {report.program}, {report.package}", 2, hang=2)


def _severities(page: Page, report: Report) -> None:
    counts = [(severity, report.count(severity)) for severity in Severity if report.count(severity)]
    house = sum(1 for finding in report.findings if finding.house_rule and finding.acknowledged is None)
    acknowledged = len(report.acknowledged)
    if not counts and not house and not acknowledged:
        return
    page.heading("Funn etter alvor")
    rows = [(severity, wording.NAMES[severity][count != 1], count) for severity, count in counts]
    widest = max(len(wording.grouped(n)) for n in (*(count for _, _, count in rows), house))
    for severity, name, count in rows:
        page.add(f"{wording.grouped(count):>{widest}} {name} ({wording.ADVICE[severity]})", 2, style=_COLOURS[severity])
    if house:
        page.add(f"{wording.grouped(house):>{widest}} fra husregler", 2)
    if acknowledged:
        page.add(f"Kvittert: {wording.grouped(acknowledged)} (sett på før og godtatt; de står for seg)", 2)


def _controls(page: Page, report: Report) -> None:
    for house_rule, name in ((False, ""), (True, " i husregler")):
        controls = [control for control in report.controls if control.house_rule == house_rule]
        if controls or not house_rule:
            page.heading(wording.counted(len(controls), "kontroll", "kontroller") + name)
            _outcomes(page, controls, Counter(f.control for f in report.acknowledged))


def _outcomes(page: Page, controls: Sequence[ControlResult], acknowledged: Mapping[str, int]) -> None:
    groups: dict[Outcome, list[ControlResult]] = {outcome: [] for outcome in Outcome}
    for control in controls:
        groups[control.outcome].append(control)
    page.add(", ".join(f"{len(group)} {wording.OUTCOMES[outcome]}" for outcome, group in groups.items() if group), 2)
    width = max((len(c.id) for outcome in Outcome if outcome is not Outcome.OK for c in groups[outcome]), default=0)
    for outcome in (Outcome.CRASHED, Outcome.FOUND, Outcome.NOT_RUN):
        if groups[outcome]:
            page.add()
        for control in sorted(groups[outcome], key=lambda c: c.id):
            said = f"{wording.grouped(control.count)} funn" if outcome is Outcome.FOUND else wording.OUTCOMES[outcome]
            if acknowledged.get(control.id):
                said += f", {wording.grouped(acknowledged[control.id])} kvittert"
            reason = f" ({control.reason})" if control.reason else ""
            page.add(f"{control.id:<{width}}  {control.title}: {said}{reason}", 2, hang=width + 2)


def _findings(page: Page, report: Report, limit: int | None) -> None:
    """Add the official findings, then those of house rules, then what was accepted earlier; at most `limit` in all."""
    if not report.findings:
        return
    left = len(report.findings) if limit is None else limit
    hidden = max(len(report.findings) - left, 0)
    with_names = any(finding.caseworker for finding in report.findings)
    for house_rule, heading in ((False, "Funn"), (True, "Funn fra husregler")):
        new = tuple(f for f in report.findings if f.house_rule == house_rule and f.acknowledged is None)
        if new and left > 0:
            page.heading(heading)
            left -= _desk_by_desk(page, replace(report, findings=new), left, with_names)
    if report.acknowledged and left > 0:
        page.heading("Kvittert")
        _accepted(page, report.acknowledged[:left], len(report.files) > 1)
    if hidden:
        page.add()
        page.add(f"… og {wording.grouped(hidden)} til. Uten --maks vises alle.")


def _mended(page: Page, report: Report, limit: int | None) -> None:
    """Add at most `limit` of the findings of an earlier run that are mended."""
    mended = () if report.comparison is None else report.comparison.mended
    if not mended or limit == 0:
        return
    page.heading("Rettet siden sist")
    for finding in mended[:limit]:
        page.add(f"{wording.where_it_was(finding)}: kontroll {finding.control}, {finding.title}", 2, hang=2)
    if limit is not None and len(mended) > limit:
        page.add(f"… og {wording.grouped(len(mended) - limit)} til.", 2)


def _desk_by_desk(page: Page, report: Report, limit: int, with_names: bool) -> int:
    """Add at most `limit` of a report's findings, and return how many they were."""
    left = limit - _listed(page, order.of_whole_files(report)[:limit], 2)
    several = len(report.files) > 1
    for desk in order.desks(report):
        if left <= 0:
            break
        if with_names:
            page.add()
            name = f"Saksbehandler {desk.caseworker}" if desk.caseworker else "Uten saksbehandler"
            page.add(f"{name} ({wording.grouped(desk.count)} funn)", style="bold")
        for case in desk.cases:
            if left <= 0:
                break
            page.add()
            page.add(_row(case, several), 2, style="bold")
            left -= _listed(page, case.findings[:left], 4)
    return limit - left


def _accepted(page: Page, findings: Sequence[Finding], with_file: bool) -> None:
    for finding in findings:
        said = finding.acknowledged
        assert said is not None
        case = order.Case(finding.file, finding.journal_number.strip(), finding.lines, (finding,))
        where = f" ({_row(case, with_file)})" if finding.lines else ""
        name = wording.NAMES[finding.severity][0].capitalize()
        page.add(f"{name} {finding.control}{where}: {finding.message}", 2, hang=2)
        page.add(f"Kvittert av {said.by} {said.date}: {said.reason}", 4, hang=2)


def _row(case: order.Case, with_file: bool) -> str:
    lines = wording.joined([str(line) for line in case.lines])
    where = f"linje {lines}" + (f" i {case.file}" if with_file and case.file else "")
    return f"Journal {case.journal_number}, {where}" if case.journal_number else where.capitalize()


def _listed(page: Page, findings: Sequence[Finding], indent: int) -> int:
    """Add findings and return how many they were."""
    for finding in findings:
        name = wording.NAMES[finding.severity][0].capitalize()
        new = " (ny)" if finding.progress is Progress.NEW else ""
        page.add(f"{name} {finding.control}: {finding.title}{new}", indent, style=_COLOURS[finding.severity], hang=2)
        page.add(finding.message, indent + 2)
        if finding.fields:
            page.add("Felt: " + ", ".join(map(_field, finding.fields)), indent + 2, hang=2)
        if finding.fix:
            page.add(f"Råd: {finding.fix}", indent + 2, hang=2)
    return len(findings)


def _field(field: FieldValue) -> str:
    position = ""
    if field.start is not None:
        position = str(field.start) if field.end in (None, field.start) else f"{field.start}–{field.end}"
    name = ", ".join(filter(None, [field.name, position]))
    return f"{field.label} ({name})" if field.label else name


def _statistics(page: Page, report: Report) -> None:
    for table in report.statistics:
        page.heading(table.title)
        page.columns([(label, n if isinstance(n, str) else wording.grouped(n)) for label, n in table.rows])
