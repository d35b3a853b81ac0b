"""A text as an editor has it: positions in code units on one side, offsets in the normalised source on the other."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kostra.diagnostics import Source, Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]
"""What the protocol counts a line's characters in; UTF-16 unless editor and server agree on something else."""

_LINE_END = re.compile(r"\r\n|\r|\n")
# No character joins with an ASCII character after it, so a line can be normalised one such piece at a time.
_SEGMENT = re.compile(r"[\x00-\x7f][^\x00-\x7f]*|[^\x00-\x7f]+")
_LONGEST_EXACT_SEGMENT = 64
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Position:
    """A place as the protocol has it: line and code units into it, both from 0."""

    line: int
    character: int


@dataclass(frozen=True)
class Text:
    """A text in an editor: `lines` as they stand there, and `source`, what the languages read (NFC, LF, no BOM)."""

    source: Source
    lines: tuple[str, ...]
    line_end: str
    encoding: Encoding

    @classmethod
    def of(cls, name: str, raw: str, encoding: Encoding = "utf-16") -> Text:
        """Return the text with half surrogate pairs replaced: no file can hold them."""
        whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        ends = _LINE_END.search(whole)
        return cls(Source.of(name, whole), tuple(_LINE_END.split(whole)), ends[0] if ends else "\n", encoding)

    @cached_property
    def _starts(self) -> list[int]:
        """The offset in the source where each line begins."""
        starts = [0]
        starts += (match.end() for match in re.finditer("\n", self.source.text))
        return starts

    def offset(self, position: Position) -> int:
        """Return the offset in the source for a position; one outside of the text counts as the nearest inside."""
        if position.line < 0:
            return 0
        if position.line >= len(self.lines):
            return len(self.source.text)
        raw = self.lines[position.line]
        at = _index(raw, max(0, position.character), self.encoding)
        columns = self._columns(position.line)
        return self._starts[position.line] + (at if columns is None else columns[at])

    def position(self, offset: int) -> Position:
        """Return the position of an offset in the source; one outside of the source counts as the nearest inside."""
        offset = min(max(0, offset), len(self.source.text))
        line = bisect_right(self._starts, offset) - 1
        return self._position(line, offset - self._starts[line])

    def range_of(self, span: Span) -> tuple[Position, Position]:
        """Return start and end of a span of the source; an empty one is widened, so that there is something to see."""
        start, end = self.offset_of(span.line, span.column), self.offset_of(span.end_line, span.end_column)
        if end <= start:
            line_end = self.source.text.find("\n", start)
            end = min(start + 1, len(self.source.text) if line_end < 0 else line_end)
        if end <= start:
            start = max(self._starts[bisect_right(self._starts, start) - 1], start - 1)
        return self.position(start), self.position(max(start, end))

    def offset_of(self, line: int, column: int) -> int:
        """Return the offset of a line and column of a span, both from 1."""
        if line < 1:
            return 0
        if line > len(self._starts):
            return len(self.source.text)
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.source.text)
        return min(start + max(0, column - 1), end)

    def _position(self, line: int, column: int) -> Position:
        raw, columns = self.lines[line], self._columns(line)
        at = column if columns is None else bisect_right(columns, column) - 1
        return Position(line, _units(raw[:at], self.encoding))

    def _columns(self, line: int) -> list[int] | None:
        """Return the column in the source of each index of a line, ascending; None where they are the same."""
        raw = self.lines[line]
        bom = line == 0 and raw.startswith(_BOM)
        if not bom and unicodedata.is_normalized("NFC", raw):
            return None
        columns = [0]
        if bom:
            columns, raw = [0, 0], raw[1:]
        for segment in _SEGMENT.findall(raw):
            columns += _columns_of(segment, columns[-1])
        return columns


def _columns_of(segment: str, start: int) -> list[int]:
    """Return the column after each character of a piece of text that begins in a column."""
    normal = len(unicodedata.normalize("NFC", segment))
    if len(segment) == 1:
        return [start + normal]
    found: list[int] = []
    for at in range(1, len(segment) + 1):
        if len(segment) > _LONGEST_EXACT_SEGMENT:  # nobody's Norwegian; the exact way would take quadratic time
            here = normal * at // len(segment)
        else:
            here = min(normal, len(unicodedata.normalize("NFC", segment[:at])))
        found.append(max(start + here, found[-1] if found else start))
    found[-1] = start + normal
    return found


def _units(text: str, encoding: Encoding) -> int:
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text) + sum(character > "\uffff" for character in text)
    return len(text.encode())


def _index(line: str, units: int, encoding: Encoding) -> int:
    """Return the index of the character that begins at, or holds, a code unit of a line; its length when beyond."""
    if encoding == "utf-32" or line.isascii():
        return min(units, len(line))
    passed = 0
    for index, character in enumerate(line):
        passed += _units(character, encoding)
        if passed > units:
            return index
    return len(line)
