"""What `kostra.toml` says where the command line is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError
from kostra.configuration.find import nearest

if TYPE_CHECKING:
    from kostra.api.skjema import Parameter, ParameterType
    from kostra.cli.check_run import Request
    from kostra.configuration.model import Configuration, ParameterValue
    from kostra.diagnostics import DiagnosticError
    from kostra.plugins.manager import Registry

_EXPECTED: dict[ParameterType, str] = {
    "heltall": "et heltall",
    "desimal": "et tall",
    "tekst": "en tekst i anførselstegn",
}


def load(start: Path) -> Configuration | None:
    """Return the settings that go with a folder, None when there are none; KostraError when they cannot be used."""
    path = nearest(start)
    if path is None:
        return None
    from kostra.configuration.reading import read_configuration
    from kostra.diagnostics import DiagnosticError

    try:
        return read_configuration(path)
    except DiagnosticError as faults:
        raise _unusable(path, faults) from None


def fill(request: Request, configuration: Configuration) -> tuple[Request, str]:
    """Return the request with the settings filled in where the user said nothing, and a sentence on which were used.

    Format and place of the report belong together: who says one of them on the command line decides both.
    """
    said_output = request.format is not None or request.to is not None
    settings: dict[str, tuple[str, object]] = {
        "form": ("skjema", configuration.form),
        "year": ("årgang", configuration.year),
        "municipality": ("kommune", configuration.municipality),
        "district": ("bydel", configuration.district),
        "format": ("format", None if said_output else configuration.format),
        "to": ("rapport til", None if said_output else configuration.to),
        "limit": ("høyst", configuration.limit),
        "language": ("språk", configuration.language),
    }
    used = {
        name: (word, str(value))
        for name, (word, value) in settings.items()
        if value is not None and getattr(request, name) is None
    }
    filled = replace(request, **{name: value for name, (_, value) in used.items()})  # type: ignore[arg-type]
    words = ", ".join(f"{word} {value}" for word, value in used.values())
    return filled, f"Fra {configuration.file.path}: {words}." if words else ""


def parameters(
    configuration: Configuration, declared: Sequence[Parameter], registry: Registry
) -> dict[str, ParameterValue]:
    """Return the values of `[parametre]`; `declared` are the parameters of the form, if that is known.

    Values that only other forms have a use for are among them. ArgumentError for one that no installed form declares,
    and for a value of the wrong type.
    """
    from kostra.diagnostics import DiagnosticError, did_you_mean

    file = configuration.file
    known = list(declared)
    if any(name not in {parameter.name for parameter in known} for name in configuration.parameters):
        known += _of_every_form(registry)
    for name, value in configuration.parameters.items():
        types = {parameter.type for parameter in known if parameter.name == name}
        if not types:
            message = f"Ingen av skjemaene som er installert, har en parameter «{name}»."
            hint = did_you_mean(name, {parameter.name for parameter in known})
            file.fault("ukjent-parameter", ("parametre", name), message, hint=hint)
        elif not any(_FITS[wanted](value) for wanted in types):
            expected = " eller ".join(_EXPECTED[wanted] for wanted in sorted(types))
            file.fault("feil-type", ("parametre", name), f"«{name}» har feil type.", expected=expected)
    try:
        file.raise_faults()
    except DiagnosticError as faults:
        raise _unusable(file.path, faults) from None
    return dict(configuration.parameters)


def _of_every_form(registry: Registry) -> list[Parameter]:
    from kostra.plugins.packs import LoadedPack

    packs = (loaded for _, loaded in registry.every_pack() if isinstance(loaded, LoadedPack))
    return [parameter for pack in packs for parameter in pack.skjema.parameters]


_FITS: dict[ParameterType, Callable[[object], bool]] = {
    "heltall": lambda value: isinstance(value, int),
    "desimal": lambda value: isinstance(value, int | Decimal),
    "tekst": lambda value: isinstance(value, str),
}


def _unusable(path: Path, faults: DiagnosticError) -> ArgumentError:
    return ArgumentError(f"{path} kan ikke brukes:\n{faults}")
