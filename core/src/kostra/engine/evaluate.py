"""From an expression of the program to its values over the rows of a batch.

Every kind of node has one method. The memo is by object identity, which interning has made the same as equality; only
what stands in several places is remembered, the rest is used once and forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

import numpy as np

from kostra.engine import codes_in_words, lookups, text
from kostra.engine.columns import Columns
from kostra.engine.environment import Environment
from kostra.engine.functions import FUNCTIONS, OF_CHARACTERS
from kostra.engine.lookups import constant_vector
from kostra.engine.numeric import between, calculate, compare, default
from kostra.engine.plugin_calls import call_plugin
from kostra.engine.values import Numbers, Texts, Vector, padded, truth, without_missing
from kostra.language import program as p
from kostra.readers.records import Bools


class AggregateSource(Protocol):
    """Whatever knows the aggregates of the rows' groups, or of the whole delivery."""

    def __call__(self, node: p.Aggregate) -> Vector:
        """Return the aggregate as each row sees it."""
        ...


class Evaluator:
    """Evaluates interned expressions over the rows of some columns."""

    def __init__(self, environment: Environment, columns: Columns, aggregates: AggregateSource | None = None) -> None:
        self.environment = environment
        self.columns = columns
        self._aggregates = aggregates
        self._memo: dict[int, Vector] = {}

    def vector(self, node: p.Value) -> Vector:
        """Return the value of an expression in each row."""
        known = self._memo.get(id(node))
        if known is None:
            known = _METHODS[type(node)](self, node)
            if self.environment.interner.shared(node):
                self._memo[id(node)] = known
        return known

    def truth(self, node: p.Value) -> Bools:
        """Return where an expression is true."""
        return cast(Bools, self.vector(node))

    def numbers(self, node: p.Value) -> Numbers:
        """Return an expression of numbers or dates."""
        return cast(Numbers, self.vector(node))

    def texts(self, node: p.Value) -> Texts:
        """Return an expression of texts; of a field of another type, its characters."""
        if isinstance(node, p.FieldValue):
            return self.columns.texts(node.field)
        return cast(Texts, self.vector(node))

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _const(self, node: p.Const) -> Vector:
        return constant_vector(node.value, node.type)

    def _field_value(self, node: p.FieldValue) -> Vector:
        if node.type == "tekst":
            return self.columns.texts(node.field)
        return self.columns.numbers(self.environment.field(node.field))

    def _raw(self, node: p.Raw) -> Vector:
        return self.columns.texts(node.field)

    def _param(self, node: p.Param) -> Vector:
        return constant_vector(self.environment.parameters.get(node.name), node.type)

    def _arithmetic(self, node: p.Arithmetic) -> Vector:
        return calculate(node.operator, self.numbers(node.left), self.numbers(node.right))

    def _default(self, node: p.Default) -> Vector:
        value, fallback = self.vector(node.value), self.vector(node.fallback)
        if isinstance(value, Texts) and isinstance(fallback, Texts):
            return _default_text(value, fallback)
        return default(cast(Numbers, value), cast(Numbers, fallback))

    def _function(self, node: p.Function) -> Vector:
        builtin = FUNCTIONS.get(node.name)
        if builtin is None:
            plugin = self.environment.functions[node.name]
            arguments = [self.vector(argument) for argument in node.arguments]
            return call_plugin(plugin, arguments, self.environment.cache(node.name))
        of_characters = node.name in OF_CHARACTERS
        read: Callable[[p.Value], Vector] = self.texts if of_characters else self.vector
        return builtin([read(argument) for argument in node.arguments], self.environment.year)

    def _code_text(self, node: p.CodeText) -> Vector:
        return codes_in_words.texts_of(self.environment.field(node.field).codes, self.columns.texts(node.field))

    def _code_with_text(self, node: p.CodeWithText) -> Vector:
        if isinstance(node.value, p.FieldValue):
            codes = self.environment.field(node.value.field).codes
            return codes_in_words.with_texts(codes, self.columns.texts(node.value.field))
        assert self.environment.last_year is not None, "a control that asks for last year's delivery is not run without"
        codes = self.environment.last_year.codes(node.value.field)
        return codes_in_words.with_texts(codes, cast("Numbers | Texts", self.vector(node.value)))

    def _count_true(self, node: p.CountTrue) -> Vector:
        count = np.zeros(1, dtype=np.int64)
        for test in node.tests:
            count = count + self.truth(test)
        return Numbers(count, None, len(node.tests))

    def _lookup(self, node: p.LookupValue) -> Vector:
        key = None if node.key is None else self.vector(node.key)
        at = None if node.at is None else self.numbers(node.at)
        cache = self.environment.cache((node.table, node.column))
        return lookups.look_up(self.environment.tables[node.table], node, key, at, cache)

    def _aggregate(self, node: p.Aggregate) -> Vector:
        if self._aggregates is None:
            raise TypeError("an aggregate stands where there is only one row")
        return self._aggregates(node)

    def _last_year(self, node: p.LastYear) -> Vector:
        assert self.environment.last_year is not None, "a control that asks for last year's delivery is not run without"
        return self.environment.last_year.aggregate(node)

    def _field_last_year(self, node: p.FieldLastYear) -> Vector:
        assert self.environment.last_year is not None, "a control that asks for last year's delivery is not run without"
        return self.environment.last_year.field(node, self)

    # ── Truth ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _and(self, node: p.And) -> Vector:
        result = truth(True)
        for item in node.items:
            result = result & self.truth(item)
            if not result.any():
                break
        return result

    def _or(self, node: p.Or) -> Vector:
        result = truth(False)
        for item in node.items:
            result = result | self.truth(item)
            if result.all():
                break
        return result

    def _not(self, node: p.Not) -> Vector:
        return ~self.truth(node.operand)

    def _compare(self, node: p.Compare) -> Vector:
        if node.left.type == "tekst":
            return self._compare_texts(node)
        left, right = self.vector(node.left), self.vector(node.right)
        if isinstance(left, Numbers) and isinstance(right, Numbers):
            return compare(node.operator, left, right)
        same: Bools = np.equal(cast(Bools, left), cast(Bools, right))
        return same if node.operator == "=" else ~same

    def _compare_texts(self, node: p.Compare) -> Bools:
        left = self.texts(node.left)
        if isinstance(node.right, p.Const) and isinstance(node.right.value, str):
            same = text.among(left, (node.right.value,))
            return same if node.operator == "=" else without_missing(~same, left.missing)
        return (text.equal if node.operator == "=" else text.unequal)(left, self.texts(node.right))

    def _in(self, node: p.In) -> Vector:
        if node.value.type == "tekst":
            texts = self.texts(node.value)
            constants = tuple(c.value for c in node.choices if isinstance(c, p.Const) and isinstance(c.value, str))
            found = text.among(texts, constants)
            others = [c for c in node.choices if not (isinstance(c, p.Const) and isinstance(c.value, str))]
            for choice in others:
                found = found | text.equal(texts, self.texts(choice))
            return found
        result = truth(False)
        for choice in node.choices:
            result = result | compare("=", self.numbers(node.value), self.numbers(choice))
        return result

    def _in_codes(self, node: p.InCodes) -> Vector:
        return text.among(self.texts(node.value), tuple(self.environment.code_lists[node.code_list].codes))

    def _between(self, node: p.Between) -> Vector:
        return between(self.numbers(node.value), self.numbers(node.low), self.numbers(node.high))

    def _filled(self, node: p.Filled) -> Vector:
        texts = self.texts(node.value)
        return without_missing(~texts.blank, texts.missing)

    def _all_zeros(self, node: p.AllZeros) -> Vector:
        return text.all_zeros(self.texts(node.value))

    def _valid(self, node: p.Valid) -> Vector:
        field = self.environment.field(node.field)
        texts = self.columns.texts(node.field)
        valid = ~texts.blank
        if field.type != "tekst":
            valid = without_missing(valid, self.columns.numbers(field).missing)
        if field.codes is not None and valid.any():
            valid = valid & text.among(texts, tuple(field.codes.codes))
        return valid

    def _missing(self, node: p.Missing) -> Vector:
        value = self.vector(node.value)
        missing = None if isinstance(value, np.ndarray) else value.missing
        return truth(False) if missing is None else missing

    def _text_test(self, node: p.TextTest) -> Vector:
        texts = self.texts(node.value)
        if isinstance(node.pattern, p.Const) and isinstance(node.pattern.value, str):
            return text.text_test(node.operator, texts, node.pattern.value)
        return text.text_test_by_row(node.operator, texts, self.texts(node.pattern))

    def _given(self, node: p.Given) -> Vector:
        return truth(node.name in self.environment.parameters)


