"""What can be missing, and where «ikke» over it says something else than its author probably means.

A comparison with something missing is false, so `ikke A > 5` is true where A is missing, and `A <= 5` is not. The lint
warns of the first.
"""

from __future__ import annotations

from kostra.language.program import (
    Aggregate,
    Arithmetic,
    Between,
    CodeText,
    Compare,
    Const,
    Default,
    FieldLastYear,
    FieldValue,
    Function,
    In,
    LastYear,
    LookupValue,
    Param,
    Value,
)
from kostra.language.traversal import walk

_NEVER_MISSING = frozenset({"sum", "antall_utfylt", "årstall", "lengde", "del"})
_ALWAYS_THERE = frozenset({"antall", "sum", "unike", "linjer", "liste", "andre"})


def can_be_missing(value: Value) -> bool:
    """Return whether a value can be missing in some row."""
    match value:
        case Const(_, constant):
            return constant is None
        case FieldValue(_, kind):
            return kind != "tekst"
        case Default(_, fallback):
            return can_be_missing(fallback)
        case Arithmetic(operator, left, right):
            return operator == "/" or can_be_missing(left) or can_be_missing(right)
        case Function("dato", arguments):
            return not all(isinstance(argument, Const | Param) for argument in arguments)
        case Function(name, _, kind):
            return name not in _NEVER_MISSING and kind != "sannhet"
        case Aggregate(name):
            return name not in _ALWAYS_THERE
        case LastYear(aggregate):
            return can_be_missing(aggregate)
        case FieldLastYear():
            return True
        case LookupValue():
            return not value.known_at_start
        case CodeText():
            return True
        case _:
            return False


def comparison_with_missing(value: Value) -> Value | None:
    """Return the first thing that can be missing in a comparison inside a condition, or None."""
    for node in walk(value):
        match node:
            case Compare(_, left, right):
                operands = [left, right]
            case In(subject):
                operands = [subject]
            case Between(subject, low, high):
                operands = [subject, low, high]
            case _:
                continue
        for operand in operands:
            if can_be_missing(operand):
                return operand
    return None
