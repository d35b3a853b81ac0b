"""Causes that the data itself shows: last year's format, shifted columns, swapped fields.

A cause is named only where the records leave no other reading; everything else stays a pattern without an explanation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kostra.api.report import FaultKind, Report, SystematicFault
from kostra.insight import wording
from kostra.insight.sample import Sample, take
from kostra.insight.shifts import find_shift
from kostra.insight.spread import Spread
from kostra.insight.swaps import find_swaps
from kostra.layout.model import Field, Layout
from kostra.readers.records import RecordSource

MOST = 0.8
"""So many of the records must say that they are last year's."""


def named(
    spreads: Sequence[Spread], report: Report, layout: Layout, sources: Sequence[RecordSource]
) -> Iterator[SystematicFault]:
    """Yield the causes of some controls that fire systematically."""
    if not spreads:
        return
    yield from last_year(spreads, report, layout)
    if not any(field.codes is not None for field in layout.fields):
        return
    # What only the year explains says nothing of the other fields.
    about_year = layout.with_role("årgang")
    rest = [spread for spread in spreads if about_year is None or not pointing_at([spread], [about_year])]
    records = sorted({record for spread in rest for record in spread.records})
    if not records:
        return
    sample = take(records, layout, sources)
    yield from _shifted_or_swapped(rest, sample, layout)


def last_year(spreads: Sequence[Spread], report: Report, layout: Layout) -> Iterator[SystematicFault]:
    """Yield the fault of records that hold the year before in the field for the year."""
    field = layout.with_role("årgang")
    if field is None:
        return
    written = {str(report.year - 1), f"{(report.year - 1) % 100:02}"}
    total = sum(file.records for file in report.files)
    for spread in spreads:
        values = Counter(f.value for one in spread.findings for f in one.fields if f.name == field.name)
        value, hit = values.most_common(1)[0] if values else ("", 0)
        if value in written and hit >= MOST * total:
            text = wording.last_year((spread.control,), field.name, value, hit, total, report.year - 1)
            yield SystematicFault(FaultKind.LAST_YEAR, (spread.control,), hit, total, text)


def last_years_lines(report: Report, layout: Layout, sources: Sequence[RecordSource]) -> Iterator[SystematicFault]:
    """Yield the fault of lines that have the length of last year's format, where that length is another."""
    length = layout.other_widths.get(report.year - 1)
    if layout.width is None or length is None or length == layout.width:
        return
    problems = [problem for source in sources for problem in source.problems]
    total = len(problems) + sum(file.records for file in report.files)
    hit = sum(1 for problem in problems if problem.kind == "lengde" and problem.found == length)
    of_lines = next((f.control for f in report.findings if f.record is None and f.lines), None)
    if of_lines is not None and hit >= MOST * total:
        text = wording.last_years_lines(of_lines, hit, total, length, layout.width, report.year - 1)
        yield SystematicFault(FaultKind.LAST_YEAR, (of_lines,), hit, total, text)


def pointing_at(spreads: Sequence[Spread], fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the controls whose findings point at any of some fields."""
    names = {field.name for field in fields}
    found = (
        spread.control
        for spread in spreads
        if any(value.name in names for finding in spread.findings for value in finding.fields)
    )
    return tuple(dict.fromkeys(found))


def _shifted_or_swapped(spreads: Sequence[Spread], sample: Sample, layout: Layout) -> Iterator[SystematicFault]:
    shift = find_shift(sample)
    if shift is not None:
        first, last = shift.fields[0], shift.fields[-1]
        inside = layout.fields[layout.fields.index(shift.stretch[0]) : layout.fields.index(shift.stretch[-1]) + 1]
        controls = pointing_at(spreads, inside)
        if controls:
            text = wording.shifted(controls, first.name, last.name, shift.by, shift.hit, sample.size)
            yield SystematicFault(FaultKind.SHIFTED, controls, shift.hit, sample.size, text)
            return
    for swap in find_swaps(sample):
        controls = pointing_at(spreads, (swap.one, swap.other))
        if controls:
            text = wording.swapped(controls, swap.one.name, swap.other.name, swap.hit, sample.size)
            yield SystematicFault(FaultKind.SWAPPED, controls, swap.hit, sample.size, text)
