"""Identity numbers, and the text columns and day numbers that they are read from."""

from __future__ import annotations

import datetime
from itertools import product

import numpy as np
import pytest

from kostra.calendar_days import civil_from_days, days_from_civil, is_real_date
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

YEAR = 2025
EPOCH = datetime.date(1970, 1, 1)
EMPTY_COLUMNS = [np.zeros((width, 0), dtype) for width in (0, 4, 11, 12) for dtype in (np.uint8, np.uint32)]


def birth_of(number: str, reporting_year: int = YEAR) -> datetime.date | None:
    """Read one number's birth date through the column function."""
    days, missing = birth_dates(column_of([number]), reporting_year)
    return None if missing[0] else EPOCH + datetime.timedelta(days=int(days[0]))


def synthetic(date: datetime.date, first_individual_number: int, offset: int = 80, *, d_number: bool = False) -> str:
    """Write the first number of the date whose check digits exist."""
    for individual_number in range(first_individual_number, first_individual_number + 50):
        number = make_synthetic(date, individual_number, offset, d_number=d_number)
        if number is not None:
            return number
    raise AssertionError("fifty numbers in a row without check digits")


def with_changed_digit(number: str, position: int) -> str:
    return number[:position] + str((int(number[position]) + 1) % 10) + number[position + 1 :]


# Check digits


@pytest.mark.parametrize(("offset", "d_number"), list(product((80, 65, 40), (False, True))))
def test_a_synthetic_number_has_fitting_check_digits_and_any_changed_digit_breaks_them(
    offset: int, d_number: bool
) -> None:
    number = synthetic(datetime.date(1990, 5, 17), 100, offset, d_number=d_number)
    changed = [with_changed_digit(number, position) for position in range(11)]
    assert check_digits_ok(column_of([number, *changed])).tolist() == [True] + [False] * 11


def test_check_digits_say_nothing_about_the_date() -> None:
    column = column_of(["00000000000"])
    assert check_digits_ok(column).tolist() == [True]
    assert is_valid(column).tolist() == [False]
    assert birth_dates(column, YEAR)[1].tolist() == [True]
    assert not is_incomplete(column, YEAR).any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint32])
def test_blanks_around_a_number_do_not_count_and_every_other_character_does(dtype: type[np.uint8 | np.uint32]) -> None:
    number = synthetic(datetime.date(1990, 5, 17), 100)
    good = [number, f"  {number}", f"{number}  ", f" {number} "]
    bad = [
        number[:-1],
        f"{number}0",
        f"{number[:6]} {number[6:]}",
        f"\t{number}",
        f"{number}\0",
        f"\0{number}",
        f"{number}\xa0",
        number[:10] + "A",
        number[:10] + "/",
        number[:10] + ":",
        "",
        "           ",
    ]
    column: Characters = column_of(good + bad).astype(dtype)
    expected = [True] * len(good) + [False] * len(bad)
    assert check_digits_ok(column).tolist() == expected
    assert is_valid(column).tolist() == expected
    assert (~birth_dates(column, YEAR)[1]).tolist() == expected


def test_digits_of_other_scripts_are_not_digits() -> None:
    number = synthetic(datetime.date(1990, 5, 17), 100)
    in_arabic_digits = "".join(chr(0x660 + int(digit)) for digit in number)
    # Low byte equal to that of an ASCII digit: must not slip through a narrowing to eight bits.
    in_look_alikes = "".join(chr(0x2000 + ord(digit)) for digit in number)
    column = column_of([number, in_arabic_digits, in_look_alikes])
    assert check_digits_ok(column).tolist() == [True, False, False]
    assert birth_dates(column, YEAR)[1].tolist() == [False, True, True]
    in_fullwidth_digits = "".join(chr(0xFF10 + int(digit)) for digit in "201017238203")
    assert is_valid_duf(column_of(["201017238203", in_fullwidth_digits])).tolist() == [True, False]


# Birth date and age


def century_by_the_table(two_digit_year: int, individual_number: int) -> int | None:
    if individual_number <= 499:
        return 1900
    if two_digit_year <= 39:
        return 2000
    if individual_number <= 749 and two_digit_year >= 54:
        return 1800
    if individual_number >= 900:
        return 1900
    return None


def test_the_individual_number_decides_the_century_for_every_year() -> None:
    individual_numbers = (0, 1, 499, 500, 501, 749, 750, 751, 899, 900, 901, 999)
    cases = list(product(range(100), individual_numbers))
    column = column_of([f"0181{year:02}{individual:03}11" for year, individual in cases])
    years, missing = ages(column, 2099)
    found = [None if gone else 2099 - int(age) for age, gone in zip(years, missing, strict=True)]
    centuries = [century_by_the_table(*case) for case in cases]
    assert found == [
        None if century is None else century + case[0] for century, case in zip(centuries, cases, strict=True)
    ]


