"""What can be fuzzed: each target is a module that tries one input, has inputs to begin with, and words to put in."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A target that is loaded.

    `try_one` raises for an input that the program does not handle as it should. `seeds` are the inputs to grow others
    from, `words` what is worth putting into them.
    """

    try_one: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    words: Sequence[str]


NAMES = {
    "lesere": "filer av alle slag, gjennom hele kontrollen",
    "språk": "regelfiler: lese, forklare feil, skrive ut og lese igjen",
    "filbeskrivelser": "filbeskrivelser: lese, skrive ut og lese igjen, eksportere",
    "kontrollør": "regler mot en filbeskrivelse: typer, eksempler, kjøring",
    "motor": "motoren mot den enkle utgaven av den",
    "pakker": "filer mot de installerte pakkene, med gjetting av skjema",
    "rapporter": "rapporter med fiendtlige tekster, i alle formater",
    "filer": "tidligere rapporter, kostra.toml, kvitteringer, låser og lageret",
    "editor": "språktjeneren: feil, forklaringer og forslag hvor som helst",
}
"""The targets and what they try, in the order they are run."""

_MODULES = {
    "lesere": "readers",
    "språk": "language",
    "filbeskrivelser": "layouts",
    "kontrollør": "checker",
    "motor": "engine",
    "pakker": "packs",
    "rapporter": "reports",
    "filer": "files",
    "editor": "editor",
}


def load(name: str) -> Target:
    """Import a target, and with it the parts of the program that it tries."""
    module = importlib.import_module(f"tests.fuzz.{_MODULES[name]}_target")
    return Target(module.try_one, module.seeds, module.WORDS)
