"""Applying acknowledgements to a report: what was accepted is shown apart, and what no longer fits is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kostra.acknowledgements.file import read_entries
from kostra.acknowledgements.key import load_key
from kostra.acknowledgements.marks import marks_of
from kostra.acknowledgements.model import Entry, Mark
from kostra.api.errors import UnreadableError
from kostra.api.report import Acknowledgement, Finding, Outcome, Report
from kostra.diagnostics import DiagnosticError
from kostra.layout.model import Layout
from kostra.masking import mask_text
from kostra.phrase import Phrase, together
from kostra.readers.records import RecordSource

_MOST_LISTED = 10


def acknowledge(path: Path, report: Report, layout: Layout, sources: Sequence[RecordSource]) -> Report:
    """Return the report with the warnings that a file of acknowledgements accepts.

    Nothing that is wrong with the file or the key stops the check: the warnings are then shown as new, and a remark
    says why. So it does of acknowledgements that fit no finding.
    """
    try:
        entries = [entry for entry in read_entries(path) if _is_about(entry, report)]
        key = load_key() if entries else None
    except (UnreadableError, DiagnosticError) as fault:
        return _with_notes(report, [Phrase("Kvitteringene er ikke brukt. {hvorfor}", hvorfor=mask_text(str(fault)))])
    if not entries:
        return report
    of_key = [entry for entry in entries if key is not None and entry.key == key.name]
    notes = _foreign(path, len(entries) - len(of_key), has_key=key is not None)
    if key is None or not of_key:
        return _with_notes(report, notes)
    controls = {entry.mark.control for entry in of_key}
    places = [place for place, finding in enumerate(report.findings) if finding.control in controls]
    marks = marks_of([report.findings[place] for place in places], report, layout, sources, key)
    accepted = {_key(entry.mark): entry for entry in of_key}
    findings = list(report.findings)
    used: set[tuple[str, str, str]] = set()
    for place, mark in zip(places, marks, strict=True):
        entry = accepted.get(_key(mark))
        if entry is not None and not findings[place].severity.blocks:
            findings[place] = replace(findings[place], acknowledged=_masked(entry))
            used.add(_key(mark))
    unused = [entry for entry in of_key if _key(entry.mark) not in used]
    notes += _unused(path, report, unused, marks, [report.findings[place] for place in places])
    return _with_notes(replace(report, findings=tuple(findings)), notes)


def _is_about(entry: Entry, report: Report) -> bool:
    return (entry.form.upper(), entry.year, entry.municipality) == (
        report.form.upper(),
        report.year,
        report.municipality,
    )


def _key(mark: Mark) -> tuple[str, str, str]:
    return mark.control, mark.record, mark.values


def _masked(entry: Entry) -> Acknowledgement:
    # People write the file by hand as well.
    said = entry.said
    return replace(said, reason=mask_text(said.reason), by=mask_text(said.by))


def _with_notes(report: Report, notes: Sequence[str]) -> Report:
    return replace(report, notes=(*report.notes, *notes))


def _foreign(path: Path, count: int, *, has_key: bool) -> list[str]:
    if not count:
        return []
    return [
        Phrase(
            "{kvitteringer} i {fil} {hvorfor}. De er ikke brukt; advarslene vises som nye.",
            kvitteringer=_counted(count),
            fil=path.name,
            hvorfor=Phrase("er laget med en annen nøkkel enn din")
            if has_key
            else Phrase("kan ikke leses uten nøkkelen, og du har ingen"),
        )
    ]


def _counted(count: int) -> Phrase:
    return Phrase("1 kvittering") if count == 1 else Phrase("{antall} kvitteringer", antall=count)


def _unused(
    path: Path, report: Report, unused: Sequence[Entry], marks: Sequence[Mark], findings: Sequence[Finding]
) -> list[str]:
    """Return a remark on acknowledgements that fit nothing, of controls that were run."""
    ended = {control.id: control.outcome for control in report.controls}
    ran = [e for e in unused if ended.get(e.mark.control) not in (Outcome.NOT_RUN, Outcome.CRASHED)]
    if not ran:
        return []
    now = {(mark.control, mark.record): finding for mark, finding in zip(marks, findings, strict=True)}
    listed = [_reason(entry, now.get((entry.mark.control, entry.mark.record))) for entry in ran[:_MOST_LISTED]]
    more = f" og {len(ran) - _MOST_LISTED} til" if len(ran) > _MOST_LISTED else ""
    return [
        Phrase(
            "{kvitteringer} passer ikke til noe lenger og kan strykes i {fil}: {hvilke}{flere}.",
            kvitteringer=_counted(len(ran)),
            fil=path.name,
            hvilke=together(listed, "; "),
            flere=more,
        )
    ]


def _reason(entry: Entry, finding: Finding | None) -> Phrase:
    if finding is None:
        why = Phrase("funnet er borte")
    elif finding.severity.blocks:
        why = Phrase("funnet er en feil, og feil kan ikke kvitteres")
    else:
        why = Phrase("verdiene er endret")
    return Phrase(
        "linje {linje} (kontroll {kontroll}: {hvorfor})",
        linje=entry.line,
        kontroll=entry.mark.control,
        hvorfor=why,
    )
