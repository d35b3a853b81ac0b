"""From the nodes that lark makes to the expressions of the syntax tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from kostra.diagnostics import Diagnostic, Span
from kostra.language import syntax
from kostra.language.parser_place import Place, diagnostic
from kostra.language.tree_builder_values import ValueBuilder

if TYPE_CHECKING:
    from lark import Token, Tree

    from kostra.language.parser_place import Node

# Whatever walks the tree afterwards may use a few of Python's some 1000 levels of calls for each level of the tree.
DEEPEST = 100


class TooDeepError(Exception):
    """The expression has more levels than any reader could follow; the diagnostic says where."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.diagnostic = fault


def too_deep_fault(place: Place, span: Span) -> Diagnostic:
    """Return the diagnostic for an expression with too many levels, beginning at a span."""
    return diagnostic(
        place,
        replace(span, end_line=span.line, end_column=span.column + 1),
        "for-dypt",
        f"Uttrykket har mer enn {DEEPEST} ledd inni hverandre.",
        hint="del det opp: bruk en liste etter «blant», en feltgruppe, eller flere setninger",
    )


class ExpressionBuilder(ValueBuilder):
    """Builds expressions, field groups and predicates. Raises `TooDeepError`."""

    def __init__(self, place: Place, report: Callable[[Diagnostic], None]) -> None:
        super().__init__(place, report)
        self._depth = 0

    def expression(self, node: Node) -> syntax.Expression:
        """Return the expression of a token or node."""
        if isinstance(node, str):
            return self._atom(node)
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooDeepError(too_deep_fault(self.place, self.place.span(node)))
        build = self._BUILDERS[node.data]
        expression = build(self, node.children, node)
        self._depth -= 1
        return expression

    def _atom(self, token: Token) -> syntax.Expression:
        if token.type == "NAME":
            return self.name(token)
        if token.type == "STRING":
            return syntax.TextLiteral(self.text(token), self.place.span(token))
        if token.type == "PARAMETER":
            return self.parameter(token)
        return self.number(token)

    def _parenthesised(self, children: list[Any], _node: Node) -> syntax.Expression:
        return self.expression(children[0])

    def _binary(self, children: list[Any], node: Node) -> syntax.Expression:
        left, operator, right = children
        sign = cast(syntax.BinaryOperator, str(operator))
        return syntax.Binary(sign, self.expression(left), self.expression(right), self.place.span(node))

    def _not(self, children: list[Any], node: Node) -> syntax.Expression:
        return syntax.Not(self.expression(children[0]), self.place.span(node))

    def _negate(self, children: list[Any], node: Node) -> syntax.Expression:
        return syntax.Negate(self.expression(children[0]), self.place.span(node))

    def _attribute(self, children: list[Any], node: Node) -> syntax.Expression:
        return self.attribute(node)

    def attribute(self, node: Node) -> syntax.Attribute:
        """Return `X.name`."""
        assert not isinstance(node, str)
        base, member = cast("list[Token]", node.children)
        return syntax.Attribute(self.name(base), member[1:], self.place.span(node))

    def _chosen_codes(self, children: list[Any], node: Node) -> syntax.Expression:
        base, member, *codes = children
        choices = tuple(self._code(code) for code in codes)
        return syntax.ChosenCodes(self.name(base), member[1:], choices, self.place.span(node))

    def _code(self, token: Token) -> syntax.TextLiteral | syntax.Name:
        if token.type == "NAME":
            return self.name(token)
        return syntax.TextLiteral(self.text(token) if token.type == "STRING" else str(token), self.place.span(token))

    def _lookup(self, children: list[Any], node: Node) -> syntax.Expression:
        table, member, *clauses = children
        given = {clause.data: self.expression(clause.children[0]) for clause in clauses if clause is not None}
        return syntax.Lookup(
            self.name(table),
            member[1:],
            given.get("lookup_key"),
            given.get("lookup_date"),
            self.place.span(node),
        )

    def _call(self, children: list[Any], node: Node) -> syntax.Expression:
        function, arguments, where = children
        written = [] if arguments is None else arguments.children
        for argument in written:
            self._check_lists(argument)
        return syntax.Call(
            str(function),
            tuple(self.expression(argument) for argument in written),
            None if where is None else self.expression(where.children[0]),
            self.place.span(node),
        )

    def _last_year(self, children: list[Any], node: Node) -> syntax.Expression:
        operand = self.expression(children[0])
        assert isinstance(operand, syntax.Name | syntax.Attribute | syntax.Call), (
            "the grammar lets nothing else stand there"
        )
        return syntax.LastYear(operand, self.place.span(node))

    def _check_lists(self, argument: Node) -> None:
        """Report a `blant` list in an argument that has no parentheses: the commas could belong to the call."""
        waiting = [argument]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str) or node.data in ("parenthesised", "call"):
                continue
            if node.data == "among" and len(node.children) > 1:
                self.fault(
                    node,
                    "liste-uten-parentes",
                    "Listen etter «blant» står i et funksjonskall og må ha parentes rundt seg.",
                    hint='skriv for eksempel blant ("1", "2"), så kommaene ikke forveksles med funksjonens egne',
                )
            children: list[Any] = node.children
            waiting += [child for child in children if child is not None]

    def _test(self, children: list[Any], node: Node) -> syntax.Expression:
        subject, predicate = children
        return syntax.Test(self.expression(subject), self.predicate(predicate), self.place.span(node))

    def _quantified(self, children: list[Any], node: Node) -> syntax.Expression:
        quantifier, *counted, group, predicate = children
        return syntax.Quantified(
            cast(syntax.Quantifier, str(quantifier)),
            self.whole_number(counted[0]) if counted else None,
            self.group(group),
            self.predicate(predicate),
            self.place.span(node),
        )

    # Every alias of an expression rule in rules.lark.
    _BUILDERS: ClassVar[dict[str, Callable[[ExpressionBuilder, list[Any], Node], syntax.Expression]]] = {
        "binary": _binary,
        "not_": _not,
        "negate": _negate,
        "parenthesised": _parenthesised,
        "test": _test,
        "quantified": _quantified,
        "attribute": _attribute,
        "chosen_codes": _chosen_codes,
        "lookup": _lookup,
        "call": _call,
        "last_year": _last_year,
    }

    # ── Groups ──

    def group(self, node: Node) -> syntax.Name | syntax.GroupList:
        """Return a field group, by its name or with its members."""
        if isinstance(node, str):
            return self.name(node)
        return syntax.GroupList(self.ranges(node.children), self.place.span(node))

    def ranges(self, nodes: list[Any]) -> tuple[syntax.GroupRange, ...]:
        """Return the members of a field group."""
        members = []
        for node in nodes:
            start, end = node.children
            members.append(
                syntax.GroupRange(self.name(start), None if end is None else self.name(end), self.place.span(node))
            )
        return tuple(members)

    # ── Predicates ──

    def predicate(self, node: Tree[Token]) -> syntax.Predicate:
        """Return what is said of a subject."""
        children: list[Any] = node.children
        span = self.place.span(node)
        match node.data:
            case "comparison":
                operator = "≠" if children[0] == "<>" else str(children[0])
                return syntax.Comparison(cast(syntax.ComparisonOperator, operator), self.expression(children[1]), span)
            case "among" | "among_listed":
                return syntax.Among(tuple(self._choice(child) for child in children), span)
            case "between":
                return syntax.Between(self.expression(children[0]), self.expression(children[1]), span)
            case "is_state":
                words = [str(word) for word in children if word != "er"]
                return syntax.Is(cast(syntax.State, " ".join(words)), span)
            case _:
                word, value = children
                return syntax.TextTest(_TEXT_TESTS[word], self.expression(value), span)

    def _choice(self, node: Node) -> syntax.LiteralValue | syntax.Name | syntax.ParameterRef:
        if isinstance(node, str) and node.type == "NAME":
            return self.name(node)
        if isinstance(node, str) and node.type == "PARAMETER":
            return self.parameter(node)
        return self.literal(node)


_TEXT_TESTS: dict[str, syntax.TextOperator] = {
    "starter": "starter med",
    "slutter": "slutter med",
    "inneholder": "inneholder",
    "har": "har form",
}
