"""Controls that fire on most of what one case worker has.

How many records each case worker has is counted only when somebody has enough findings of one control for it to matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from kostra.api.report import FaultKind, SystematicFault
from kostra.insight import wording
from kostra.insight.spread import Spread
from kostra.layout.model import Layout
from kostra.readers.records import Ints, RecordSource

LEAST_RECORDS = 10
"""A case worker with fewer records has no habits that could be seen."""

MOST = 0.8
"""From this share of a case worker's records on a control fires on most of them."""

LEAST_IN_ALL = 20
"""In a smaller delivery it cannot be told whether others have the same."""

_CHUNK = 40_000


def candidates(spreads: Sequence[Spread], every: Sequence[Spread]) -> list[Spread]:
    """Return the controls that may fire on most of what a case worker has, as far as findings tell.

    `every` control's findings show how many records a case worker has at least.
    """
    whose = {record: f.caseworker for one in every for record, f in zip(one.records, one.findings, strict=True)}
    least = Counter(whose.values())
    return [
        spread
        for spread in spreads
        if any(
            name and hits >= MOST * max(least[name], LEAST_RECORDS)
            for name, hits in Counter(finding.caseworker for finding in spread.findings).items()
        )
    ]


def of_caseworkers(
    spreads: Sequence[Spread], layout: Layout, sources: Sequence[RecordSource]
) -> Iterator[SystematicFault]:
    """Yield the faults of single case workers among some controls, in the order of the controls; the files are read.

    The controls are those that do not fire on most of the delivery: what fires on most of one case worker's records
    then fires less on others'.
    """
    field = layout.with_role("saksbehandler")
    if field is None or not spreads:
        return
    of_record, blank = _numbered(field.name, sources)
    if of_record.size < LEAST_IN_ALL:
        return
    totals = np.bincount(of_record)
    for spread in spreads:
        theirs = of_record[np.array(spread.records, dtype=np.int64)]
        hits = np.bincount(theirs, minlength=totals.size)
        wanted = (totals >= LEAST_RECORDS) & (hits >= MOST * totals)
        names = {number: finding.caseworker for number, finding in zip(theirs.tolist(), spread.findings, strict=True)}
        for number in sorted(np.flatnonzero(wanted).tolist(), key=lambda one: names[one]):
            hit, total = int(hits[number]), int(totals[number])
            if number != blank:
                text = wording.caseworker(spread, hit, total, names[number])
                yield SystematicFault(FaultKind.CASEWORKER, (spread.control,), hit, total, text)


def _numbered(field: str, sources: Sequence[RecordSource]) -> tuple[Ints, int]:
    """Return a number for each record's case worker, and the number of those who have none."""
    numbers: dict[str, int] = {}
    chunks: list[Ints] = []
    first = 0
    for place, source in enumerate(sources):
        for batch in source.batches(file=place, first=first, size=_CHUNK):
            if not batch.n:
                continue
            chars = np.ascontiguousarray(batch.text(field).chars.astype(np.uint32).T)
            names, inverse = np.unique(chars.view(f"U{chars.shape[1]}").ravel(), return_inverse=True)
            known = [numbers.setdefault(name.strip(" "), len(numbers)) for name in names.tolist()]
            chunks.append(np.array(known, dtype=np.int64)[inverse.ravel()])
            first = batch.first + batch.n
    return np.concatenate(chunks), numbers.get("", -1)
