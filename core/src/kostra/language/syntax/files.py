"""Rule files as written: header, declarations, what is taken from modules, statistics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kostra.diagnostics import Span
from kostra.language.syntax.controls import Control, FileControl
from kostra.language.syntax.expressions import Expression, GroupRange, Name, NumberLiteral, TextLiteral
from kostra.language.syntax.spans import no_span

# ── Other declarations ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TakenControl:
    """`022`, or `022 som 023A`, in a `bruk`."""

    id: str
    new_id: str | None = None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class TakenStatistic:
    """`statistikk "title"` in a `bruk`."""

    title: str
    span: Span = no_span()


LiteralValue = TextLiteral | NumberLiteral


@dataclass(frozen=True, slots=True)
class ListValue:
    """`("01", "02")`."""

    values: tuple[LiteralValue, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Argument:
    """`NAME = value` after `med`."""

    name: str
    value: LiteralValue | ListValue | Name
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Use:
    """`bruk module (003, 022 som 023A) med X = 1`."""

    module: str
    taken: tuple[TakenControl | TakenStatistic, ...]
    arguments: tuple[Argument, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """`feltgruppe NAME = A .. B, C`."""

    name: str
    members: tuple[GroupRange, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Constant:
    """`konstant NAME = value`."""

    name: str
    value: LiteralValue | ListValue
    span: Span = no_span()


ParameterKind = Literal["heltall", "desimal", "tekst", "liste", "feltgruppe", "alvor", "kodeliste"]


@dataclass(frozen=True, slots=True)
class ModuleParameter:
    """`parameter NAME: kind` in a module."""

    name: str
    kind: ParameterKind
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Table:
    """`tabell NAME "title" fra "file.csv" nøkkel COLUMN gyldig FROM til TO`; title, key and validity are optional."""

    name: str
    title: str
    file: str
    key: str | None
    valid_from: str | None
    valid_to: str | None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class CodeListFile:
    """`kodeliste NAME fra "file.csv" [kolonne CODE, TEXT]` in a rule file."""

    name: str
    file: str
    columns: tuple[str, str] | None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class StatisticClass:
    """`0 til 17 "Under 18"`, `under 18 "…"`, `67 og over "…"`, `ellers "…"` (both bounds None and `otherwise`)."""

    low: int | None
    high: int | None
    label: str
    otherwise: bool = False
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Distribution:
    """`for hver rad [der CONDITION] klasser EXPRESSION …`: how many rows fall in each class."""

    where: Expression | None
    value: Expression
    classes: tuple[StatisticClass, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Figure:
    """`"label" EXPRESSION`: one figure of the whole delivery."""

    label: str
    value: Expression
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Statistic:
    """`statistikk "title"`: a distribution, or a list of figures."""

    title: str
    body: Distribution | tuple[Figure, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Target:
    """A form that house rules are for; `first` and `last` year (both None: every year)."""

    form: str
    first: int | None
    last: int | None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class RuleSetHeader:
    """`regelsett LEGE 2030 "title"`."""

    form: str
    year: int
    title: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class ModuleHeader:
    """`modul name ["title"]`."""

    name: str
    title: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class HouseHeader:
    """`husregler name "title" for LEGE, SKOLE 2030 til 2032`."""

    name: str
    title: str
    targets: tuple[Target, ...]
    span: Span = no_span()


Header = RuleSetHeader | ModuleHeader | HouseHeader
Item = Use | FieldGroup | Constant | ModuleParameter | Table | CodeListFile | FileControl | Control | Statistic


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: text after `#` without blanks around, and whether it stands alone on its line."""

    text: str
    own_line: bool
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A whole rule file: header and items in source order. Comments stand beside the tree, found by line."""

    header: Header
    items: tuple[Item, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
    span: Span = no_span()
