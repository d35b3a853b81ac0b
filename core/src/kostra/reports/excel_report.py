"""The report as an Excel workbook: a summary, all findings, and a sheet for each case worker to work through.

What was acknowledged earlier is among all findings, without colour, and on a sheet of its own instead of that of the
case worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kostra.api.formats import RenderOptions
from kostra.api.report import Finding, Report, Severity
from kostra.reports import order
from kostra.reports.columns import COLUMNS, cells
from kostra.reports.excel_summary import Desk, summary
from kostra.reports.sheet_names import SheetNames
from kostra.reports.tongue import Tongue, tongue
from kostra.reports.workbook import CUT, Cell, Sheet, Style, write

MOST_SHEETS = 100
"""So many case workers get a sheet of their own; the others share one, for nobody finds their way among more tabs."""

MOST_ROWS = 250_000
"""So many findings go on one sheet; what is left goes on another. Excel itself ends at 1 048 575."""

_WIDTHS = {
    "alvor": 10,
    "kontroll": 10,
    "tittel": 28,
    "saksbehandler": 18,
    "journalnummer": 15,
    "fil": 22,
    "linje": 8,
    "felt": 24,
    "posisjon": 10,
    "verdi": 16,
    "melding": 60,
    "rettelse": 40,
    "opphav": 24,
    "gruppe": 10,
    "kvittert_grunn": 40,
    "kvittert_av": 18,
    "kvittert_dato": 12,
    "siden_sist": 12,
}
_STYLES = {severity: Style[severity.name] for severity in Severity}
_LINE = COLUMNS.index("linje")
_ALL = tuple(range(len(COLUMNS)))
# What a case worker need not see on a sheet of their own.
_LEFT_OUT = {"saksbehandler", "opphav", "gruppe", "kvittert_grunn", "kvittert_av", "kvittert_dato"}


@dataclass(frozen=True, slots=True)
class _Part:
    """Findings that belong on a sheet of their own, and which columns it has."""

    title: str
    findings: Sequence[Finding]
    columns: Sequence[int]
    desk: bool = True


def render(report: Report, options: RenderOptions) -> bytes:
    """Return the workbook; the limit of findings has no say."""
    say = tongue(options.language)
    names = SheetNames()
    first = names.new(say("Sammendrag"))
    sheets: list[Sheet] = []
    desks: list[Desk] = []
    new = tuple(finding for finding in report.findings if finding.acknowledged is None)
    parts = [_Part(say("Alle funn"), report.findings, _ALL, desk=False), *_desks(replace(report, findings=new), say)]
    if report.acknowledged:
        parts.append(_Part(say("Kvittert"), report.acknowledged, _ALL, desk=False))
    for part in parts:
        for start in range(0, max(len(part.findings), 1), MOST_ROWS):
            findings = part.findings[start : start + MOST_ROWS]
            name = names.new(part.title)
            sheets.append(_table(name, findings, part.columns, say))
            desks += [Desk(part.title, name, len(findings))] if part.desk else []
    return write([summary(report, first, desks, say), *sheets], cut=say(CUT))


def _desks(report: Report, say: Tongue) -> list[_Part]:
    """Return each case worker's findings in the order in which people work, those of nobody last."""
    desks = order.desks(report)
    left_out = _LEFT_OUT if len(report.files) > 1 else _LEFT_OUT | {"fil"}
    if report.comparison is None:
        left_out = left_out | {"siden_sist"}
    own = [n for n in _ALL if COLUMNS[n] not in left_out]
    named = [_Part(d.caseworker, _of(d), own) for d in desks if d.caseworker]
    if not named:
        return []
    nobodys = [*order.of_whole_files(report), *(f for d in desks if not d.caseworker for f in _of(d))]
    rest = named[MOST_SHEETS:]
    parts = named[:MOST_SHEETS]
    if rest:
        together = [finding for part in rest for finding in part.findings]
        parts.append(_Part(say("Øvrige {antall} saksbehandlere", antall=len(rest)), together, _ALL))
    if nobodys:
        parts.append(_Part(say("Uten saksbehandler"), nobodys, own))
    return parts


def _of(desk: order.Desk) -> list[Finding]:
    return [finding for case in desk.cases for finding in case.findings]


def _table(name: str, findings: Sequence[Finding], columns: Sequence[int], say: Tongue) -> Sheet:
    return Sheet(name, [_WIDTHS[COLUMNS[n]] for n in columns], _rows(findings, columns, say), table=True)


def _rows(findings: Sequence[Finding], columns: Sequence[int], say: Tongue) -> Iterator[list[Cell]]:
    yield [(say(COLUMNS[n]).capitalize().replace("_", " "), Style.HEADING) for n in columns]
    for finding in findings:
        texts = cells(finding, "\n", say)
        row: list[Cell] = [(texts[n], Style.TEXT) for n in columns]
        if finding.acknowledged is None:
            row[0] = (texts[0], _STYLES[finding.severity])
        if len(finding.lines) == 1:  # a number, so that lines sort as numbers
            row[columns.index(_LINE)] = (finding.lines[0], Style.NUMBER)
        yield row
