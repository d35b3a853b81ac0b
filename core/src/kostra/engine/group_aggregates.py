"""Aggregates over the records of each group, all groups at once."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from kostra.engine.groups import Groups, text_columns
from kostra.engine.lifting import distinct_codes
from kostra.engine.values import LARGEST, Numbers, Texts, Vector, objects_of
from kostra.language.program import Aggregate
from kostra.readers.records import Bools, Ints


def aggregate(node: Aggregate, value: Vector | None, where: Bools | None, groups: Groups) -> Vector:
    """Return an aggregate for each group; `value` and `where` belong to the records of the whole delivery."""
    taken, counts = _counting(value, where, groups)
    match node.name:
        case "antall":
            return _counted(counts, groups)
        case "unike":
            assert taken is not None
            return _distinct(taken, counts, groups)
        case "første":
            assert taken is not None
            return _first(taken, counts, groups)
        case "sum":
            return _total(cast(Numbers, taken), counts, groups)
        case "minste" | "største":
            return _extreme(cast(Numbers, taken), counts, groups, largest=node.name == "største")
        case _:
            raise TypeError(f"{node.name} has no single value")


def _counting(value: Vector | None, where: Bools | None, groups: Groups) -> tuple[Vector | None, Bools]:
    """Return the values at the groups' places, and which of them count."""
    taken = None if value is None else _at(value, groups.order)
    counts = np.ones(groups.order.size, dtype=np.bool_) if where is None else where[groups.order]
    if isinstance(taken, Numbers | Texts) and taken.missing is not None:
        counts = counts & ~taken.missing
    return taken, counts


def _at(vector: Vector, records: Ints) -> Vector:
    return vector[records] if isinstance(vector, np.ndarray) else vector.take(records)


def _counted(counts: Bools, groups: Groups) -> Numbers:
    return Numbers(_sums(counts.astype(np.int64), groups), None, int(groups.order.size))


def _sums(values: Any, groups: Groups) -> Any:
    return np.add.reduceat(values, groups.starts) if groups.count else values[:0]


def _total(value: Numbers, counts: Bools, groups: Groups) -> Numbers:
    bound = value.bound * int(groups.sizes.max(initial=0))
    if value.whole and bound <= LARGEST:
        return Numbers(_sums(np.where(counts, value.values, 0), groups), None, bound)
    return Numbers(_sums(np.where(counts, value.objects(), 0), groups))


def _extreme(value: Numbers, counts: Bools, groups: Groups, *, largest: bool) -> Numbers:
    missing = _sums(counts.astype(np.int64), groups) == 0
    if value.whole:
        filler, choose = (-LARGEST, np.maximum) if largest else (LARGEST, np.minimum)
        values = np.where(counts, value.values, filler)
        chosen = choose.reduceat(values, groups.starts) if groups.count else values[:0]
        return Numbers(np.where(missing, 0, chosen), missing, value.bound)
    pieces = np.split(np.arange(groups.order.size), groups.starts[1:])
    pick = max if largest else min
    exact = [pick((value.values[place] for place in piece if counts[place]), default=0) for piece in pieces]
    return Numbers(objects_of(exact[: groups.count]), missing)


def first_places(value: Vector | None, where: Bools | None, groups: Groups) -> Ints:
    """Return the place in `groups.order` of the first row of each group that counts; -1 where none does."""
    _, counts = _counting(value, where, groups)
    return _first_places(counts, groups)


def _first_places(counts: Bools, groups: Groups) -> Ints:
    last = groups.order.size
    places = np.where(counts, np.arange(last), last)
    firsts = np.minimum.reduceat(places, groups.starts) if groups.count else places[:0]
    return np.where(firsts == last, -1, firsts)


def _first(value: Vector, counts: Bools, groups: Groups) -> Vector:
    firsts = _first_places(counts, groups)
    missing: Bools = firsts < 0
    taken = _at(value, np.where(missing, 0, firsts))
    if isinstance(taken, Texts):
        return Texts(taken.raw, taken.lengths, missing)
    return Numbers(taken.values, missing, taken.bound) if isinstance(taken, Numbers) else taken & ~missing


def _distinct(value: Vector, counts: Bools, groups: Groups) -> Numbers:
    """Count distinct values: sorted by group and value, each change begins a new one."""
    places = np.flatnonzero(counts)
    owners = groups.group_of_place()[places]
    columns = text_columns(value.take(places)) if isinstance(value, Texts) else [distinct_codes(_at(value, places))]
    if places.size == 0:
        return Numbers(np.zeros(groups.count, dtype=np.int64), None, 0)
    order = np.lexsort([*columns[::-1], owners])
    changes = np.ones(places.size, dtype=np.bool_)
    changes[1:] = False
    for column in (owners, *columns):
        changes[1:] |= column[order][1:] != column[order][:-1]
    found = np.bincount(owners[order][changes], minlength=groups.count)
    return Numbers(found.astype(np.int64), None, int(places.size))
