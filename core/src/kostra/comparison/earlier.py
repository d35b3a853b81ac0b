"""The report of an earlier run, read from the JSON that it was written as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kostra.api.errors import ArgumentError
from kostra.api.report import EarlierFinding, Severity
from kostra.frozen import frozen
from kostra.masking import mask_text

VERSION = 1
"""The version of the JSON (`skjemaversjon`) that can be read."""

_SEVERITIES = {severity.value: severity for severity in Severity}


@frozen
class EarlierRun:
    """An earlier run: what it was about, and what it found; identity numbers are masked."""

    name: str
    form: str
    year: int
    municipality: str | None
    rule_set: str
    findings: tuple[EarlierFinding, ...]


class _UnfitError(Exception):
    """Something in the file is not as the program writes it."""


def read_earlier(path: Path) -> EarlierRun:
    """Return the run whose report (`--format json`) a file holds; ArgumentError when it holds anything else.

    UTF-8 and UTF-16 are read, for some shells write the latter when output is sent to a file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ArgumentError(f"--mot: {path} finnes ikke.") from None
    except OSError as error:
        raise ArgumentError(f"--mot: {path} kan ikke leses: {error.strerror or type(error).__name__}.") from None
    try:
        content = _of(dict, json.loads(data))
        version = _of(int, content["skjemaversjon"])
        if version > VERSION:
            raise ArgumentError(f"--mot: {path} er laget av en nyere utgave av programmet, og kan ikke leses av denne.")
        return _run(path.name, content)
    except (ValueError, KeyError, RecursionError, _UnfitError):
        raise ArgumentError(
            f"--mot: {path} er ikke en rapport fra kostra. Lag den med: kostra check … --format json --ut FIL"
        ) from None


def _run(name: str, content: Mapping[str, Any]) -> EarlierRun:
    municipality = content["kommune"]
    return EarlierRun(
        name=mask_text(name),
        form=_of(str, content["skjema"]),
        year=_of(int, content["argang"]),
        municipality=None if municipality is None else _of(str, municipality),
        rule_set=_of(str, content["regelsett"]),
        findings=tuple(_finding(_of(dict, one)) for one in _of(list, content["funn"])),
    )


def _finding(entry: Mapping[str, Any]) -> EarlierFinding:
    file = entry["fil"]
    lines = tuple(_of(int, line) for line in _of(list, entry["linjer"]))
    fields = [_of(dict, field) for field in _of(list, entry["felt"])]
    return EarlierFinding(
        control=_text(entry["kontroll"]),
        title=_text(entry.get("tittel", "")),
        severity=_SEVERITIES[_of(str, entry["alvor"])],
        file=None if file is None else _text(file),
        lines=lines,
        fields=tuple(_text(field["navn"]) for field in fields),
        journal_number=_text(entry["journalnummer"]).strip(),
        caseworker=_text(entry["saksbehandler"]).strip(),
        values=() if lines else tuple(_text(field.get("verdi", "")) for field in fields),
    )


def _text(value: Any) -> str:
    text: str = _of(str, value)
    return mask_text(text)


def _of(type_: type[Any], value: Any) -> Any:
    if type(value) is not type_:
        raise _UnfitError
    return value
