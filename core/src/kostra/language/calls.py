"""Calls of functions, and lookups in tables: arguments counted and typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from kostra.diagnostics import Span, did_you_mean
from kostra.language.environment import Environment
from kostra.language.functions import AGGREGATES, BUILTINS, DATE_PATTERNS, SPECIAL, Builtin
from kostra.language.names import THE_CODE, DatedTable
from kostra.language.program import (
    Aggregate,
    AggregateName,
    CodeText,
    Const,
    FieldLastYear,
    FieldValue,
    Function,
    LookupValue,
    Param,
    Raw,
    Value,
    ValueType,
)
from kostra.language.traversal import walk
from kostra.language.typing_rules import NUMBERS, TYPE_WORDS, describe

Argument = tuple[Value, Span]

_KIND_WORDS = {
    "tekst": "tekst",
    "tall": "et tall",
    "dato": "en dato",
    "felt": "et felt",
    "desimalfelt": "et felt av type desimal",
    "mønster": "et datomønster",
}


def function(env: Environment, name: str, arguments: Sequence[Argument], span: Span) -> Value | None:
    """Return the call of a built-in or plugin function of one row."""
    builtin = BUILTINS.get(name)
    if builtin is not None:
        return _builtin(env, builtin, arguments, span)
    plugin = env.functions.get(name)
    if plugin is not None:
        return _plugin(env, name, arguments, span)
    env.problems.error(
        "ukjent-funksjon",
        f"Funksjonen «{name}» finnes ikke.",
        span,
        expected="en av språkets funksjoner, for eksempel sum(…), alder(…) eller lengde(…)",
        hint=did_you_mean(name, [*BUILTINS, *AGGREGATES, *SPECIAL, *env.functions]),
    )
    return None


def _count(env: Environment, name: str, wanted: int, given: int, span: Span) -> bool:
    if wanted == given:
        return True
    noun = "argument" if wanted == 1 else "argumenter"
    env.problems.error("antall-argumenter", f"«{name}» tar {wanted} {noun}, men fikk {given}.", span)
    return False


def _builtin(env: Environment, builtin: Builtin, arguments: Sequence[Argument], span: Span) -> Value | None:
    if builtin.variadic:
        if not arguments:
            env.problems.error("antall-argumenter", f"«{builtin.name}» trenger en feltgruppe eller felt.", span)
            return None
        kinds = builtin.parameters * len(arguments)
    else:
        if not _count(env, builtin.name, len(builtin.parameters), len(arguments), span):
            return None
        kinds = builtin.parameters
    fits = [_fits(env, builtin.name, kind, *argument) for kind, argument in zip(kinds, arguments, strict=True)]
    if not all(fits):
        return None
    if builtin.needs_year:
        env.used.parameters.add("årgang")
    values = tuple(value for value, _ in arguments)
    if builtin.name == "dato" and not _may_be_date(values):
        written = ", ".join(describe(value) for value in values)
        env.problems.error(
            "ingen-dato", f"dato({written}) finnes ikke.", span, expected="år, måned og dag i kalenderen"
        )
        return None
    return Function(builtin.name, values, builtin.result or _common(values))


def _may_be_date(parts: Sequence[Value]) -> bool:
    """Return whether year, month and day can make a date; what is not written as a number is not judged."""
    numbers = [int(part.value) if isinstance(part, Const) and part.value is not None else None for part in parts]
    year, month, day = numbers
    try:
        date(2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except (ValueError, OverflowError):
        return False
    return True


def _common(values: Sequence[Value]) -> ValueType:
    return "heltall" if all(value.type == "heltall" for value in values) else "desimal"


def _fits(env: Environment, name: str, kind: str, value: Value, span: Span) -> bool:
    match kind:
        case "tall":
            ok = value.type in NUMBERS
        case "felt":
            ok = isinstance(value, FieldValue | Raw)
        case "desimalfelt":
            ok = isinstance(value, FieldValue) and value.type == "desimal"
        case "mønster":
            ok = isinstance(value, Const) and value.value in DATE_PATTERNS
        case _:
            ok = value.type == kind
    if not ok:
        hint = ""
        if kind == "tekst" and isinstance(value, FieldValue):
            hint = f"Skriv rå({value.field})."
        elif kind == "tall" and value.type == "tekst" and isinstance(value, FieldValue):
            hint = f"Skriv som_tall({value.field})."
        elif kind == "dato" and value.type == "tekst" and isinstance(value, FieldValue):
            hint = f'Skriv som_dato({value.field}, "ddmmåå").'
        elif kind == "mønster":
            hint = "Mønstrene er " + ", ".join(f'"{pattern}"' for pattern in DATE_PATTERNS) + "."
        env.problems.error(
            "feil-type",
            f"«{name}» trenger {_KIND_WORDS[kind]}; {describe(value)} er {TYPE_WORDS[value.type]}.",
            span,
            expected=_KIND_WORDS[kind],
            hint=hint,
        )
    return ok


def _plugin(env: Environment, name: str, arguments: Sequence[Argument], span: Span) -> Value | None:
    plugin = env.functions[name]
    if not _count(env, name, len(plugin.arguments), len(arguments), span):
        return None
    kinds = ["tall" if kind in NUMBERS else kind for kind in plugin.arguments]
    fits = [_fits(env, name, kind, *argument) for kind, argument in zip(kinds, arguments, strict=True)]
    if not all(fits):
        return None
    return Function(name, tuple(value for value, _ in arguments), plugin.result)


def aggregate(
    env: Environment, name: str, arguments: Sequence[Argument], where: Value | None, span: Span
) -> Value | None:
    """Return an aggregate over the rows of the group or file; `arguments` are seen from the row."""
    wanted = 0 if name in ("antall", "linjer") else 1
    if not _count(env, name, wanted, len(arguments), span):
        return None
    if wanted == 0:
        return Aggregate(cast(AggregateName, name), None, where, "heltall" if name == "antall" else "liste")
    value, value_span = arguments[0]
    kind = value.type
    if name in ("sum", "minste", "største"):
        fits = kind in NUMBERS if name == "sum" else kind in (*NUMBERS, "dato")
        if not fits:
            env.problems.error(
                "feil-type",
                f"«{name}» over radene trenger et tall; {describe(value)} er {TYPE_WORDS[kind]}.",
                value_span,
                expected="et tall" if name == "sum" else "et tall eller en dato",
                hint="unike(…) teller ulike verdier." if kind == "tekst" else "",
            )
            return None
    if name == "andre" and env.context == "fil":
        env.problems.error("feil-sted", "«andre» er de andre radene i en gruppe; en fil har ingen.", span)
        return None
    kind = {"unike": "heltall", "liste": "liste", "andre": "liste"}.get(name, kind)  # type: ignore[assignment]
    return Aggregate(cast(AggregateName, name), value, where, kind)


def field_function(env: Environment, name: str, argument: Value | None, span: Span) -> Value | None:
    """Return `rå(FIELD)` or `tekst_for(FIELD)`."""
    if argument is None:
        return None
    if not isinstance(argument, FieldValue):
        hint = f"Skriv {THE_CODE}.etikett." if name == "tekst_for" and THE_CODE in env.bindings else ""
        env.problems.error("feil-type", f"«{name}» trenger et felt.", span, hint=hint)
        return None
    if name == "rå":
        return Raw(argument.field)
    field = env.field_of(argument)
    if field is None or field.codes is None:
        env.problems.error("uten-kodeliste", f"{argument.field} har ingen kodeliste, og kodene ingen tekst.", span)
        return None
    return CodeText(argument.field)


def lookup(
    env: Environment, table: DatedTable, column: str, key: Argument | None, at: Argument | None, span: Span
) -> Value | None:
    """Return `TABLE.column for KEY per DATE`."""
    name = table.table.name
    kind = table.column_type(column)
    if kind is None:
        columns = [c for c, _ in table.table.columns]
        env.problems.error(
            "ukjent-kolonne",
            f"Tabellen {name} har ingen kolonne «{column}».",
            span,
            expected=", ".join(columns),
            hint=did_you_mean(column, columns),
        )
        return None
    if table.has_key != (key is not None):
        text = "trenger en nøkkel" if table.has_key else "har ingen nøkkel"
        env.problems.error("oppslag-nøkkel", f"Oppslag i {name} {text}.", span, hint=f"{name}.{column} for NØKKEL")
        return None
    if table.has_validity != (at is not None):
        text = "trenger en dato" if table.has_validity else "har ingen gyldighetstid"
        env.problems.error("oppslag-dato", f"Oppslag i {name} {text}.", span, hint=f"{name}.{column} per DATO")
        return None
    if key is not None and not _fits(env, name, "tekst", *key):
        return None
    if at is not None and not _fits(env, name, "dato", *at):
        return None
    env.used.tables.add(name)
    known = not any(
        isinstance(node, FieldValue | FieldLastYear | Raw | CodeText | Aggregate)
        for part in (key, at)
        if part is not None
        for node in walk(part[0])
    )
    return LookupValue(name, column, key[0] if key else None, at[0] if at else None, known, kind)


def parameter(env: Environment, name: str, span: Span) -> Value | None:
    """Return `$name`; that the run must give it is noted."""
    kind = env.names.parameters.get(name)
    if kind is None:
        env.problems.error(
            "ukjent-parameter",
            f"«${name}» er ikke en parameter i {env.names.layout.form} {env.names.layout.year}.",
            span,
            expected=", ".join(f"${known}" for known in env.names.parameters),
            hint=did_you_mean(name, env.names.parameters),
        )
        return None
    env.used.parameters.add(name)
    return Param(name, kind)
