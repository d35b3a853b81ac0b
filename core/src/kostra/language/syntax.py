"""The syntax tree of the rule language, as written: names unresolved, nothing checked.

The parser makes it, the formatter prints it, the checker turns it into a program (`kostra.language.program`). Every
node carries the span of its source, which takes no part in equality: two trees are equal when they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kostra.diagnostics import NOWHERE, Span


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


# ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A quoted text."""

    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A whole number (int) or one with a decimal point (Decimal); the sign is part of it only in lists and examples."""

    value: int | Decimal
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name: a field, constant, group, list, parameter of a module, name bound by a set, or `feltet`."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """`$name`: a parameter of the run."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Attribute:
    """`X.name`: a property of a field (`etikett`, `navn`, `fra`, `til`, `krav` …) or a column of a table."""

    base: Name
    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Lookup:
    """`TABLE.column for KEY per DATE`: key, date or both."""

    table: Name
    column: str
    key: Expression | None
    at: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments der condition)`."""

    function: str
    arguments: tuple[Expression, ...]
    where: Expression | None = None
    span: Span = _span()


BinaryOperator = Literal["eller", "og", "+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them; `eller` is both «or» and «default value» (the checker decides)."""

    operator: BinaryOperator
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    """`ikke X`."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Negate:
    """`-X`."""

    operand: Expression
    span: Span = _span()


# ── Predicates: what can be said of one subject ──────────────────────────────────────────────────────────────────────

ComparisonOperator = Literal["=", "≠", "<", "<=", ">", ">="]
State = Literal["utfylt", "blank", "gyldig", "bare nuller", "obligatorisk", "oppgitt", "mangler"]
TextOperator = Literal["starter med", "slutter med", "inneholder", "har form"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`= X`, `≠ X`, `< X` and the like."""

    operator: ComparisonOperator
    value: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Among:
    """`blant a, b` or `blant LIST`."""

    choices: tuple[TextLiteral | NumberLiteral | Name | ParameterRef, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Between:
    """`mellom a og b`, both included."""

    low: Expression
    high: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Is:
    """`er utfylt`, `er gyldig`, …, and `mangler`."""

    state: State
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class TextTest:
    """`starter med X`, `slutter med X`, `inneholder X`, `har form X`."""

    operator: TextOperator
    value: Expression
    span: Span = _span()


Predicate = Comparison | Among | Between | Is | TextTest


@dataclass(frozen=True, slots=True)
class Test:
    """A subject and one predicate: `VKLO = "2"`, `UTBETDATO er gyldig`."""

    subject: Expression
    predicate: Predicate
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class GroupRange:
    """`A .. B`: the fields from A to B in the layout's order; `end` is None for a single field."""

    start: Name
    end: Name | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class GroupList:
    """`(A, B, C .. D)`: fields named on the spot."""

    members: tuple[GroupRange, ...]
    span: Span = _span()


Quantifier = Literal["noen", "alle", "ingen", "minst", "antall"]


@dataclass(frozen=True, slots=True)
class Quantified:
    """`noen av G <test>`, `alle av …`, `ingen av …`, `minst n av …` (true or false) and `antall av …` (a number)."""

    quantifier: Quantifier
    count: int | None
    group: Name | GroupList
    predicate: Predicate
    span: Span = _span()


Expression = (
    TextLiteral
    | NumberLiteral
    | Name
    | ParameterRef
    | Attribute
    | Lookup
    | Call
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
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Message:
    """A message: literal text and placeholders in turn. `text` is the template as written, escapes resolved."""

    text: str
    parts: tuple[str | Placeholder, ...]
    span: Span = _span()


# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class EachRow:
    """`for hver rad`, the default."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class EachField:
    """`for hvert felt`, `for hvert felt i GROUP`."""

    group: Name | GroupList | None
    span: Span = _span()


SetItem = Name | Attribute


@dataclass(frozen=True, slots=True)
class SetSource:
    """What one name of a set scope runs through: a named group, or items named on the spot.

    `at` is the date (`per …`) at which columns of a dated table are looked up.
    """

    items: Name | tuple[SetItem, ...]
    at: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class EachSet:
    """`for hvert sett A, B i G, (T.x, T.y) per DATE`: parallel groups, position by position."""

    names: tuple[Name, ...]
    sources: tuple[SetSource, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class EachGroup:
    """`for hver gruppe FIELD, … der CONDITION`."""

    keys: tuple[Name, ...]
    where: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class WholeFile:
    """`for filen`."""

    span: Span = _span()


Scope = EachRow | EachField | EachSet | EachGroup | WholeFile


@dataclass(frozen=True, slots=True)
class SeverityRef:
    """`feil`, `advarsel`, `info`, `fatal`, or the name of a module's parameter of kind `alvor`."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[når G] skal R ellers SEVERITY "…"` (requirement given) or `når C gir SEVERITY "…"` (requirement None)."""

    when: Expression | None
    requirement: Expression | None
    severity: SeverityRef
    message: Message
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Note:
    """`fordi "…"`, `råd "…"`, `kilde "…"`, `avvik "…"`."""

    kind: Literal["fordi", "råd", "kilde", "avvik"]
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class PointsAt:
    """`felt A, B`: the fields that a finding points at."""

    names: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Yields:
    """`viker`."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`dato(2022, 12, 31)` in an example: written as the field's pattern says, even where there is no such day."""

    year: int
    month: int
    day: int
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Assignment:
    """`FIELD = value` or `$parameter = value` in an example."""

    target: Name | ParameterRef
    value: TextLiteral | NumberLiteral | DateLiteral
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One row of an example; fields not named are blank."""

    assignments: tuple[Assignment, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Example:
    """`godta …` (the control must stay silent) or `avvis …` (it must fire)."""

    accepts: bool
    rows: tuple[ExampleRow, ...]
    span: Span = _span()


Metadata = Note | PointsAt | Yields | Example


@dataclass(frozen=True, slots=True)
class Control:
    """`kontroll ID "title"`: scope, sentences in order, metadata in order."""

    id: str
    title: str
    replaces: bool
    scope: Scope
    sentences: tuple[Sentence, ...]
    metadata: tuple[Metadata, ...]
    span: Span = _span()
    id_span: Span = _span()


@dataclass(frozen=True, slots=True)
class FileControl:
    """`filkontroll ID SEVERITY "title"`; `texts` holds the pack's own wordings (`tom`, `uventet`) by keyword."""

    id: str
    severity: SeverityRef
    title: str
    texts: tuple[tuple[Literal["tom", "uventet"], str], ...]
    metadata: tuple[Note, ...]
    span: Span = _span()
    id_span: Span = _span()


