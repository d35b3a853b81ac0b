"""Tests of texts: equality and membership without the blanks around them, and the tests of parts and form.

Only U+0020 is a blank. A missing text passes no test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from kostra.characters import BLANK, column_of, digit_values
from kostra.engine.values import Texts, as_words, common_rows, either_missing, pack_string, padded, without_missing
from kostra.readers.records import Bools, Chars

_FEW = 4


def equal(left: Texts, right: Texts) -> Bools:
    """Tell where two texts are the same, blanks around them aside."""
    width = max(left.width, right.width)
    dtype = np.result_type(left.aligned.dtype, right.aligned.dtype)
    a, b = padded(left.aligned, width, dtype), padded(right.aligned, width, dtype)
    same: Bools = np.ones(common_rows(left.n, right.n), dtype=np.bool_)
    for row_a, row_b in zip(a, b, strict=True):
        same &= row_a == row_b
        if not same.any():
            break
    return without_missing(same, left.missing, right.missing)


def unequal(left: Texts, right: Texts) -> Bools:
    """Tell where two texts differ, blanks around them aside; false where either is missing."""
    return without_missing(~equal(left, right), left.missing, right.missing)


def among(texts: Texts, choices: Sequence[str]) -> Bools:
    """Tell where a text is one of the constants, blanks around either aside."""
    found = _among_keys(texts, choices) if texts.key is not None else _among_words(texts, choices)
    return without_missing(found, texts.missing)


def _among_keys(texts: Texts, choices: Sequence[str]) -> Bools:
    key = texts.key
    assert key is not None
    table = _table(tuple(choices), texts.width, key.dtype.itemsize)
    if table is None:
        return np.zeros(texts.n, dtype=np.bool_)
    if table.size <= _FEW:
        found: Bools = key == table[0]
        for one in table[1:]:
            found |= key == one
        return found
    if table.dtype == np.bool_:
        return np.asarray(table[key])
    return _in_sorted(key, table)


@lru_cache(maxsize=1024)
def _table(choices: tuple[str, ...], width: int, itemsize: int) -> npt.NDArray[Any] | None:
    """Return the packed choices in order, or a table of truths where every possible key fits in one."""
    packed = sorted({key for key in (pack_string(choice, width) for choice in choices) if key is not None})
    if not packed:
        return None
    if len(packed) > _FEW and itemsize <= 2:
        table = np.zeros(256**itemsize, dtype=np.bool_)
        table[packed] = True
        return table
    return np.array(packed, dtype=f"u{itemsize}")


def _among_words(texts: Texts, choices: Sequence[str]) -> Bools:
    """Compare as items of bytes; the constants are brought to the width and element type of the texts."""
    dtype = texts.aligned.dtype
    stripped = {choice.strip(" ") for choice in choices}
    fitting = sorted(
        c for c in stripped if len(c) <= texts.width and (dtype != np.uint8 or max(c, default="") <= "\xff")
    )
    if not fitting:
        return np.zeros(texts.n, dtype=np.bool_)
    constants = as_words(padded(column_of(fitting), texts.width, dtype))
    return _in_sorted(texts.words, np.sort(constants))


def _in_sorted(items: npt.NDArray[Any], table: npt.NDArray[Any]) -> Bools:
    places = np.searchsorted(table, items)
    places[places == table.size] = 0
    return np.asarray(table[places] == items)


def all_zeros(texts: Texts) -> Bools:
    """Tell where a text, blanks around it aside, is one or more zeros and nothing else."""
    found = ~texts.blank
    for row in texts.chars:
        found &= (row == ord("0")) | (row == BLANK)
        if not found.any():
            return found
    rows = np.flatnonzero(found)
    found[rows] = [set(text) == {"0"} for text in texts.take(rows).strings()]
    return without_missing(found, texts.missing)


def starts_with(texts: Texts, pattern: str) -> Bools:
    """Tell where a text begins with the pattern, which may hold blanks of its own."""
    return without_missing(_stands_at(texts, pattern, 0), texts.missing)


def ends_with(texts: Texts, pattern: str) -> Bools:
    """Tell where a text ends with the pattern."""
    found = np.zeros(texts.n, dtype=np.bool_)
    for start in range(texts.width - len(pattern) + 1):
        found |= _stands_at(texts, pattern, start) & (texts.ends == start + len(pattern))
    return without_missing(found, texts.missing)


def contains(texts: Texts, pattern: str) -> Bools:
    """Tell where the pattern stands anywhere in a text."""
    found = np.zeros(texts.n, dtype=np.bool_)
    for start in range(texts.width - len(pattern) + 1):
        found |= _stands_at(texts, pattern, start)
    return without_missing(found, texts.missing)


def _stands_at(texts: Texts, pattern: str, start: int) -> Bools:
    """Tell where the pattern stands from a position on, inside the text without the blanks around it."""
    end = start + len(pattern)
    if end > texts.width:
        return np.zeros(texts.n, dtype=np.bool_)
    found: Bools = texts.ends >= end
    for row, character in zip(texts.aligned[start:end], pattern, strict=True):
        found &= row == ord(character) if ord(character) <= np.iinfo(row.dtype).max else False
    return found


def has_form(texts: Texts, form: str) -> Bools:
    """Tell where a text has a form: 9 an ASCII digit, A a letter, X anything but a blank, else the character itself."""
    found: Bools = texts.ends == len(form)
    if len(form) > texts.width:
        return np.zeros(texts.n, dtype=np.bool_)
    for row, sign in zip(texts.aligned, form, strict=False):
        if sign == "9":
            found &= digit_values(row) <= 9
        elif sign == "A":
            found &= _letters(row)
        elif sign == "X":
            found &= row != BLANK
        else:
            found &= row == ord(sign) if ord(sign) <= np.iinfo(row.dtype).max else False
    return without_missing(found, texts.missing)


_LETTERS = np.array([chr(code).isalpha() for code in range(256)], dtype=np.bool_)


def _letters(row: Chars) -> Bools:
    if row.dtype == np.uint8:
        return np.asarray(_LETTERS[row])
    codes, places = np.unique(row, return_inverse=True)
    known = np.array([code <= 0x10FFFF and chr(code).isalpha() for code in codes.tolist()], dtype=np.bool_)
    return np.asarray(known[places])


_TESTS: dict[str, tuple[Callable[[Texts, str], Bools], Callable[[str, str], bool]]] = {
    "starter med": (starts_with, str.startswith),
    "slutter med": (ends_with, str.endswith),
    "inneholder": (contains, str.__contains__),
}


def text_test(operator: str, texts: Texts, pattern: str) -> Bools:
    """Make one of the language's tests of a text against a constant."""
    return has_form(texts, pattern) if operator == "har form" else _TESTS[operator][0](texts, pattern)


def text_test_by_row(operator: str, texts: Texts, patterns: Texts) -> Bools:
    """Make a test of texts against texts that may differ from row to row."""
    n = common_rows(texts.n, patterns.n)
    values, others = texts.strings(), patterns.strings()
    test = _TESTS[operator][1]
    pairs = zip(values * (n if texts.n == 1 else 1), others * (n if patterns.n == 1 else 1), strict=False)
    result = np.fromiter((test(value, other) for value, other in pairs), dtype=np.bool_, count=n)
    return without_missing(result, either_missing(texts.missing, patterns.missing))
