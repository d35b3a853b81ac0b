"""Conditions that can never hold, and sentences that can never be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kostra.language.folding import FALSE, TRUE, conjuncts
from kostra.language.program import Between, Compare, Const, In, Value

Number = int | Decimal
Scalar = str | Number | bool | None


def allowed_values(value: Value) -> tuple[Value, frozenset[Scalar]] | None:
    """Return a subject and the only constants it may have when the truth holds: `X = "1"`, `X blant …`; else None."""
    if isinstance(value, Compare) and value.operator == "=" and isinstance(value.right, Const):
        return value.left, frozenset((value.right.value,))
    if isinstance(value, In):
        constants = [choice.value for choice in value.choices if isinstance(choice, Const)]
        if len(constants) == len(value.choices):
            return value.value, frozenset(constants)
    return None


def _bounds(value: Value) -> tuple[Value, Number | None, Number | None, bool, bool] | None:
    """Return subject, lower and upper bound, and whether each bound is open, of a comparison with a number."""
    if isinstance(value, Compare) and isinstance(value.right, Const) and isinstance(value.right.value, int | Decimal):
        bound = value.right.value
        match value.operator:
            case ">":
                return value.left, bound, None, True, False
            case ">=":
                return value.left, bound, None, False, False
            case "<":
                return value.left, None, bound, False, True
            case "<=":
                return value.left, None, bound, False, False
    if isinstance(value, Between) and isinstance(value.low, Const) and isinstance(value.high, Const):
        low, high = value.low.value, value.high.value
        if isinstance(low, int | Decimal) and isinstance(high, int | Decimal):
            return value.value, low, high, False, False
    return None


def contradiction(parts: Iterable[Value]) -> tuple[Value, Value] | None:
    """Return two parts that cannot both be true, or None when no such pair is seen."""
    seen: list[Value] = []
    for part in parts:
        for earlier in seen:
            if _exclude_each_other(earlier, part):
                return earlier, part
        seen.append(part)
    return None


def _exclude_each_other(first: Value, second: Value) -> bool:
    a, b = allowed_values(first), allowed_values(second)
    if a and b and a[0] == b[0]:
        return not a[1] & b[1]
    x, y = _bounds(first), _bounds(second)
    if x and y and x[0] == y[0]:
        return _empty(x, y) or _empty(y, x)
    if a and y and a[0] == y[0]:
        return not any(_within(value, y) for value in a[1])
    if b and x and b[0] == x[0]:
        return not any(_within(value, x) for value in b[1])
    return False


Bounds = tuple[Value, Number | None, Number | None, bool, bool]


def _empty(lower: Bounds, upper: Bounds) -> bool:
    low, high = lower[1], upper[2]
    if low is None or high is None:
        return False
    return low > high or (low == high and (lower[3] or upper[4]))


def _within(value: Scalar, bounds: Bounds) -> bool:
    if not isinstance(value, int | Decimal):
        return True
    _, low, high, low_open, high_open = bounds
    above = low is None or value > low or (value == low and not low_open)
    below = high is None or value < high or (value == high and not high_open)
    return above and below


def implies(narrow: Value, wide: Value) -> bool:
    """Return whether `wide` is certainly true whenever `narrow` is (False when it cannot be told)."""
    if narrow == wide:
        return True
    a, b = allowed_values(narrow), allowed_values(wide)
    if a and b and a[0] == b[0]:
        return a[1] <= b[1]
    x, y = _bounds(narrow), _bounds(wide)
    if x and y and x[0] == y[0]:
        low_ok = y[1] is None or (x[1] is not None and (x[1] > y[1] or (x[1] == y[1] and (x[3] or not y[3]))))
        high_ok = y[2] is None or (x[2] is not None and (x[2] < y[2] or (x[2] == y[2] and (x[4] or not y[4]))))
        return low_ok and high_ok
    if a and y and a[0] == y[0]:
        return all(isinstance(v, int | Decimal) and _within(v, y) for v in a[1])
    return False


def shadowed_by(conditions: Sequence[Value]) -> list[int | None]:
    """Return for each sentence's condition the index of an earlier one that always fires first, or None."""
    result: list[int | None] = []
    for index, condition in enumerate(conditions):
        parts = conjuncts(condition)
        earlier = (
            i
            for i in range(index)
            if conditions[i] != FALSE
            and (
                conditions[i] == TRUE
                or all(any(implies(part, wide) for part in parts) for wide in conjuncts(conditions[i]))
            )
        )
        result.append(next(earlier, None) if condition != FALSE else None)
    return result
