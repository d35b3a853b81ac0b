"""Aggregates over the whole delivery, put together batch by batch.

Counts, sums and extremes need no memory of the rows; distinct values and lists are made from kept columns at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from kostra.engine.evaluate import Evaluator
from kostra.engine.group_aggregates import aggregate
from kostra.engine.groups import everything
from kostra.engine.kept import Kept
from kostra.engine.lookups import vector_of
from kostra.engine.values import LARGEST, Exact, Numbers, Texts, Vector, number
from kostra.language.program import Aggregate
from kostra.readers.records import Bools

_RUNNING = frozenset({"antall", "sum", "minste", "største"})


@dataclass(slots=True)
class _Running:
    """What is known of an aggregate after some batches; `value` None: nothing counted yet."""

    name: str
    batch: int = -1
    value: Any = None


def kept_parts(kept: Kept, node: Aggregate) -> tuple[Vector | None, Bools | None]:
    """Return an aggregate's value and condition over all records."""
    where = None if node.where is None else kept.values(node.where)
    assert where is None or isinstance(where, np.ndarray)
    return None if node.value is None else kept.values(node.value), where


class Totals:
    """The aggregates of the whole delivery."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._running: dict[int, _Running] = {}
        self._batch = -1
        self._records = 0

    def begin(self, records: int) -> None:
        """Start with a new batch of records."""
        self._batch += 1
        self._records += records

    def add(self, evaluator: Evaluator, nodes: Iterable[Aggregate]) -> None:
        """Count the batch in; each aggregate once, however many controls use it."""
        for node in nodes:
            if node.name not in _RUNNING:
                parts = [part for part in (node.value, node.where) if part is not None]
                self._kept.keep_values(evaluator, parts)
                continue
            state = self._running.setdefault(id(node), _Running(node.name))
            if state.batch < self._batch:
                state.value = _combined(node.name, state.value, _of_batch(node, evaluator))
                state.batch = self._batch

    def extend(self, later: Totals) -> None:
        """Count in what was counted of the records that follow."""
        for node, state in later._running.items():
            own = self._running.setdefault(node, _Running(state.name))
            own.value = _combined(state.name, own.value, state.value)
        self._batch += later._batch + 1
        self._records += later._records

    def __call__(self, node: Aggregate) -> Vector:
        """Return an aggregate as one value."""
        if node.name in _RUNNING:
            state = self._running.get(id(node))
            value = None if state is None else state.value
            if value is None and node.name in ("antall", "sum"):
                return number(0)
            return vector_of([value], node.type)
        return aggregate(node, *kept_parts(self._kept, node), everything(self._records))


def _combined(name: str, old: Any, new: Any) -> Any:
    if old is None or new is None:
        return new if old is None else old
    match name:
        case "antall" | "sum":
            return old + new
        case "minste":
            return min(old, new)
        case _:
            return max(old, new)


def _of_batch(node: Aggregate, evaluator: Evaluator) -> Any:
    """Return the aggregate of one batch as an exact Python value; None when nothing counts."""
    n = evaluator.columns.n
    counts = np.ones(n, dtype=np.bool_)
    if node.where is not None:
        counts = counts & evaluator.truth(node.where)
    if node.value is None:
        return int(np.count_nonzero(counts))
    value = evaluator.vector(node.value)
    if isinstance(value, Numbers | Texts) and value.missing is not None:
        counts = counts & ~value.missing
    places = np.flatnonzero(counts)
    if places.size == 0:
        return None
    assert isinstance(value, Numbers)
    values = np.broadcast_to(value.values, (n,))[places]
    if node.name == "sum":
        return _sum(values, value, int(places.size))
    return _plain(values.min() if node.name == "minste" else values.max())


def _sum(values: Any, value: Numbers, n: int) -> Exact:
    if value.whole and value.bound * n <= LARGEST:
        return int(values.sum())
    total: Exact = sum(values.tolist())
    return total


def _plain(value: Any) -> Any:
    """Return a number of numpy's as Python's own."""
    return value if isinstance(value, int | Fraction) else value.item()
