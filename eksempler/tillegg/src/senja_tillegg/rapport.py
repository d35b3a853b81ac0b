"""A report format: one line a finding, to search in and compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kostra.api import RenderOptions, Report, ReportFormat, hookimpl


@hookimpl
def kostra_rapporter() -> Sequence[ReportFormat]:
    """Return the format, asked for with `--format linjer`."""
    return [ReportFormat("linjer", ".txt", render, "én linje for hvert funn")]


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the lines; the report is complete, masked and not to be changed."""
    for finding in report.findings:
        lines = ",".join(map(str, finding.lines)) or "-"
        yield f"{finding.file or '-'}:{lines} {finding.severity} {finding.control} {finding.message}\n"
