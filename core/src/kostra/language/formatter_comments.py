"""The comments of a rule file, each handed to what it stood beside."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.diagnostics import Span
from kostra.language.formatter_layout import INDENT, Atom, Line, fill
from kostra.language.syntax import Comment


class CommentQueue:
    """The comments of a file in source order, taken as printing passes them."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self._waiting = sorted(comments, key=_position)
        self._next = 0

    def before(self, span: Span | None) -> list[Comment]:
        """Take the comments that stand before a position, or all that are left; none when the position is unknown."""
        end = self._next
        if span is None:
            end = len(self._waiting)
        elif span.line:
            end = _count_before(self._waiting, span, self._next)
        taken = self._waiting[self._next : end]
        self._next = end
        return taken


def written(comment: Comment) -> str:
    """Return a comment as it is printed."""
    return f"# {comment.text}".rstrip()


def print_lines(lines: Sequence[Line], comments: Sequence[Comment]) -> tuple[list[str], list[Comment]]:
    """Return the printed lines of a header or item, and the comments that belong to what follows it.

    `comments` are those between its first atom and what follows. One at the left margin below the item, and all after
    it, belong to what follows.
    """
    atoms = [atom for line in lines for atom in line.atoms]
    above: list[list[str]] = [[] for _ in atoms]
    behind = ["" for _ in atoms]
    taken = _hand_out(atoms, comments, above, behind)
    left = list(comments[taken:])
    if left and not left[0].own_line:
        behind[-1] = written(left.pop(0))
    out: list[str] = []
    start = 0
    for line in lines:
        end = start + len(line.atoms)
        out += fill(line, above[start:end], behind[start:end])
        start = end
    below = 0
    while below < len(left) and not (left[below].own_line and left[below].span.column == 1):
        out.append(" " * INDENT + written(left[below]))
        below += 1
    return out, left[below:]


def _hand_out(atoms: Sequence[Atom], comments: Sequence[Comment], above: list[list[str]], behind: list[str]) -> int:
    """Hand comments to the atoms they stood before or behind; return how many found one."""
    taken = 0
    for number, atom in enumerate(atoms):
        if not atom.span.line or not number:
            continue
        passed = comments[taken : _count_before(comments, atom.span, taken)]
        taken += len(passed)
        for comment in passed:
            if not comment.own_line and not behind[number - 1] and not above[number]:
                behind[number - 1] = written(comment)
            else:
                above[number].append(written(comment))
    return taken


def _position(comment: Comment) -> tuple[int, int]:
    return comment.span.line, comment.span.column


def _count_before(comments: Sequence[Comment], span: Span, start: int) -> int:
    end = start
    while end < len(comments) and _position(comments[end]) < (span.line, span.column):
        end += 1
    return end
