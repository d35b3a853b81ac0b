"""From statistics as written to tables that can be counted."""

from __future__ import annotations

from kostra.language import program, syntax
from kostra.language.environment import Environment
from kostra.language.expressions import lower, truth
from kostra.language.last_year import refuse_in_statistic
from kostra.language.typing_rules import NUMBERS


def lower_statistic(env: Environment, item: syntax.Statistic) -> program.Distribution | program.Figures | None:
    """Lower a statistic; None after an error in it. What it needs is noted in the environment's `used`."""
    if isinstance(item.body, syntax.Distribution):
        return _distribution(env, item.title, item.body)
    whole = env.in_context("fil")
    figures: list[tuple[str, program.Value]] = []
    ok = True
    for figure in item.body:
        value = refuse_in_statistic(env, lower(whole, figure.value), figure.span)
        if value is not None and value.type not in NUMBERS:
            env.problems.error("feil-type", f"«{figure.label}» skal være et tall.", figure.span)
            value = None
        ok = ok and value is not None
        if value is not None:
            figures.append((figure.label, value))
    parameters = tuple(sorted(env.used.parameters))
    return program.Figures(item.title, tuple(figures), parameters) if ok else None


def _distribution(env: Environment, title: str, body: syntax.Distribution) -> program.Distribution | None:
    value = refuse_in_statistic(env, lower(env, body.value), body.value.span)
    where = None if body.where is None else refuse_in_statistic(env, truth(env, body.where), body.where.span)
    if value is None or (body.where is not None and where is None):
        return None
    if value.type not in NUMBERS:
        env.problems.error("feil-type", "Klassene er tall; verdien må være et tall.", body.value.span)
        return None
    classes: list[program.Class] = []
    otherwise: str | None = None
    for part in body.classes:
        if part.otherwise:
            otherwise = part.label
            continue
        if part.low is not None and part.high is not None and part.low > part.high:
            env.problems.error("tomt-intervall", f"Ingen verdi ligger fra {part.low} til {part.high}.", part.span)
        for earlier in classes:
            if _overlap(earlier, part):
                env.problems.error("klasser-overlapper", f"«{part.label}» overlapper «{earlier.label}».", part.span)
        classes.append(program.Class(part.label, part.low, part.high))
    parameters = tuple(sorted(env.used.parameters))
    return program.Distribution(title, value, where, tuple(classes), otherwise, parameters)


def _overlap(first: program.Class, second: syntax.StatisticClass) -> bool:
    starts = max((low for low in (first.low, second.low) if low is not None), default=None)
    ends = min((high for high in (first.high, second.high) if high is not None), default=None)
    return starts is None or ends is None or starts <= ends
