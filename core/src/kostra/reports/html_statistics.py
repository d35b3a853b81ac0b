"""Tables of figures as the HTML report shows them: every figure with a bar where bars say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kostra.api.report import Report, StatisticTable
from kostra.reports import wording

TOTAL = "I alt"
"""The label of the row that sums the others; a bar for it would make all others look small."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of a table: `bar` is its length in per cent of the longest (None: no bar), `share` part of the whole."""

    label: str
    value: str
    bar: str | None
    share: str
    total: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A table with bars; `shares` says whether its rows are parts of a whole."""

    title: str
    rows: tuple[Figure, ...]
    shares: bool


def tables(report: Report) -> tuple[Chart, ...]:
    """Return the tables of a report."""
    return tuple(_chart(table) for table in report.statistics)


def _chart(table: StatisticTable) -> Chart:
    totalled = len(table.rows) > 1 and table.rows[-1][0] == TOTAL
    parts = table.rows[:-1] if totalled else table.rows
    numbers = _numbers([value for _, value in parts])
    whole = sum(numbers or (), Decimal(0)) if totalled else Decimal(0)
    rows = []
    for place, (label, value) in enumerate(table.rows):
        number = numbers[place] if numbers and place < len(parts) else None
        rows.append(
            Figure(
                label=label,
                value=value if isinstance(value, str) else wording.grouped(value),
                bar=None if number is None or not max(numbers or (0,)) else _per_cent(number, max(numbers or ())),
                share=f"{_per_cent(number, whole)} %".replace(".", ",") if number is not None and whole else "",
                total=totalled and place == len(parts),
            )
        )
    return Chart(table.title, tuple(rows), shares=bool(whole))


def _numbers(values: Sequence[int | str]) -> tuple[Decimal, ...] | None:
    """Return figures as numbers, None unless every one of them is a number that a bar can show."""
    try:
        numbers = tuple(Decimal(str(value).replace(",", ".")) for value in values)
    except InvalidOperation:
        return None
    return numbers if all(number.is_finite() and number >= 0 for number in numbers) else None


def _per_cent(part: Decimal, whole: Decimal) -> str:
    return f"{100 * part / whole:.1f}"
