"""From `kostra.toml` to settings, or to everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from kostra.api.formats import LANGUAGES
from kostra.configuration.find import house_rules_beside, nearest, together
from kostra.configuration.model import Configuration
from kostra.configuration.places import Path as Keys
from kostra.configuration.toml import TomlFile, read_toml

KEYS = ("skjema", "argang", "kommune", "bydel", "husregler", "kvitteringer", "sprak", "utdata", "parametre")
OUTPUT_KEYS = ("format", "ut", "maks")
ACKNOWLEDGEMENTS = "kvitteringer.toml"

_DIGITS = 18
"""As many as a number of the rule language has at most."""

_FILES = "filer"
_COUNTS = {2: "to", 4: "fire"}


def read_configuration(path: Path) -> Configuration:
    """Return the settings of a file.

    Raises `kostra.api.errors.UnreadableError` when it cannot be read, and `DiagnosticError` with every fault when it
    cannot be used.
    """
    file = read_toml(path)
    content = file.content
    file.unknown_keys((), content, KEYS)
    output = _table(file, "utdata")
    file.unknown_keys(("utdata",), output, OUTPUT_KEYS)
    named, values = _house_rules(file)
    parameters = {name: v for name, v in _table(file, "parametre").items() if _is_value(file, ("parametre", name), v)}
    folder = path.parent
    to = _text(file, ("utdata", "ut"), output.get("ut"))
    acknowledgements = _text(file, ("kvitteringer",), content.get("kvitteringer"))
    result = Configuration(
        file=file,
        acknowledgements=folder / (acknowledgements or ACKNOWLEDGEMENTS),
        form=_text(file, ("skjema",), content.get("skjema")),
        year=_year(file, content.get("argang")),
        municipality=_digits(file, "kommune", 4),
        district=_digits(file, "bydel", 2),
        house_rules=together(named, house_rules_beside(path)),
        house_values=values,
        format=_text(file, ("utdata", "format"), output.get("format")),
        to=None if to is None else folder / to,
        limit=_limit(file, output.get("maks")),
        language=_language(file, content.get("sprak")),
        parameters=parameters,
    )
    file.raise_faults()
    return result


def house_values_beside(rules: object) -> Mapping[str, Mapping[str, Any]]:
    """Return what the settings that go with the folder of a rule file say of house rules' parameters.

    Nothing for a rule file that is in no folder, or in one without settings. Raises as `read_configuration` does.
    """
    settings = nearest(rules.resolve().parent) if isinstance(rules, Path) else None
    return {} if settings is None else read_configuration(settings).house_values


def _table(file: TomlFile, name: str) -> dict[str, Any]:
    table = file.content.get(name, {})
    if isinstance(table, dict):
        return table
    file.fault("feil-type", (name,), f"«{name}» er en tabell.", expected=f"[{name}] på en linje for seg selv")
    return {}


def _text(file: TomlFile, keys: Keys, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value
    what = "er tom eller har tegn som ikke kan skrives ut" if isinstance(value, str) else "er ikke en tekst"
    file.fault("feil-type", keys, f"«{keys[-1]}» {what}.", expected="en tekst i anførselstegn")
    return None


def _year(file: TomlFile, value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999):
        return value
    hint = f"Skriv argang = {value}" if isinstance(value, str) and value.isdigit() else ""
    file.fault("feil-type", ("argang",), "«argang» er ikke et årstall.", expected="fire sifre", hint=hint)
    return None


def _digits(file: TomlFile, name: str, count: int) -> str | None:
    value = file.content.get(name)
    if value is None or (isinstance(value, str) and len(value) == count and value.isascii() and value.isdigit()):
        return value
    is_number = isinstance(value, int) and not isinstance(value, bool)
    hint = f'Sett anførselstegn rundt: {name} = "{value:0{count}}"' if is_number else ""
    file.fault(
        "feil-type",
        (name,),
        f"«{name}» er ikke {_COUNTS[count]} sifre i anførselstegn.",
        expected=f'"{"N" * count}"',
        hint=hint,
    )
    return None


def _limit(file: TomlFile, value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    file.fault("feil-type", ("utdata", "maks"), "«maks» er ikke et heltall fra 0 og oppover.")
    return None


def _language(file: TomlFile, value: object) -> str | None:
    if value is None or value in LANGUAGES:
        return None if value is None else str(value)
    expected = '"nb" (bokmål) eller "nn" (nynorsk)'
    file.fault("feil-type", ("sprak",), "«sprak» er ikke et språk rapporten finnes på.", expected=expected)
    return None


def _house_rules(file: TomlFile) -> tuple[tuple[Path, ...], dict[str, dict[str, Any]]]:
    """Return the files named in `husregler = [...]` or `[husregler] filer = [...]`, and the values by namespace."""
    written = file.content.get("husregler", [])
    if isinstance(written, list):
        return _files(file, ("husregler",), written), {}
    if not isinstance(written, dict):
        file.fault("feil-type", ("husregler",), "«husregler» er ikke en liste.", expected='["fil.regler", …]')
        return (), {}
    values: dict[str, dict[str, Any]] = {}
    for name, given in written.items():
        if name == _FILES:
            continue
        if not isinstance(given, dict):
            file.fault(
                "ukjent-nøkkel",
                ("husregler", name),
                f"«{name}» står rett under [husregler], men det er bare «{_FILES}» som gjør det.",
                expected="verdier til en parameter under [husregler.NAVN], der NAVN er det husreglene heter",
            )
            continue
        values[name] = {key: v for key, v in given.items() if _is_house_value(file, ("husregler", name, key), v)}
    return _files(file, ("husregler", _FILES), written.get(_FILES, [])), values


def _files(file: TomlFile, keys: Keys, names: object) -> tuple[Path, ...]:
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        file.fault("feil-type", keys, f"«{keys[-1]}» er ikke en liste av filnavn.", expected='["fil.regler", …]')
        return ()
    paths = tuple(file.path.parent / name for name in names)
    for name, path in zip(names, paths, strict=True):
        if not os.path.isfile(path):
            file.fault("ukjent-fil", keys, f"Filen {name} finnes ikke i mappen til {file.path.name}.")
    return tuple(path for path in paths if os.path.isfile(path))


def _is_value(file: TomlFile, keys: Keys, value: object) -> bool:
    if _is_scalar(value):
        return True
    file.fault(
        "feil-type", keys, f"Verdien til «{keys[-1]}» er ikke en tekst, eller et tall med høyst {_DIGITS} sifre."
    )
    return False


def _is_scalar(value: object) -> bool:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent  # a letter for what is no number
        return isinstance(exponent, int) and exponent >= -_DIGITS and value.adjusted() < _DIGITS
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 10**_DIGITS
    return isinstance(value, str)


def _is_house_value(file: TomlFile, keys: Keys, value: object) -> bool:
    if not isinstance(value, list):
        return _is_value(file, keys, value)
    if value and all(map(_is_scalar, value)):
        return True
    file.fault("feil-type", keys, f"«{keys[-1]}» er ikke en liste av tall eller tekster.", expected='["01", "02"]')
    return False
