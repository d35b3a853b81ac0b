"""Findings in the order in which people work: case worker by case worker, file by file, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from kostra.api.report import Finding, Report

# In code points å comes before æ and ø; these come after z in the right order.
_ALPHABET = str.maketrans("æøå", "{|}")


@dataclass(frozen=True, slots=True)
class Case:
    """The findings of one row: a person's journal, or a row of a table form."""

    file: str | None
    journal_number: str
    lines: tuple[int, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The findings of one case worker (empty name: the file names none), row by row."""

    caseworker: str
    cases: tuple[Case, ...]

    @property
    def count(self) -> int:
        """Return the number of findings."""
        return sum(len(case.findings) for case in self.cases)


def of_whole_files(report: Report) -> tuple[Finding, ...]:
    """Return the findings that concern no row."""
    return tuple(finding for finding in report.findings if not finding.lines)


def desks(report: Report) -> tuple[Desk, ...]:
    """Return the findings that concern rows: case workers in alphabetical order, those without a name last."""
    rank = {file.name: number for number, file in enumerate(report.files)}

    def desk(finding: Finding) -> tuple[bool, str, str]:
        return _alphabetical(finding.caseworker)

    def row(finding: Finding) -> tuple[int, tuple[int, ...], str]:
        return rank.get(finding.file or "", len(rank)), finding.lines, finding.journal_number.strip()

    rows = [finding for finding in report.findings if finding.lines]
    rows.sort(key=lambda finding: (desk(finding), row(finding)))  # stable: within a row the order of the controls
    return tuple(
        Desk(name, tuple(_case(tuple(case)) for _, case in groupby(findings, row)))
        for (_, _, name), findings in groupby(rows, desk)
    )


def _case(findings: tuple[Finding, ...]) -> Case:
    first = findings[0]
    return Case(first.file, first.journal_number.strip(), first.lines, findings)


def _alphabetical(name: str) -> tuple[bool, str, str]:
    name = name.strip()
    return not name, name.casefold().translate(_ALPHABET), name
