"""Simplifying truths when everything about a part is known beforehand.

Scopes that run over fields ask what the layout knows («feltet er obligatorisk»); folding turns such parts into true or
false and drops what can never fire, so that the engine evaluates only what depends on data.
"""

from __future__ import annotations

from collections.abc import Iterable

from kostra.language.program import And, Const, Not, Or, Value

TRUE = Const("sannhet", True)
FALSE = Const("sannhet", False)


def negation(value: Value) -> Value:
    """Return the opposite of a truth, without double negation."""
    if value == TRUE:
        return FALSE
    if value == FALSE:
        return TRUE
    if isinstance(value, Not):
        return value.operand
    return Not(value)


def conjunction(values: Iterable[Value]) -> Value:
    """Return the truth that all are true: flattened, repeated parts once, false when a part meets its opposite."""
    parts: dict[Value, None] = {}
    for value in values:
        for part in value.items if isinstance(value, And) else (value,):
            if part == FALSE or negation(part) in parts:
                return FALSE
            if part != TRUE:
                parts[part] = None
    if not parts:
        return TRUE
    return next(iter(parts)) if len(parts) == 1 else And(tuple(parts))


def disjunction(values: Iterable[Value]) -> Value:
    """Return the truth that at least one is true: flattened, repeated parts once."""
    parts: dict[Value, None] = {}
    for value in values:
        for part in value.items if isinstance(value, Or) else (value,):
            if part == TRUE or negation(part) in parts:
                return TRUE
            if part != FALSE:
                parts[part] = None
    if not parts:
        return FALSE
    return next(iter(parts)) if len(parts) == 1 else Or(tuple(parts))


def conjuncts(value: Value) -> frozenset[Value]:
    """Return the parts that are all true whenever the value is: those of an «og», and of a negated «eller»."""
    if isinstance(value, And):
        return frozenset().union(*(conjuncts(item) for item in value.items))
    if isinstance(value, Not) and isinstance(value.operand, Or):
        return frozenset().union(*(conjuncts(negation(item)) for item in value.operand.items))
    return frozenset((value,))
