"""A report as a notebook shows it: the verdict, the controls that ask for something, and the first findings.

Colours and type are those of the notebook, so that it is as readable in a dark theme as in a light one. Everything that
comes from a file, a rule or a name is escaped. Each style stands on its own element: notebooks remove style sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kostra.api.report import ControlResult, FieldValue, Finding, Outcome, Report
from kostra.reports import wording
from kostra.reports.visible import visible

MOST = 50
"""So many findings are shown; how many there are is always said, and the tables have them all."""

_TABLE = Markup("border-collapse:collapse;overflow-wrap:break-word")
_CELL = Markup("text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid #8886")
_HEADING = Markup('<th scope="col" style="{style}">{text}</th>')
_DATA = Markup('<td style="{style}"><bdi>{text}</bdi></td>')
_GRAVEST_FIRST = (Outcome.CRASHED, Outcome.FOUND, Outcome.NOT_RUN)


def html(report: Report) -> str:
    """Return the report as a piece of HTML for a notebook's output; at most `MOST` findings are listed."""
    parts = [
        Markup("<p><strong>{}</strong></p>").format(visible(wording.verdict(report))),
        *_systematic(report),
        Markup("<p>{}</p>").format(visible(_checked(report))),
        *(Markup("<p>Merknad: {}</p>").format(visible(note)) for note in report.notes),
        *_paragraph(wording.house_rules(report)),
        *_paragraph(_outcomes(report)),
        *_controls(report),
        *_findings(report),
    ]
    return Markup('<div class="kostra-rapport" lang="nb">{}</div>').format(Markup("").join(parts))


def summary(report: Report) -> str:
    """Return the report in one line, for a console: what was checked, the verdict, and the number of findings."""
    said = f"Report {report.form} {report.year}: {wording.verdict(report)} ({_count(len(report.findings))})"
    return f"<{visible(said)}>"


def _paragraph(text: str) -> list[Markup]:
    return [Markup("<p>{}</p>").format(visible(text))] if text else []


def _systematic(report: Report) -> list[Markup]:
    """Return what explains many findings at once, if anything does."""
    items = Markup("").join(Markup("<li>{}</li>").format(visible(fault.text)) for fault in report.systematic)
    return [Markup("<p>{}:</p><ul>{}</ul>").format(wording.systematic(report), items)] if items else []


def _checked(report: Report) -> str:
    where = f", kommune {report.municipality}" if report.municipality else ""
    records = wording.counted(sum(file.records for file in report.files), "post", "poster")
    names = wording.joined([file.name for file in report.files]) or "ingen fil"
    return f"Skjema {report.form} for {report.year}{where}: {report.title}. {names}, {records}."


def _outcomes(report: Report) -> str:
    numbers = [(sum(1 for c in report.controls if c.outcome is o), o) for o in Outcome]
    said = ", ".join(wording.ended(number, outcome) for number, outcome in numbers if number)
    return f"{wording.counted(len(report.controls), 'kontroll', 'kontroller')}: {said}." if said else ""


def _controls(report: Report) -> list[Markup]:
    """Return the table of the controls that did not end well; none when all did."""
    asking = [c for outcome in _GRAVEST_FIRST for c in report.controls if c.outcome is outcome]
    rows = [(c.id, c.title, _ending(c)) for c in asking]
    return [_table("Kontroller som ikke er i orden", ("kontroll", "tittel", "utfall"), rows)] if rows else []


def _ending(control: ControlResult) -> str:
    if control.outcome is Outcome.FOUND:
        return _count(control.count)
    return f"{wording.OUTCOMES[control.outcome]}: {control.reason}"


def _findings(report: Report) -> list[Markup]:
    if not report.findings:
        return []
    total = len(report.findings)
    table = _table(
        f"Viser {MOST} av {_count(total)}" if total > MOST else _count(total),
        ("alvor", "kontroll", "fil", "linje", "journalnummer", "felt", "melding"),
        map(_row, report.findings[:MOST]),
    )
    if total <= MOST:
        return [table]
    everything = "<p>Alle funnene: <code>to_pandas()</code>, <code>to_polars()</code>, <code>to_arrow()</code>.</p>"
    return [table, Markup(everything)]


def _row(finding: Finding) -> Sequence[str]:
    apart = [note for said, note in ((finding.house_rule, "husregel"), (finding.acknowledged, "kvittert")) if said]
    return (
        " ".join([finding.severity.value, *(f"({note})" for note in apart)]),
        finding.control,
        finding.file or "",
        ", ".join(map(str, finding.lines)),
        finding.journal_number,
        ", ".join(map(_field, finding.fields)),
        finding.message,
    )


def _field(field: FieldValue) -> str:
    return f"{field.name} = {field.value}" if field.value else field.name


def _table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    head = _cells(_HEADING, headings)
    body = Markup("").join(Markup("<tr>{}</tr>").format(_cells(_DATA, row)) for row in rows)
    return Markup(
        '<table style="{}"><caption style="text-align:left">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(_TABLE, visible(caption), head, body)


def _cells(cell: Markup, texts: Sequence[str]) -> Markup:
    return Markup("").join(cell.format(style=_CELL, text=visible(text)) for text in texts)


def _count(number: int) -> str:
    return wording.counted(number, "funn", "funn")
