"""Reading raw characters as numbers and dates, the way the control program does."""

from __future__ import annotations

import calendar
import re
from datetime import date


def is_blank(raw: str) -> bool:
    """Tell whether a raw value is nothing but blanks."""
    return raw.strip(" ") == ""


def read_number(raw: str) -> int | None:
    """Read a whole number as Java's parser does after trimming; None when blank or unreadable.

    A sign and leading zeros are allowed; a decimal mark or a blank inside is not.
    """
    trimmed = raw.strip(" ")
    return int(trimmed) if re.fullmatch(r"[+-]?[0-9]+", trimmed) else None


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    return calendar.monthrange(year, month)[1]


def read_date(raw: str, pattern: str, *, only_real_days: bool) -> date | None:
    """Read a date by the pattern "ddMMyy" (always 20YY) or "ddMMyyyy"; None when there is none.

    Day 1–31 and month 1–12 are required. A day that its month lacks (31.02.) is moved to the month's last day, as
    SSB's reader does, or is no date when `only_real_days`. Zeros and blanks are no date; nor is the year 0.
    """
    width = len(pattern)
    if not re.fullmatch(rf"[0-9]{{{width}}}", raw):
        return None
    day, month, year = int(raw[0:2]), int(raw[2:4]), int(raw[4:])
    if width == 6:
        year += 2000
    return make_date(year, month, day, only_real_days=only_real_days)


def make_date(year: int, month: int, day: int, *, only_real_days: bool) -> date | None:
    """Make a date of its parts, or None; see `read_date` about days that do not exist."""
    if not (1 <= day <= 31 and 1 <= month <= 12 and year >= 1):
        return None
    if day > last_day(year, month):
        if only_real_days:
            return None
        day = last_day(year, month)
    return date(year, month, day)
