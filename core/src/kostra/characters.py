"""Text columns as arrays of characters, one row a position.

A column of n values, w characters wide, is an array of shape (w, n): the character position comes first, the record
second, so that one position of all records lies together in memory. Loops run over the few positions, numpy runs over
the many records. The element type is uint8 where every character is in ISO-8859-1 and uint32 where any code point may
occur. Shorter values are padded with U+0020, and only U+0020 is a blank: a tab or NUL is a character like any other.

No function here changes its argument. Both w and n may be 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Characters: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]
"""A text column: shape (w, n), dtype uint8 (ISO-8859-1) or uint32 (code points)."""

Flags: TypeAlias = npt.NDArray[np.bool_]
"""One truth value a record: shape (n,)."""

Integers: TypeAlias = npt.NDArray[np.int64]
"""One whole number a record: shape (n,)."""

BLANK = 0x20
_ZERO = 0x30


def column_of(strings: Sequence[str]) -> Characters:
    """Make a text column as wide as the longest string, padded on the right with blanks.

    The result is uint8 when every character is in ISO-8859-1, else uint32. Lone surrogates are kept as they are.
    """
    width = max(map(len, strings), default=0)
    joined = "".join([string.ljust(width) for string in strings])
    flat: Characters
    try:
        flat = np.frombuffer(joined.encode("iso-8859-1"), dtype=np.uint8)
    except UnicodeEncodeError:
        flat = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    return np.ascontiguousarray(flat.reshape(len(strings), width).T)


def strings_of(chars: Characters) -> list[str]:
    """List the n values as strings of w characters each, padding included.

    Raises UnicodeDecodeError when a uint32 column holds a number above U+10FFFF, which is no character.
    """
    width, records = chars.shape
    records_first = np.ascontiguousarray(chars.T)
    if chars.dtype == np.uint8:
        joined = records_first.tobytes().decode("iso-8859-1")
    else:
        joined = records_first.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return [joined[start * width : (start + 1) * width] for start in range(records)]


def is_blank(chars: Characters) -> Flags:
    """Tell for each record whether it holds nothing but blanks; a value of no characters is blank."""
    blank = np.ones(chars.shape[1], dtype=np.bool_)
    for row in chars:
        blank &= row == BLANK
        if not blank.any():
            break
    return blank


def lengths(chars: Characters) -> Integers:
    """Count for each record the characters without the blanks around them; blanks inside the value count."""
    return _ends(chars) - _leading_blanks(chars)


def digit_values(row: Characters) -> Characters:
    """Give each character's value as an ASCII digit: 0–9 for a digit, more than 9 for every other character.

    Takes and returns one position (or any other shape) of a text column, in the same element type.
    """
    # Unsigned subtraction wraps round, so what stands before "0" becomes large too.
    return row - row.dtype.type(_ZERO)


def left_aligned(chars: Characters) -> Characters:
    """Move each value to the left, so that the blanks before it come after it instead.

    Returns the argument itself, not a copy, when no value has blanks before it; do not write to the result.
    """
    leading = _leading_blanks(chars)
    if not leading.any():
        return chars
    width = chars.shape[0]
    aligned = chars.copy()
    for shift in np.flatnonzero(np.bincount(leading[leading > 0])).tolist():
        records = np.flatnonzero(leading == shift)
        aligned[: width - shift, records] = chars[shift:, records]
        aligned[width - shift :, records] = BLANK
    return aligned


def _leading_blanks(chars: Characters) -> Integers:
    """Count the blanks before each value; 0 for a blank value, which has nothing to move."""
    leading = np.zeros(chars.shape[1], dtype=np.int64)
    pending = np.ones(chars.shape[1], dtype=np.bool_)
    for row in chars:
        pending &= row == BLANK
        if not pending.any():
            return leading
        leading += pending
    leading[pending] = 0
    return leading


def _ends(chars: Characters) -> Integers:
    """Give the position after each value's last character that is not a blank; 0 for a blank value."""
    ends = np.zeros(chars.shape[1], dtype=np.int64)
    pending = np.ones(chars.shape[1], dtype=np.bool_)
    for position in range(chars.shape[0] - 1, -1, -1):
        found = pending & (chars[position] != BLANK)
        ends[found] = position + 1
        pending &= ~found
        if not pending.any():
            break
    return ends
