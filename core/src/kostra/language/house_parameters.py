"""Parameters of house rules: declared in the rule file, given their values by the municipality's own settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kostra.api.report import Severity
from kostra.diagnostics import did_you_mean
from kostra.language import syntax
from kostra.language.environment import Environment
from kostra.language.program import Const

HouseValue = str | int | Decimal | Sequence[str | int | Decimal]
"""A value for a parameter of house rules."""

_KINDS: Mapping[syntax.ParameterKind, str] = {
    "heltall": "et heltall",
    "desimal": "et tall",
    "tekst": "en tekst i anførselstegn",
    "liste": 'en liste, for eksempel ["01", "02"]',
    "alvor": '"feil", "advarsel" eller "info"',
}
_SEVERITIES = {severity.value: severity for severity in Severity if severity is not Severity.FATAL}


def bind_house_parameters(env: Environment, tree: syntax.RuleFile, given: Mapping[str, HouseValue]) -> None:
    """Enter the parameters of house rules into the names; one without a value is wanted, and costs only its controls.

    `given` may hold values that other files of the same namespace ask for.
    """
    for item in tree.items:
        if isinstance(item, syntax.ModuleParameter):
            _bind(env, item, given)


def declared_parameters(tree: syntax.RuleFile) -> tuple[str, ...]:
    """Return the names of the parameters that a file declares."""
    return tuple(item.name for item in tree.items if isinstance(item, syntax.ModuleParameter))


def _bind(env: Environment, item: syntax.ModuleParameter, given: Mapping[str, HouseValue]) -> None:
    taken = "en parameter" if item.name in env.names.wanted else env.names.kind_of(item.name)
    if taken is not None:
        env.problems.error("navn-i-bruk", f"{item.name} er allerede {taken}.", item.span, hint="Velg et annet navn.")
        return
    if item.kind not in _KINDS:
        env.problems.error(
            "parametertype",
            f"En parameter i husregler kan ikke være av typen {item.kind}.",
            item.span,
            expected=", ".join(_KINDS),
            hint=f"Skriv «{item.kind} {item.name} …» i husreglene." if item.kind in ("feltgruppe", "kodeliste") else "",
        )
        env.names.broken.add(item.name)
    elif item.name not in given:
        env.names.wanted.add(item.name)
    else:
        _give(env, item, given[item.name])


def _give(env: Environment, item: syntax.ModuleParameter, value: HouseValue) -> None:
    constant = _constant(item.kind, value)
    if isinstance(constant, Severity):
        env.names.severities[item.name] = constant
    elif constant is not None:
        env.names.constants[item.name] = constant
    else:
        env.names.broken.add(item.name)
        env.problems.error(
            "feil-type",
            f"Parameteren {item.name} skal være {_KINDS[item.kind]}, men har fått {_shown(value)}.",
            item.span,
            hint=did_you_mean(value, _SEVERITIES) if item.kind == "alvor" and isinstance(value, str) else "",
        )


def _constant(kind: syntax.ParameterKind, value: HouseValue) -> Const | tuple[Const, ...] | Severity | None:
    match kind, value:
        case "alvor", str():
            return _SEVERITIES.get(value)
        case "tekst", str():
            return Const("tekst", value)
        case ("heltall", bool()) | ("desimal", bool()):
            return None
        case "heltall", int():
            return Const("heltall", value)
        case "desimal", int() | Decimal():
            return Const("heltall" if isinstance(value, int) else "desimal", value)
        case "liste", list() | tuple():
            return tuple(_element(one) for one in value) or None
        case _:
            return None


def _element(value: str | int | Decimal) -> Const:
    if isinstance(value, str):
        return Const("tekst", value)
    return Const("desimal" if isinstance(value, Decimal) else "heltall", value)


def _shown(value: HouseValue) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int | Decimal) else f"[{', '.join(map(_shown, value))}]"
