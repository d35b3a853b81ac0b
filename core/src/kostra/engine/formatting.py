"""How values look in a message: Norwegian numbers, dates, lists."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kostra.calendar_days import civil_from_days
from kostra.engine.values import Exact

UNKNOWN = "ukjent"
BLANK_WORD = "blank"
NONE_WORD = "ingen"

MOST_LISTED = 10
"""A list in a message stops after this many items."""

_GROUPED_FROM = 5
_ROUNDED_DECIMALS = 2
_MOST_DECIMALS = 6


def whole_number(value: int) -> str:
    """Return a whole number with a blank between thousands; numbers of four digits, such as years, have none."""
    digits = str(abs(value))
    grouped = f"{abs(value):,}".replace(",", " ") if len(digits) >= _GROUPED_FROM else digits
    return f"-{grouped}" if value < 0 else grouped


def exact_number(value: Exact) -> str:
    """Return a number with a decimal comma: exactly where a few decimals suffice, else rounded to two."""
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return whole_number(int(fraction))
    places = next((n for n in range(1, _MOST_DECIMALS + 1) if 10**n % fraction.denominator == 0), _ROUNDED_DECIMALS)
    scaled = abs(fraction) * 10**places
    rounded = int(scaled + Fraction(1, 2))
    whole, rest = divmod(rounded, 10**places)
    sign = "-" if fraction < 0 and rounded else ""
    return f"{sign}{whole_number(whole)},{rest:0{places}d}"


def date(days: int) -> str:
    """Return a date, given as days since 1970-01-01, as dd.mm.åååå."""
    year, month, day = (int(part) for part in civil_from_days(days))
    return f"{day:02d}.{month:02d}.{year:04d}"


def text(value: str) -> str:
    """Return a text without the blanks around it, in words when there is nothing else."""
    return value.strip(" ") or BLANK_WORD


def truth(value: bool) -> str:
    """Return a truth in words."""
    return "ja" if value else "nei"


def listing(first: Sequence[str], count: int) -> str:
    """Return a list of `count` items, of which the first ones are given; it stops after ten."""
    if count == 0:
        return NONE_WORD
    items = list(first[: min(count, MOST_LISTED)])
    if count > MOST_LISTED:
        items.append(f"{whole_number(count - MOST_LISTED)} til")
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} og {items[-1]}"
