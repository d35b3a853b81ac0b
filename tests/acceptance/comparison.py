"""Comparing what `kostra` says of a file with what SSB's program says, or its model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kostra.api.check import check
from kostra.api.report import Report
from kostra.plugins.manager import Registry
from kostra.readers.input import Input

Key = tuple[str, str, int | None]
"""Control, severity, line (None for a finding of the whole file)."""

REGISTRY = Registry()


def report_of(form: str, year: int, data: bytes, region: str, name: str = "fil.dat") -> Report:
    """Check some bytes as a file of a form in a year."""
    return check([Input.of_bytes(name, data)], skjema=form, argang=year, kommune=region, registry=REGISTRY)


def officially_found(report: Report) -> Counter[Key]:
    """Return the findings of SSB's own controls (numbers below 900) as a multiset."""
    return Counter(
        (finding.control, finding.severity.value, finding.lines[0] if finding.lines else None)
        for finding in report.findings
        if finding.control < "900"
    )


def of_file(path: Path, form: str, year: int, region: str) -> Report:
    """Check a file of the truth set."""
    return report_of(form, year, path.read_bytes(), region, path.name)