@pytest.mark.parametrize(
    ("year", "individual", "born"),
    [
        (39, 499, 1939),
        (39, 500, 2039),
        (40, 500, None),
        (53, 749, None),
        (54, 749, 1854),
        (54, 750, None),
        (54, 899, None),
        (54, 900, 1954),
        (40, 900, 1940),
        (40, 899, None),
        (39, 999, 2039),
        (0, 500, 2000),
        (0, 499, 1900),
        (99, 500, 1899),
        (99, 999, 1999),
    ],
)
def test_century_boundaries(year: int, individual: int, born: int | None) -> None:
    date = birth_of(f"0181{year:02}{individual:03}11", 2099)
    assert (date.year if date else None) == born


def test_every_day_is_itself_a_d_number_or_impossible() -> None:
    found = [birth_of(f"{day:02}819012311") for day in range(100)]
    possible = {**{day: day for day in range(1, 32)}, **{day + 40: day for day in range(1, 32)}}
    assert found == [datetime.date(1990, 1, possible[day]) if day in possible else None for day in range(100)]


def test_every_month_is_itself_synthetic_or_impossible() -> None:
    found = [birth_of(f"01{month:02}9012311") for month in range(100)]
    possible = {month + offset: month for offset in (0, 40, 65, 80) for month in range(1, 13)}
    assert found == [datetime.date(1990, possible[month], 1) if month in possible else None for month in range(100)]


def test_d_number_and_synthetic_month_may_be_combined() -> None:
    born = datetime.date(1964, 2, 29)
    for offset in (80, 65, 40):
        number = synthetic(born, 0, offset, d_number=True)
        assert birth_of(number) == born
        assert is_valid(column_of([number])).all()


def test_a_birth_after_the_reporting_year_is_unknown() -> None:
    assert birth_of("311225" + "50011", 2025) is not None
    assert birth_of("010126" + "50011", 2025) is None
    assert birth_of("010190" + "12311", 1989) is None


def test_age_is_the_difference_of_years_and_zero_with_a_flag_where_unknown() -> None:
    column = column_of(["31819012311", "01812550011", "01812650011", "39819012311", "x"])
    years, missing = ages(column, 2025)
    assert years.tolist() == [35, 0, 0, 0, 0]
    assert missing.tolist() == [False, False, True, True, True]


def test_an_unreadable_number_has_day_zero() -> None:
    days, missing = birth_dates(column_of(["hva er dette", ""]), YEAR)
    assert days.tolist() == [0, 0]
    assert missing.all()


# Incomplete numbers


@pytest.mark.parametrize("suffix", ["00100", "00200", "99999"])
@pytest.mark.parametrize(
    ("date", "born", "readable"),
    [
        ("318125", datetime.date(2025, 1, 31), True),
        ("319225", datetime.date(2025, 12, 31), True),
        ("319226", None, True),  # due in the year after the reporting year: no birth date yet
        ("018127", datetime.date(1927, 1, 1), True),
        ("018100", datetime.date(2000, 1, 1), True),
        ("418115", datetime.date(2015, 1, 1), True),
        ("716615", datetime.date(2015, 1, 31), True),
        ("014115", datetime.date(2015, 1, 1), True),
        ("298223", None, False),
        ("298224", datetime.date(2024, 2, 29), True),
        ("298228", datetime.date(1928, 2, 29), True),
        ("008125", None, False),
        ("019325", None, False),
    ],
)
def test_incomplete_numbers_are_dated_by_the_reporting_year(
    suffix: str, date: str, born: datetime.date | None, readable: bool
) -> None:
    assert birth_of(date + suffix, 2025) == born
    assert is_incomplete(column_of([date + suffix]), 2025).tolist() == [readable]


def test_only_the_three_endings_are_incomplete() -> None:
    endings = [f"{ending:05}" for ending in range(100_000)]
    found = is_incomplete(column_of([f"018115{ending}" for ending in endings]), 2025)
    assert [endings[index] for index in np.flatnonzero(found)] == ["00100", "00200", "99999"]


def test_a_turn_of_century_leap_day_follows_the_century_it_is_dated_to() -> None:
    leap_day_of_00 = "29820000100"
    assert birth_of(leap_day_of_00, 2025) == datetime.date(2000, 2, 29)
    assert birth_of(leap_day_of_00, 1998) is None  # dated 1900, which had no such day
    assert is_incomplete(column_of([leap_day_of_00]), 1999).tolist() == [True]
    assert is_incomplete(column_of([leap_day_of_00]), 1998).tolist() == [False]


