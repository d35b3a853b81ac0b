"""What the language's functions do; their names, arguments and texts stand in `kostra.language.functions`.

Each takes the vectors of its arguments and the reporting year. Dates are days since 1970-01-01.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias, cast

import numpy as np

from kostra import identity
from kostra.calendar_days import civil_from_days, days_from_civil, is_real_date
from kostra.characters import BLANK
from kostra.engine.contacts import is_email, is_phone_number
from kostra.engine.numeric import calculate, extreme, total
from kostra.engine.reading import dates, decimal_places, whole_numbers
from kostra.engine.values import Numbers, Texts, Vector, common_rows, either_missing, without_missing
from kostra.readers.records import Bools, Chars, Ints

Function: TypeAlias = Callable[[Sequence[Vector], int], Vector]

_CENTURY = 2000


def _numbers(arguments: Sequence[Vector]) -> Sequence[Numbers]:
    return cast("Sequence[Numbers]", arguments)


def _texts(arguments: Sequence[Vector]) -> Texts:
    return cast(Texts, arguments[0])


def _count_filled(arguments: Sequence[Vector], year: int) -> Vector:
    filled = [(~text.blank).astype(np.int64) for text in cast("Sequence[Texts]", arguments)]
    return Numbers(np.asarray(sum(filled[1:], start=filled[0])), None, len(filled))


def _test(test: Callable[[Chars], Bools]) -> Function:
    """Make a function of the language from a test of a column of characters."""

    def apply(arguments: Sequence[Vector], year: int) -> Vector:
        texts = _texts(arguments)
        return without_missing(test(texts.chars), texts.missing)

    return apply


def _dated(read: Callable[[Chars, int], tuple[Ints, Bools]]) -> Function:
    """Make a function of the language from one of an identity number and the year."""

    def apply(arguments: Sequence[Vector], year: int) -> Vector:
        texts = _texts(arguments)
        values, missing = read(texts.chars, year)
        return Numbers(values, either_missing(missing, texts.missing))

    return apply


def _incomplete(arguments: Sequence[Vector], year: int) -> Vector:
    texts = _texts(arguments)
    return without_missing(identity.is_incomplete(texts.chars, year), texts.missing)


def _part_of_date(part: int) -> Function:
    def apply(arguments: Sequence[Vector], year: int) -> Vector:
        date = _numbers(arguments)[0]
        return Numbers(civil_from_days(date.values)[part], date.missing)

    return apply


def _days_between(arguments: Sequence[Vector], year: int) -> Vector:
    first, second = _numbers(arguments)
    return calculate("-", second, first)


def _date(arguments: Sequence[Vector], year: int) -> Vector:
    parts = [_small(part) for part in _numbers(arguments)]
    years, months, days = (part.values for part in parts)
    real = is_real_date(years, months, days)
    missing = either_missing(~real, *(part.missing for part in parts))
    # The day number of what is no date can be anything; nothing may be reckoned from it.
    return Numbers(np.where(real, days_from_civil(years, months, days), 0), missing)


def _small(number: Numbers) -> Numbers:
    """Return a part of a date as a 64-bit integer; 0, which is part of no date, for what cannot be one."""
    if number.whole:
        return number
    parts = [int(value) if value == int(value) and abs(value) < 10**5 else 0 for value in number.values.tolist()]
    return Numbers(np.array(parts, dtype=np.int64), number.missing)


def _four_digit_year(arguments: Sequence[Vector], year: int) -> Vector:
    """Source: the year code of SSB's program: 1–99 belong to this century, an unreadable code is 0."""
    texts = _texts(arguments)
    number = whole_numbers(texts)
    short = (number.values >= 1) & (number.values <= 99)
    values = np.where(np.asarray(short).astype(np.bool_), number.values + _CENTURY, number.values)
    missing = either_missing(number.missing, texts.missing)
    if missing is not None:
        values = np.where(missing, 0, values)
    return Numbers(values, None, number.bound + _CENTURY)


def _length(arguments: Sequence[Vector], year: int) -> Vector:
    texts = _texts(arguments)
    lengths = np.full(texts.n, texts.width, dtype=np.int64) if texts.lengths is None else texts.lengths
    return Numbers(lengths, texts.missing, texts.width)


def _part(arguments: Sequence[Vector], year: int) -> Vector:
    """Cut a text out by 1-based positions, both included, of the raw characters."""
    texts, start, end = cast("tuple[Texts, Numbers, Numbers]", tuple(arguments))
    missing = either_missing(texts.missing, start.missing, end.missing)
    n = common_rows(texts.n, start.values.size, end.values.size)
    lengths = np.full(texts.n, texts.width) if texts.lengths is None else texts.lengths
    first = np.broadcast_to(np.clip(start.values, 1, texts.width + 1).astype(np.int64), (n,))
    last = np.minimum(np.clip(end.values, 0, texts.width).astype(np.int64), lengths)
    taken = np.maximum(np.broadcast_to(last, (n,)) - first + 1, 0)
    width = int(taken.max(initial=0))
    raw = np.broadcast_to(texts.raw, (texts.width, n))
    cut = np.full((width, n), BLANK, dtype=raw.dtype)
    for position in range(width):
        rows = np.flatnonzero(taken > position)
        cut[position, rows] = raw[first[rows] - 1 + position, rows]
    return Texts(cut, taken, missing)


def _as_number(arguments: Sequence[Vector], year: int) -> Vector:
    texts = _texts(arguments)
    number = whole_numbers(texts)
    return Numbers(number.values, either_missing(number.missing, texts.missing), number.bound)


def _as_date(arguments: Sequence[Vector], year: int) -> Vector:
    texts, pattern = _texts(arguments), cast(Texts, arguments[1]).strings()[0]
    date = dates(texts, pattern)
    return Numbers(date.values, either_missing(date.missing, texts.missing), date.bound)


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "sum": lambda arguments, year: total(_numbers(arguments)),
        "minste": lambda arguments, year: extreme(_numbers(arguments), largest=False),
        "største": lambda arguments, year: extreme(_numbers(arguments), largest=True),
        "antall_utfylt": _count_filled,
        "alder": _dated(identity.ages),
        "fødselsdato": _dated(identity.birth_dates),
        "gyldig_fødselsnummer": _test(identity.is_valid),
        "kontrollsiffer_stemmer": _test(identity.check_digits_ok),
        "ufullstendig_fødselsnummer": _incomplete,
        "gyldig_dufnummer": _test(identity.is_valid_duf),
        "gyldig_orgnr": _test(identity.is_valid_orgnr),
        "gyldig_epost": _test(is_email),
        "gyldig_telefon": _test(is_phone_number),
        "dager": _days_between,
        "år": _part_of_date(0),
        "måned": _part_of_date(1),
        "dag": _part_of_date(2),
        "dato": _date,
        "årstall": _four_digit_year,
        "lengde": _length,
        "del": _part,
        "som_tall": _as_number,
        "som_dato": _as_date,
        "antall_desimaler": lambda arguments, year: decimal_places(_texts(arguments)),
    }
)
"""Every built-in function by name."""

OF_CHARACTERS = frozenset({"antall_utfylt", "antall_desimaler"})
"""Functions whose arguments are fields of any type, looked at as characters."""
