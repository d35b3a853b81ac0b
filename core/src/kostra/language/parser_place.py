"""Where the text that is being parsed stands in its file.

Items are parsed chunk by chunk, and the expressions in messages after their escapes have been resolved. A place turns
positions in such a text into spans of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kostra.diagnostics import Diagnostic, Span, shown_line

if TYPE_CHECKING:
    from typing import TypeAlias

    from lark import Token, Tree

    Node: TypeAlias = Tree[Token] | Token


class Place(Protocol):
    """A parsed text's place in its file."""

    @property
    def file(self) -> str:
        """The name of the file."""

    @property
    def lines(self) -> Sequence[str]:
        """All lines of the file."""

    def span(self, node: Node) -> Span:
        """Return the span of a token or node."""

    def stretch(self, text: str, start: int, end: int) -> Span:
        """Return the span of a stretch of the parsed text."""

    def positions(self, node: Node, start: int, end: int) -> list[tuple[int, int]]:
        """Return line and column of each character of a token that fills one line, from offset to offset in it."""


@dataclass(frozen=True, slots=True)
class ChunkPlace:
    """A text that stands in the file as it is; `line` and `column` are those of its first character."""

    file: str
    lines: Sequence[str]
    line: int = 1
    column: int = 1

    def span(self, node: Node) -> Span:
        """Return the span of a token or node."""
        item = _positions(node)
        first, last = item.line, item.end_line
        return Span(
            self.file,
            first + self.line - 1,
            item.column if first > 1 else item.column + self.column - 1,
            last + self.line - 1,
            item.end_column if last > 1 else item.end_column + self.column - 1,
        )

    def stretch(self, text: str, start: int, end: int) -> Span:
        """Return the span of a stretch of the parsed text."""
        line, column = self._position(text, start)
        end_line, end_column = self._position(text, end)
        return Span(self.file, line, column, end_line, end_column)

    def positions(self, node: Node, start: int, end: int) -> list[tuple[int, int]]:
        """Return line and column of each character of a token that fills one line, from offset to offset in it."""
        span = self.span(node)
        return [(span.line, span.column + offset) for offset in range(start, end)]

    def _position(self, text: str, offset: int) -> tuple[int, int]:
        breaks = text.count("\n", 0, offset)
        column = offset - text.rfind("\n", 0, offset)
        return self.line + breaks, column if breaks else column + self.column - 1


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """A text taken out of a message: each character has a place of its own, since escapes take up more than one."""

    file: str
    lines: Sequence[str]
    at: Sequence[tuple[int, int]]

    def span(self, node: Node) -> Span:
        """Return the span of a token or node."""
        item = _positions(node)
        return self._span(item.start_pos, item.end_pos)

    def stretch(self, text: str, start: int, end: int) -> Span:
        """Return the span of a stretch of the parsed text."""
        return self._span(start, end)

    def positions(self, node: Node, start: int, end: int) -> list[tuple[int, int]]:
        """Return line and column of each character of a token that fills one line, from offset to offset in it."""
        item = _positions(node)
        return list(self.at[item.start_pos + start : item.start_pos + end])

    def _span(self, start: int, end: int) -> Span:
        line, column = self.at[min(start, len(self.at) - 1)]
        if start >= len(self.at):
            column += 1
        end_line, end_column = self.at[end - 1] if end > start else (line, column - 1)
        return Span(self.file, line, column, end_line, end_column + 1)


def _positions(node: Node) -> Any:
    # lark types the positions of a token as perhaps missing; they are there in every token that a parser sees.
    return node if isinstance(node, str) else node.meta


def diagnostic(place: Place, span: Span, code: str, message: str, *, expected: str = "", hint: str = "") -> Diagnostic:
    """Return a diagnostic with its source line; a line that no screen holds is left out."""
    line = place.lines[span.line - 1] if 1 <= span.line <= len(place.lines) else ""
    return Diagnostic(code, message, span, shown_line(line), expected, hint)
