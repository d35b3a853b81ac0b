"""Controls of rows: evaluated over each batch; only rows that fire are looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from kostra.engine.columns import Columns, SomeRows
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.findings import Entry, Hit, no_lists, row_findings
from kostra.engine.prepared import PreparedControl, PreparedSentence
from kostra.engine.rows import FoundRows, found_rows
from kostra.engine.values import spread
from kostra.readers.records import Batch, Bools, Ints


def fired(
    sentences: Sequence[PreparedSentence], evaluator: Evaluator, n: int
) -> Iterator[tuple[PreparedSentence, Ints]]:
    """Yield the sentences of an instance that fire, each with its rows: the first that fires has the row."""
    taken: Bools | None = None
    for sentence in sentences:
        mask = evaluator.truth(sentence.fires)
        if not mask.any():
            continue
        mask = spread(mask, n)
        if taken is not None:
            mask = mask & ~taken
        rows = np.flatnonzero(mask)
        if rows.size:
            taken = mask if taken is None else taken | mask
            yield sentence, rows


def hits_of(control: PreparedControl, evaluator: Evaluator, n: int) -> list[Hit]:
    """Return where a control fires; whatever goes wrong in it is raised."""
    return [
        Hit(control, place, sentence, rows)
        for place, instance in enumerate(control.instances)
        for sentence, rows in fired(instance, evaluator, n)
    ]


def rows_of(hits: Sequence[Hit], n: int) -> Ints:
    """Return the rows, out of n, that any of the hits has, ascending."""
    hit_rows = np.zeros(n, dtype=np.bool_)
    for hit in hits:
        hit_rows[hit.rows] = True
    return np.flatnonzero(hit_rows)


class BatchFindings:
    """Turns the hits of a batch into findings; the rows concerned are decoded once for all of them."""

    def __init__(
        self, environment: Environment, batch: Batch, hits: Sequence[Hit], file: str, *, show_sensitive: bool
    ) -> None:
        self._environment = environment
        self._batch = batch
        self._file = file
        self._show_sensitive = show_sensitive
        self._rows = rows_of(hits, batch.n)
        columns = Columns(SomeRows(batch, self._rows), self._rows.size)
        self._evaluator = Evaluator(environment, columns)

    @cached_property
    def _found(self) -> FoundRows:
        """Look at the rows; only when asked, so that what goes wrong here is some control's crash, not the run's."""
        return found_rows(
            self._environment,
            self._evaluator.columns,
            self._rows + self._batch.first,
            np.asarray(self._batch.lines)[self._rows],
            [self._file] * self._rows.size,
            show_sensitive=self._show_sensitive,
        )

    def of(self, hit: Hit) -> list[Entry]:
        """Make the findings of one hit."""
        places = np.searchsorted(self._rows, hit.rows)
        return row_findings(hit._replace(rows=places), self._evaluator, self._found, no_lists)
