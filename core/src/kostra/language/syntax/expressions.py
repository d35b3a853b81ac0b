"""Expressions, predicates and messages as written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kostra.diagnostics import Span
from kostra.language.syntax.spans import no_span

# ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A quoted text."""

    value: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A whole number (int) or one with a decimal point (Decimal); the sign is part of it only in lists and examples."""

    value: int | Decimal
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name: a field, constant, group, list, parameter of a module, name bound by a set, or `feltet`."""

    name: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """`$name`: a parameter of the run."""

    name: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Attribute:
    """`X.name`: a property of a field (`etikett`, `navn`, `fra`, `til`, `krav` …) or a column of a table."""

    base: Name
    name: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class ChosenCodes:
    """`X.koder(03, 05)`: some codes of a field; a code is a text, however it was written."""

    base: Name
    name: str
    choices: tuple[TextLiteral | NumberLiteral | Name, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Lookup:
    """`TABLE.column for KEY per DATE`: key, date or both."""

    table: Name
    column: str
    key: Expression | None
    at: Expression | None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments der condition)`."""

    function: str
    arguments: tuple[Expression, ...]
    where: Expression | None = None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class LastYear:
    """`X i fjor`: a field (or, in a message, a property of it) or an aggregate as last year's delivery has it."""

    operand: Name | Attribute | Call
    span: Span = no_span()


BinaryOperator = Literal["eller", "og", "+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them; `eller` is both «or» and «default value» (the checker decides)."""

    operator: BinaryOperator
    left: Expression
    right: Expression
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Not:
    """`ikke X`."""

    operand: Expression
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Negate:
    """`-X`."""

    operand: Expression
    span: Span = no_span()


# ── Predicates: what can be said of one subject ──────────────────────────────────────────────────────────────────────

ComparisonOperator = Literal["=", "≠", "<", "<=", ">", ">="]
State = Literal["utfylt", "blank", "gyldig", "bare nuller", "obligatorisk", "oppgitt", "mangler"]
TextOperator = Literal["starter med", "slutter med", "inneholder", "har form"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`= X`, `≠ X`, `< X` and the like."""

    operator: ComparisonOperator
    value: Expression
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Among:
    """`blant a, b` or `blant LIST`."""

    choices: tuple[TextLiteral | NumberLiteral | Name | ParameterRef, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Between:
    """`mellom a og b`, both included."""

    low: Expression
    high: Expression
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Is:
    """`er utfylt`, `er gyldig`, …, and `mangler`."""

    state: State
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class TextTest:
    """`starter med X`, `slutter med X`, `inneholder X`, `har form X`."""

    operator: TextOperator
    value: Expression
    span: Span = no_span()


Predicate = Comparison | Among | Between | Is | TextTest


@dataclass(frozen=True, slots=True)
class Test:
    """A subject and one predicate: `SVAR = "2"`, `DATO er gyldig`."""

    subject: Expression
    predicate: Predicate
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class GroupRange:
    """`A .. B`: the fields from A to B in the layout's order; `end` is None for a single field."""

    start: Name
    end: Name | None = None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class GroupList:
    """`(A, B, C .. D)`: fields named on the spot."""

    members: tuple[GroupRange, ...]
    span: Span = no_span()


Quantifier = Literal["noen", "alle", "ingen", "minst", "antall"]


@dataclass(frozen=True, slots=True)
class Quantified:
    """`noen av G <test>`, `alle av …`, `ingen av …`, `minst n av …` (true or false) and `antall av …` (a number)."""

    quantifier: Quantifier
    count: int | None
    group: Name | GroupList
    predicate: Predicate
    span: Span = no_span()


Expression = (
    TextLiteral
    | NumberLiteral
    | Name
    | ParameterRef
    | Attribute
    | ChosenCodes
    | Lookup
    | Call
    | LastYear
    | Binary
    | Not
    | Negate
    | Test
    | Quantified
)


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{expression}` in a message."""

    expression: Expression
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Message:
    """A message: literal text and placeholders in turn. `text` is the template as written, escapes resolved."""

    text: str
    parts: tuple[str | Placeholder, ...]
    span: Span = no_span()
