"""A place where a text stopped making sense, seen as a reader sees it: the words around it and what could follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from kostra.language.parser_grammar import StartRule, accepted_after, keywords
from kostra.language.parser_pieces import Piece, pieces

_FAR_BEFORE = 20_000
_FAR_AFTER = 2_000

END = Piece("", 0, 0)
"""What stands before the first and after the last piece."""


@dataclass(frozen=True)
class Fault:
    """`offset` is where parsing of `text` stopped; `at` is the piece there (`END` after the last one)."""

    text: str
    offset: int
    start: StartRule

    @cached_property
    def pieces(self) -> list[Piece]:
        """The words and signs of the text; of a very long one, those around the fault."""
        start = max(0, self.offset - _FAR_BEFORE)
        end = min(len(self.text), self.offset + _FAR_AFTER)
        # Whole lines, so that no text is cut in two (unless the line itself is as long as a file).
        return pieces(
            self.text,
            self.text.rfind("\n", max(0, start - _FAR_BEFORE), start) + 1 or start,
            (self.text.find("\n", end, end + _FAR_AFTER) + 1) or end,
        )

    @cached_property
    def index(self) -> int:
        """The number of the piece where parsing stopped."""
        found = self.pieces
        low, high = 0, len(found)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if found[middle].end <= self.offset else (low, middle)
        return low

    @cached_property
    def accepts(self) -> frozenset[str]:
        """The names of the terminals that could stand here."""
        return accepted_after(self.text[: self.offset], self.start)

    @cached_property
    def words(self) -> frozenset[str]:
        """The keywords that could stand here."""
        known = keywords()
        return frozenset(known[name] for name in self.accepts if name in known)

    @property
    def at(self) -> Piece:
        """The piece where parsing stopped."""
        return self.piece(0)

    def piece(self, distance: int) -> Piece:
        """Return the piece so many places after (or before) the one where parsing stopped."""
        index = self.index + distance
        return self.pieces[index] if 0 <= index < len(self.pieces) else END

    def same_line(self, left: Piece, right: Piece) -> bool:
        """Tell whether two pieces stand on the same line."""
        return left is not END and right is not END and "\n" not in self.text[left.start : right.end]

    def adjacent(self, left: Piece, right: Piece) -> bool:
        """Tell whether two pieces follow each other without a blank."""
        return left is not END and right is not END and left.end == right.start

    def line_has_open_text(self) -> Piece | None:
        """Return the text on the faulty line that has no closing quotation mark."""
        start = self.text.rfind("\n", 0, self.offset) + 1
        end = self.text.find("\n", self.offset)
        for piece in self.pieces:
            if piece.start >= start and (end < 0 or piece.start < end) and piece.is_open_text:
                return piece
        return None

    def open_parenthesis(self) -> Piece | None:
        """Return the innermost parenthesis that is open where parsing stopped."""
        waiting = []
        for piece in self.pieces[: self.index]:
            if piece.text == "(":
                waiting.append(piece)
            elif piece.text == ")" and waiting:
                waiting.pop()
        return waiting[-1] if waiting else None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What to tell the user. `where` is the piece to point at; without one it is where parsing stopped."""

    code: str
    message: str
    expected: str = ""
    hint: str = ""
    where: Piece | None = None

    def pointing_at(self, piece: Piece) -> Explanation:
        """Return the explanation with another place."""
        return replace(self, where=piece)


Recogniser = Callable[[Fault], Explanation | None]
"""Recognises one kind of slip, or returns None."""
