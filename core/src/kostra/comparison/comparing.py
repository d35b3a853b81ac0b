"""Knowing findings again from one run to the next, and counting what became of them.

A finding is the same when its control, severity and fields are, and the record is: known by its journal number as the
report shows it, or, where there is none, by its lines. File and value take no part: the same mistake in next week's
extract is the same finding, also when the value is another but still wrong. Only in a finding without lines the value
counts, for there it is the code that the finding is about. Where a record has several alike, those on the same lines go
together first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from kostra.api.errors import ArgumentError
from kostra.api.report import Comparison, EarlierFinding, Finding, Outcome, Progress, Report
from kostra.comparison.earlier import EarlierRun
from kostra.masking import mask_text
from kostra.phrase import Phrase


def compared(report: Report, earlier: EarlierRun) -> Report:
    """Return a report that says what is new and what is left since an earlier run.

    Raises ArgumentError when the earlier run is about another form, year or municipality.
    """
    _refuse_another(report, earlier)
    # Masked as the earlier run is, for one of them may have been made with identity numbers in sight.
    matches = _matches(list(map(as_earlier, report.findings)), earlier.findings)
    findings = tuple(
        replace(finding, progress=Progress.NEW if match is None else Progress.UNCHANGED)
        for finding, match in zip(report.findings, matches, strict=True)
    )
    left = {match for match in matches if match is not None}
    ran = {control.id for control in report.controls if control.outcome in (Outcome.OK, Outcome.FOUND)}
    gone = tuple(
        replace(one, checked=one.control in ran) for place, one in enumerate(earlier.findings) if place not in left
    )
    notes = report.notes
    if earlier.rule_set != report.rule_set:
        notes = (
            *notes,
            Phrase(
                "Reglene er endret siden {fil} ble laget; noe kan være nytt eller borte av den grunn.",
                fil=earlier.name,
            ),
        )
    comparison = Comparison(len(findings) - len(left), len(left), gone)
    return replace(report, findings=findings, comparison=comparison, notes=notes)


def _refuse_another(report: Report, earlier: EarlierRun) -> None:
    known = None not in (report.municipality, earlier.municipality)
    elsewhere = known and report.municipality != earlier.municipality
    if (report.form, report.year) != (earlier.form, earlier.year) or elsewhere:
        was = mask_text(_about(earlier.form, earlier.year, earlier.municipality))
        now = _about(report.form, report.year, report.municipality)
        raise ArgumentError(f"--mot: {earlier.name} gjelder {was}, og filene nå {now}. De kan ikke sammenlignes.")


def _about(form: str, year: int, municipality: str | None) -> str:
    return f"skjema {form} for {year}" + (f", kommune {municipality}" if municipality else "")


def as_earlier(finding: Finding) -> EarlierFinding:
    """Return a finding as one of an earlier run; identity numbers are masked in what it is known by."""
    return EarlierFinding(
        control=finding.control,
        title=finding.title,
        severity=finding.severity,
        file=finding.file,
        lines=finding.lines,
        fields=tuple(field.name for field in finding.fields),
        journal_number=mask_text(finding.journal_number.strip()),
        caseworker=finding.caseworker,
        values=() if finding.lines else tuple(mask_text(field.value) for field in finding.fields),
    )


def _matches(findings: Sequence[EarlierFinding], earlier: Sequence[EarlierFinding]) -> list[int | None]:
    """Return for each finding the place of the earlier one that it is, None for a new one."""
    matches: list[int | None] = [None] * len(findings)
    taken: set[int] = set()
    for with_lines in (True, False):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place in range(len(earlier) - 1, -1, -1):  # taken from the end, so that the first goes first
            if place not in taken:
                waiting[_identity(earlier[place], with_lines)].append(place)
        for number, finding in enumerate(findings):
            if matches[number] is None and (same := waiting.get(_identity(finding, with_lines))):
                matches[number] = same.pop()
        taken.update(match for match in matches if match is not None)
    return matches


def _identity(one: EarlierFinding, with_lines: bool) -> Hashable:
    lines = one.lines if with_lines or not one.journal_number else ()
    return one.control, one.severity, one.fields, one.values, one.journal_number, lines
