"""Systematic faults: many findings that are one fault, named before people start to mend them one by one.

First come the causes that the data shows; what they explain is not said again. Then the controls that fire on most
records, the largest share first, and last those that fire on most of what one case worker has. The findings themselves
and the verdict are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kostra.api.report import Report, SystematicFault
from kostra.insight.patterns import pattern, unreadable_lines
from kostra.insight.spread import Spread, parts, spreads, together
from kostra.layout.model import Layout
from kostra.readers.records import RecordSource


def with_systematic_faults(report: Report, layout: Layout, sources: Sequence[RecordSource]) -> Report:
    """Return a report that says which of its findings are likely to be one fault."""
    faults = systematic_faults(report, layout, sources)
    return replace(report, systematic=faults) if faults else report


def systematic_faults(report: Report, layout: Layout, sources: Sequence[RecordSource]) -> tuple[SystematicFault, ...]:
    """Return the systematic faults of a report; `sources` are its files, in the same order."""
    found = spreads(report)
    files = parts(report)
    firing = [spread for spread in found if pattern(spread, files) is not None]
    by_control: dict[str, list[Spread]] = {}
    for spread in firing:
        by_control.setdefault(spread.control, []).append(spread)
    faults = (pattern(together(same), files) for same in by_control.values())
    patterns = [fault for fault in faults if fault is not None]
    lines = tuple(unreadable_lines(report))
    causes: Sequence[SystematicFault] = ()
    if patterns or lines:  # rarely, and reading the records once more takes its time
        from kostra.insight.causes import last_years_lines, named

        causes = [*last_years_lines(report, layout, sources), *named(firing, report, layout, sources)]
    explained = {control for cause in causes for control in cause.controls}
    general = [fault for fault in (*lines, *patterns) if explained.isdisjoint(fault.controls)]
    rest = [spread for spread in found if spread.control not in by_control]
    return (*causes, *sorted(general, key=lambda fault: -fault.share), *_of_caseworkers(rest, found, layout, sources))


def _of_caseworkers(
    rest: Sequence[Spread], every: Sequence[Spread], layout: Layout, sources: Sequence[RecordSource]
) -> tuple[SystematicFault, ...]:
    if not rest:
        return ()
    from kostra.insight.caseworkers import candidates, of_caseworkers

    return tuple(of_caseworkers(candidates(rest, every), layout, sources))
