"""Moving the values of a record from one year to another, so that it says in the new year what it said in the old."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass

from kostra.layout.model import Field, Layout

_BIRTH_MONTH_OFFSETS = (0, 40, 80)
"""What an identity number may add to the month: nothing, or what makes it an H number or a synthetic one."""


@dataclass(frozen=True, slots=True)
class Move:
    """From which year to which, and how many years around the old one a date may lie to be moved along.

    `reach` None: dates stay, only the reporting year itself is moved.
    """

    old: int
    new: int
    reach: int | None

    def year(self, year: int) -> int:
        """Return the year that a date's year becomes."""
        near = self.reach is not None and abs(year - self.old) <= self.reach
        return year + self.new - self.old if near else year


def moved_row(row: Mapping[str, str], layout: Layout, move: Move) -> dict[str, str]:
    """Return the fields of a record whose values change, with their new values of the same length.

    The reporting year and the dates near it change; a birth date that belongs to the record's identity number does not,
    so that the two still agree.
    """
    births = _births(row, layout)
    changed: dict[str, str] = {}
    for name, value in row.items():
        field = layout.by_name.get(name)
        if field is None:
            continue
        if field.role == "årgang":
            new = _reporting_year(value, move)
        elif field.type == "dato" and value.strip(" ") not in births:
            new = _date(value, field, move)
        else:
            continue
        if new != value:
            changed[name] = new
    return changed


def _reporting_year(value: str, move: Move) -> str:
    digits = value.strip(" ")
    shift = move.new - move.old
    if re.fullmatch("[0-9]{4}", digits, re.ASCII) and abs(int(digits) - move.old) <= _SLIPS:
        return value.replace(digits, f"{int(digits) + shift:04}")
    if re.fullmatch("[0-9]{2}", digits, re.ASCII) and abs(int(digits) - move.old % 100) <= _SLIPS:
        return value.replace(digits, f"{(int(digits) + shift) % 100:02}")
    return value


_SLIPS = 5
"""A reporting year this near the right one is wrong on purpose, and must stay as wrong as it is."""


def _date(value: str, field: Field, move: Move) -> str:
    digits = value.strip(" ")
    match field.date_pattern:
        case "ddmmåå" if re.fullmatch("[0-9]{6}", digits, re.ASCII):
            century = move.old - move.old % 100
            moved = move.year(century + int(digits[4:])) % 100
            new = _real_day(digits[:4], century + moved) + f"{moved:02}"
        case "ddmmåååå" if re.fullmatch("[0-9]{8}", digits, re.ASCII):
            moved = move.year(int(digits[4:]))
            new = _real_day(digits[:4], moved) + f"{moved:04}"
        case "åååå-mm-dd" if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", digits, re.ASCII):
            moved = move.year(int(digits[:4]))
            day = _real_day(digits[8:] + digits[5:7], moved)
            new = f"{moved:04}-{day[2:]}-{day[:2]}"
        case _:
            return value
    # Nothing but zeros is no date: it must stay what it is.
    return value if not digits.strip("0-") or new == digits else value.replace(digits, new)


def _real_day(day_and_month: str, year: int) -> str:
    """Return the day before for the one day that not every year has."""
    return "2802" if day_and_month == "2902" and not isleap(year) else day_and_month


def _births(row: Mapping[str, str], layout: Layout) -> frozenset[str]:
    """Return every way in which the birth date of the record's identity number can be written."""
    field = layout.with_role("fødselsnummer")
    number = row.get(field.name, "").strip(" ") if field is not None else ""
    if not re.fullmatch("[0-9]{11}", number, re.ASCII):
        return frozenset()
    day, month, year = number[:2], int(number[2:4]), number[4:6]
    months = [f"{month - offset:02}" for offset in _BIRTH_MONTH_OFFSETS if 1 <= month - offset <= 12]
    written = [f"{day}{month}{year}" for month in months]
    written += [f"{day}{month}{century}{year}" for month in months for century in ("19", "20")]
    written += [f"{century}{year}-{month}-{day}" for month in months for century in ("19", "20")]
    return frozenset(written)
