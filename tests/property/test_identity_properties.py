"""The column functions against one-value-at-a-time Python written straight from the rules."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostra.calendar_days import civil_from_days, days_from_civil
from kostra.characters import Characters, column_of, is_blank, left_aligned, lengths, strings_of
from kostra.identity import (
    ages,
    birth_dates,
    check_digits_ok,
    is_incomplete,
    is_valid,
    is_valid_duf,
    is_valid_orgnr,
    make_duf,
    make_synthetic,
)

EPOCH = datetime.date(1970, 1, 1)
INCOMPLETE = ("00100", "00200", "99999")


# The rules, one value at a time


def digits_of(text: str, count: int) -> str | None:
    value = text.strip(" ")
    return value if len(value) == count and set(value) <= set("0123456789") else None


def date_or_none(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def day_and_month(number: str) -> tuple[int | None, int | None]:
    day, month = int(number[:2]), int(number[2:4])
    if 41 <= day <= 71:
        day -= 40
    for offset in (80, 65, 40):
        if offset < month <= offset + 12:
            month -= offset
            break
    return (day if day <= 31 else None), (month if month <= 12 else None)


def year_from_individual(number: str) -> int | None:
    year, individual = int(number[4:6]), int(number[6:9])
    if individual <= 499:
        return 1900 + year
    if year <= 39:
        return 2000 + year
    if individual <= 749 and year >= 54:
        return 1800 + year
    if individual >= 900 and year >= 40:
        return 1900 + year
    return None


def dated(number: str, reporting_year: int) -> datetime.date | None:
    """Date a number by the table of deviation D7, before asking whether the date is yet to come."""
    day, month = day_and_month(number)
    if number[6:] not in INCOMPLETE:
        return date_or_none(year_from_individual(number), month, day)
    year = 2000 + int(number[4:6])
    return date_or_none(year - 100 if year > reporting_year + 1 else year, month, day)


def birth(text: str, reporting_year: int) -> datetime.date | None:
    number = digits_of(text, 11)
    date = dated(number, reporting_year) if number else None
    return date if date and date.year <= reporting_year else None


def incomplete(text: str, reporting_year: int) -> bool:
    number = digits_of(text, 11)
    return number is not None and number[6:] in INCOMPLETE and dated(number, reporting_year) is not None


def check_digits(nine: str) -> str | None:
    """Work out the two check digits as a remainder taken from 11, the way they are issued."""
    first = 11 - sum(int(digit) * weight for digit, weight in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
    if first == 10:
        return None
    ten = f"{nine}{first % 11}"
    second = (
        11 - sum(int(digit) * weight for digit, weight in zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    )
    return None if second == 10 else f"{first % 11}{second % 11}"


def checked(text: str) -> bool:
    number = digits_of(text, 11)
    return number is not None and number[9:] == check_digits(number[:9])


def valid(text: str) -> bool:
    if not checked(text):
        return False
    number = text.strip(" ")
    day, month = day_and_month(number)
    if number[6:] in INCOMPLETE:
        possible = [2000 + int(number[4:6]), 1900 + int(number[4:6])]
    else:
        year = year_from_individual(number)
        # No century: 2000 is a leap year, so this asks for a multiple of four.
        possible = [2000 + int(number[4:6])] if year is None else [year]
    return any(date_or_none(year, month, day) for year in possible)


def valid_duf(text: str) -> bool:
    number = digits_of(text, 12)
    if number is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:10], (4, 6, 3, 2, 4, 6, 3, 2, 7, 5), strict=True))
    return int(number[10:]) == total % 11


def valid_orgnr(text: str) -> bool:
    number = digits_of(text, 9)
    if number is None or number[0] not in "89":
        return False
    check = (
        11 - sum(int(digit) * weight for digit, weight in zip(number[:8], (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    )
    return check != 10 and int(number[8]) == check % 11


# Values that are, nearly are, and are not numbers


@st.composite
def person_numbers(draw: st.DrawFn) -> str:
    day = draw(st.integers(0, 99) | st.sampled_from((1, 28, 29, 30, 31, 41, 69, 70, 71)))
    month = draw(st.integers(0, 99) | st.sampled_from((1, 2, 4, 12, 41, 42, 52, 66, 67, 77, 81, 82, 92)))
    year = draw(st.integers(0, 99) | st.sampled_from((0, 39, 40, 53, 54, 96)))
    individual = draw(st.integers(0, 999) | st.sampled_from((1, 2, 499, 500, 749, 750, 899, 900, 999)))
    nine = f"{day:02}{month:02}{year:02}{individual:03}"
    ending = draw(st.sampled_from(("checked", "any", "incomplete")))
    if ending == "incomplete":
        return nine[:6] + draw(st.sampled_from(INCOMPLETE))
    if ending == "checked":
        return nine + (check_digits(nine) or "00")
    return f"{nine}{draw(st.integers(0, 99)):02}"


duf_numbers = st.text("0123456789", min_size=10, max_size=10).map(make_duf)
digit_strings = st.text("0123456789", min_size=8, max_size=13)
organisation_numbers = st.builds("{}{}".format, st.sampled_from("89"), st.text("0123456789", min_size=8, max_size=8))
garbage = st.text("0123456789 \0\t\n-/:Aå", max_size=14)
wide_garbage = st.text(st.characters() | st.sampled_from("0123456789 ٣５\u2030\uff11"), max_size=14)
narrow = person_numbers() | duf_numbers | digit_strings | organisation_numbers | garbage
blanks = st.text(" ", max_size=3)


def with_blanks(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{}{}{}".format, blanks, values, blanks)


# A column of one-byte characters, the same widened, and one that may hold any character.
one_byte_columns = st.lists(with_blanks(narrow), max_size=12).map(lambda texts: (texts, column_of(texts)))
columns = (
    one_byte_columns
    | one_byte_columns.map(lambda pair: (pair[0], pair[1].astype(np.uint32)))
    | st.lists(with_blanks(narrow | wide_garbage), max_size=12).map(lambda texts: (texts, column_of(texts)))
)
TextsAndColumn = tuple[list[str], Characters]
reporting_years = st.integers(1990, 2060)


@given(columns, reporting_years)
def test_person_numbers_follow_the_rules(pair: TextsAndColumn, reporting_year: int) -> None:
    texts, column = pair
    assert check_digits_ok(column).tolist() == [checked(text) for text in texts]
    assert is_valid(column).tolist() == [valid(text) for text in texts]
    assert is_incomplete(column, reporting_year).tolist() == [incomplete(text, reporting_year) for text in texts]

    births = [birth(text, reporting_year) for text in texts]
    days, missing = birth_dates(column, reporting_year)
    assert missing.tolist() == [date is None for date in births]
    assert days.tolist() == [(date - EPOCH).days if date else 0 for date in births]
    years, unknown = ages(column, reporting_year)
    assert unknown.tolist() == missing.tolist()
    assert years.tolist() == [reporting_year - date.year if date else 0 for date in births]


@given(columns)
def test_duf_and_organisation_numbers_follow_the_rules(pair: TextsAndColumn) -> None:
    texts, column = pair
    assert is_valid_duf(column).tolist() == [valid_duf(text) for text in texts]
    assert is_valid_orgnr(column).tolist() == [valid_orgnr(text) for text in texts]


@given(columns)
def test_text_columns_agree_with_strings(pair: TextsAndColumn) -> None:
    texts, column = pair
    before = column.copy()
    width = max(map(len, texts), default=0)
    stripped = [text.strip(" ") for text in texts]
    assert column.shape == (width, len(texts))
    assert strings_of(column) == [text.ljust(width) for text in texts]
    assert strings_of(left_aligned(column)) == [text.ljust(width) for text in stripped]
    assert lengths(column).tolist() == [len(text) for text in stripped]
    assert is_blank(column).tolist() == [not text for text in stripped]
    assert np.array_equal(column, before)


@given(st.dates(datetime.date(1854, 1, 1), datetime.date(2039, 12, 31)), st.data())
def test_a_made_number_gives_its_birth_date_back(born: datetime.date, data: st.DataObject) -> None:
    two_digit_year = born.year % 100
    if born.year < 1900:
        individual_numbers = st.integers(500, 749)
    elif born.year < 2000:
        individual_numbers = st.integers(0, 499) | (st.integers(900, 999) if two_digit_year >= 40 else st.nothing())
    else:
        individual_numbers = st.integers(500, 999)
    offset = data.draw(st.sampled_from((80, 65, 40)))
    number = make_synthetic(born, data.draw(individual_numbers), offset, d_number=data.draw(st.booleans()))
    if number is None or number.endswith(INCOMPLETE):
        return
    column = column_of([number])
    days, missing = birth_dates(column, 2039)
    assert not missing[0]
    assert EPOCH + datetime.timedelta(days=int(days[0])) == born
    assert is_valid(column).all()


@given(st.lists(st.dates(), max_size=20))
def test_day_numbers_agree_with_python(dates: Sequence[datetime.date]) -> None:
    numbers = np.array([(date - EPOCH).days for date in dates], dtype=np.int64)
    parts = np.array([(date.year, date.month, date.day) for date in dates], dtype=np.int64).reshape(len(dates), 3).T
    assert np.array_equal(days_from_civil(*parts), numbers)
    assert np.array_equal(np.array(civil_from_days(numbers)), parts)


@pytest.mark.parametrize("reporting_year", [1998, 1999, 2022, 2026, 2098, 2099])
def test_every_incomplete_number_around_the_century_limit(reporting_year: int) -> None:
    texts = [f"{day}{month:02}{year:02}00100" for day in (28, 29, 69, 30) for month in (2, 82) for year in range(100)]
    column = column_of(texts)
    assert is_incomplete(column, reporting_year).tolist() == [incomplete(text, reporting_year) for text in texts]
    assert birth_dates(column, reporting_year)[1].tolist() == [birth(text, reporting_year) is None for text in texts]
