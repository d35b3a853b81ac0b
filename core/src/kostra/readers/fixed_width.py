"""Text files with one record a line, each field at its own positions.

A file is scanned once for its facts and its faulty lines; then it can be read any number of times in chunks. Both ways
go through it in blocks, so that memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.frozen import frozen
from kostra.layout.model import Field, Layout
from kostra.phrase import Phrase
from kostra.readers.encoding import Encoding, fingerprint
from kostra.readers.input import Input
from kostra.readers.lines import LineBlock, line_blocks
from kostra.readers.opening import refuse_binary, rereadable
from kostra.readers.records import Bools, Chars, FileFacts, Ints, LineProblem, Text
from kostra.readers.unchanged import changed

if TYPE_CHECKING:
    from kostra.readers.diagnosis import Diagnoser

_SCAN_BLOCK = 8 << 20
_READ_BLOCK = 32 << 20
_TURNED_TOGETHER = 512
_MOST_PROBLEMS = 1_000_000
"""Each of them is a finding; nobody reads more of them, and they would fill the memory."""
_TAB, _BLANK = 9, 0x20


def open_fixed_width(source: Input, layout: Layout, options: ReadOptions) -> FixedWidthSource:
    """Scan a file of a fixed-width layout and return its records.

    Raises:
        UnreadableError: When the file cannot be opened or is no text file.
    """
    assert layout.width is not None
    source = rereadable(source)
    seen = fingerprint(source)
    refuse_binary(source, seen.start, "en tekstfil med én post på hver linje")
    scan = _Scan(layout, seen.encoding)
    rules = layout.line_rules
    try:
        for block in line_blocks(source, seen.encoding, lone_cr=rules.lone_cr, width=layout.width, size=_SCAN_BLOCK):
            scan.add(block)
            if len(scan.problems) > _MOST_PROBLEMS:
                raise UnreadableError(
                    f"{source.name} har mer enn {_MOST_PROBLEMS // 1_000_000} million linjer som ikke er poster for "
                    f"{layout.form} {layout.year}. Filen er trolig for et annet skjema eller en annen årgang."
                )
    except UnicodeDecodeError as error:
        raise changed(source.name) from error
    facts = FileFacts(
        name=source.name,
        records=scan.records,
        encoding=seen.encoding,
        sha256=seen.sha256,
        empty=scan.lone_character or not (scan.records or scan.problems),
        non_ascii_lines=scan.non_ascii,
        notes=tuple(scan.notes(seen.start)),
    )
    return FixedWidthSource(source, layout, seen.encoding, facts, tuple(scan.problems))


class _Scan:
    """What is known of a file's lines after some of its blocks."""

    def __init__(self, layout: Layout, encoding: Encoding) -> None:
        self.layout = layout
        self.encoding = encoding
        self.problems: list[LineProblem] = []
        self.records = 0
        self.non_ascii = 0
        self.lone_character = False
        self.empty_lines = 0
        self.blank_lines = 0
        self.first_empty = 0

    @cached_property
    def diagnoser(self) -> Diagnoser:
        """Look at faulty lines; imported only when there are some."""
        from kostra.readers.diagnosis import Diagnoser

        assert self.layout.width is not None
        return Diagnoser(self.layout.width, self.layout.other_widths, self.encoding)

    def add(self, block: LineBlock) -> None:
        sorted_ = _sort(block, self.layout)
        self.records += int(sorted_.records.sum())
        self.non_ascii += _non_ascii_lines(block, sorted_.records)
        self.lone_character = self.lone_character or _is_one_character(block, self.layout)
        self.blank_lines += int(sorted_.skipped.sum())
        if sorted_.empty.any():
            self.first_empty = self.first_empty or block.first + int(np.argmax(sorted_.empty))
            self.empty_lines += int(sorted_.empty.sum())
        wrong = np.flatnonzero(~(sorted_.records | sorted_.skipped | sorted_.empty))
        if wrong.size:
            self.problems += self.diagnoser.problems(block, wrong)

    def notes(self, start: bytes) -> Iterator[str]:
        """Yield the remarks on the whole file."""
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield Phrase("Filen er trolig lagret som UTF-16 («Unicode»). Lagre den som UTF-8 eller ISO-8859-1.")
        if self.empty_lines:
            yield _skipped_empty(self.empty_lines, self.first_empty)
        if self.blank_lines:
            yield _skipped_blank(self.blank_lines)
        lengths: dict[int, int] = {}
        for problem in self.problems:
            if problem.found is not None:
                lengths[problem.found] = lengths.get(problem.found, 0) + 1
        for length, count in lengths.items():
            years = self.diagnoser.years_of(length)
            if years and 2 * count > len(self.problems) + self.records:
                yield Phrase(
                    "Linjene er {lengde} tegn: det er formatet for {aar}. Her skal de være {riktig}.",
                    lengde=length,
                    aar=years,
                    riktig=self.layout.width,
                )


