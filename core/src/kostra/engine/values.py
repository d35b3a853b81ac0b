"""Values of many rows at once: numbers with a mask of what is missing, and texts.

A vector has one value a row, or a single one that stands for every row (a constant, a parameter); numpy's broadcasting
lets the two meet. Truths are plain boolean arrays: logic is two-valued, so a truth is never missing.

Numbers are exact. They are 64-bit integers as long as every intermediate result is known to fit, else Python's own
whole numbers and fractions in an array of objects. Dates are numbers: days since 1970-01-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from kostra.characters import BLANK, column_of, is_blank, left_aligned, strings_of
from kostra.characters import lengths as stripped_lengths
from kostra.readers.records import Bools, Chars, Ints, Text

Exact: TypeAlias = int | Fraction
"""A number, exactly."""

LARGEST = 2**63 - 1
"""The largest magnitude a 64-bit integer is trusted with."""


class Numbers:
    """Whole numbers, decimals or dates.

    `values` is int64, or an array of objects (int and Fraction); what stands there where `missing` is true means
    nothing. `missing` None: nothing is. `bound`: no magnitude is greater (int64 only).
    """

    __slots__ = ("bound", "missing", "values")

    def __init__(self, values: npt.NDArray[Any], missing: Bools | None = None, bound: int = LARGEST) -> None:
        if missing is not None and missing.shape != values.shape:
            # What is known of every row at once has met a mask of single rows.
            values, missing = np.broadcast_arrays(values, missing)
        self.values = values
        self.missing = missing
        self.bound = bound

    @property
    def whole(self) -> bool:
        """Return whether the values are 64-bit integers."""
        return self.values.dtype != np.object_

    def present(self) -> Bools:
        """Return where there is a value."""
        return np.ones(self.values.shape, dtype=np.bool_) if self.missing is None else ~self.missing

    def objects(self) -> npt.NDArray[Any]:
        """Return the values as Python numbers, which cannot overflow."""
        return self.values.astype(np.object_)

    def take(self, rows: Ints) -> Numbers:
        """Return the values of some rows."""
        return Numbers(_take(self.values, rows), _take_mask(self.missing, rows), self.bound)


class Texts:
    """Texts as characters: `chars` (w, n) as in `kostra.characters`, `lengths` of the raw texts (None: all w)."""

    def __init__(self, chars: Chars, lengths: Ints | None = None, missing: Bools | None = None) -> None:
        n = common_rows(chars.shape[1], *(part.shape[0] for part in (lengths, missing) if part is not None))
        self.raw = chars if chars.shape[1] == n else np.broadcast_to(chars, (len(chars), n))
        self.lengths = lengths if lengths is None or lengths.shape[0] == n else np.broadcast_to(lengths, (n,))
        self.missing = missing if missing is None or missing.shape[0] == n else np.broadcast_to(missing, (n,))

    @classmethod
    def of(cls, text: Text) -> Texts:
        """Return a field's text as a reader hands it on."""
        return cls(text.chars, text.lengths)

    @property
    def n(self) -> int:
        """Return the number of texts."""
        return int(self.raw.shape[1])

    @property
    def width(self) -> int:
        """Return the number of positions."""
        return int(self.raw.shape[0])

    @cached_property
    def chars(self) -> Chars:
        """Return the characters, one byte each whenever all of them are in ISO-8859-1."""
        raw = self.raw
        if raw.dtype == np.uint8 or raw.size == 0:
            return raw.astype(np.uint8, copy=False)
        return raw.astype(np.uint8) if raw.max() <= 0xFF else raw

    @cached_property
    def aligned(self) -> Chars:
        """Return the characters with the blanks before each text moved behind it."""
        return left_aligned(self.chars)

    @cached_property
    def blank(self) -> Bools:
        """Return where the text is nothing but blanks."""
        return is_blank(self.chars)

    @cached_property
    def ends(self) -> Ints:
        """Return the number of characters without the blanks around them."""
        return stripped_lengths(self.chars)

    @cached_property
    def key(self) -> npt.NDArray[Any] | None:
        """Return each aligned text of up to eight one-byte characters as one number; None for what does not fit."""
        aligned = self.aligned
        if aligned.dtype != np.uint8 or not 0 < len(aligned) <= 8:
            return None
        return pack(aligned)

    @cached_property
    def words(self) -> npt.NDArray[Any]:
        """Return each aligned text as one item of bytes; items of texts of one width and type compare as the texts."""
        return as_words(self.aligned)

    def take(self, rows: Ints) -> Texts:
        """Return the texts of some rows."""
        if self.n == 1:
            return self
        lengths = None if self.lengths is None else self.lengths[rows]
        return Texts(self.raw[:, rows], lengths, _take_mask(self.missing, rows))

    def strings(self) -> list[str]:
        """Return the texts without the blanks around them."""
        return [string.strip(" ") for string in strings_of(self.chars)]


Vector: TypeAlias = Bools | Numbers | Texts
"""The value of an expression."""


def as_words(chars: Chars) -> npt.NDArray[Any]:
    """Return each record's characters as one item of bytes."""
    rows = np.ascontiguousarray(chars.T)
    if rows.shape[1] == 0:
        return np.zeros(len(rows), dtype="S1")
    return rows.view(f"S{rows.shape[1] * rows.dtype.itemsize}").reshape(-1)


def pack(chars: Chars) -> npt.NDArray[Any]:
    """Return up to eight one-byte characters a record as one unsigned number, the first character leading."""
    width = len(chars)
    if width == 1:
        return np.asarray(chars[0])
    size = np.uint16 if width == 2 else np.uint32 if width <= 4 else np.uint64
    packed: npt.NDArray[Any] = chars[0].astype(size)
    for row in chars[1:]:
        packed <<= 8
        packed |= row
    return packed


