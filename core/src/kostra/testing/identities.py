"""Synthetic identity numbers for made-up persons: the month is raised by 80, so that no number is a living person's."""

from __future__ import annotations

import random
from datetime import date, timedelta

from kostra.characters import column_of
from kostra.identity import birth_dates, check_digits_ok, is_incomplete, is_valid_duf, make_duf, make_synthetic

_EPOCH = date(1970, 1, 1)
_D_NUMBER_OFFSET = 40


def random_birth(rng: random.Random, year: int) -> date:
    """Draw a birth date in a year."""
    first = date(year, 1, 1)
    return first + timedelta(days=rng.randrange((date(year + 1, 1, 1) - first).days))


def random_identity(rng: random.Random, birth: date, *, d_number: bool = False) -> str:
    """Make a synthetic number of eleven digits for a birth date, check digits right and month + 80.

    The individual number says the century, as in a real number. Raises ValueError for a birth before 1854 or after
    2039, for which there are no individual numbers.
    """
    individuals = _individual_numbers(birth.year)
    while True:
        number = make_synthetic(birth, rng.choice(individuals), d_number=d_number)
        if number is not None and not is_incomplete(column_of([number]), birth.year)[0]:
            return number


def birth_of(number: str, reporting_year: int) -> date | None:
    """Return the birth date that an identity number holds; None when it cannot be told."""
    days, missing = birth_dates(column_of([number]), reporting_year)
    return None if missing[0] else _EPOCH + timedelta(days=int(days[0]))


def another_identity(rng: random.Random, number: str, reporting_year: int) -> str:
    """Make a number of the same kind for somebody born in the same year.

    An ordinary number stays an ordinary one, a D-nummer a D-nummer, an incomplete number keeps its ending. What holds
    no birth date is returned as it is. Every age that a rule asks for is therefore the same.
    """
    birth = birth_of(number, reporting_year)
    if birth is None:
        return number
    text = number.strip()
    new = random_birth(rng, birth.year)
    d_number = int(text[:2]) > _D_NUMBER_OFFSET
    if is_incomplete(column_of([text]), reporting_year)[0]:
        day = new.day + (_D_NUMBER_OFFSET if d_number else 0)
        return f"{day:02}{new.month + 80:02}{new.year % 100:02}{text[6:]}"
    return random_identity(rng, new, d_number=d_number)


def another_sensitive(rng: random.Random, text: str, reporting_year: int) -> str:
    """Make another number for a sensitive field: an identity number or DUF-nummer is replaced by one of its kind.

    Everything else, blank included, is returned as it is.
    """
    if is_valid_duf(column_of([text]))[0]:
        return random_duf(rng, text.strip()[:4])
    return another_identity(rng, text, reporting_year)


def random_duf(rng: random.Random, year: str) -> str:
    """Make a DUF-nummer with the right check number; `year` is the four digits that it begins with."""
    return make_duf(f"{year}{rng.randrange(10**6):06}")


def with_wrong_digit(rng: random.Random, number: str) -> str:
    """Change one of the last five digits of an identity number, so that the check digits cannot fit.

    The synthetic month is left alone: the result must not be a living person's number either.
    """
    while True:
        place = rng.randrange(6, 11)
        wrong = number[:place] + str((int(number[place]) + rng.randint(1, 9)) % 10) + number[place + 1 :]
        column = column_of([wrong])
        if not check_digits_ok(column)[0] and not is_incomplete(column, 2000 + int(number[4:6]))[0]:
            return wrong


def _individual_numbers(year: int) -> range:
    if 1854 <= year <= 1899:
        return range(500, 750)
    if 1900 <= year <= 1999:
        return range(500)
    if 2000 <= year <= 2039:
        return range(500, 1000)
    raise ValueError(f"there are no individual numbers for births in {year}")
