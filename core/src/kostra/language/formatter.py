"""The one canonical form of a rule file.

Formatting changes how a file looks, never what it says: what is parsed from the result is the same tree, and formatting
it once more changes nothing. Comments stay where they stood.
"""

from __future__ import annotations

from collections.abc import Sequence

from kostra.diagnostics import Span
from kostra.language import syntax
from kostra.language.formatter_comments import CommentQueue, print_lines, written
from kostra.language.formatter_items import header_lines, item_lines
from kostra.language.formatter_layout import Line
from kostra.language.syntax import Comment


def format_rule_file(tree: syntax.RuleFile) -> str:
    """Return the text of a rule file, at most 120 columns wide where that is possible, ending in a line end."""
    return _FilePrinter(tree).text()


class _FilePrinter:
    """Prints header and items, the comments between them, and the blank lines."""

    def __init__(self, tree: syntax.RuleFile) -> None:
        self._tree = tree
        self._comments = CommentQueue(tree.comments)
        self._out: list[str] = []
        # The source's last line that has been printed; a gap after it may be kept.
        self._line = 0

    def text(self) -> str:
        """Return the whole text."""
        parts: list[syntax.Header | syntax.Item] = [self._tree.header, *self._tree.items]
        pending = self._comments.before(parts[0].span)
        for number, part in enumerate(parts):
            before = parts[number - 1] if number else None
            self._print_comments(pending, first_blank=self._blank(before, part, pending))
            if not pending:
                self._add_blank(self._blank(before, part, pending))
            elif part.span.line > pending[-1].span.line + 1:
                self._add_blank(True)
            following = parts[number + 1].span if number + 1 < len(parts) else None
            pending = self._print_part(part, following)
        self._print_comments(pending, first_blank=True)
        return "\n".join(self._out) + "\n"

    def _print_part(self, part: syntax.Header | syntax.Item, following: Span | None) -> list[Comment]:
        """Print header or item with its own comments; return the comments that belong to what follows."""
        passed = self._comments.before(following)
        printed, left = print_lines(_lines(part), passed)
        self._out += printed
        mine = len(passed) - len(left)
        self._line = max(part.span.end_line, passed[mine - 1].span.line if mine else 0)
        return left

    def _print_comments(self, comments: Sequence[Comment], *, first_blank: bool) -> None:
        for number, comment in enumerate(comments):
            gap = comment.span.line > self._line + 1
            self._add_blank(gap if number or not self._line else first_blank)
            self._out.append(written(comment))
            self._line = comment.span.line

    def _blank(
        self, before: syntax.Header | syntax.Item | None, part: syntax.Header | syntax.Item, pending: list[Comment]
    ) -> bool:
        """Tell whether a blank line stands before a part and its comments."""
        if before is None:
            return False
        kind = _kind(part)
        if not kind or kind != _kind(before):
            return True
        first = pending[0].span.line if pending else part.span.line
        return first > self._line + 1

    def _add_blank(self, wanted: bool) -> None:
        if wanted and self._out and self._out[-1]:
            self._out.append("")


def _lines(part: syntax.Header | syntax.Item) -> list[Line]:
    if isinstance(part, (syntax.RuleSetHeader, syntax.ModuleHeader, syntax.HouseHeader)):
        return header_lines(part)
    return item_lines(part)


def _kind(part: syntax.Header | syntax.Item) -> str:
    """Return which short declarations stand together without a blank line; empty for what stands by itself."""
    match part:
        case syntax.Use():
            return "bruk"
        case syntax.FieldGroup() | syntax.Constant():
            return "navn"
        case syntax.ModuleParameter():
            return "parameter"
        case syntax.Table() | syntax.CodeListFile():
            return "oppslag"
        case syntax.FileControl(texts=(), metadata=()):
            return "filkontroll"
        case _:
            return ""
