"""Controls as written: scope, sentences, metadata, examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kostra.diagnostics import Span
from kostra.language.syntax.expressions import (
    Attribute,
    Expression,
    GroupList,
    GroupRange,
    Message,
    Name,
    NumberLiteral,
    ParameterRef,
    TextLiteral,
)
from kostra.language.syntax.spans import no_span

# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class EachRow:
    """`for hver rad`, the default."""

    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class EachField:
    """`for hvert felt`, `for hvert felt i GROUP`."""

    group: Name | GroupList | None
    span: Span = no_span()


SetItem = Name | Attribute


@dataclass(frozen=True, slots=True)
class SetSource:
    """What one name of a set scope runs through: a named group, or items named on the spot.

    `at` is the date (`per …`) at which columns of a dated table are looked up.
    """

    items: Name | tuple[SetItem, ...]
    at: Expression | None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class EachSet:
    """`for hvert sett A, B i G, (T.x, T.y) per DATE`: parallel groups, position by position."""

    names: tuple[Name, ...]
    sources: tuple[SetSource, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class EachGroup:
    """`for hver gruppe FIELD, … der CONDITION`."""

    keys: tuple[Name, ...]
    where: Expression | None
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class WholeFile:
    """`for filen`."""

    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class EachCode:
    """`for filen og hver kode i A, B .. C, GROUP`: the whole delivery, once for each code of each field's code list.

    A member without an end is a field, or the name of a field group.
    """

    members: tuple[GroupRange, ...]
    span: Span = no_span()


Scope = EachRow | EachField | EachSet | EachGroup | WholeFile | EachCode


@dataclass(frozen=True, slots=True)
class SeverityRef:
    """`feil`, `advarsel`, `info`, `fatal`, or the name of a module's parameter of kind `alvor`."""

    name: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[når G] skal R ellers SEVERITY "…"` (requirement given) or `når C gir SEVERITY "…"` (requirement None)."""

    when: Expression | None
    requirement: Expression | None
    severity: SeverityRef
    message: Message
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Note:
    """`fordi "…"`, `råd "…"`, `kilde "…"`, `avvik "…"`."""

    kind: Literal["fordi", "råd", "kilde", "avvik"]
    text: str
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class PointsAt:
    """`felt A, B`: the fields that a finding points at."""

    names: tuple[Name, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Yields:
    """`viker`."""

    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`dato(2030, 12, 31)` in an example: written as the field's pattern says, even where there is no such day."""

    year: int
    month: int
    day: int
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Assignment:
    """`FIELD = value` or `$parameter = value` in an example."""

    target: Name | ParameterRef
    value: TextLiteral | NumberLiteral | DateLiteral
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One row of an example; fields not named are blank."""

    assignments: tuple[Assignment, ...]
    span: Span = no_span()


@dataclass(frozen=True, slots=True)
class Example:
    """`godta …` (the control must stay silent) or `avvis …` (it must fire).

    `last_year` holds the rows after `i fjor`, None where it is not said.
    """

    accepts: bool
    rows: tuple[ExampleRow, ...]
    span: Span = no_span()
    last_year: tuple[ExampleRow, ...] | None = None


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
    span: Span = no_span()
    id_span: Span = no_span()


@dataclass(frozen=True, slots=True)
class FileControl:
    """`filkontroll ID SEVERITY "title"`; `texts` holds the pack's own wordings (`tom`, `uventet`) by keyword."""

    id: str
    severity: SeverityRef
    title: str
    texts: tuple[tuple[Literal["tom", "uventet"], str], ...]
    metadata: tuple[Note, ...]
    span: Span = no_span()
    id_span: Span = no_span()
