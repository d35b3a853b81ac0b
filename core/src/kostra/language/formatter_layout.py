"""Lines of a formatted rule file: where they break, and where the comments go.

What is printed comes as atoms, which are never broken. Each knows where it stood in the source, so that a comment
follows the atom that it followed there, and how many parentheses stand around it, so that a line breaks outside them if
it can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kostra.diagnostics import NOWHERE, Span

WIDTH = 120
INDENT = 4


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that stays on one line.

    `span` begins where it stood in the source (unknown when its line is 0). `depth` is the number of parentheses and
    lists around it, counted from where its line begins. `alone`: it never follows another atom on the same line.
    """

    text: str
    span: Span = NOWHERE
    depth: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Atoms that stand on one line as long as there is room; the rest follows on lines `hanging` columns further in."""

    indent: int
    atoms: tuple[Atom, ...]
    hanging: int = INDENT


Atoms = tuple[Atom, ...]


def glue(left: Sequence[Atom], between: str, right: Sequence[Atom]) -> Atoms:
    """Return atoms where the last of the left and the first of the right have become one."""
    joint = replace(left[-1], text=left[-1].text + between + right[0].text)
    if not joint.span.line:
        joint = replace(joint, span=right[0].span)
    return (*left[:-1], joint, *right[1:])


def prefixed(prefix: str, atoms: Sequence[Atom], span: Span = NOWHERE) -> Atoms:
    """Return atoms with a text before the first; `span` is where that text stood."""
    first = replace(atoms[0], text=prefix + atoms[0].text, span=span if span.line else atoms[0].span)
    return (first, *atoms[1:])


def suffixed(atoms: Sequence[Atom], suffix: str) -> Atoms:
    """Return atoms with a text behind the last."""
    return (*atoms[:-1], replace(atoms[-1], text=atoms[-1].text + suffix))


def enclosed(opening: str, atoms: Sequence[Atom], closing: str, span: Span = NOWHERE) -> Atoms:
    """Return atoms as the inside of something that should rather not be broken."""
    first, *others = atoms
    deeper = (first, *(replace(atom, depth=atom.depth + 1) for atom in others))
    return suffixed(prefixed(opening, deeper, span), closing)


def listed(parts: Iterable[Sequence[Atom]]) -> Atoms:
    """Return the parts with a comma behind each but the last; a line may break after a comma."""
    rows = list(parts)
    out: list[Atom] = []
    for row in rows[:-1]:
        out += suffixed(row, ",")
    return (*out, *rows[-1]) if rows else ()


def fill(line: Line, above: Sequence[Sequence[str]], behind: Sequence[str]) -> list[str]:
    """Return a line of atoms as lines of text.

    `above` has the comments that stand above each atom, `behind` the comment behind it (empty when there is none).
    """
    filler = _Filler(line, above, behind)
    filler.place(0, len(line.atoms))
    return filler.out


class _Filler:
    """Fills the lines of text that one line of atoms takes."""

    def __init__(self, line: Line, above: Sequence[Sequence[str]], behind: Sequence[str]) -> None:
        self.out: list[str] = []
        self._line = line
        self._above = above
        self._behind = behind
        self._closed = True

    def place(self, start: int, end: int) -> None:
        """Place atoms; where they do not fit on a line, break where the fewest parentheses are open."""
        atoms = self._line.atoms
        outermost = min((atom.depth for atom in atoms[start + 1 : end]), default=0)
        breaks = [start, *(at for at in range(start + 1, end) if atoms[at].depth == outermost), end]
        for first, last in pairwise(breaks):
            width = self._width(first, last)
            if last - first == 1 or self._column() + 1 + width <= WIDTH:
                self._put(first, width)
                for number in range(first + 1, last):
                    self._put(number, 0)
            else:
                # Whether or not it fits there, what is too long for the rest of this line begins a line of its own.
                self._closed = self._closed or first > start
                self.place(first, last)

    def _width(self, start: int, end: int) -> int:
        """Return the width of atoms on one line, with the comment behind them if there is room for both."""
        width = sum(len(atom.text) + 1 for atom in self._line.atoms[start:end]) - 1
        comment = self._behind[end - 1]
        both = width + 2 + len(comment)
        return both if comment and self._line.indent + self._line.hanging + both <= WIDTH else width

    def _column(self) -> int:
        """Return the column after which the next atom would stand, a blank between."""
        if self._closed:
            return self._line.indent + (self._line.hanging if self.out else 0) - 1
        return len(self.out[-1])

    def _put(self, number: int, width: int) -> None:
        atom = self._line.atoms[number]
        indent = self._line.indent + (self._line.hanging if number else 0)
        for comment in self._above[number]:
            self.out.append(" " * indent + comment)
            self._closed = True
        if self._closed or (number and (atom.alone or len(self.out[-1]) + 1 + max(width, len(atom.text)) > WIDTH)):
            self.out.append(" " * indent + atom.text)
        else:
            self.out[-1] += " " + atom.text
        self._closed = bool(self._behind[number])
        if self._closed:
            self.out[-1] += "  " + self._behind[number]
