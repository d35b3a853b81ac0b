"""The lists that a message can show: values of a group's rows, of the other rows, and line numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kostra.engine import formatting
from kostra.engine.groups import Groups
from kostra.engine.kept import Kept, Lines
from kostra.engine.lifting import distinct_codes, python_values
from kostra.engine.masking import RowMasks
from kostra.engine.messages import Shown, show
from kostra.engine.values import Numbers, Texts, Vector
from kostra.frozen import frozen
from kostra.language.program import Aggregate
from kostra.layout.model import Layout
from kostra.readers.records import Bools, Ints

MasksAt = Callable[[Ints], RowMasks]

_LOOKED_AT = formatting.MOST_LISTED + 1


@frozen
class _Values:
    """An aggregate's values at the places of the groups: a code for each distinct one, -1 where there is none."""

    codes: Sequence[int]
    vector: Vector
    shown: Shown


@frozen
class _Listing:
    """The distinct values of one group: the first ones as text by code, how many there are, and how often each is."""

    texts: dict[int, str]
    holders: dict[int, int]


class Lists:
    """Lists of the rows of groups, as seen from a row given by its place in `groups.order`.

    Each value is listed once, in the order of the rows, and masked by the row it comes from: `masks_at` returns the
    masks of places.
    """

    def __init__(
        self, layout: Layout, groups: Groups, kept: Kept, lines: Lines, files: Sequence[str], masks_at: MasksAt
    ) -> None:
        self._layout = layout
        self._groups = groups
        self._kept = kept
        self._lines = lines
        self._files = files
        self._masks_at = masks_at
        self._owners = groups.group_of_place()
        self._ends = groups.starts + groups.sizes
        self._values: dict[int, _Values] = {}
        self._listings: dict[tuple[int, int], _Listing] = {}
        self._line_texts: dict[tuple[int, int], str] = {}

    def __call__(self, node: Aggregate, place: int) -> str:
        """Return the list as text."""
        owner = int(self._owners[place])
        if node.name == "linjer":
            return self._line_list(node, owner)
        listing = self._listing(node, owner)
        own = self._of(node).codes[place] if node.name == "andre" else -1
        alone = listing.holders.get(own) == 1
        texts = [text for code, text in listing.texts.items() if not (alone and code == own)]
        return formatting.listing(texts, len(listing.holders) - alone)

    def _line_list(self, node: Aggregate, owner: int) -> str:
        key = (id(node), owner)
        if key not in self._line_texts:
            records = self._groups.order[self._groups.starts[owner] : self._ends[owner]]
            records = records if node.where is None else records[self._where(node)[records]]
            first = records[: formatting.MOST_LISTED]
            texts = [str(line) for line in self._lines.lines(first).tolist()]
            if len(self._files) > 1:
                names = [self._files[file] for file in self._lines.files(first).tolist()]
                texts = [f"linje {line} i {name}" for line, name in zip(texts, names, strict=True)]
            self._line_texts[key] = formatting.listing(texts, int(records.size))
        return self._line_texts[key]

    def _where(self, node: Aggregate) -> Bools:
        assert node.where is not None
        where = self._kept.values(node.where)
        assert isinstance(where, np.ndarray)
        return where

    def _of(self, node: Aggregate) -> _Values:
        if id(node) not in self._values:
            assert node.value is not None
            order = self._groups.order
            kept = self._kept.values(node.value)
            vector = kept[order] if isinstance(kept, np.ndarray) else kept.take(order)
            counted = np.ones(order.size, dtype=np.bool_) if node.where is None else self._where(node)[order]
            if isinstance(vector, Numbers | Texts) and vector.missing is not None:
                counted = counted & ~vector.missing
            codes = np.where(counted, distinct_codes(vector), -1)
            self._values[id(node)] = _Values(codes.tolist(), vector, Shown.of(node, self._layout))
        return self._values[id(node)]

    def _listing(self, node: Aggregate, owner: int) -> _Listing:
        key = (id(node), owner)
        if key not in self._listings:
            values = self._of(node)
            holders: dict[int, int] = {}
            first: dict[int, int] = {}
            for place in range(int(self._groups.starts[owner]), int(self._ends[owner])):
                code = values.codes[place]
                if code >= 0:
                    holders[code] = holders.get(code, 0) + 1
                    if len(first) < _LOOKED_AT:
                        first.setdefault(code, place)
            self._listings[key] = _Listing(self._texts(values, first), holders)
        return self._listings[key]

    def _texts(self, values: _Values, first: dict[int, int]) -> dict[int, str]:
        places: Ints = np.fromiter(first.values(), dtype=np.int64, count=len(first))
        found = python_values(values.vector, places)
        found = found * len(first) if len(found) == 1 else found
        masks = self._masks_at(places)
        shown = enumerate(zip(first, found, strict=False))
        return {code: show(values.shown, masks, row, value) for row, (code, value) in shown}
