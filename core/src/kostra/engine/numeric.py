"""Arithmetic and comparison of numbers: exact, with missing values.

A result of 64-bit integers is used only where it provably fits; otherwise Python's own numbers take over. A comparison
with something missing is false, a calculation with something missing is missing, division by zero is missing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from kostra.engine.values import (
    LARGEST,
    Exact,
    Numbers,
    either_missing,
    number,
    without_missing,
)
from kostra.readers.records import Bools

_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "≠": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def exact(value: int | Decimal | Fraction) -> Exact:
    """Return a number as an int where it is whole, else as a fraction."""
    fraction = Fraction(value)
    return int(fraction) if fraction.denominator == 1 else fraction


def compare(sign: str, left: Numbers, right: Numbers) -> Bools:
    """Compare row by row; false where either is missing."""
    a, b = _alike(left, right)
    result = np.asarray(_COMPARISONS[sign](a, b)).astype(np.bool_, copy=False)
    return without_missing(result, left.missing, right.missing)


def between(value: Numbers, low: Numbers, high: Numbers) -> Bools:
    """Tell where low <= value <= high; false where any of them is missing."""
    return compare(">=", value, low) & compare("<=", value, high)


def calculate(sign: str, left: Numbers, right: Numbers) -> Numbers:
    """Add, subtract, multiply or divide row by row."""
    if sign == "/":
        return _divide(left, right)
    missing = either_missing(left.missing, right.missing)
    operation: Callable[[Any, Any], Any] = {"+": operator.add, "-": operator.sub, "*": operator.mul}[sign]
    bounding: Callable[[int, int], int] = operator.mul if sign == "*" else operator.add
    if left.whole and right.whole:
        bound = bounding(left.bound, right.bound)
        if bound > LARGEST:
            bound = bounding(_magnitude(left), _magnitude(right))
        if bound <= LARGEST:
            return Numbers(operation(left.values, right.values), missing, bound)
    return Numbers(operation(left.objects(), right.objects()), missing)


def total(terms: Sequence[Numbers]) -> Numbers:
    """Add up row by row, skipping what is missing; the sum of nothing is 0."""
    result = number(0)
    for term in terms:
        values = term.values if term.missing is None else np.where(term.missing, 0, term.values)
        result = calculate("+", result, Numbers(values, None, term.bound))
    return result


def extreme(terms: Sequence[Numbers], *, largest: bool) -> Numbers:
    """Return the smallest or largest row by row, skipping what is missing; of nothing: missing."""
    best = terms[0]
    for term in terms[1:]:
        best_values, values = _alike(best, term)
        better: Bools = np.asarray(values > best_values if largest else values < best_values).astype(
            np.bool_, copy=False
        )
        if best.missing is not None:
            better = better | best.missing
        if term.missing is not None:
            better = better & ~term.missing
        missing = None
        if best.missing is not None and term.missing is not None:
            missing = best.missing & term.missing
        best = Numbers(np.where(better, values, best_values), missing, max(best.bound, term.bound))
    return best


def default(value: Numbers, fallback: Numbers) -> Numbers:
    """Return the value, or the fallback where it is missing."""
    if value.missing is None:
        return value
    a, b = _alike(value, fallback)
    missing = None if fallback.missing is None else value.missing & fallback.missing
    return Numbers(np.where(value.missing, b, a), missing, max(value.bound, fallback.bound))


def _divide(left: Numbers, right: Numbers) -> Numbers:
    zero = np.asarray(right.values == 0).astype(np.bool_, copy=False)
    divisors = right.objects()
    divisors[zero] = 1
    as_fraction = np.frompyfunc(Fraction, 1, 1)
    missing = either_missing(left.missing, right.missing, zero if zero.any() else None)
    return Numbers(np.asarray(as_fraction(left.objects()) / divisors, dtype=np.object_), missing)


def _alike(left: Numbers, right: Numbers) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return both values in one representation."""
    if left.whole == right.whole:
        return left.values, right.values
    return left.objects(), right.objects()


def _magnitude(numbers: Numbers) -> int:
    """Return the greatest magnitude that is really there."""
    if numbers.values.size == 0:
        return 0
    return max(abs(int(numbers.values.min())), abs(int(numbers.values.max())))
