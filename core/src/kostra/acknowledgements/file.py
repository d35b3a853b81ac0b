"""The file of acknowledgements: TOML that people can read, and that can be kept beside the reports."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from kostra.acknowledgements.model import Entry, Mark
from kostra.api.errors import UnreadableError
from kostra.api.report import Acknowledgement
from kostra.configuration.toml import TomlFile, read_toml
from kostra.reports.writing import refusal, write_file

_TABLE = "kvittering"
_TEXTS = ("skjema", "kontroll", "post", "verdier", "nokkel", "grunn", "av")
_KEYS = (*_TEXTS, "argang", "kommune", "felt", "dato")
_HEADER = """\
# Kvitteringer: advarsler som noen har sett på, og som er riktige likevel. Skrevet av «kostra kvitter».
# Hvem de gjelder, og hvilke verdier som er godtatt, står bare som nøklede fingeravtrykk.
"""
_ESCAPES = {'"': '\\"', "\\": "\\\\"}


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Return the acknowledgements in a file, in their order; none when there is no such file.

    Raises UnreadableError when it cannot be read, and `DiagnosticError` with every fault when it does not hold
    acknowledgements.
    """
    if not os.path.exists(path):  # a name that no file can have is told when something is to be written
        return ()
    file = read_toml(path)
    file.unknown_keys((), file.content, (_TABLE,))
    tables = file.content.get(_TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        file.fault("feil-type", (_TABLE,), f"«{_TABLE}» er ikke en rekke tabeller.", expected=f"[[{_TABLE}]]")
        tables = []
    entries = [_entry(file, number, table) for number, table in enumerate(tables)]
    file.raise_faults()
    return tuple(entry for entry in entries if entry is not None)


def add_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write acknowledgements behind those that a file has; what else it holds stays as it is.

    UnreadableError when it cannot be written.
    """
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else _HEADER
        if before and not before.endswith("\n"):
            before += "\n"
        write_file(path, before + "".join(f"\n{_text(entry)}" for entry in entries))
    except OSError as error:
        raise UnreadableError(f"{path} kan ikke skrives: {refusal(error)}.") from None


def _entry(file: TomlFile, number: int, table: dict[str, Any]) -> Entry | None:
    keys = (_TABLE, number)
    faults = len(file.faults)
    file.unknown_keys(keys, table, _KEYS)
    for name in _TEXTS:
        if not isinstance(table.get(name), str):
            file.fault("feil-type", (*keys, name), f"Kvitteringen mangler teksten «{name}».")
    year, fields, day = table.get("argang"), table.get("felt", []), table.get("dato")
    if not isinstance(year, int):
        file.fault("feil-type", (*keys, "argang"), "Kvitteringen mangler årgangen.", expected="argang = ÅÅÅÅ")
    if not isinstance(fields, list) or not all(isinstance(name, str) for name in fields):
        file.fault("feil-type", (*keys, "felt"), "«felt» er ikke en liste av feltnavn.")
    if not isinstance(day, date):
        file.fault("feil-type", (*keys, "dato"), "Kvitteringen mangler datoen.", expected="dato = ÅÅÅÅ-MM-DD")
    municipality = table.get("kommune")
    if municipality is not None and not isinstance(municipality, str):
        file.fault("feil-type", (*keys, "kommune"), "«kommune» er ikke en tekst.")
    if len(file.faults) > faults:
        return None
    assert isinstance(year, int)
    assert isinstance(day, date)
    mark = Mark(table["kontroll"], table["post"], table["verdier"], tuple(fields))
    said = Acknowledgement(table["grunn"], table["av"], date(day.year, day.month, day.day).isoformat())
    return Entry(table["skjema"], year, municipality, mark, table["nokkel"], said, file.places.of(keys).line)


def _text(entry: Entry) -> str:
    municipality = [] if entry.municipality is None else [f"kommune = {_quoted(entry.municipality)}"]
    lines = [
        f"[[{_TABLE}]]",
        f"skjema = {_quoted(entry.form)}",
        f"argang = {entry.year}",
        *municipality,
        f"kontroll = {_quoted(entry.mark.control)}",
        f"felt = [{', '.join(map(_quoted, entry.mark.fields))}]",
        f"grunn = {_quoted(entry.said.reason)}",
        f"av = {_quoted(entry.said.by)}",
        f"dato = {entry.said.date}",
        f"post = {_quoted(entry.mark.record)}",
        f"verdier = {_quoted(entry.mark.values)}",
        f"nokkel = {_quoted(entry.key)}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """Return a text as a TOML string on one line."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"