def _skipped_empty(count: int, first: int) -> Phrase:
    if count == 1:
        return Phrase("1 tom linje er hoppet over (linje {linje}).", linje=first)
    return Phrase(
        "{antall} tomme linjer er hoppet over (den første er linje {linje}).",
        antall=count,
        linje=first,
    )


def _skipped_blank(count: int) -> Phrase:
    if count == 1:
        return Phrase("1 blank linje er hoppet over.")
    return Phrase("{antall} blanke linjer er hoppet over.", antall=count)


@frozen
class _Sorted:
    """Which lines of a block are records, totally empty, and skipped as blank; all others are wrong."""

    records: Bools
    empty: Bools
    skipped: Bools


def _sort(block: LineBlock, layout: Layout) -> _Sorted:
    lengths = block.ends - block.starts
    records: Bools = lengths == layout.width
    empty: Bools = lengths == 0
    skipped: Bools = np.zeros(len(lengths), dtype=np.bool_)
    if layout.line_rules.skip_blank:
        for index in np.flatnonzero(~empty & (block.chars[block.starts] <= _BLANK)).tolist():
            skipped[index] = block.chars[block.starts[index] : block.ends[index]].max() <= _BLANK
        records &= ~skipped
    if block.tabs:
        tabs = np.flatnonzero(block.chars == _TAB)
        records[np.searchsorted(block.starts, tabs, side="right") - 1] = False
    return _Sorted(records, empty, skipped)


def _non_ascii_lines(block: LineBlock, records: Bools) -> int:
    if block.ascii:
        return 0
    positions = np.flatnonzero(block.chars > 0x7F)
    holds = np.zeros(len(records), dtype=np.bool_)
    holds[np.searchsorted(block.starts, positions, side="right") - 1] = True
    return int((holds & records).sum())


def _is_one_character(block: LineBlock, layout: Layout) -> bool:
    """Return whether the block is a whole file of one character: senders write one when there is nothing to send.

    Where blank lines are no lines at all, a file needs no such sign.
    """
    alone = block.first == 1 and block.cut and len(block.starts) == 1 and int(block.ends[0] - block.starts[0]) == 1
    return alone and not layout.line_rules.skip_blank


@frozen
class FixedWidthSource:
    """A scanned file of a fixed-width layout."""

    source: Input
    layout: Layout
    encoding: Encoding
    facts: FileFacts
    problems: tuple[LineProblem, ...]

    def batches(self, *, file: int, first: int, size: int) -> Iterator[FixedWidthBatch]:
        """Yield the records in chunks of at most `size`.

        Raises:
            UnreadableError: When the file is no longer what it was when it was scanned.
        """
        width, encoding = self.layout.width, self.encoding
        assert width is not None
        bytes_ = max(1 << 16, min(size * (width + 1), _READ_BLOCK))
        lone_cr = self.layout.line_rules.lone_cr
        seen = 0
        try:
            for block in line_blocks(self.source, encoding, lone_cr=lone_cr, width=width, size=bytes_):
                indexes = np.flatnonzero(_sort(block, self.layout).records)
                rows = _rows(block, indexes, width)
                for start in range(0, len(indexes), size):
                    some = indexes[start : start + size]
                    lines = block.first + some
                    yield FixedWidthBatch(first + seen, file, lines, rows[start : start + size], self.layout.by_name)
                    seen += len(some)
        except UnicodeDecodeError as error:
            raise changed(self.facts.name) from error
        if seen != self.facts.records:
            raise changed(self.facts.name)


def _rows(block: LineBlock, indexes: Ints, width: int) -> Chars:
    """Return the characters of some lines, all of that width, as an array of shape (lines, width)."""
    if block.stride is not None and len(indexes) == len(block.starts):
        return block.chars.reshape(len(indexes), block.stride)[:, :width]
    if not indexes.size:
        return block.chars[:0].reshape(0, width)
    return np.lib.stride_tricks.sliding_window_view(block.chars, width)[block.starts[indexes]]


class FixedWidthBatch:
    """Consecutive records of a file; they are turned into columns when the first field is asked for."""

    def __init__(self, first: int, file: int, lines: Ints, rows: Chars, fields: Mapping[str, Field]) -> None:
        self.first = first
        self.file = file
        self.lines = lines
        self.n = len(lines)
        self._rows = rows
        self._fields = fields

    def text(self, name: str) -> Text:
        """Return the raw characters of a field; KeyError for a field that the layout does not have."""
        one = self._fields[name]
        assert one.start is not None
        assert one.end is not None
        return Text(self._columns[one.start - 1 : one.end])

    @cached_property
    def _columns(self) -> Chars:
        """Return the records with the position first, turned some hundred at a time, which stay in the cache."""
        columns = np.empty(self._rows.shape[::-1], dtype=self._rows.dtype)
        for start in range(0, self.n, _TURNED_TOGETHER):
            some = slice(start, start + _TURNED_TOGETHER)
            columns[:, some] = self._rows[some].T
        return columns
