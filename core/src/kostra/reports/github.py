"""The report as workflow commands: GitHub Actions shows each finding beside its line in the file."""

from __future__ import annotations

from collections.abc import Iterator

from kostra.api.formats import RenderOptions
from kostra.api.report import ControlResult, Finding, Outcome, Progress, Report, Severity
from kostra.reports import wording
from kostra.reports.tongue import Tongue, tongue
from kostra.reports.visible import visible

_COMMANDS = {
    Severity.FATAL: "error",
    Severity.FEIL: "error",
    Severity.ADVARSEL: "warning",
    Severity.INFO: "notice",
}
_ORDER = list(Severity)

# The only four characters with a meaning of their own; in the text after the last `::` only the first.
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield one annotation a line and the verdict last.

    Faults that show as many findings come before all others, then the most serious, for GitHub shows only so many of a
    step. At most `options.limit` findings; how many are left out is said. Controls that crashed or were not run are
    always there. What was acknowledged earlier needs no attention beside its line and is only counted, in the last one.
    """
    say = tongue(options.language)
    new = (finding for finding in report.findings if finding.acknowledged is None)
    findings = sorted(new, key=lambda finding: _ORDER.index(finding.severity))
    shown = findings if options.limit is None else findings[: options.limit]
    title = [("title", wording.systematic(report, say))] if report.systematic else []
    yield from (workflow_command("warning", [*title], [say(fault.text)]) for fault in report.systematic)
    yield from (_control(c, say) for c in report.controls if c.outcome is Outcome.CRASHED)
    yield from (_finding(finding, say) for finding in shown)
    yield from (_control(c, say) for c in report.controls if c.outcome is Outcome.NOT_RUN)
    hidden = len(findings) - len(shown)
    if hidden:
        yield say("… og {antall} til. Uten --maks vises alle.", antall=wording.grouped(hidden)) + "\n"
    said = [
        wording.verdict(report, say),
        wording.progress(report, say),
        wording.house_rules(report, say),
        wording.acknowledged(report, say),
    ]
    yield " ".join(filter(None, said)) + "\n"


def _finding(finding: Finding, say: Tongue) -> str:
    properties: list[tuple[str, str | int | None]] = [("file", finding.file or None)]
    if finding.lines:
        properties.append(("line", finding.lines[0]))
        place = next((field for field in finding.fields if field.start is not None), None)
        if place is not None:
            properties += [("col", place.start), ("endColumn", place.end)]
    house = f" ({say('husregel')})" if finding.house_rule else ""
    name = say(wording.NAMES[finding.severity][0]).capitalize()
    new = f" ({say('ny')})" if finding.progress is Progress.NEW else ""
    properties.append(("title", f"{name} {finding.control}{house}: {finding.title}{new}"))
    parts = [finding.message]
    if finding.journal_number.strip():
        parts.append(f"{say('Journal')} {finding.journal_number.strip()}.")
    if len(finding.lines) > 1:
        parts.append(f"{say('Linje')} {wording.joined([str(line) for line in finding.lines])}.")
    if finding.fix:
        parts.append(f"{say('Råd')}: {finding.fix}")
    return workflow_command(_COMMANDS[finding.severity], properties, parts)


def _control(control: ControlResult, say: Tongue) -> str:
    if control.outcome is Outcome.NOT_RUN:
        command, said = "notice", say("Kontroll {nummer} ble ikke kjørt", nummer=control.id)
    else:
        command = "warning" if control.house_rule else "error"
        said = say("Kontroll {nummer} krasjet", nummer=control.id)
    return workflow_command(command, [("title", f"{said}: {control.title}")], [say(control.reason) or f"{said}."])


def workflow_command(name: str, properties: list[tuple[str, str | int | None]], parts: list[str]) -> str:
    """Return a workflow command, with a line end: its properties (those that are None left out) and lines of text."""
    listed = ",".join(f"{key}={_escaped(value)}" for key, value in properties if value is not None)
    text = "\n".join(visible(part) for part in parts).translate(_IN_TEXT)
    return f"::{name} {listed}::{text}\n"


def _escaped(value: str | int) -> str:
    return visible(str(value)).translate(_IN_PROPERTY)