# A valid number


def validity(date: str, individual_numbers: range) -> set[bool]:
    """Ask is_valid about every number with the date's six digits (month + 80) whose check digits fit."""
    numbers = [f"{date}{individual:03}{check:02}" for individual in individual_numbers for check in range(100)]
    column = column_of(numbers)
    return set(is_valid(column)[check_digits_ok(column)].tolist())


@pytest.mark.parametrize(
    ("date", "individual_numbers", "valid"),
    [
        ("318190", range(300, 500), True),
        ("318490", range(300, 500), False),
        ("298200", range(300, 500), False),  # 1900
        ("298200", range(500, 700), True),  # 2000
        ("298296", range(500, 750), True),  # 1896
        ("298295", range(500, 750), False),
        ("298252", range(500, 750), True),  # century unknown, divisible by four
        ("298253", range(500, 750), False),  # century unknown
        ("298260", range(750, 900), True),  # century unknown, divisible by four
        ("318460", range(750, 900), False),
        ("019239", range(500, 990), True),  # 2039: to come, but a real date
        ("019300", range(500, 990), False),
        ("418190", range(300, 500), True),
        ("728190", range(300, 500), False),
        ("408190", range(300, 500), False),
    ],
)
def test_a_valid_number_holds_a_real_date(date: str, individual_numbers: range, valid: bool) -> None:
    assert validity(date, individual_numbers) == {valid}


def test_an_incomplete_number_with_fitting_check_digits_is_valid_on_a_leap_day_of_either_century() -> None:
    suffixes = ("00100", "00200", "99999")
    numbers = [
        f"{day}{month}{year:02}{suffix}"
        for day, month, year, suffix in product((29, 30, 69, 70), (42, 67, 82), range(100), suffixes)
    ]
    fitting = [number for number, ok in zip(numbers, check_digits_ok(column_of(numbers)), strict=True) if ok]
    assert fitting
    expected = [number[1] == "9" and int(number[4:6]) % 4 == 0 for number in fitting]
    assert any(expected)
    assert is_valid(column_of(fitting)).tolist() == expected


# DUF-nummer and organisasjonsnummer


def test_duf_numbers() -> None:
    good = ["201017238203", "200816832910", " 201017238203 ", make_duf("0000000000")]
    bad = ["201017238204", "210017238203", "20101723820", "2010172382030", "20101723820A", "", "2010 17238203"]
    assert is_valid_duf(column_of(good + bad)).tolist() == [True] * len(good) + [False] * len(bad)


def test_made_duf_numbers_end_in_their_check_number() -> None:
    assert make_duf("2010172382") == "201017238203"
    assert make_duf("2008168329") == "200816832910"


@pytest.mark.parametrize("digits", ["", "123456789", "12345678901", "123456789x", "١٢٣٤٥٦٧٨٩٠", "²345678901"])
def test_a_duf_number_is_not_made_from_anything_else_than_ten_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="ten ASCII digits"):
        make_duf(digits)


def test_organisation_numbers() -> None:
    good = ["974760673", " 974760673", "889640782"]
    bad = ["974760674", "97476067", "9747606730", "97476067A", "", "000000000"]
    assert is_valid_orgnr(column_of(good + bad)).tolist() == [True] * len(good) + [False] * len(bad)


def test_organisation_numbers_begin_with_8_or_9() -> None:
    beginnings = {
        digit: is_valid_orgnr(column_of([f"{digit}123456{ending:02}" for ending in range(100)])).any()
        for digit in "0123456789"
    }
    assert {digit for digit, found in beginnings.items() if found} == {"8", "9"}


# Making numbers


def test_a_number_that_would_need_the_check_digit_10_is_not_made() -> None:
    born = datetime.date(1990, 5, 17)
    made = [make_synthetic(born, individual) for individual in range(1000)]
    possible = column_of([f"178590{individual:03}{check:02}" for individual in range(1000) for check in range(100)])
    fitting = [value for value, ok in zip(strings_of(possible), check_digits_ok(possible), strict=True) if ok]
    assert [number for number in made if number is not None] == fitting
    assert None in made


@pytest.mark.parametrize("offset", [0, 20, 81, -80])
def test_numbers_of_living_people_are_not_made(offset: int) -> None:
    with pytest.raises(ValueError, match="offset"):
        make_synthetic(datetime.date(1990, 5, 17), 123, offset)