def pack_string(text: str, width: int) -> int | None:
    """Return the number that `pack` makes of a text in a column of `width`; None when it cannot stand there."""
    stripped = text.strip(" ")
    if len(stripped) > width or any(character > "\xff" for character in stripped):
        return None
    return int.from_bytes(stripped.ljust(width).encode("iso-8859-1"), "big")


def number(value: Exact) -> Numbers:
    """Return one number that stands for every row."""
    return numbers_of([value])


def numbers_of(values: Iterable[Exact | None]) -> Numbers:
    """Return numbers row by row; None is missing."""
    listed = list(values)
    missing = np.array([value is None for value in listed], dtype=np.bool_)
    filled = [0 if value is None else value for value in listed]
    mask = missing if missing.any() else None
    whole = all(isinstance(value, int) or value.denominator == 1 for value in filled)
    if whole and all(-LARGEST <= value <= LARGEST for value in filled):
        integers = np.array([int(value) for value in filled], dtype=np.int64)
        return Numbers(integers, mask, max((abs(int(value)) for value in filled), default=0))
    return Numbers(objects_of(filled), mask)


def objects_of(values: Sequence[Any]) -> npt.NDArray[Any]:
    """Return an array of objects; numpy must not look inside them."""
    array = np.empty(len(values), dtype=np.object_)
    array[:] = values
    return array


def texts_of(strings: Sequence[str | None]) -> Texts:
    """Return texts row by row; None is missing."""
    filled = ["" if string is None else string for string in strings]
    missing = np.array([string is None for string in strings], dtype=np.bool_)
    lengths = np.array([len(string) for string in filled], dtype=np.int64)
    return Texts(column_of(filled), lengths, missing if missing.any() else None)


def truth(value: bool) -> Bools:
    """Return one truth that stands for every row."""
    return np.array([value], dtype=np.bool_)


def common_rows(*sizes: int) -> int:
    """Return how many rows vectors of these sizes have together: a single value stands for every row, even for none."""
    return next((size for size in sizes if size != 1), 1)


def spread(mask: Bools, n: int) -> Bools:
    """Return a truth for each of n rows."""
    return mask if mask.shape[0] == n else np.broadcast_to(mask, (n,))


def spread_vector(vector: Vector, n: int) -> Vector:
    """Return a vector with a value of its own for each of n rows."""
    if isinstance(vector, Numbers):
        return Numbers(np.broadcast_to(vector.values, (n,)), vector.missing, vector.bound)
    if isinstance(vector, Texts):
        return Texts(np.broadcast_to(vector.raw, (vector.width, n)), vector.lengths, vector.missing)
    return spread(vector, n)


def either_missing(*masks: Bools | None) -> Bools | None:
    """Return where any of the masks says missing."""
    combined: Bools | None = None
    for mask in masks:
        if mask is not None:
            combined = mask if combined is None else combined | mask
    return combined


def without_missing(result: Bools, *masks: Bools | None) -> Bools:
    """Return a truth that is false where any of the masks says missing."""
    for mask in masks:
        if mask is not None:
            result = result & ~mask
    return result


def padded(chars: Chars, width: int, dtype: Any = None) -> Chars:
    """Return characters in more positions, blanks behind; a wider element type when asked for."""
    wanted = np.dtype(chars.dtype if dtype is None else dtype)
    if len(chars) == width:
        return chars.astype(wanted, copy=False)
    wider = np.full((width, chars.shape[1]), BLANK, dtype=wanted)
    wider[: len(chars)] = chars
    return wider


def joined(vectors: Sequence[Vector]) -> Vector:
    """Return one vector of what several hold, in order; they are of one kind, and each has a value a row."""
    if len(vectors) == 1:
        return vectors[0]
    numbers = [vector for vector in vectors if isinstance(vector, Numbers)]
    if numbers:
        whole = all(vector.whole for vector in numbers)
        values = np.concatenate([vector.values if whole else vector.objects() for vector in numbers])
        masks = [(vector.missing, len(vector.values)) for vector in numbers]
        return Numbers(values, _joined_masks(masks), max(vector.bound for vector in numbers))
    texts = [vector for vector in vectors if isinstance(vector, Texts)]
    if texts:
        return _joined_texts(texts)
    return np.concatenate([vector for vector in vectors if isinstance(vector, np.ndarray)])


def _joined_texts(texts: Sequence[Texts]) -> Texts:
    width = max(text.width for text in texts)
    dtype = np.result_type(*(text.raw.dtype for text in texts))
    chars = np.concatenate([padded(text.raw, width, dtype) for text in texts], axis=1)
    lengths = None
    if any(text.lengths is not None or text.width != width for text in texts):
        lengths = np.concatenate(
            [np.full(text.n, text.width) if text.lengths is None else text.lengths for text in texts]
        ).astype(np.int64)
    return Texts(chars, lengths, _joined_masks([(text.missing, text.n) for text in texts]))


def _joined_masks(masks: Sequence[tuple[Bools | None, int]]) -> Bools | None:
    if all(mask is None for mask, _ in masks):
        return None
    return np.concatenate([np.zeros(n, dtype=np.bool_) if mask is None else mask for mask, n in masks])


def _take(values: npt.NDArray[Any], rows: Ints) -> npt.NDArray[Any]:
    return values if values.shape[0] == 1 else values[rows]


def _take_mask(mask: Bools | None, rows: Ints) -> Bools | None:
    return mask if mask is None or mask.shape[0] == 1 else mask[rows]
