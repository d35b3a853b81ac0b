"""Identity numbers: check digits, and the birth year by season (SSB) and by deviation D7 (`kostra`)."""

from __future__ import annotations

import re
from datetime import date

from tests.acceptance.ssb_model.values import make_date

INCOMPLETE_SUFFIXES = ("00100", "00200", "99999")


def is_eleven_digits(number: str) -> bool:
    """Tell whether the raw value is exactly eleven ASCII digits."""
    return re.fullmatch(r"[0-9]{11}", number) is not None


def check_digits_fit(number: str) -> bool:
    """Tell whether eleven digits have the right two check digits; the date in them plays no part."""
    if not is_eleven_digits(number):
        return False
    digits = [int(character) for character in number]
    first = sum(d * w for d, w in zip(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), strict=False))
    second = sum(d * w for d, w in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return first % 11 == 0 and second % 11 == 0


def duf_fits(number: str) -> bool:
    """Tell whether the raw value is twelve digits whose last two are the weighted sum of the ten first, modulo 11."""
    if not re.fullmatch(r"[0-9]{12}", number):
        return False
    weighted = sum(int(c) * w for c, w in zip(number, (4, 6, 3, 2, 4, 6, 3, 2, 7, 5), strict=False))
    return number[10:] == f"{weighted % 11:02}"


# --- SSB's program, season by season ---------------------------------------------------------------------------------


def ssb_age(number: str, year: int, run_day: date) -> int | None:
    """Give the age SSB's program of that year reckons with, or None when it knows none."""
    if year == 2022:
        return _ssb_age_2022(number)
    birth_year = ssb_birth_year(number, year, run_day)
    return None if birth_year is None else year - birth_year


def _ssb_age_2022(number: str) -> int | None:
    """2022: difference of two-digit years; only the first six characters count, and 99 means unborn (unknown).

    Days over 31 lose 40 (D-number). The date must be real. Synthetic months are unknown.
    """
    day_text, rest = number[0:2].strip(" "), number[2:6]
    if not (re.fullmatch(r"[0-9]{1,2}", day_text) and re.fullmatch(r"[0-9]{4}", rest)):
        return None
    day, month, two_digit_year = int(day_text), int(rest[0:2]), int(rest[2:4])
    if day > 31:
        day -= 40
    # Which century does not matter here: as 20YY, every fourth year has a 29 February, and so it is in Java's reader.
    if make_date(2000 + two_digit_year, month, day, only_real_days=True) is None:
        return None
    age = (22 - two_digit_year) % 100
    return None if age == 99 else age


def ssb_birth_year(number: str, year: int, run_day: date) -> int | None:
    """2023–2026: the birth year, or None when no date can be read.

    2023 and 2024 slide the century by the day of the run; 2025 and 2026 use the individual number (2025 as from
    v2025.12.19 and v2026.01.19). Impossible days are moved to the month's last day.
    """
    if not is_eleven_digits(number):
        return None
    if year >= 2025 and number.endswith(INCOMPLETE_SUFFIXES):
        return _ssb_birth_year_incomplete(number, year)
    first, third = int(number[0]), int(number[2])
    day = (first - 4 if first > 3 else first) * 10 + int(number[1])
    month = (third - 8 if third >= 8 else third) * 10 + int(number[3])
    two_digit_year = int(number[4:6])
    birth = make_date(2000 + two_digit_year, month, day, only_real_days=False)
    if birth is None:
        return None
    if year <= 2024:
        next_year = make_date(run_day.year + 1, run_day.month, run_day.day, only_real_days=False)
        assert next_year is not None
        return birth.year - 100 if birth > next_year else birth.year
    individual = int(number[6:9])
    if individual <= 499:
        return 1900 + two_digit_year
    if two_digit_year <= 39:
        return 2000 + two_digit_year
    if individual <= 749 and two_digit_year >= 54:
        return 1800 + two_digit_year
    if individual >= 900:
        return 1900 + two_digit_year
    return 2000 + two_digit_year  # combinations not in use: a future year


def _ssb_birth_year_incomplete(number: str, year: int) -> int | None:
    """2025–2026, suffix 00100, 00200 or 99999: 20YY unless that is later than the year after the reporting year.

    Neither D-numbers nor synthetic months are corrected, so they have no date.
    """
    birth = make_date(2000 + int(number[4:6]), int(number[2:4]), int(number[0:2]), only_real_days=False)
    if birth is None:
        return None
    return birth.year - 100 if birth.year > year + 1 else birth.year


# --- `kostra`: D7 and D9, all years alike ----------------------------------------------------------------------------


def kostra_age(number: str, year: int) -> int | None:
    """D7: reporting year minus birth year; None when unknown, which a birth after the reporting year is too."""
    if not is_eleven_digits(number):
        return None
    if number.endswith(INCOMPLETE_SUFFIXES):
        birth = incomplete_birth(number, year)
    else:
        birth_year = _year_by_individual_number(number)
        birth = None if birth_year is None else _birth_in(number, birth_year)
    return None if birth is None or birth.year > year else year - birth.year


def incomplete_birth(number: str, year: int) -> date | None:
    """D7: the date of an incomplete number, 20YY or 19YY, possibly in the year after the reporting year; else None."""
    if not (is_eleven_digits(number) and number.endswith(INCOMPLETE_SUFFIXES)):
        return None
    birth_year = 2000 + int(number[4:6])
    return _birth_in(number, birth_year - 100 if birth_year > year + 1 else birth_year)


def holds_real_date(number: str) -> bool:
    """D9: whether eleven digits hold a day of the calendar, past or future.

    Where the century is not told by the number, 29 February counts in every year divisible by four.
    """
    birth_year = None if number.endswith(INCOMPLETE_SUFFIXES) else _year_by_individual_number(number)
    return _birth_in(number, 2000 + int(number[4:6]) if birth_year is None else birth_year) is not None


def _birth_in(number: str, birth_year: int) -> date | None:
    """Read day and month, a D-number's 40 and a synthetic number's 80, 65 or 40 taken off."""
    day, month = int(number[0:2]), int(number[2:4])
    if 41 <= day <= 71:
        day -= 40
    for offset in (80, 65, 40):
        if offset + 1 <= month <= offset + 12:
            month -= offset
            break
    return make_date(birth_year, month, day, only_real_days=True)


def _year_by_individual_number(number: str) -> int | None:
    """D7: the birth year that individual number and two-digit year point at; None for combinations not in use."""
    two_digit_year, individual = int(number[4:6]), int(number[6:9])
    if individual <= 499:
        return 1900 + two_digit_year
    if two_digit_year <= 39:
        return 2000 + two_digit_year
    if individual <= 749 and two_digit_year >= 54:
        return 1800 + two_digit_year
    if individual >= 900 and two_digit_year >= 40:
        return 1900 + two_digit_year
    return None
