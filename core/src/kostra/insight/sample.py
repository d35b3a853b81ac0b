"""Some of the records that systematic faults were seen on, with all that stands in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kostra.characters import strings_of
from kostra.layout.model import Field, Layout
from kostra.readers.records import Batch, RecordSource

SIZE = 1000
"""So many records are looked at, spread evenly over those that are affected."""

_CHUNK = 40_000


@dataclass(frozen=True, slots=True)
class Sample:
    """Records side by side: the values of each field with a code list (stripped), and the lines of a fixed format."""

    fields: tuple[Field, ...]
    values: Mapping[str, Sequence[str]]
    lines: Sequence[str]

    @property
    def size(self) -> int:
        """Return the number of records."""
        return len(next(iter(self.values.values()), ()))


def take(records: Sequence[int], layout: Layout, sources: Sequence[RecordSource]) -> Sample:
    """Return a sample of some records (numbers in ascending order); the files are read once more."""
    step = max(len(records) / SIZE, 1)
    wanted = [records[int(place * step)] for place in range(min(SIZE, len(records)))]
    fields = tuple(field for field in layout.fields if field.codes is not None)
    values: dict[str, list[str]] = {field.name: [] for field in fields}
    lines: list[str] = []
    first = 0
    for place, source in enumerate(sources):
        for batch in source.batches(file=place, first=first, size=_CHUNK):
            inside = wanted[bisect_left(wanted, batch.first) : bisect_left(wanted, batch.first + batch.n)]
            if inside:
                at = np.array(inside, dtype=np.int64) - batch.first
                for name, column in values.items():
                    column += [text.strip(" ") for text in strings_of(batch.text(name).chars[:, at])]
                if layout.width is not None:
                    lines += _lines(batch, at, layout, layout.width)
            first = batch.first + batch.n
    return Sample(fields, values, lines)


def _lines(batch: Batch, at: np.ndarray[tuple[int], np.dtype[np.int64]], layout: Layout, width: int) -> list[str]:
    """Return whole records put together from their fields; what belongs to no field is blank."""
    chars = np.full((width, at.size), ord(" "), dtype=np.uint32)
    for field in layout.fields:
        if field.start is not None and field.end is not None:
            chars[field.start - 1 : field.end] = batch.text(field.name).chars[:, at]
    return strings_of(chars)
