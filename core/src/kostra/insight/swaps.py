"""Swapped fields: two code fields, each of which holds codes of the other's list instead of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kostra.insight.sample import Sample
from kostra.layout.model import Field

LEAST_RECORDS = 20
"""So many records must have a value in both fields."""

WRONG = 0.5
"""From this share of the records on the fields' own lists do not have their values."""

RIGHT = 0.9
"""From this share of the records on each other's lists do."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two fields with each other's codes, and how many records fit their lists only the other way round."""

    one: Field
    other: Field
    hit: int


def find_swaps(sample: Sample) -> Iterator[Swap]:
    """Yield the pairs of fields that are swapped; a field that would fit several others is left alone."""
    found = [swap for one, other in combinations(sample.fields, 2) if (swap := _swap(sample, one, other)) is not None]
    uses = Counter(field.name for swap in found for field in (swap.one, swap.other))
    yield from (swap for swap in found if uses[swap.one.name] == uses[swap.other.name] == 1)


def _swap(sample: Sample, one: Field, other: Field) -> Swap | None:
    if one.codes is None or other.codes is None or set(one.codes.codes) == set(other.codes.codes):
        return None
    pairs = [pair for pair in zip(sample.values[one.name], sample.values[other.name], strict=True) if all(pair)]
    if len(pairs) < LEAST_RECORDS:
        return None
    counts = Counter(pairs)
    crossed = {(a, b): n for (a, b), n in counts.items() if a in other.codes and b in one.codes}
    hit = sum(n for (a, b), n in crossed.items() if a not in one.codes or b not in other.codes)
    if sum(crossed.values()) >= RIGHT * len(pairs) and hit >= WRONG * sample.size:
        return Swap(one, other, hit)
    return None
