"""Names of packs: what a form, a year and house rules may be called, and what their packages are called then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kostra.api.errors import ArgumentError

_FORM = re.compile(r"[0-9]+[A-Za-z]*|[A-Z][A-Z0-9_]*", re.ASCII)
_HOUSE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class PackNames:
    """What a pack is called: its distribution, its package, and the folder of its project."""

    distribution: str
    package: str
    folder: str


def form_name(text: str) -> str:
    """Return the name of a form as rule files write it; ArgumentError for what they could not write."""
    name = text.strip()
    if not _FORM.fullmatch(name):
        raise ArgumentError(
            f"«{text}» kan ikke være navnet på et skjema. Det er et tall, eventuelt med bokstaver etter, eller et ord "
            "i store bokstaver fra A til Z."
        )
    return name


def house_name(text: str) -> str:
    """Return the name of house rules; ArgumentError when it cannot stand before the numbers of their controls."""
    name = text.strip()
    if not _HOUSE.fullmatch(name):
        raise ArgumentError(
            f"«{text}» kan ikke være navnet på husregler. Det skrives med små bokstaver fra a til z, sifre og "
            "understrek, og begynner med en bokstav. Kontrollene får det foran nummeret, som i navn/001."
        )
    return name


def year_number(text: str, what: str = "Årgangen") -> int:
    """Return a year; ArgumentError for anything but four digits from 1900 on."""
    if not re.fullmatch(r"[0-9]{4}", text, re.ASCII) or int(text) < _FIRST_YEAR:
        raise ArgumentError(f"{what}: «{text}» er ikke et årstall med fire sifre.")
    return int(text)


def names_of(form: str, year: int) -> PackNames:
    """Return the names of a new form's pack."""
    short = form.lower().replace("_", "-")
    return PackNames(
        f"kostra-skjema-{short}-{year}", f"kostra_{short.replace('-', '_')}_{year}", f"skjema-{short}-{year}"
    )


def moved(name: str, old: int, new: int, joint: str) -> str:
    """Return a name with another year in it; one without the old year gets the new one after it."""
    there = with_year(name, old, new)
    return there if there != name else f"{name}{joint}{new}"


def with_year(text: str, old: int, new: int) -> str:
    """Return a text with one year written for another, wherever it stands as a number of its own."""
    return year_pattern(old).sub(str(new), text)


def year_pattern(year: int) -> re.Pattern[str]:
    """Return what matches a year that is not a part of a longer number."""
    return re.compile(rf"(?<![0-9]){year}(?![0-9])")
