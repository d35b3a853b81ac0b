"""Making identity numbers for tests that cannot belong to anybody.

Every number made here has a synthetic month (+80, +65 or +40), an impossible date, check digits that do not fit, or an
incomplete suffix.
"""

from __future__ import annotations

import random
from datetime import date

from tests.acceptance.ssb_model.identity import INCOMPLETE_SUFFIXES, check_digits_fit


def with_check_digits(nine_digits: str) -> str | None:
    """Complete nine digits to eleven with fitting check digits; None where one would have to be 10."""
    number = nine_digits
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        check = -sum(int(c) * w for c, w in zip(number, weights, strict=True)) % 11
        if check == 10:
            return None
        number += str(check)
    return number


def individual_numbers(birth_year: int) -> range:
    """Give the individual numbers that place the two-digit year in the right century."""
    if birth_year < 1900:
        return range(500, 750)
    return range(500) if birth_year < 2000 else range(500, 1000)


def synthetic_of_age(age: int, year: int) -> str:
    """Give one fixed synthetic number (month + 80) of a person of that age, born on 15 January."""
    birth_year = year - age
    for individual in individual_numbers(birth_year):
        number = with_check_digits(f"1581{birth_year % 100:02}{individual:03}")
        if number is not None and not number.endswith(INCOMPLETE_SUFFIXES):
            return number
    raise AssertionError("some individual number always gives check digits")


def wrong_check_digits_of_age(age: int, year: int, *, d_number: bool = False) -> str:
    """Give a number in ordinary form (or a D-number) of a person of that age whose check digits do not fit."""
    birth_year = year - age
    day = 55 if d_number else 15
    body = f"{day}01{birth_year % 100:02}{individual_numbers(birth_year)[7]:03}"
    return next(body + tail for tail in ("11", "12", "13") if not check_digits_fit(body + tail))


def random_synthetic(
    rng: random.Random, birth: date, *, offset: int = 80, d_number: bool = False, individuals: range | None = None
) -> str:
    """Make a synthetic number with fitting check digits for a birth date.

    The individual number fits the century unless `individuals` says otherwise.
    """
    day = birth.day + (40 if d_number else 0)
    choices = individual_numbers(birth.year) if individuals is None else individuals
    while True:
        body = f"{day:02}{birth.month + offset:02}{birth.year % 100:02}{rng.choice(choices):03}"
        number = with_check_digits(body)
        if number is not None and not number.endswith(INCOMPLETE_SUFFIXES):
            return number


def random_wrong(rng: random.Random, birth: date, *, d_number: bool = False) -> str:
    """Make a number in ordinary form whose check digits do not fit."""
    day = birth.day + (40 if d_number else 0)
    while True:
        body = f"{day:02}{birth.month:02}{birth.year % 100:02}{rng.choice(individual_numbers(birth.year)):03}"
        number = body + f"{rng.randrange(100):02}"
        if not check_digits_fit(number) and not number.endswith(INCOMPLETE_SUFFIXES):
            return number


def random_incomplete(rng: random.Random, birth: date, *, offset: int = 0, d_number: bool = False) -> str:
    """Make an incomplete number (00100 man, 00200 woman, 99999 unborn) for a birth date.

    Where the suffix by chance is a fitting pair of check digits the suffix is another; some suffix always remains.
    """
    day = birth.day + (40 if d_number else 0)
    suffixes = rng.sample(INCOMPLETE_SUFFIXES, len(INCOMPLETE_SUFFIXES))
    numbers = [f"{day:02}{birth.month + offset:02}{birth.year % 100:02}{suffix}" for suffix in suffixes]
    return next((number for number in numbers if not check_digits_fit(number)), "00000000100")


def random_impossible(rng: random.Random) -> str:
    """Make a number with fitting check digits and a date that no calendar has."""
    while True:
        day_and_month = rng.choice(
            ("3182", "3189", "3146", "3176", "7182", "1513", "0100", "0013", "3299", "7281", "1593")
        )
        number = with_check_digits(f"{day_and_month}{rng.randrange(100):02}{rng.randrange(1000):03}")
        if number is not None and not number.endswith(INCOMPLETE_SUFFIXES):
            return number


def random_garbage(rng: random.Random) -> str:
    """Make eleven characters that are no number: blanks before or after, letters, too few digits."""
    digits = f"{rng.randrange(10**6):06}"
    return rng.choice((digits, f"   {digits}", f"{digits}ABCDE", f"{digits} 1234", "UKJENT", "-" * 11, "1", "99999"))


def random_duf(rng: random.Random, *, valid: bool) -> str:
    """Make a DUF number of twelve digits, with or without a fitting check number."""
    ten = f"20{rng.randrange(10**8):08}"
    check = sum(int(c) * w for c, w in zip(ten, (4, 6, 3, 2, 4, 6, 3, 2, 7, 5), strict=True)) % 11
    return f"{ten}{check if valid else check + 11:02}"
