"""The tables of figures that stand beside the controls; exact, and made whether or not there are errors."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from kostra.api.report import StatisticTable
from kostra.engine import formatting
from kostra.engine.columns import Columns
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.kept import Kept
from kostra.engine.numeric import compare
from kostra.engine.totals import Totals
from kostra.engine.trees import aggregates
from kostra.engine.values import Exact, Numbers, number, spread
from kostra.language.program import Aggregate, Distribution, Figures
from kostra.phrase import Phrase
from kostra.readers.records import Bools

TOTAL_LABEL = "I alt"

Counted: TypeAlias = tuple[dict[int, list[int]], dict[int, str]]
"""The numbers of each table's classes, and why tables are left out; by the identity of the table."""


class Statistics:
    """The tables of a program, counted batch by batch. A table that fails is left out, and the notes say so."""

    def __init__(self, environment: Environment, tables: tuple[Distribution | Figures, ...], totals: Totals) -> None:
        self._environment = environment
        self._totals = totals
        self._tables = tables
        self._counts: dict[int, list[int]] = {}
        self._left_out: dict[int, str] = {}
        for table in tables:
            lacking = [name for name in table.parameters if name not in environment.parameters]
            if lacking:
                self._leave_out(table, Phrase("${navn} er ikke oppgitt.", navn=lacking[0]))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return which tables are left out, and why."""
        return tuple(self._left_out.values())

    @property
    def counted(self) -> Counted:
        """Return what was counted so far, for `extend`."""
        return self._counts, self._left_out

    def extend(self, later: Counted) -> None:
        """Count in what was counted of the records that follow."""
        counts, left_out = later
        for table, numbers in counts.items():
            own = self._counts.setdefault(table, [0] * len(numbers))
            own[:] = map(operator.add, own, numbers)
        self._left_out = self._left_out | {table: why for table, why in left_out.items() if table not in self._left_out}

    def add(self, evaluator: Evaluator) -> None:
        """Count a batch in."""
        for table in self._alive():
            try:
                if isinstance(table, Distribution):
                    self._count(table, evaluator)
                else:
                    self._totals.add(evaluator, _asked(table))
            except Exception as error:  # one table must not take the others with it
                self._give_up(table, error)

    def _count(self, table: Distribution, evaluator: Evaluator) -> None:
        counts = self._counts.setdefault(id(table), [0] * (len(table.classes) + 1))
        value = evaluator.numbers(table.value)
        left: Bools = np.ones(evaluator.columns.n, dtype=np.bool_)
        if table.where is not None:
            left = left & evaluator.truth(table.where)
        for place, one in enumerate(table.classes):
            inside = left & _within(value, one.low, one.high)
            counts[place] += int(np.count_nonzero(inside))
            left = left & ~inside
        counts[-1] += int(np.count_nonzero(left))

    def finished(self) -> Iterator[StatisticTable]:
        """Yield the tables in the order of the rule set."""
        for table in self._alive():
            try:
                rows = self._distribution(table) if isinstance(table, Distribution) else self._figures(table)
            except Exception as error:  # as above
                self._give_up(table, error)
                continue
            yield StatisticTable(table.title, rows)

    def _distribution(self, table: Distribution) -> tuple[tuple[str, int | str], ...]:
        counts = self._counts.get(id(table), [0] * (len(table.classes) + 1))
        rows: list[tuple[str, int | str]] = [(one.label, counts[place]) for place, one in enumerate(table.classes)]
        if table.otherwise is not None:
            rows.append((table.otherwise, counts[-1]))
        shown = sum(counts) if table.otherwise is not None else sum(counts[:-1])
        return (*rows, (TOTAL_LABEL, shown))

    def _figures(self, table: Figures) -> tuple[tuple[str, int | str], ...]:
        evaluator = Evaluator(self._environment, Columns(Kept(), 1), self._totals)
        return tuple((label, _figure(evaluator.numbers(value))) for label, value in table.figures)

    def _alive(self) -> list[Distribution | Figures]:
        return [table for table in self._tables if id(table) not in self._left_out]

    def _give_up(self, table: Distribution | Figures, error: Exception) -> None:
        self._leave_out(table, Phrase("den stanset med {feil}.", feil=type(error).__name__))

    def _leave_out(self, table: Distribution | Figures, why: Phrase) -> None:
        self._left_out[id(table)] = Phrase("Statistikken «{tittel}» er utelatt: {grunn}", tittel=table.title, grunn=why)


def _asked(table: Figures) -> Iterator[Aggregate]:
    for _, value in table.figures:
        yield from aggregates(value)


def _within(value: Numbers, low: int | None, high: int | None) -> Bools:
    inside: Bools = value.present()
    if low is not None:
        inside = inside & compare(">=", value, number(low))
    if high is not None:
        inside = inside & compare("<=", value, number(high))
    return spread(inside, inside.shape[0])


def _figure(numbers: Numbers) -> int | str:
    if numbers.missing is not None and bool(numbers.missing[0]):
        return formatting.UNKNOWN
    value: Exact = numbers.values[0]
    return int(value) if value == int(value) else formatting.exact_number(value)
