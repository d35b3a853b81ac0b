"""What can be read as a number or a date, and what cannot."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kostra.engine.reading import MOST_DIGITS, dates, decimal_places, decimals, whole_numbers
from kostra.engine.values import Numbers, texts_of


def values(numbers: Numbers) -> list[object]:
    missing = [False] * numbers.values.size if numbers.missing is None else numbers.missing.tolist()
    return [None if absent else value for value, absent in zip(numbers.values.tolist(), missing, strict=True)]


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("7", 7),
        ("  7", 7),
        ("7  ", 7),
        ("007", 7),
        ("+7", 7),
        ("-7", -7),
        ("-0", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 25, 10**25 - 1),
        ("0" * 30 + "5", 5),
        ("-" + "9" * 19, 1 - 10**19),
        ("", None),
        ("   ", None),
        ("6 650", None),
        ("1_0", None),
        ("1e3", None),
        ("٣", None),
        ("٣٣", None),
        ("- 7", None),
        ("7-", None),
        ("--7", None),
        ("+", None),
        ("1,0", None),
        ("7\t", None),
        ("7\x00", None),
        ("0x7", None),
        ("9" * (MOST_DIGITS + 1), None),
    ],
)
def test_whole_numbers(raw: str, number: int | None) -> None:
    # Beside other values, so that one column holds the usual and the unusual.
    assert values(whole_numbers(texts_of(["12", raw, ""]))) == [12, number, None]
    assert values(decimals(texts_of(["12", raw, ""]))) == [12, number if raw != "1,0" else 1, None]


@pytest.mark.parametrize(
    ("raw", "number", "places"),
    [
        ("1,5", Fraction(3, 2), 1),
        (" 1.50", Fraction(3, 2), 2),
        (",5", Fraction(1, 2), 1),
        ("-.25", Fraction(-1, 4), 2),
        ("5,", 5, 0),
        ("12", 12, 0),
        ("0,1", Fraction(1, 10), 1),
        ("123456789012345678901,25", Fraction(12345678901234567890125, 100), 2),
        (",", None, None),
        ("1,2,3", None, None),
        ("1.000,5", None, None),
        ("1,5e3", None, None),
    ],
)
def test_decimals(raw: str, number: Fraction | int | None, places: int | None) -> None:
    assert values(decimals(texts_of([raw, "2"]))) == [number, 2]
    assert values(decimal_places(texts_of([raw]))) == [places]


@pytest.mark.parametrize(
    ("raw", "pattern", "day"),
    [
        ("010170", "ddmmåå", 36525),
        ("010100", "ddmmåå", 10957),
        ("290224", "ddmmåå", 19782),
        ("290223", "ddmmåå", None),
        ("310224", "ddmmåå", None),
        ("000000", "ddmmåå", None),
        ("01 170", "ddmmåå", None),
        ("0101700", "ddmmåå", None),
        ("01017", "ddmmåå", None),
        ("٠١٠١٧٠", "ddmmåå", None),
        ("", "ddmmåå", None),
        ("01011970", "ddmmåååå", 0),
        ("00000000", "ddmmåååå", None),
        ("01010000", "ddmmåååå", None),
        ("01010001", "ddmmåååå", -719162),
        ("31129999", "ddmmåååå", 2932896),
        ("1970-01-02", "åååå-mm-dd", 1),
        ("1970-1-2", "åååå-mm-dd", None),
        ("1970/01/02", "åååå-mm-dd", None),
        ("19700102", "åååå-mm-dd", None),
    ],
)
def test_dates(raw: str, pattern: str, day: int | None) -> None:
    assert values(dates(texts_of([raw]), pattern)) == [day]
    assert values(dates(texts_of(["x" * 12, raw]), pattern)) == [None, day]
