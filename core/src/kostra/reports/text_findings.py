"""The part of the plain text that lists findings: case worker by case worker, and what was accepted or is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kostra.api.report import FieldValue, Finding, Progress, Report, Severity
from kostra.reports import order, wording
from kostra.reports.page import Page, Style
from kostra.reports.tongue import Tongue, grouped

COLOURS: dict[Severity, Style] = {
    Severity.FATAL: "red",
    Severity.FEIL: "red",
    Severity.ADVARSEL: "yellow",
    Severity.INFO: "dim",
}
"""The colour of a severity on a terminal."""


def add_findings(page: Page, report: Report, limit: int | None, say: Tongue) -> None:
    """Add the official findings, then those of house rules, then what was accepted earlier; at most `limit` in all."""
    if not report.findings:
        return
    left = len(report.findings) if limit is None else limit
    hidden = max(len(report.findings) - left, 0)
    with_names = any(finding.caseworker for finding in report.findings)
    for house_rule, heading in ((False, say("Funn")), (True, say("Funn fra husregler"))):
        new = tuple(f for f in report.findings if f.house_rule == house_rule and f.acknowledged is None)
        if new and left > 0:
            page.heading(heading)
            left -= _desk_by_desk(page, replace(report, findings=new), left, with_names, say)
    if report.acknowledged and left > 0:
        page.heading(say("Kvittert"))
        _accepted(page, report.acknowledged[:left], len(report.files) > 1, say)
    if hidden:
        page.add()
        page.add(say("… og {antall} til. Uten --maks vises alle.", antall=grouped(hidden)))


def add_mended(page: Page, report: Report, limit: int | None, say: Tongue) -> None:
    """Add at most `limit` of the findings of an earlier run that are mended."""
    mended = () if report.comparison is None else report.comparison.mended
    if not mended or limit == 0:
        return
    page.heading(say("Rettet siden sist"))
    for finding in mended[:limit]:
        what = f"{say('kontroll')} {finding.control}, {finding.title}"
        page.add(f"{wording.where_it_was(finding, say)}: {what}", 2, hang=2)
    if limit is not None and len(mended) > limit:
        page.add(say("… og {antall} til.", antall=grouped(len(mended) - limit)), 2)


def _desk_by_desk(page: Page, report: Report, limit: int, with_names: bool, say: Tongue) -> int:
    """Add at most `limit` of a report's findings, and return how many they were."""
    left = limit - _listed(page, order.of_whole_files(report)[:limit], 2, say)
    several = len(report.files) > 1
    for desk in order.desks(report):
        if left <= 0:
            break
        if with_names:
            page.add()
            name = f"{say('Saksbehandler')} {desk.caseworker}" if desk.caseworker else say("Uten saksbehandler")
            page.add(f"{name} ({say.counted(desk.count, 'funn', 'funn')})", style="bold")
        for case in desk.cases:
            if left <= 0:
                break
            page.add()
            page.add(_row(case, several, say), 2, style="bold")
            left -= _listed(page, case.findings[:left], 4, say)
    return limit - left


def _accepted(page: Page, findings: Sequence[Finding], with_file: bool, say: Tongue) -> None:
    for finding in findings:
        said = finding.acknowledged
        assert said is not None
        case = order.Case(finding.file, finding.journal_number.strip(), finding.lines, (finding,))
        where = f" ({_row(case, with_file, say)})" if finding.lines else ""
        name = say(wording.NAMES[finding.severity][0]).capitalize()
        page.add(f"{name} {finding.control}{where}: {finding.message}", 2, hang=2)
        page.add(f"{say('Kvittert av')} {said.by} {said.date}: {said.reason}", 4, hang=2)


def _row(case: order.Case, with_file: bool, say: Tongue) -> str:
    lines = wording.joined([str(line) for line in case.lines])
    file = f" i {case.file}" if with_file and case.file else ""
    if not case.journal_number:
        return f"{say('Linje')} {lines}{file}"
    return f"{say('Journal')} {case.journal_number}, {say('linje')} {lines}{file}"


def _listed(page: Page, findings: Sequence[Finding], indent: int, say: Tongue) -> int:
    """Add findings and return how many they were."""
    for finding in findings:
        name = say(wording.NAMES[finding.severity][0]).capitalize()
        new = f" ({say('ny')})" if finding.progress is Progress.NEW else ""
        page.add(f"{name} {finding.control}: {finding.title}{new}", indent, style=COLOURS[finding.severity], hang=2)
        page.add(finding.message, indent + 2)
        if finding.fields:
            page.add(f"{say('Felt')}: {', '.join(map(_field, finding.fields))}", indent + 2, hang=2)
        if finding.fix:
            page.add(f"{say('Råd')}: {finding.fix}", indent + 2, hang=2)
    return len(findings)


def _field(field: FieldValue) -> str:
    position = ""
    if field.start is not None:
        position = str(field.start) if field.end in (None, field.start) else f"{field.start}–{field.end}"
    name = ", ".join(filter(None, [field.name, position]))
    return f"{field.label} ({name})" if field.label else name
