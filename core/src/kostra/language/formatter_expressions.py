"""Expressions as they are printed: parentheses only where the order of binding asks for them."""

from __future__ import annotations

from decimal import Decimal

from kostra.language import syntax
from kostra.language.formatter_layout import Atom, Atoms, enclosed, glue, listed, prefixed, suffixed

# How tightly an expression binds, in the order of the rules in rules.lark.
_OR, _AND, _NOT, _STATEMENT, _OPERAND, SUM, _PRODUCT, _UNARY, _PRIMARY = range(1, 10)
_LOOSEST = _OR

_BINARY = {"eller": _OR, "og": _AND, "+": SUM, "-": SUM, "*": _PRODUCT, "/": _PRODUCT}


def quoted(text: str) -> str:
    """Return a text between quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number(value: int | Decimal) -> str:
    """Return a number as the language writes it, never with an exponent."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def expression(node: syntax.Expression, least: int = _LOOSEST, *, listing: bool = False) -> Atoms:
    """Return the atoms of an expression that must bind at least so tightly where it stands.

    `listing` is true where a comma follows or may follow: there a `blant` list has parentheses of its own.
    """
    binds = _binding(node)
    if binds < least:
        return enclosed("(", _bare(node, listing=False), ")", node.span)
    return _bare(node, listing=listing)


def _binding(node: syntax.Expression) -> int:
    match node:
        case syntax.Binary():
            return _BINARY[node.operator]
        case syntax.Not():
            return _NOT
        case syntax.Test() | syntax.Quantified():
            return _STATEMENT
        case syntax.Lookup():
            return _OPERAND
        case syntax.Negate():
            return _UNARY
        case _:
            return _PRIMARY


def _bare(node: syntax.Expression, *, listing: bool) -> Atoms:
    match node:
        case syntax.TextLiteral():
            return (Atom(quoted(node.value), node.span),)
        case syntax.NumberLiteral():
            return (Atom(number(node.value), node.span),)
        case syntax.Name():
            return (Atom(node.name, node.span),)
        case syntax.ParameterRef():
            return (Atom(f"${node.name}", node.span),)
        case syntax.Attribute():
            return (attribute(node),)
        case syntax.ChosenCodes():
            codes = listed(_code(choice) for choice in node.choices)
            return enclosed(f"{node.base.name}.{node.name}(", codes, ")", node.span)
        case syntax.Lookup():
            return _lookup(node, listing=listing)
        case syntax.Call():
            return _call(node)
        case syntax.LastYear():
            return suffixed(_bare(node.operand, listing=False), " i fjor")
        case syntax.Binary():
            return _binary(node, listing=listing)
        case syntax.Not():
            return prefixed("ikke ", expression(node.operand, _NOT, listing=listing), node.span)
        case syntax.Negate():
            return prefixed("-", expression(node.operand, _UNARY, listing=listing), node.span)
        case syntax.Test():
            return glue(expression(node.subject, _OPERAND), " ", _predicate(node.predicate, listing=listing))
        case syntax.Quantified():
            count = "" if node.count is None else f" {node.count}"
            start = prefixed(f"{node.quantifier}{count} av ", group(node.group), node.span)
            return glue(start, " ", _predicate(node.predicate, listing=listing))


def _binary(node: syntax.Binary, *, listing: bool) -> Atoms:
    binds = _BINARY[node.operator]
    left = expression(node.left, binds, listing=listing)
    right = expression(node.right, binds + 1, listing=listing)
    if node.operator in ("og", "eller"):
        return (*left, *prefixed(f"{node.operator} ", right))
    return glue(left, f" {node.operator} ", right)


def _lookup(node: syntax.Lookup, *, listing: bool) -> Atoms:
    atoms: Atoms = (Atom(f"{node.table.name}.{node.column}", node.span),)
    for word, part in (("for", node.key), ("per", node.at)):
        if part is not None:
            atoms = glue(atoms, f" {word} ", expression(part, SUM, listing=listing))
    return atoms


def _call(node: syntax.Call) -> Atoms:
    # The atoms inside keep their own places, so that a comment between two arguments stays between them.
    inside = listed(expression(argument, listing=True) for argument in node.arguments)
    if node.where is not None:
        inside = (*inside, *prefixed("der ", expression(node.where)))
    if not inside:
        return (Atom(f"{node.function}()", node.span),)
    return enclosed(f"{node.function}(", inside, ")", node.span)


def attribute(node: syntax.Attribute) -> Atom:
    """Return `X.name`."""
    return Atom(f"{node.base.name}.{node.name}", node.span)


def _code(node: syntax.TextLiteral | syntax.NumberLiteral | syntax.Name) -> Atoms:
    """Return a code among several: of digits as it stands, else between quotation marks."""
    if isinstance(node, syntax.TextLiteral) and node.value.isascii() and node.value.isdigit():
        return (Atom(node.value, node.span),)
    return _bare(node, listing=False)


def group(node: syntax.Name | syntax.GroupList) -> Atoms:
    """Return a field group: its name, or its members in parentheses."""
    if isinstance(node, syntax.Name):
        return (Atom(node.name, node.span),)
    return enclosed("(", ranges(node.members), ")", node.span)


def ranges(members: tuple[syntax.GroupRange, ...]) -> Atoms:
    """Return the members of a field group."""
    return listed(
        (Atom(member.start.name if member.end is None else f"{member.start.name} .. {member.end.name}", member.span),)
        for member in members
    )


def _predicate(node: syntax.Predicate, *, listing: bool) -> Atoms:
    match node:
        case syntax.Comparison():
            return prefixed(f"{node.operator} ", expression(node.value, _OPERAND, listing=listing))
        case syntax.Among():
            choices = listed(_bare(choice, listing=False) for choice in node.choices)
            if listing:
                return enclosed("blant (", choices, ")")
            return enclosed("blant ", choices, "")
        case syntax.Between():
            low, high = expression(node.low, _OPERAND), expression(node.high, _OPERAND, listing=listing)
            return glue(prefixed("mellom ", low), " og ", high)
        case syntax.Is():
            return (Atom(node.state if node.state == "mangler" else f"er {node.state}"),)
        case syntax.TextTest():
            return prefixed(f"{node.operator} ", expression(node.value, _OPERAND, listing=listing))


def value(node: syntax.LiteralValue | syntax.ListValue | syntax.Name) -> Atoms:
    """Return what a constant or an argument is given."""
    if not isinstance(node, syntax.ListValue):
        return _bare(node, listing=False)
    return enclosed("(", listed(_bare(item, listing=False) for item in node.values), ")", node.span)