def _default_text(value: Texts, fallback: Texts) -> Texts:
    if value.missing is None:
        return value
    width = max(value.width, fallback.width)
    dtype = np.result_type(value.raw.dtype, fallback.raw.dtype)
    chars = np.where(value.missing, padded(fallback.raw, width, dtype), padded(value.raw, width, dtype))
    lengths = np.where(
        value.missing,
        fallback.width if fallback.lengths is None else fallback.lengths,
        value.width if value.lengths is None else value.lengths,
    )
    missing = None if fallback.missing is None else value.missing & fallback.missing
    return Texts(chars, lengths.astype(np.int64), missing)


_METHODS: dict[type, Callable[[Evaluator, Any], Vector]] = {
    p.Const: Evaluator._const,
    p.FieldValue: Evaluator._field_value,
    p.Raw: Evaluator._raw,
    p.Param: Evaluator._param,
    p.Arithmetic: Evaluator._arithmetic,
    p.Default: Evaluator._default,
    p.Function: Evaluator._function,
    p.CodeText: Evaluator._code_text,
    p.CodeWithText: Evaluator._code_with_text,
    p.CountTrue: Evaluator._count_true,
    p.LookupValue: Evaluator._lookup,
    p.Aggregate: Evaluator._aggregate,
    p.LastYear: Evaluator._last_year,
    p.FieldLastYear: Evaluator._field_last_year,
    p.And: Evaluator._and,
    p.Or: Evaluator._or,
    p.Not: Evaluator._not,
    p.Compare: Evaluator._compare,
    p.In: Evaluator._in,
    p.InCodes: Evaluator._in_codes,
    p.Between: Evaluator._between,
    p.Filled: Evaluator._filled,
    p.AllZeros: Evaluator._all_zeros,
    p.Valid: Evaluator._valid,
    p.Missing: Evaluator._missing,
    p.TextTest: Evaluator._text_test,
    p.Given: Evaluator._given,
}
