"""From characters to numbers and dates, a whole column at a time.

A number is ASCII digits with an optional sign in front and blanks (U+0020) around, nothing else; a decimal may have one
`,` or `.` among its digits. A date is exactly the digits of its pattern and a real day of the calendar. What cannot be
read is missing, like a blank.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from kostra.calendar_days import days_from_civil, is_real_date
from kostra.characters import BLANK, digit_values, strings_of
from kostra.engine.values import Exact, Numbers, Texts, numbers_of
from kostra.frozen import frozen
from kostra.readers.records import Bools, Chars, Ints

_SIGNS = (ord("+"), ord("-"))
_SEPARATORS = (ord(","), ord("."))
_SAFE_DIGITS = 18
_SHORT_DIGITS = 9

MOST_DIGITS = 1000
"""A number of more digits is unreadable: no field holds one, and arithmetic must not be made to hang."""

# pattern → length, and where day, month and year stand
_PATTERNS = {
    "ddmmåå": (6, (0, 1), (2, 3), (4, 5)),
    "ddmmåååå": (8, (0, 1), (2, 3), (4, 5, 6, 7)),
    "åååå-mm-dd": (10, (8, 9), (5, 6), (0, 1, 2, 3)),
}
_TWO_DIGIT_CENTURY = 2000


def whole_numbers(texts: Texts) -> Numbers:
    """Read whole numbers."""
    return _numbers(texts.chars, decimals=False)


def decimals(texts: Texts) -> Numbers:
    """Read decimals exactly; a column of which no value has a fraction is one of whole numbers."""
    return _numbers(texts.chars, decimals=True)


def decimal_places(texts: Texts) -> Numbers:
    """Count the digits behind the decimal sign as written; missing where there is no number."""
    scanned = _scan(texts.chars, decimals=True)
    return Numbers(scanned.places, ~scanned.readable, texts.width)


def dates(texts: Texts, pattern: str) -> Numbers:
    """Read dates as days since 1970-01-01; a year of two digits is one of the years 2000–2099."""
    length, day, month, year = _PATTERNS[pattern]
    chars = texts.aligned
    n = texts.n
    days = np.zeros(n, dtype=np.int64)
    if len(chars) < length:
        return Numbers(days, np.ones(n, dtype=np.bool_), 0)
    digit_places = {*day, *month, *year}
    shaped = np.ones(n, dtype=np.bool_)
    for position, row in enumerate(chars):
        if position in digit_places:
            shaped &= digit_values(row) <= 9
        else:
            shaped &= row == (ord("-") if position < length else BLANK)
        if not shaped.any():
            return Numbers(days, np.ones(n, dtype=np.bool_), 0)
    rows = np.flatnonzero(shaped)
    years = _digits_at(chars, year, rows)
    if len(year) == 2:
        years += _TWO_DIGIT_CENTURY
    months, month_days = _digits_at(chars, month, rows), _digits_at(chars, day, rows)
    real = is_real_date(years, months, month_days)
    days[rows] = np.where(real, days_from_civil(years, months, month_days), 0)
    missing = np.ones(n, dtype=np.bool_)
    missing[rows] = ~real
    return Numbers(days, missing if missing.any() else None, 10**7)


def _digits_at(chars: Chars, positions: tuple[int, ...], rows: Ints) -> Ints:
    value = np.zeros(rows.size, dtype=np.int64)
    for position in positions:
        value = value * 10 + digit_values(chars[position][rows])
    return value


def _numbers(chars: Chars, *, decimals: bool) -> Numbers:
    """Read numbers: at once those of blanks followed by digits, as most are; the others more slowly."""
    width, n = chars.shape
    if width > _SAFE_DIGITS:
        return _read_all(chars, decimals=decimals)
    value: npt.NDArray[Any] = np.zeros(n, dtype=np.uint32 if width <= _SHORT_DIGITS else np.int64)
    seen = np.zeros(n, dtype=np.bool_)
    odd = np.zeros(n, dtype=np.bool_)
    for row in chars:
        digit = digit_values(row)
        is_digit = digit <= 9
        is_blank = row == BLANK
        odd |= is_digit == is_blank  # neither of the two
        odd |= seen & is_blank
        seen |= is_digit
        value *= 10
        value += digit * is_digit
    values = value.astype(np.int64, copy=False)
    missing = ~seen
    bound = int(10**width - 1)
    if odd.any():
        rows = np.flatnonzero(odd)
        return _with(Numbers(values, missing, bound), rows, _read_all(chars[:, rows], decimals=decimals))
    return Numbers(values, missing if missing.any() else None, bound)


def _with(numbers: Numbers, rows: Ints, others: Numbers) -> Numbers:
    """Put the numbers of some rows in place."""
    whole = others.whole
    values = numbers.values if whole else numbers.objects()
    values[rows] = others.values
    missing = numbers.present()
    missing[rows] = others.present()
    missing = ~missing
    return Numbers(values, missing if missing.any() else None, max(numbers.bound, others.bound))


@frozen
class _Scanned:
    """What was read: the digits as one number (where they are few enough), how many, and how many behind the sign."""

    mantissa: Ints
    significant: Ints
    places: Ints
    negative: Bools
    readable: Bools


def _scan(chars: Chars, *, decimals: bool) -> _Scanned:
    """Follow each value from left to right: blanks, sign, digits with at most one decimal sign, blanks."""
    n = chars.shape[1]
    mantissa, significant, places = (np.zeros(n, dtype=np.int64) for _ in range(3))
    started, ended, digits_seen, separated, negative, wrong = (np.zeros(n, dtype=np.bool_) for _ in range(6))
    for row in chars:
        digit = digit_values(row)
        is_digit = digit <= 9
        is_blank = row == BLANK
        is_sign = (row == _SIGNS[0]) | (row == _SIGNS[1])
        is_separator = ((row == _SEPARATORS[0]) | (row == _SEPARATORS[1])) & decimals
        wrong |= ~(is_digit | is_blank | is_sign | is_separator)
        wrong |= ended & ~is_blank
        wrong |= is_sign & started
        wrong |= is_separator & separated
        ended |= is_blank & started
        started |= ~is_blank
        separated |= is_separator
        negative |= row == _SIGNS[1]
        digits_seen |= is_digit
        counts = is_digit & ((significant > 0) | (digit > 0))
        significant += counts
        places += is_digit & separated
        fits = counts & (significant <= _SAFE_DIGITS)
        mantissa = np.where(fits, mantissa * 10 + digit, mantissa)
    return _Scanned(mantissa, significant, places, negative, digits_seen & ~wrong & (significant <= MOST_DIGITS))


def _read_all(chars: Chars, *, decimals: bool) -> Numbers:
    scanned = _scan(chars, decimals=decimals)
    long = scanned.readable & (scanned.significant > _SAFE_DIGITS)
    fractional = scanned.readable & (scanned.places > 0)
    values: npt.NDArray[Any] = np.where(scanned.negative, -scanned.mantissa, scanned.mantissa)
    missing = None if scanned.readable.all() else ~scanned.readable
    slow = np.flatnonzero(long | fractional)
    if slow.size == 0:
        return Numbers(values, missing, 10**_SAFE_DIGITS)
    exact = numbers_of([_exact(text) for text in strings_of(chars[:, slow])])
    return _with(Numbers(values, missing, 10**_SAFE_DIGITS), slow, exact)


def _exact(text: str) -> Exact:
    """Read one number that is known to be readable."""
    whole, _, fraction = text.strip(" ").replace(",", ".").partition(".")
    return Fraction(int(f"{whole}{fraction}"), 10 ** len(fraction)) if fraction else int(whole)
