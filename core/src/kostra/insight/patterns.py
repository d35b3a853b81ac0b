"""Patterns in where a control fires: on most records, on most of a file, or on everything from one line on.

The limits are low enough to notice a fault in a small municipality's file, and high enough that a handful of ordinary
mistakes never looks like one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kostra.api.report import FaultKind, Report, SystematicFault
from kostra.insight import wording
from kostra.insight.spread import Part, Spread, counting

LEAST_RECORDS = 20
"""A delivery or file of fewer records is too small for a share to say anything."""

MOST = 0.5
"""From this share of the records on a control fires on most of them."""

LEAST_AFTER = 20
LEAST_BEFORE = 20
"""So many records at the end of a file must all be hit, and so many before them none, for «from this line on»."""


def pattern(spread: Spread, files: Sequence[Part]) -> SystematicFault | None:
    """Return the one fault that a control's findings are likely to be, None when they look like ordinary ones."""
    total = sum(file.size for file in files)
    for file in files:
        places = file.of(spread)
        before = spread.records[places.start] - file.first if places else 0
        if len(places) >= LEAST_AFTER and before >= LEAST_BEFORE and len(places) == file.size - before:
            line = spread.findings[places.start].lines[0]
            text = wording.from_line(spread, len(places), line, file.name if len(files) > 1 else "")
            return SystematicFault(FaultKind.FROM_LINE, (spread.control,), len(places), file.size, text)
    hit = len(spread.records)
    if total >= LEAST_RECORDS and hit >= MOST * total:
        return SystematicFault(FaultKind.RECORDS, (spread.control,), hit, total, wording.most(spread, hit, total))
    for file in files:
        hit = len(file.of(spread))
        if file.size >= LEAST_RECORDS and hit >= MOST * file.size:
            text = wording.most(spread, hit, file.size, file.name)
            return SystematicFault(FaultKind.FILE, (spread.control,), hit, file.size, text)
    return None


def unreadable_lines(report: Report) -> Iterator[SystematicFault]:
    """Yield a fault for each control that most lines of the delivery fail as lines, before they are records."""
    lines: dict[str, set[tuple[str | None, int]]] = {}
    for finding in counting(report.findings):
        if finding.record is None:
            lines.setdefault(finding.control, set()).update((finding.file, line) for line in finding.lines)
    readable = sum(file.records for file in report.files)
    for control, found in sorted(lines.items()):
        total = readable + len(found)
        if total >= LEAST_RECORDS and len(found) >= MOST * total:
            text = wording.most_lines(control, len(found), total)
            yield SystematicFault(FaultKind.LINES, (control,), len(found), total, text)
