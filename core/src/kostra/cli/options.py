"""The options that several commands have, and reading the values of options: a sentence on what is wrong with one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.api.formats import LANGUAGES

HouseRules = Annotated[
    list[Path] | None,
    typer.Option("--husregler", metavar="FIL", help="Regelfil med egne kontroller. Kan gis flere ganger."),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--sprak",
        "--språk",
        metavar="SPRÅK",
        help="Rapportens språk: nb (bokmål) eller nn (nynorsk). Ellers bokmål.",
    ),
]
Strict = Annotated[
    bool, typer.Option("--streng", help="Slutt med kode 1 også ved advarsler og husregler.", show_default=False)
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_COUNTS = {2: "to", 4: "fire"}


def year(text: str | None) -> int | None:
    """Return the value of `--argang`."""
    found = digits("--argang", text, 4)
    return None if found is None else int(found)


def day(option: str, text: str | None) -> date | None:
    """Return a value that must be a date, written year first; ArgumentError when it is anything else."""
    if text is None:
        return None
    if not _DAY.fullmatch(text):
        raise ArgumentError(f"{option}: «{text}» er ikke en dato på formen ÅÅÅÅ-MM-DD.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"{option}: datoen «{text}» finnes ikke.") from None


def digits(option: str, text: str | None, count: int) -> str | None:
    """Return a value that must be so many digits (two or four); ArgumentError when it is anything else."""
    if text is None or (len(text) == count and _is_number(text)):
        return text
    raise ArgumentError(f"{option}: «{text}» er ikke {_COUNTS[count]} sifre.")


def at_most(option: str, text: str | None) -> int | None:
    """Return a value that must be a whole number from 0 up; ArgumentError when it is anything else."""
    if text is None:
        return None
    if not _is_number(text) or len(text) > 9:
        raise ArgumentError(f"{option}: «{text}» er ikke et heltall fra 0 og oppover.")
    return int(text)


def language(text: str | None) -> str:
    """Return the value of `--sprak`, bokmål without one; ArgumentError for a language that reports cannot be had in."""
    if text is None:
        return LANGUAGES[0]
    name = text.strip().lower()
    if name in LANGUAGES:
        return name
    raise ArgumentError(f"--sprak: «{text}» er ikke et språk rapporten finnes på. Velg nb (bokmål) eller nn (nynorsk).")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
