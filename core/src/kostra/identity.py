"""Identity numbers: fødselsnummer, D-nummer, DUF-nummer and organisasjonsnummer, checked a whole column at a time.

Every function over a column takes `chars` of shape (w, n) (see `kostra.characters`) and returns arrays over the n
records. Blanks around a number do not count. What is not exactly the required number of ASCII digits is no number of
that kind, and gives False or missing, never an error.

A fødselsnummer is DDMMYY, an individual number of three digits, and two check digits. Other numbers of eleven digits
have the same form: a D-nummer adds 40 to the day, and synthetic numbers for testing add 80 (Skatteetaten), 65 or 40
to the month. An incomplete number stands in for one that is not known yet and ends in 00100 (man), 00200 (woman) or
99999 (unborn).

Sources: folkeregisterforskriften (form of fødselsnummer and D-nummer); SSB's open control program
`kostra-kontrollprogram`, files `Fnr.java` and `SsnValidationUtils.kt` (check digits, DUF-nummer, incomplete numbers);
Brønnøysundregistrene (organisasjonsnummer). Where birth dates are read otherwise than by SSB, that is deviation D7.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kostra.calendar_days import days_from_civil, is_real_date
from kostra.characters import BLANK, Characters, Flags, Integers, digit_values, left_aligned
from kostra.frozen import frozen

_Digits: TypeAlias = npt.NDArray[np.uint8]

# The last weight, 1, is the check digit's own: the number fits when the whole sum is a multiple of 11.
_FIRST_CHECK_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_CHECK_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_ORGNR_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)
_DUF_WEIGHTS = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)

_D_NUMBER_OFFSET = 40
_SYNTHETIC_MONTH_OFFSETS = (80, 65, 40)
_INCOMPLETE_SUFFIXES = (100, 200, 99999)


def _corrections(highest: int, offsets: Iterable[int]) -> Integers:
    """Tabulate 00–99: the day or month that the two digits stand for once an offset is taken off, 0 for none."""
    table = np.zeros(100, dtype=np.int64)
    for offset in (0, *offsets):
        table[offset + 1 : offset + highest + 1] = np.arange(1, highest + 1)
    return table


# The ranges do not overlap (months 1–12, 41–52, 66–77, 81–92; days 1–31, 41–71), so there is nothing to guess.
_DAYS = _corrections(31, (_D_NUMBER_OFFSET,))
_MONTHS = _corrections(12, _SYNTHETIC_MONTH_OFFSETS)


@frozen
class _PersonNumbers:
    """The parts of a column of eleven-digit numbers; all zero where `shaped` is false."""

    digits: _Digits  # shape (11, n)
    shaped: Flags  # exactly eleven ASCII digits
    day: Integers  # 1–31 after correction, 0 when impossible
    month: Integers  # 1–12 after correction, 0 when impossible
    two_digit_year: Integers
    individual: Integers  # the individual number, 0–999
    incomplete: Flags  # ends as an incomplete number does


def check_digits_ok(chars: Characters) -> Flags:
    """Tell which values are eleven digits with both check digits right, whatever date they hold.

    True for eleven zeros too: the language's `kontrollsiffer_stemmer`. Source: `SsnValidationUtils.kt`.
    """
    digits, shaped = _digits(chars, 11)
    return shaped & _check_digits_fit(digits)


def birth_dates(chars: Characters, reporting_year: int) -> tuple[Integers, Flags]:
    """Give each birth date, in days since 1970-01-01, and which are missing (their day number is 0).

    Eleven digits suffice; the check digits need not fit. The individual number decides the century. An incomplete
    number belongs to the 2000s, or to the 1900s when the former lies more than a year after the reporting year.
    Missing: not eleven digits, an impossible date, an individual number not in use for the year, or a date in a year
    after the reporting year. Source: deviation D7.
    """
    numbers = _person_numbers(chars)
    years, missing = _birth_years(numbers, reporting_year)
    days = days_from_civil(years, numbers.month, numbers.day)
    return np.where(missing, 0, days), missing


def ages(chars: Characters, reporting_year: int) -> tuple[Integers, Flags]:
    """Give reporting year minus birth year, in years, and which are missing (their age is 0).

    Missing exactly where `birth_dates` is, so no age is negative. Source: deviation D7.
    """
    years, missing = _birth_years(_person_numbers(chars), reporting_year)
    return np.where(missing, 0, reporting_year - years), missing


def is_valid(chars: Characters) -> Flags:
    """Tell which values have fitting check digits and a real calendar date, past or future.

    Where the century cannot be told, 29 February is real in every year divisible by four, as it is in the 2000s.
    The language's `gyldig_fødselsnummer`. Source: control 005 with deviation D9.
    """
    numbers = _person_numbers(chars)
    from_individual = _years_from_individual(numbers)
    century_unknown = numbers.incomplete | (from_individual == 0)
    years = np.where(century_unknown, 2000 + numbers.two_digit_year, from_individual)
    real = is_real_date(years, numbers.month, numbers.day)
    return numbers.shaped & _check_digits_fit(numbers.digits) & real


def is_incomplete(chars: Characters, reporting_year: int) -> Flags:
    """Tell which values are incomplete numbers with a readable date.

    A due date in the year after the reporting year is readable, though it is no birth date yet. The language's
    `ufullstendig_fødselsnummer`. Source: `SSN_SUFFIX_EXCEPTIONS` in SSB's program, dates by deviation D7.
    """
    numbers = _person_numbers(chars)
    years = _years_of_incomplete(numbers, reporting_year)
    return numbers.shaped & numbers.incomplete & is_real_date(years, numbers.month, numbers.day)


def is_valid_duf(chars: Characters) -> Flags:
    """Tell which values are twelve digits of which the last two are the DUF-nummer's check number.

    Source: `SsnValidationUtils.kt`.
    """
    digits, shaped = _digits(chars, 12)
    check_number_fits: Flags = _weighted_sum(digits, _DUF_WEIGHTS) % 11 == digits[10] * 10 + digits[11]
    return shaped & check_number_fits


def is_valid_orgnr(chars: Characters) -> Flags:
    """Tell which values are nine digits that begin with 8 or 9 and have the right check digit.

    Source: Brønnøysundregistrene's description of the organisasjonsnummer.
    """
    digits, shaped = _digits(chars, 9)
    begins_rightly: Flags = digits[0] >= 8
    return shaped & begins_rightly & _fits(digits, _ORGNR_WEIGHTS)


def make_synthetic(
    date: datetime.date, individual_number: int, offset: int = 80, *, d_number: bool = False
) -> str | None:
    """Write a synthetic eleven-digit number with right check digits, for examples and tests.

    `offset` is added to the month (80, 65 or 40), and 40 to the day of a D-nummer. Only the last two digits of the
    year are written: the caller chooses an individual number of the right century. Returns None where a check digit
    would have to be 10 (about one number in six); try another individual number. Raises ValueError for an individual
    number outside 0–999, and for any other offset: without one the number could be a living person's.
    """
    if offset not in _SYNTHETIC_MONTH_OFFSETS:
        raise ValueError(f"offset must be one of {_SYNTHETIC_MONTH_OFFSETS}, not {offset}")
    if not 0 <= individual_number <= 999:
        raise ValueError(f"individual number must be 0–999, not {individual_number}")
    day = date.day + (_D_NUMBER_OFFSET if d_number else 0)
    number = f"{day:02}{date.month + offset:02}{date.year % 100:02}{individual_number:03}"
    for weights in (_FIRST_CHECK_WEIGHTS, _SECOND_CHECK_WEIGHTS):
        check_digit = -_sum_of(number, weights[:-1]) % 11
        if check_digit == 10:
            return None
        number += str(check_digit)
    return number


def make_duf(ten_digits: str) -> str:
    """Complete ten digits to a valid DUF-nummer of twelve.

    Raises ValueError when the argument is not ten ASCII digits.
    """
    if len(ten_digits) != 10 or not (ten_digits.isascii() and ten_digits.isdigit()):
        raise ValueError("a DUF-nummer is made from ten ASCII digits")
    return f"{ten_digits}{_sum_of(ten_digits, _DUF_WEIGHTS) % 11:02}"


def _digits(chars: Characters, count: int) -> tuple[_Digits, Flags]:
    """Read values of exactly `count` ASCII digits: the digits, shape (count, n), and where there are such.

    The digits are 0 where the value is anything else, so that they can index tables.
    """
    aligned = left_aligned(chars)
    width, records = aligned.shape
    digits: _Digits = np.zeros((count, records), dtype=np.uint8)
    if width < count:
        return digits, np.zeros(records, dtype=np.bool_)
    shaped = np.ones(records, dtype=np.bool_)
    for position in range(count):
        values = digit_values(aligned[position])
        shaped &= values <= 9
        digits[position] = values
    for position in range(count, width):
        shaped &= aligned[position] == BLANK
    digits *= shaped
    return digits, shaped


def _person_numbers(chars: Characters) -> _PersonNumbers:
    digits, shaped = _digits(chars, 11)
    individual = digits[6].astype(np.int64) * 100 + (digits[7] * 10 + digits[8])
    suffix = individual * 100 + (digits[9] * 10 + digits[10])
    incomplete = np.zeros(shaped.shape, dtype=np.bool_)
    for known_suffix in _INCOMPLETE_SUFFIXES:
        incomplete |= suffix == known_suffix
    return _PersonNumbers(
        digits=digits,
        shaped=shaped,
        day=_DAYS[digits[0] * 10 + digits[1]],
        month=_MONTHS[digits[2] * 10 + digits[3]],
        two_digit_year=(digits[4] * 10 + digits[5]).astype(np.int64),
        individual=individual,
        incomplete=incomplete,
    )


def _birth_years(numbers: _PersonNumbers, reporting_year: int) -> tuple[Integers, Flags]:
    """Give each birth year and which births cannot be dated, by deviation D7."""
    years = np.where(numbers.incomplete, _years_of_incomplete(numbers, reporting_year), _years_from_individual(numbers))
    readable = numbers.shaped & is_real_date(years, numbers.month, numbers.day)
    return years, ~readable | (years > reporting_year)


def _years_from_individual(numbers: _PersonNumbers) -> Integers:
    """Give the year that the individual number places the two digits in, 0 where it is in use for no such year."""
    year, individual = numbers.two_digit_year, numbers.individual
    upper = individual >= 500
    century = np.where(upper, np.int64(0), np.int64(1900))
    century[upper & (year <= 39)] = 2000
    century[upper & (year >= 54) & (individual <= 749)] = 1800
    century[(year >= 40) & (individual >= 900)] = 1900
    return np.where(century == 0, 0, century + year)


def _years_of_incomplete(numbers: _PersonNumbers, reporting_year: int) -> Integers:
    """Give the year of an incomplete number: this century unless that is later than a child can be due."""
    years = 2000 + numbers.two_digit_year
    return np.where(years > reporting_year + 1, years - 100, years)


def _check_digits_fit(digits: _Digits) -> Flags:
    return _fits(digits, _FIRST_CHECK_WEIGHTS) & _fits(digits, _SECOND_CHECK_WEIGHTS)


def _fits(digits: _Digits, weights: tuple[int, ...]) -> Flags:
    return np.asarray(_weighted_sum(digits, weights) % 11 == 0)


def _weighted_sum(digits: _Digits, weights: tuple[int, ...]) -> npt.NDArray[np.uint16]:
    """Add up the first digits times the weights; 16 bits hold the largest sum of any number here."""
    total = np.zeros(digits.shape[1], dtype=np.uint16)
    for row, weight in zip(digits, weights, strict=False):
        total += row.astype(np.uint16) * np.uint16(weight)
    return total


def _sum_of(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
