"""The controls of bytes and lines: is there anything to read («000»), and is every line a record («001»)?

They come before all others and stop them, whatever their severity: what cannot be read cannot be checked.
"""

from __future__ import annotations

from collections.abc import Sequence

from kostra.api.report import ControlResult, Finding, Outcome, Severity
from kostra.diagnostics import NOWHERE
from kostra.engine.settings import Settings
from kostra.frozen import frozen
from kostra.language.program import FileControl, Program
from kostra.masking import mask_text
from kostra.phrase import Phrase
from kostra.readers.records import RecordSource

CONTENT = "000"
LENGTH = "001"

_DEFAULTS = {
    CONTENT: FileControl(CONTENT, Severity.FEIL, "Innhold i filen", "", "", "", "", "", "", NOWHERE),
    LENGTH: FileControl(LENGTH, Severity.FEIL, "Lesbare linjer", "", "", "", "", "", "", NOWHERE),
}
_EMPTY = "Det er ingenting å kontrollere: leveringen er uten innhold."
_EMPTY_FIX = "Lever et filuttrekk med innhold, eller meld fra at det ikke er noen å rapportere."
_UNEXPECTED = "Det er meldt at det ikke er noen å rapportere, men leveringen har innhold."
_UNEXPECTED_FIX = "Lever uten innhold, eller trekk meldingen tilbake."

NOBODY = Phrase("Det er meldt at det ikke er noen å rapportere.")


@frozen
class FileVerdict:
    """What the file controls found, and why nothing else is run (empty: everything is)."""

    controls: tuple[ControlResult, ...]
    findings: tuple[Finding, ...]
    stop: str


def has_content(source: RecordSource) -> bool:
    """Return whether a file holds anything that is a record or was meant to be one."""
    return not source.facts.empty and (source.facts.records > 0 or bool(source.problems))


def check_files(program: Program, sources: Sequence[RecordSource], settings: Settings) -> FileVerdict:
    """Run the file controls of a rule set over all files together."""
    declared = {control.id: control for control in program.file_controls}
    origin = settings.origins.get(program.namespace, program.namespace)
    content = any(map(has_content, sources))
    found: dict[str, list[Finding]] = {CONTENT: [], LENGTH: []}
    stop = ""
    if content == settings.no_participants:
        control = declared.get(CONTENT, _DEFAULTS[CONTENT])
        found[CONTENT].append(_content_finding(control, sources, settings, origin))
        stop = _stopped_by(CONTENT)
    elif settings.no_participants:
        stop = NOBODY
    else:
        control = declared.get(LENGTH, _DEFAULTS[LENGTH])
        found[LENGTH].extend(_line_findings(control, sources, settings, origin))
        stop = _stopped_by(LENGTH) if found[LENGTH] else ""
    return FileVerdict(_outcomes(program, found, stop), (*found[CONTENT], *found[LENGTH]), stop)


def _stopped_by(control: str) -> str:
    return Phrase("Kontroll {nummer} har funn, og da kjøres ikke de andre.", nummer=control)


def _content_finding(control: FileControl, sources: Sequence[RecordSource], settings: Settings, origin: str) -> Finding:
    unexpected = settings.no_participants
    own_text = control.unexpected_text if unexpected else control.empty_text
    name = sources[0].facts.name if len(sources) == 1 else None
    return Finding(
        control=control.id,
        title=control.title,
        severity=control.severity,
        message=own_text or (_UNEXPECTED if unexpected else _EMPTY),
        file=None if name is None else mask_name(name, settings),
        fix=control.fix or (_UNEXPECTED_FIX if unexpected else _EMPTY_FIX),
        why=control.why,
        origin=origin,
    )


def _line_findings(
    control: FileControl, sources: Sequence[RecordSource], settings: Settings, origin: str
) -> list[Finding]:
    return [
        Finding(
            control=control.id,
            title=control.title,
            severity=control.severity,
            message=problem.message if settings.show_sensitive else mask_text(problem.message),
            file=mask_name(source.facts.name, settings),
            lines=() if problem.line is None else (problem.line,),
            fix=problem.advice or control.fix,
            why=control.why,
            origin=origin,
        )
        for source in sources
        for problem in source.problems
    ]


def mask_name(name: str, settings: Settings) -> str:
    """Return a file's name as reports show it."""
    return name if settings.show_sensitive else mask_text(name)


def _outcomes(program: Program, found: dict[str, list[Finding]], stop: str) -> tuple[ControlResult, ...]:
    """Return the outcome of each declared file control, and of one that is not declared but found something."""
    controls = list(program.file_controls)
    controls += [_DEFAULTS[name] for name in found if found[name] and all(c.id != name for c in controls)]
    return tuple(_outcome(control, found, stop) for control in controls)


def _outcome(control: FileControl, found: dict[str, list[Finding]], stop: str) -> ControlResult:
    if control.id not in found:
        reason = Phrase("Programmet kjenner ingen filkontroll med dette nummeret.")
        return ControlResult(control.id, control.title, Outcome.NOT_RUN, reason=reason)
    count = len(found[control.id])
    if count:
        return ControlResult(control.id, control.title, Outcome.FOUND, count)
    # Lines are looked at only when there may be some.
    if stop and control.id == LENGTH:
        return ControlResult(control.id, control.title, Outcome.NOT_RUN, reason=stop)
    return ControlResult(control.id, control.title, Outcome.OK)
