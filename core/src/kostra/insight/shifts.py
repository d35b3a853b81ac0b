"""Shifted columns: code fields in a row whose codes stand the same number of characters beside their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kostra.insight.sample import Sample
from kostra.layout.model import Field

FARTHEST = 4
"""So many characters to either side are looked at."""

LEAST_FIELDS = 3
LEAST_VALUES = 20
"""So many code fields in a row, each with so many values in the sample, must be beside their places."""

WRONG = 0.5
RIGHT = 0.9
"""At most this share of a shifted field's values are codes where they should stand; at least this share beside it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Fields whose codes stand `by` characters to the right (negative: left); `hit` records bear it out throughout.

    `stretch` holds these fields and those among and beside them that could be read either way.
    """

    fields: tuple[Field, ...]
    stretch: tuple[Field, ...]
    by: int
    hit: int


def find_shift(sample: Sample) -> Shift | None:
    """Return the shift that concerns most fields of a sample, None when nothing is shifted beyond doubt."""
    placed = sorted((f for f in sample.fields if f.start is not None), key=lambda field: field.start or 0)
    if len(placed) < LEAST_FIELDS or len(sample.lines) < LEAST_VALUES:
        return None
    distances = [sign * by for by in range(1, FARTHEST + 1) for sign in (1, -1)]
    runs = [(run, by) for by in distances for run in _runs(sample, placed, by)]
    (longest, stretch), by = max(runs, key=lambda one: len(one[0][0]))
    if len(longest) < LEAST_FIELDS:
        return None
    hit = sum(1 for line in sample.lines if all(_is_code(field, _read(line, field, by)) for field in longest))
    return Shift(longest, stretch, by, hit) if hit >= WRONG * sample.size else None


def _runs(sample: Sample, fields: Sequence[Field], by: int) -> Iterator[tuple[tuple[Field, ...], tuple[Field, ...]]]:
    """Yield fields in a row that are shifted by a distance, and the same with those that could be either way."""
    run: list[Field] = []
    stretch: list[Field] = []
    for field in fields:
        here = _share(field, [_read(line, field, 0) for line in sample.lines])
        beside = _share(field, [_read(line, field, by) for line in sample.lines])
        if here is None or (here > WRONG and beside is not None and beside >= RIGHT):
            stretch.append(field)
        elif here <= WRONG and beside is not None and beside >= RIGHT:
            run.append(field)
            stretch.append(field)
        else:
            yield tuple(run), tuple(stretch)
            run, stretch = [], []
    yield tuple(run), tuple(stretch)


def _share(field: Field, values: Sequence[str]) -> float | None:
    """Return the share of codes among the values that are there, None when they are too few."""
    there = [value for value in values if value]
    if len(there) < LEAST_VALUES:
        return None
    return sum(1 for value in there if _is_code(field, value)) / len(there)


def _is_code(field: Field, value: str) -> bool:
    return not value or (field.codes is not None and value in field.codes)


def _read(line: str, field: Field, by: int) -> str:
    start = (field.start or 0) - 1 + by
    return "" if start < 0 else line[start : (field.end or 0) + by].strip(" ")