# ── Other declarations ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TakenControl:
    """`022`, or `022 som 023A`, in a `bruk`."""

    id: str
    new_id: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class TakenStatistic:
    """`statistikk "title"` in a `bruk`."""

    title: str
    span: Span = _span()


LiteralValue = TextLiteral | NumberLiteral


@dataclass(frozen=True, slots=True)
class ListValue:
    """`("01", "02")`."""

    values: tuple[LiteralValue, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Argument:
    """`NAME = value` after `med`."""

    name: str
    value: LiteralValue | ListValue | Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Use:
    """`bruk module (003, 022 som 023A) med X = 1`."""

    module: str
    taken: tuple[TakenControl | TakenStatistic, ...]
    arguments: tuple[Argument, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """`feltgruppe NAME = A .. B, C`."""

    name: str
    members: tuple[GroupRange, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Constant:
    """`konstant NAME = value`."""

    name: str
    value: LiteralValue | ListValue
    span: Span = _span()


ParameterKind = Literal["heltall", "desimal", "tekst", "liste", "feltgruppe", "alvor", "kodeliste"]


@dataclass(frozen=True, slots=True)
class ModuleParameter:
    """`parameter NAME: kind` in a module."""

    name: str
    kind: ParameterKind
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Table:
    """`tabell NAME "title" fra "file.csv" nøkkel COLUMN gyldig FROM til TO`; title, key and validity are optional."""

    name: str
    title: str
    file: str
    key: str | None
    valid_from: str | None
    valid_to: str | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CodeListFile:
    """`kodeliste NAME fra "file.csv" [kolonne CODE, TEXT]` in a rule file."""

    name: str
    file: str
    columns: tuple[str, str] | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class StatisticClass:
    """`0 til 17 "Under 18"`, `under 18 "…"`, `67 og over "…"`, `ellers "…"` (both bounds None and `otherwise`)."""

    low: int | None
    high: int | None
    label: str
    otherwise: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Distribution:
    """`for hver rad [der CONDITION] klasser EXPRESSION …`: how many rows fall in each class."""

    where: Expression | None
    value: Expression
    classes: tuple[StatisticClass, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Figure:
    """`"label" EXPRESSION`: one figure of the whole delivery."""

    label: str
    value: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Statistic:
    """`statistikk "title"`: a distribution, or a list of figures."""

    title: str
    body: Distribution | tuple[Figure, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Target:
    """A form that house rules are for; `first` and `last` year (both None: every year)."""

    form: str
    first: int | None
    last: int | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RuleSetHeader:
    """`regelsett 11F 2022 "title"`."""

    form: str
    year: int
    title: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ModuleHeader:
    """`modul name ["title"]`."""

    name: str
    title: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class HouseHeader:
    """`husregler name "title" for 11F, 11C 2024 til 2026`."""

    name: str
    title: str
    targets: tuple[Target, ...]
    span: Span = _span()


Header = RuleSetHeader | ModuleHeader | HouseHeader
Item = Use | FieldGroup | Constant | ModuleParameter | Table | CodeListFile | FileControl | Control | Statistic


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: text after `#` without blanks around, and whether it stands alone on its line."""

    text: str
    own_line: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A whole rule file: header and items in source order. Comments stand beside the tree, found by line."""

    header: Header
    items: tuple[Item, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
    span: Span = _span()
