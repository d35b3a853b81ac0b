"""Dates as day numbers, computed for whole columns at once.

A day number counts days since 1970-01-01, which is day 0. The calendar is the Gregorian one, carried back before its
introduction, for the years 1 to 9999: the range and the rules of Python's `datetime.date`.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

WholeNumbers: TypeAlias = npt.NDArray[np.integer[Any]] | int
"""An array of whole numbers of any integer type, or one number for all records."""

FIRST_YEAR = 1
LAST_YEAR = 9999

_FROM_YEAR_1_TO_1970 = 719_162
_DAYS_IN_400_YEARS = 146_097

# Index 0 stands for "no such month": it has no days, so no date in it is real.
_MONTH_LENGTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)
_LEAP_MONTH_LENGTH = _MONTH_LENGTH + (np.arange(13) == 2)
# [leap year or not, month] → days of the year before the month begins
_DAYS_BEFORE_MONTH = np.stack([np.cumsum(lengths) - lengths for lengths in (_MONTH_LENGTH, _LEAP_MONTH_LENGTH)])
# [leap year or not, day of the year from 0] → month; an ordinary year never asks for its last entry
_MONTH_OF_DAY = np.stack(
    [
        np.resize(np.repeat(np.arange(13, dtype=np.int64), lengths), 366)
        for lengths in (_MONTH_LENGTH, _LEAP_MONTH_LENGTH)
    ]
)


def is_real_date(y: WholeNumbers, m: WholeNumbers, d: WholeNumbers) -> npt.NDArray[np.bool_]:
    """Tell whether year, month and day name a day of the calendar, in the years 1 to 9999.

    The three are broadcast together and may hold any whole numbers, 0 and negative ones included.
    """
    years, months, days = _as_int64(y), _as_int64(m), _as_int64(d)
    known_months = np.where((months >= 1) & (months <= 12), months, 0)
    last_days = _MONTH_LENGTH[known_months] + ((known_months == 2) & _is_leap(years))
    return np.asarray((years >= FIRST_YEAR) & (years <= LAST_YEAR) & (days >= 1) & (days <= last_days))


def days_from_civil(y: WholeNumbers, m: WholeNumbers, d: WholeNumbers) -> npt.NDArray[np.int64]:
    """Give the day number of each date, in days since 1970-01-01.

    The three are broadcast together. Where `is_real_date` is false the number means nothing, but there is no error: a
    caller computes the whole column and masks afterwards.
    """
    years, months, days = _as_int64(y), _as_int64(m), _as_int64(d)
    before_month = _DAYS_BEFORE_MONTH[_is_leap(years).astype(np.intp), np.clip(months, 0, 12)]
    return np.asarray(_days_before_year(years) + before_month + days - 1 - _FROM_YEAR_1_TO_1970)


def civil_from_days(
    days: WholeNumbers,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give year, month (1–12) and day (1–31) of each day number, the inverse of `days_from_civil`.

    Day numbers outside the years 1 to 9999 are carried on by the same rules (year 0 is a leap year), without an error.
    """
    since_year_1 = _as_int64(days) + _FROM_YEAR_1_TO_1970
    # The average length of a year gives the right year or the one before it: leap days come up to a day and a half
    # later than the average has them, but never a whole day sooner.
    years = since_year_1 * 400 // _DAYS_IN_400_YEARS + 1
    years = years + (since_year_1 >= _days_before_year(years + 1))
    leap = _is_leap(years).astype(np.intp)
    day_of_year = since_year_1 - _days_before_year(years)
    months = _MONTH_OF_DAY[leap, day_of_year]
    return np.asarray(years), np.asarray(months), np.asarray(day_of_year - _DAYS_BEFORE_MONTH[leap, months] + 1)


def _as_int64(numbers: WholeNumbers) -> npt.NDArray[np.int64]:
    return np.asarray(numbers, dtype=np.int64)


def _is_leap(years: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    # A century year is a multiple of 16 exactly when it is one of 400; `&` spares two divisions.
    return np.asarray(((years & 3) == 0) & ((years % 100 != 0) | ((years & 15) == 0)))


def _days_before_year(years: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Count the days from the beginning of year 1 to the beginning of each year."""
    past = years - 1
    return np.asarray(past * 365 + past // 4 - past // 100 + past // 400)