@pytest.mark.parametrize("individual_number", [-1, 1000])
def test_an_individual_number_has_three_digits(individual_number: int) -> None:
    with pytest.raises(ValueError, match="individual number"):
        make_synthetic(datetime.date(1990, 5, 17), individual_number)


# No records, narrow fields


@pytest.mark.parametrize("column", EMPTY_COLUMNS)
def test_no_records_give_no_answers(column: Characters) -> None:
    for flags in (
        check_digits_ok(column),
        is_valid(column),
        is_incomplete(column, YEAR),
        is_valid_duf(column),
        is_valid_orgnr(column),
        is_blank(column),
    ):
        assert flags.shape == (0,)
        assert flags.dtype == np.bool_
    for numbers, missing in (birth_dates(column, YEAR), ages(column, YEAR)):
        assert numbers.shape == missing.shape == (0,)
        assert numbers.dtype == np.int64
        assert missing.dtype == np.bool_
    assert lengths(column).shape == (0,)
    assert left_aligned(column).shape == column.shape
    assert strings_of(column) == []


def test_a_field_without_characters_is_blank() -> None:
    column = column_of(["", ""])
    assert is_blank(column).tolist() == [True, True]
    assert lengths(column).tolist() == [0, 0]
    assert strings_of(column) == ["", ""]
    assert not is_valid(column).any()
    assert birth_dates(column, YEAR)[1].all()


# Text columns


def test_columns_keep_every_character() -> None:
    texts = ["æøå", "\0a\0", "", " b ", "\ufeff", "😀x", "\ud800"]
    assert column_of(texts).dtype == np.uint32
    assert strings_of(column_of(texts)) == [text.ljust(3) for text in texts]


def test_columns_take_one_byte_a_character_where_they_can() -> None:
    texts = ["blåbær", "ÿ\0\x80"]
    column = column_of(texts)
    assert column.dtype == np.uint8
    assert column.shape == (6, 2)
    assert strings_of(column) == ["blåbær", "ÿ\0\x80   "]


def test_only_u0020_is_blank() -> None:
    texts = ["", "  ", "\t", "\0", "\xa0", "\u2003", " a"]
    assert is_blank(column_of(texts)).tolist() == [True, True, False, False, False, False, False]


def test_aligning_does_not_change_the_column_it_is_given() -> None:
    column = column_of(["  ab", "cd", "    "])
    before = column.copy()
    assert strings_of(left_aligned(column)) == ["ab  ", "cd  ", "    "]
    assert np.array_equal(column, before)


# Day numbers


def test_day_numbers_count_from_1970() -> None:
    years, months, days = (
        np.array([1970, 1969, 1, 9999, 2000]),
        np.array([1, 12, 1, 12, 2]),
        np.array([1, 31, 1, 31, 29]),
    )
    expected = [0, -1, -719162, 2932896, 11016]
    assert days_from_civil(years, months, days).tolist() == expected
    assert [part.tolist() for part in civil_from_days(np.array(expected))] == [
        years.tolist(),
        months.tolist(),
        days.tolist(),
    ]


def test_every_day_until_2100_goes_there_and_back() -> None:
    all_days = np.arange("0001-01-01", "2101-01-01", dtype="datetime64[D]")
    numbers = all_days.astype(np.int64)
    years, months, days = civil_from_days(numbers)
    assert np.array_equal(years, all_days.astype("datetime64[Y]").astype(np.int64) + 1970)
    assert np.array_equal(months, all_days.astype("datetime64[M]").astype(np.int64) % 12 + 1)
    assert np.array_equal(days, (all_days - all_days.astype("datetime64[M]")).astype(np.int64) + 1)
    assert is_real_date(years, months, days).all()
    assert np.array_equal(days_from_civil(years, months, days), numbers)


@pytest.mark.parametrize("year", [-4, 0, 1, 4, 1600, 1900, 2000, 2023, 2024, 2100, 9999, 10000])
def test_real_dates_are_those_that_python_knows(year: int) -> None:
    cases = list(product(range(-1, 100), range(-1, 100)))
    months, days = np.array(cases).T
    assert is_real_date(year, months, days).tolist() == [python_knows(year, month, day) for month, day in cases]


def python_knows(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def test_dates_may_come_in_any_integer_type() -> None:
    day = np.array([29], dtype=np.uint8)
    assert is_real_date(np.array([2024], dtype=np.int16), np.array([2], dtype=np.uint32), day).tolist() == [True]
    assert days_from_civil(np.array([2000], dtype=np.int16), np.array([2], dtype=np.uint32), day).tolist() == [11016]
