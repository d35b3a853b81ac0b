"""Recognising findings from one run to the next, without keeping anything that tells whom they are about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kostra.acknowledgements.key import Key
from kostra.acknowledgements.model import Mark
from kostra.api.report import Finding, Report
from kostra.layout.model import Layout
from kostra.masking import mask_text
from kostra.readers.records import RecordSource

_CHUNK = 40_000
_PERSON = ("fødselsnummer", "journalnummer")
_PLACE = ("kommune", "bydel")

Row = Mapping[str, str]
"""The raw characters of some fields of a record."""


def marks_of(
    findings: Sequence[Finding], report: Report, layout: Layout, sources: Sequence[RecordSource], key: Key
) -> list[Mark]:
    """Return the mark of each finding; the files are read once more for the rows that are concerned.

    A record is known by its identity number and journal number together (an incomplete identity number is shared by
    several people), in a form about no person by municipality and district; where all of these are blank, by everything
    in it; a finding of the whole delivery by the codes it is about. The values are those of the fields that the finding
    points at; in a group also how many rows it has; of the whole delivery what the message says.
    """
    identifying = _identifying(layout)
    wanted = {f.record: set[str]() for f in findings if f.record is not None}
    for finding in findings:
        if finding.record is not None:
            wanted[finding.record].update(field.name for field in finding.fields)
    rows = dict(_rows(sources, wanted, identifying, tuple(layout.by_name)))
    sizes = Counter((f.control, f.group) for f in report.findings if f.group is not None)
    return [_mark(finding, report, identifying, rows, sizes, key) for finding in findings]


def _mark(
    finding: Finding,
    report: Report,
    identifying: Sequence[str],
    rows: Mapping[int, Row],
    sizes: Mapping[tuple[str, str], int],
    key: Key,
) -> Mark:
    about: list[object] = [report.form, report.municipality]
    fields = tuple(field.name for field in finding.fields)
    values: list[object]
    if finding.record is None:
        about.append("hele leveransen")
        about += [[field.name, field.value] for field in finding.fields if field.value]
        values = [mask_text(finding.message)]
    else:
        row = rows[finding.record]
        known = [[name, row[name].strip(" ")] for name in identifying]
        about.append(known if any(value for _, value in known) else [[name, row[name]] for name in sorted(row)])
        values = [[name, row[name]] for name in fields]
        if finding.group is not None:
            values.append(sizes[finding.control, finding.group])
    record = key.digest("post", *about)
    return Mark(finding.control, record, key.digest("verdier", finding.control, record, *values), fields)


def _identifying(layout: Layout) -> tuple[str, ...]:
    for roles in (_PERSON, _PLACE):
        names = tuple(field.name for role in roles if (field := layout.with_role(role)) is not None)
        if names:
            return names
    return ()


def _rows(
    sources: Sequence[RecordSource],
    wanted: Mapping[int, Iterable[str]],
    identifying: Sequence[str],
    every_field: Sequence[str],
) -> Iterator[tuple[int, Row]]:
    """Yield what is needed of each wanted record: the fields asked for, and those it is known by or else all."""
    records = sorted(wanted)
    first = 0
    for place, source in enumerate(sources):
        if not records or first > records[-1]:
            return
        for batch in source.batches(file=place, first=first, size=_CHUNK):
            inside = records[bisect_left(records, batch.first) : bisect_left(records, batch.first + batch.n)]
            for record in inside:
                at = record - batch.first
                known = {name: batch.text(name).value(at) for name in identifying}
                names = wanted[record] if any(value.strip(" ") for value in known.values()) else every_field
                yield record, {**known, **{name: batch.text(name).value(at) for name in names}}
            first = batch.first + batch.n
