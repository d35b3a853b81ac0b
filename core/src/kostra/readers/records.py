"""What a reader hands on: records as columns of characters, and what was wrong with the lines.

A column of text is a two-dimensional array `chars` of shape (w, n): character position first, record second, so that
each position is contiguous over the records and an operation on a whole column is a few passes over plain memory.
dtype is uint8 where every character of the chunk is in ISO-8859-1, else uint32 (code points). Values are padded with
U+0020.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from kostra.frozen import frozen

Chars = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@frozen
class Text:
    """A column of text over n records.

    `chars` has shape (w, n); `lengths` is the raw number of characters of each value where it differs from w (table
    forms), else None.
    """

    chars: Chars
    lengths: Ints | None = None

    @property
    def n(self) -> int:
        """Return the number of records."""
        return int(self.chars.shape[1])

    def value(self, index: int) -> str:
        """Return the raw characters of one record's value, blanks included."""
        column = self.chars[:, index]
        if self.lengths is not None:
            column = column[: int(self.lengths[index])]
        if column.dtype == np.uint8:
            return column.tobytes().decode("latin-1")
        return column.astype("<u4").tobytes().decode("utf-32-le")


class Batch(Protocol):
    """A chunk of consecutive records of one file.

    `first` is the number of the first record counted over the whole delivery (from 0), `file` the index of the file
    in the delivery, `lines` the file's own line number (from 1) of each record.
    """

    @property
    def first(self) -> int: ...  # noqa: D102
    @property
    def file(self) -> int: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def lines(self) -> Ints: ...  # noqa: D102

    def text(self, name: str) -> Text:
        """Return the raw characters of a field of the layout (sliced when asked for); KeyError for an unknown one."""
        ...


ProblemKind = Literal["lengde", "tabulator", "tegn", "kolonne", "celle", "struktur"]


@frozen
class LineProblem:
    """A line (or, `line` None, a whole file) that is no record of the layout: one finding of the record-length control.

    `message` says what was found, what was expected and what is probably wrong, in the user's language, without any
    content of the line. `expected` and `found` are lengths in characters where the fault is one of length.
    """

    kind: ProblemKind
    message: str
    line: int | None = None
    expected: int | None = None
    found: int | None = None
    advice: str = ""


@frozen
class FileFacts:
    """What is known of a file after it was read through once.

    `name` is the base name, `records` the number of records, `encoding` «utf-8» or «iso-8859-1», `sha256` the hash of
    the bytes. `empty`: the sender has nothing to report, for there is no line or row at all, or a single character in
    place of them. `non_ascii_lines` counts the records that hold a character outside ASCII. `notes` are remarks for the
    report.
    """

    name: str
    records: int
    encoding: str
    sha256: str
    empty: bool
    non_ascii_lines: int = 0
    notes: tuple[str, ...] = ()


class RecordSource(Protocol):
    """An opened file: scanned once for its facts and problems, readable any number of times in chunks."""

    @property
    def facts(self) -> FileFacts: ...  # noqa: D102
    @property
    def problems(self) -> tuple[LineProblem, ...]: ...  # noqa: D102

    def batches(self, *, file: int, first: int, size: int) -> Iterator[Batch]:
        """Yield the records in chunks of at most `size`; `file` and `first` number them within the delivery.

        Lines with a problem are not yielded.
        """
        ...
