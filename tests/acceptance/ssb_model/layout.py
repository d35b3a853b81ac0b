"""The record layouts: field positions, types, mandatory flags, date patterns and code lists, read from CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    `start` and `end` are 1-based and inclusive; `kind` is "tekst", "heltall" or "dato"; `date_pattern` is "ddMMyy",
    "ddMMyyyy" or empty; `codes` is empty for a field without a code list.
    """

    name: str
    start: int
    end: int
    kind: str
    mandatory: bool
    date_pattern: str
    codes: frozenset[str]

    @property
    def width(self) -> int:
        """Give the number of characters of the field."""
        return self.end - self.start + 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The record layout of one form and year."""

    fields: tuple[Field, ...]
    by_name: dict[str, Field]

    @property
    def length(self) -> int:
        """Give the number of characters that a record must have."""
        return self.fields[-1].end


@cache
def load_layout(form: str, year: int) -> Layout:
    """Read the layout of a form ("11F" or "11C") and year."""
    rows = _rows(f"layout_{form}_{year}.csv")
    fields = tuple(
        Field(
            name=row["navn"],
            start=int(row["fra"]),
            end=int(row["til"]),
            kind=row["type"],
            mandatory=row["obligatorisk"] == "ja",
            date_pattern=row["datoformat"],
            codes=_codes(row["kodeliste"], year),
        )
        for row in rows
    )
    return Layout(fields, {field.name: field for field in fields})


@cache
def municipality_codes(year: int) -> frozenset[str]:
    """List the municipality numbers that KOMMNR_KVP_KOMM may hold in a year.

    The special number 9999 counts only in the years whose program accepted it (2025 and 2026).
    """
    numbers = {row["kommunenummer"] for row in _rows(f"kommuner_{year}.csv")}
    special = {
        row["kode"]
        for row in _rows("kommuner_spesialkoder.csv")
        if int(row["aar"]) == year and row["godtatt_av_sesongkoden"] == "ja"
    }
    return frozenset(numbers | special)


def _codes(text: str, year: int) -> frozenset[str]:
    """Read "01=Januar|02=Februar", or a reference to a list such as "@kommuner_2025"."""
    if not text:
        return frozenset()
    if text.startswith("@"):
        if text != f"@kommuner_{year}":
            raise ValueError(f"unknown code list {text}")
        return municipality_codes(year)
    return frozenset(item.split("=", 1)[0] for item in text.split("|"))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
