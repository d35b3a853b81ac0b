"""What is kept of every record until the whole delivery was read: the few columns that groups are made of.

A field is kept as its characters, an expression as its values; both as arrays, never as Python objects a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np

from kostra.engine.evaluate import Evaluator
from kostra.engine.values import Numbers, Texts, Vector, joined, spread_vector
from kostra.language.program import Value
from kostra.readers.records import Batch, Ints, Text


class Kept:
    """Fields and expressions of all records so far, in the order of the delivery."""

    def __init__(self) -> None:
        self._fields: dict[str, list[Texts]] = {}
        self._values: dict[int, list[Vector]] = {}
        self._batch = -1

    def begin(self) -> None:
        """Start with a new batch: whatever is asked to be kept is kept of this one, once."""
        self._batch += 1

    def keep_fields(self, evaluator: Evaluator, names: Iterable[str]) -> None:
        """Keep fields of the batch."""
        for name in names:
            pieces = self._fields.setdefault(name, [])
            if len(pieces) == self._batch:
                texts = evaluator.columns.texts(name)
                pieces.append(Texts(texts.chars.copy(), texts.lengths))

    def keep_values(self, evaluator: Evaluator, nodes: Iterable[Value]) -> None:
        """Keep the values of expressions of the batch."""
        for node in nodes:
            pieces = self._values.setdefault(id(node), [])
            if len(pieces) == self._batch:
                pieces.append(_compact(spread_vector(evaluator.vector(node), evaluator.columns.n)))

    def extend(self, later: Kept) -> None:
        """Add what was kept of the records that follow."""
        for name, texts in later._fields.items():
            self._fields.setdefault(name, []).extend(texts)
        for node, vectors in later._values.items():
            self._values.setdefault(node, []).extend(vectors)
        self._batch += later._batch + 1

    def values(self, node: Value) -> Vector:
        """Return an expression's values over all records."""
        pieces = self._values[id(node)]
        if len(pieces) > 1:
            pieces[:] = [joined(pieces)]
        return pieces[0]

    def text(self, name: str) -> Text:
        """Return a field's characters over all records."""
        pieces = self._fields[name]
        if len(pieces) > 1:
            pieces[:] = [cast(Texts, joined(pieces))]
        return Text(pieces[0].raw, pieces[0].lengths)


class Lines:
    """Where each record of the delivery stands: its file, and the file's own line number."""

    def __init__(self) -> None:
        self._lines: list[Ints] = []
        self._starts: list[int] = []
        self._files: list[int] = []

    def add(self, batch: Batch) -> None:
        """Note the lines of a batch."""
        self._lines.append(np.asarray(batch.lines, dtype=np.int64))
        self._starts.append(batch.first)
        self._files.append(batch.file)

    def extend(self, later: Lines) -> None:
        """Add the lines of the records that follow."""
        self._lines += later._lines
        self._starts += later._starts
        self._files += later._files

    def lines(self, records: Ints) -> Ints:
        """Return line numbers."""
        if len(self._lines) > 1:
            self._lines = [np.concatenate(self._lines)]
        return self._lines[0][records] if self._lines else np.zeros(0, dtype=np.int64)

    def files(self, records: Ints) -> Ints:
        """Return the files, by their place in the delivery."""
        batches = np.searchsorted(np.array(self._starts), records, side="right") - 1
        return np.array(self._files, dtype=np.int64)[batches]


def _compact(vector: Vector) -> Vector:
    """Return a vector that holds no more memory than it needs, and nothing of the batch it came from."""
    if isinstance(vector, Texts):
        return Texts(vector.chars.copy(), None if vector.lengths is None else vector.lengths.copy(), vector.missing)
    if isinstance(vector, Numbers):
        return Numbers(vector.values.copy(), vector.missing, vector.bound)
    return vector.copy()
