"""Finding the groups: records with equal keys, over the whole delivery."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kostra.engine.lifting import distinct_codes
from kostra.engine.values import Numbers, Texts, Vector, pack
from kostra.frozen import frozen
from kostra.readers.records import Ints

_PACKED = 8


@frozen
class Groups:
    """Groups of records, none of them empty.

    `order` holds record numbers, group by group and ascending within each; `starts` tells where each group begins.
    """

    order: Ints
    starts: Ints

    @property
    def count(self) -> int:
        """Return the number of groups."""
        return int(self.starts.size)

    @property
    def sizes(self) -> Ints:
        """Return the number of records in each group."""
        return np.diff(self.starts, append=self.order.size)

    @property
    def firsts(self) -> Ints:
        """Return the first record of each group."""
        return self.order[self.starts]

    def group_of_place(self) -> Ints:
        """Return for each place in `order` the group it belongs to."""
        return np.repeat(np.arange(self.count), self.sizes)

    def select(self, chosen: Ints) -> Groups:
        """Return some of the groups, in the order given."""
        sizes = self.sizes[chosen]
        starts = np.cumsum(sizes) - sizes
        places = np.repeat(self.starts[chosen] - starts, sizes) + np.arange(int(sizes.sum()))
        return Groups(self.order[places], starts)


def everything(records: int) -> Groups:
    """Return all records as one group; there must be at least one."""
    return Groups(np.arange(records), np.zeros(1, dtype=np.int64))


def group(keys: Sequence[Vector], members: Ints) -> Groups:
    """Group the member records (ascending) by equal keys; every key has a value of its own a record."""
    if members.size == 0:
        return Groups(members, np.zeros(0, dtype=np.int64))
    columns = [column for key in keys for column in _sortable(key, members)]
    if not columns:
        return Groups(members, np.zeros(1, dtype=np.int64))
    # lexsort is stable, so the records of a group stay in the order of the delivery.
    places = np.lexsort(columns[::-1])
    changes = np.zeros(members.size - 1, dtype=np.bool_)
    for column in columns:
        ordered = column[places]
        changes |= ordered[1:] != ordered[:-1]
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1)).astype(np.int64)
    return Groups(members[places], starts)


def _sortable(key: Vector, members: Ints) -> list[npt.NDArray[Any]]:
    """Return a key as columns of plain integers, equal exactly where the keys are."""
    if isinstance(key, Texts):
        return text_columns(key.take(members))
    taken = key.take(members) if isinstance(key, Numbers) else key[members]
    if isinstance(taken, Numbers):
        return [taken.values if taken.whole else distinct_codes(taken)]
    return [taken]


def text_columns(texts: Texts) -> list[npt.NDArray[Any]]:
    """Return aligned texts as columns of unsigned integers, equal exactly where the texts are."""
    chars = texts.aligned
    if chars.dtype == np.uint8:
        return [pack(chars[start : start + _PACKED]) for start in range(0, len(chars), _PACKED)]
    wide = chars.astype(np.uint64)
    pairs = range(0, len(wide), 2)
    return [(wide[p] << np.uint64(32)) | wide[p + 1] if p + 1 < len(wide) else wide[p] for p in pairs]
