"""The smallest true thing to say of two expressions: a limit, a code, a field, a condition, or nothing short at all."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.documentation.changes import Point, joined
from kostra.language import syntax
from kostra.language.written.meanings import Meanings, expanded, with_values
from kostra.language.written.text import expression_text, value_text

_ORDER = ("<", "<=", ">", ">=")
_LITERALS = (syntax.TextLiteral, syntax.NumberLiteral)
_Literal = syntax.TextLiteral | syntax.NumberLiteral
_TRUTHS = (syntax.Test, syntax.Quantified, syntax.Not, syntax.Binary, syntax.Call)
_TERMS = (
    syntax.Name,
    syntax.ParameterRef,
    syntax.Attribute,
    syntax.ChosenCodes,
    syntax.Lookup,
    syntax.Call,
    syntax.LastYear,
)
_ANY = syntax.Name("")
Points = tuple[Point, ...]


class Pair:
    """Two versions of the same place in a rule: what names stand for in the old one and in the new one."""

    def __init__(self, old: Meanings, new: Meanings) -> None:
        self.old = old
        self.new = new

    def equal(self, before: syntax.Expression, after: syntax.Expression) -> bool:
        """Return whether two expressions say the same."""
        return expanded(before, self.old) == expanded(after, self.new)

    def differences(self, before: syntax.Expression, after: syntax.Expression) -> Points | None:
        """Return what is different, nothing when all is the same, None when it cannot be said shortly."""
        if self.equal(before, after):
            return ()
        before, after = with_values(before, self.old), with_values(after, self.new)
        match before, after:
            case syntax.Test(), syntax.Test():
                return self._tests(before, after)
            case syntax.Binary(), syntax.Binary() if before.operator == after.operator:
                if before.operator in ("og", "eller"):
                    return self._lists(before, after)
                return self._all(((before.left, after.left), (before.right, after.right)))
            case syntax.Not(), syntax.Not():
                return self.differences(before.operand, after.operand)
            case syntax.Negate(), syntax.Negate():
                return self.differences(before.operand, after.operand)
            case syntax.Quantified(), syntax.Quantified() if _alike(before, after):
                return self.fields(self.old.fields_of(before.group), self.new.fields_of(after.group))
            case syntax.Call(), syntax.Call() if before.function == after.function:
                return self._calls(before, after)
            case _ if isinstance(before, _TERMS) and isinstance(after, _TERMS):
                was, now = expression_text(before, self.old), expression_text(after, self.new)
                return (Point("ledd", f"{now} i stedet for {was}", was, now),)
            case _:
                return self._narrowed(before, after)

    # ── Tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _tests(self, before: syntax.Test, after: syntax.Test) -> Points | None:
        if not self.equal(before.subject, after.subject):
            if self.equal(syntax.Test(_ANY, before.predicate), syntax.Test(_ANY, after.predicate)):
                return self.differences(before.subject, after.subject)
            return None
        codes = _codes(before.predicate), _codes(after.predicate)
        if codes[0] is not None and codes[1] is not None:
            return self._codes(before.subject, codes[0], codes[1])
        match before.predicate, after.predicate:
            case syntax.Comparison() as old, syntax.Comparison() as new:
                return self._comparisons(before.subject, old, new)
            case _:
                return None

    def _comparisons(self, subject: syntax.Expression, old: syntax.Comparison, new: syntax.Comparison) -> Points | None:
        literal = isinstance(old.value, _LITERALS) and isinstance(new.value, _LITERALS)
        if literal and old.operator in _ORDER and new.operator in _ORDER:
            assert isinstance(old.value, _LITERALS)
            assert isinstance(new.value, _LITERALS)
            before, after = value_text(old.value), value_text(new.value)
            of = f"«{expression_text(subject, self.new)}»"
            if old.operator == new.operator:
                return (Point("grense", f"grensen endret fra {before} til {after}", before, after),)
            before, after = f"{old.operator} {before}", f"{new.operator} {after}"
            return (Point("grense", f"grensen for {of} endret fra «{before}» til «{after}»", before, after),)
        if old.operator != new.operator:
            return None
        if literal:
            assert isinstance(old.value, _LITERALS)
            assert isinstance(new.value, _LITERALS)
            before, after = value_text(old.value), value_text(new.value)
            text = f"verdien som {expression_text(subject, self.new)} sammenlignes med, endret fra {before} til {after}"
            return (Point("verdi", text, before, after),)
        return self.differences(old.value, new.value)

    def _codes(self, subject: syntax.Expression, old: Sequence[_Literal], new: Sequence[_Literal]) -> Points:
        name = expression_text(subject, self.new)
        gone = tuple(self._code(subject, code, self.old) for code in old if code not in new)
        come = tuple(self._code(subject, code, self.new) for code in new if code not in old)
        points = []
        if come:
            points.append(Point("koder-inn", f"{name}: {joined(come)} er kommet til", items=come))
        if gone:
            points.append(Point("koder-ut", f"{name}: {joined(gone)} er falt bort", items=gone))
        return tuple(points)

    def _code(self, subject: syntax.Expression, code: _Literal, meanings: Meanings) -> str:
        field = meanings.layout.by_name.get(subject.name) if isinstance(subject, syntax.Name) else None
        label = field.codes.label(str(code.value)) if field is not None and field.codes is not None else None
        return f"{code.value} ({label})" if label else value_text(code)

    # ── Several parts ────────────────────────────────────────────────────────────────────────────────────────────────

    def _lists(self, before: syntax.Binary, after: syntax.Binary) -> Points | None:
        """Compare the parts of an «og» or an «eller»; their order does not matter."""
        old, new = _flat(before, before.operator), _flat(after, after.operator)
        gone = [part for part in old if not any(self.equal(part, other) for other in new)]
        come = [part for part in new if not any(self.equal(other, part) for other in old)]
        if len(gone) == len(come) == 1:
            return self.differences(gone[0], come[0])
        if gone and come:
            return None
        return self._parts(before.operator, gone, come)

    def _narrowed(self, before: syntax.Expression, after: syntax.Expression) -> Points | None:
        """Compare a single condition with several, of which it may be one."""
        for operator in ("og", "eller"):
            old, new = _flat(before, operator), _flat(after, operator)
            if len(old) == len(new):
                continue
            gone = [part for part in old if not any(self.equal(part, other) for other in new)]
            come = [part for part in new if not any(self.equal(other, part) for other in old)]
            if not (gone and come):
                return self._parts(operator, gone, come)
        return None

    def _parts(
        self, operator: str, gone: Sequence[syntax.Expression], come: Sequence[syntax.Expression]
    ) -> Points | None:
        if not all(isinstance(part, _TRUTHS) for part in (*gone, *come)):
            return None  # the default value of `X eller 0`
        word = "vilkåret" if operator == "og" else "alternativet"
        points = []
        for part in come:
            text = expression_text(part, self.new)
            points.append(Point("vilkar-inn", f"{word} «{text}» er kommet til", after=text))
        for part in gone:
            text = expression_text(part, self.old)
            points.append(Point("vilkar-ut", f"{word} «{text}» er falt bort", before=text))
        return tuple(points)

    def _calls(self, before: syntax.Call, after: syntax.Call) -> Points | None:
        if (before.where is None) != (after.where is None):
            return None
        pairs = [] if before.where is None or after.where is None else [(before.where, after.where)]
        old, new = expanded(before, self.old).arguments, expanded(after, self.new).arguments
        if all(isinstance(argument, syntax.Name) for argument in (*old, *new)) and len(old) + len(new) > 2:
            fields = self.fields([a.name for a in old], [a.name for a in new])  # type: ignore[union-attr]
            rest = self._all(pairs)
            return None if rest is None else (*fields, *rest)
        if len(before.arguments) != len(after.arguments):
            return None
        return self._all([*zip(before.arguments, after.arguments, strict=True), *pairs])

    def fields(self, old: Sequence[str], new: Sequence[str]) -> Points:
        """Return which fields came and which went; their order does not matter."""
        come = tuple(name for name in new if name not in old)
        gone = tuple(name for name in old if name not in new)
        points = []
        if come:
            points.append(Point("felt-inn", f"{joined(come)} teller med", items=come))
        if gone:
            points.append(Point("felt-ut", f"{joined(gone)} teller ikke lenger med", items=gone))
        return tuple(points)

    def _all(self, pairs: Sequence[tuple[syntax.Expression, syntax.Expression]]) -> Points | None:
        points: list[Point] = []
        for before, after in pairs:
            found = self.differences(before, after)
            if found is None:
                return None
            points += found
        return tuple(points)


def _alike(before: syntax.Quantified, after: syntax.Quantified) -> bool:
    return (before.quantifier, before.count, before.predicate) == (after.quantifier, after.count, after.predicate)


def _codes(predicate: syntax.Predicate) -> tuple[_Literal, ...] | None:
    """Return the codes that a field may hold by a test; one code after `=` is a list of one."""
    if isinstance(predicate, syntax.Among) and all(isinstance(choice, _LITERALS) for choice in predicate.choices):
        return tuple(choice for choice in predicate.choices if isinstance(choice, _LITERALS))
    if isinstance(predicate, syntax.Comparison) and predicate.operator == "=":
        return (predicate.value,) if isinstance(predicate.value, syntax.TextLiteral) else None
    return None


def _flat(node: syntax.Expression, operator: str) -> list[syntax.Expression]:
    if isinstance(node, syntax.Binary) and node.operator == operator:
        return [*_flat(node.left, operator), *_flat(node.right, operator)]
    return [node]
