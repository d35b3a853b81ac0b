"""`X i fjor`: what can be asked of last year's delivery, and where.

The checker knows only this year's layout. Whether last year's has the fields, of a comparable type, is found out when
last year's file is opened; a control that asks for something it lacks is not run.
"""

from __future__ import annotations

from collections.abc import Iterable

from kostra.diagnostics import Span
from kostra.language.environment import Environment
from kostra.language.program import (
    Aggregate,
    FieldLastYear,
    FieldValue,
    FileScope,
    GroupScope,
    Instance,
    LastYear,
    RowScope,
    ShowValue,
    Value,
)
from kostra.language.traversal import fields_of, walk
from kostra.layout.model import IDENTITY_ROLE

_ASKED = ("antall", "sum", "minste", "største", "unike")


def field_last_year(env: Environment, value: Value, span: Span) -> Value | None:
    """Return a field in last year's record of the same person; None after an error."""
    if not isinstance(value, FieldValue):
        return _wrong(env, span)
    if env.context != "rad":
        _error(env, span, f"{value.field} i fjor er personens verdi i fjor, og finnes bare der det er én rad.")
        return None
    field = env.field_of(value)
    if field is None or field.sensitive:
        _error(env, span, f"{value.field} er sensitivt og kan ikke hentes fra i fjor.")
        return None
    if env.names.layout.with_role(IDENTITY_ROLE) is None:
        _error(env, span, "Filbeskrivelsen har ikke noe fødselsnummer å finne igjen personen med.")
        return None
    return FieldLastYear(value.field, value.type)


def aggregate_last_year(env: Environment, value: Value, span: Span) -> Value | None:
    """Return an aggregate over last year's delivery; None after an error."""
    if not isinstance(value, Aggregate) or value.name not in _ASKED:
        return _wrong(env, span)
    if env.context != "fil":
        _error(env, span, "Tall for hele fjorårets fil finnes bare i «for filen».")
        return None
    if uses_last_year(value):
        _error(env, span, "«i fjor» kan ikke stå inne i et annet «i fjor».")
        return None
    hidden = [name for name in fields_of(value.value) if _sensitive(env, name)] if value.value is not None else []
    if hidden and value.name != "unike":
        _error(env, span, f"{hidden[0]} er sensitivt og kan ikke hentes fra i fjor.")
        return None
    return LastYear(value, value.type)


def uses_last_year(value: Value) -> bool:
    """Return whether a value asks anything of last year's delivery."""
    return any(isinstance(node, LastYear | FieldLastYear) for node in walk(value))


def asks_last_year(scope: RowScope | GroupScope | FileScope, instances: Iterable[Instance]) -> bool:
    """Return whether a control's scope, sentences or messages ask anything of last year's delivery."""
    rows = [scope.where] if isinstance(scope, GroupScope) and scope.where is not None else []
    sentences = [sentence for instance in instances for sentence in instance.sentences]
    said = [part.value for sentence in sentences for part in sentence.message if isinstance(part, ShowValue)]
    return any(map(uses_last_year, [*rows, *(sentence.fires for sentence in sentences), *said]))


def refuse_in_statistic(env: Environment, value: Value | None, span: Span) -> Value | None:
    """Return the value of a statistic, which is about this year alone; None after an error."""
    if value is None or not uses_last_year(value):
        return value
    _error(env, span, "Statistikken er for året selv og kan ikke bruke «i fjor».")
    return None


def _sensitive(env: Environment, name: str) -> bool:
    field = env.names.layout.by_name.get(name)
    return field is not None and field.sensitive


def _wrong(env: Environment, span: Span) -> Value | None:
    env.problems.error(
        "feil-type",
        "«i fjor» står ikke bak noe som kan hentes fra fjorårets fil.",
        span,
        expected=f"et felt, eller {', '.join(_ASKED[:-1])} eller {_ASKED[-1]} over hele filen",
        hint="Skriv for eksempel antall() i fjor, eller FELT i fjor.",
    )
    return None


def _error(env: Environment, span: Span, message: str) -> None:
    env.problems.error("feil-sted", message, span)
