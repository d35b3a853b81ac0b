"""Where a file description declares its fields and code lists, and what stands at a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kostra.diagnostics import Source
from kostra.editor.places import in_comment
from kostra.language.parser_pieces import Piece, pieces

_CONTINUES = (" ", "\t", '"', "#")
HEADS = ("filbeskrivelse", "format", "linjer", "mottak", "andre", "kodeliste")
"""What begins a declaration that is no field."""


@dataclass(frozen=True, slots=True)
class LayoutPlace:
    """What stands at a place: the word, and the words of the same declaration before it."""

    before: tuple[Piece, ...]
    piece: Piece | None

    def word(self, back: int) -> str:
        """Return a word before the place, counted backwards from 1; empty when there are not so many."""
        return self.before[-back].text if len(self.before) >= back else ""


@lru_cache(maxsize=64)
def declarations(source: Source) -> tuple[tuple[int, int], ...]:
    """Return where each declaration begins and ends: at the left margin, further lines indented or quoted."""
    starts: list[int] = []
    at = 0
    for line in source.text.split("\n"):
        if line and not line.startswith(_CONTINUES):
            starts.append(at)
        at += len(line) + 1
    return tuple(zip(starts, [*starts[1:], len(source.text)], strict=False))


def field_in(source: Source, name: str) -> tuple[int, int] | None:
    """Return where the line of a field has its name."""
    return next((place for head, place in _named(source) if not head and source.text[slice(*place)] == name), None)


def code_list_in(source: Source, name: str) -> tuple[int, int] | None:
    """Return where a code list has its name."""
    lists = (place for head, place in _named(source) if head == "kodeliste")
    return next((place for place in lists if source.text[slice(*place)] == name), None)


def code_lists_of(source: Source) -> list[str]:
    """Return the names of the code lists, in their order."""
    return [source.text[slice(*place)] for head, place in _named(source) if head == "kodeliste"]


def fields_of(source: Source) -> list[str]:
    """Return the names of the fields, in their order."""
    return [source.text[slice(*place)] for head, place in _named(source) if not head]


def layout_place(source: Source, offset: int) -> LayoutPlace | None:
    """Return what stands at an offset, or between which words it is; None in comments and before everything."""
    if in_comment(source.text, offset):
        return None
    declaration = next((place for place in reversed(declarations(source)) if place[0] <= offset), None)
    if declaration is None:
        return None
    words = pieces(source.text, *declaration)
    here = (p for p in words if p.start <= offset and (offset < p.end or (offset == p.end and _is_wordlike(p))))
    piece = next(here, None)
    end = offset if piece is None else piece.start
    return LayoutPlace(tuple(p for p in words if p.end <= end), piece)


@lru_cache(maxsize=64)
def _named(source: Source) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Return the place of each name that is declared, with the word before it; fields have none."""
    found: list[tuple[str, tuple[int, int]]] = []
    for start, end in declarations(source):
        words = pieces(source.text, start, end)[:2]
        if not words:
            continue
        if words[0].text == "kodeliste" and len(words) > 1:
            found.append(("kodeliste", (words[1].start, words[1].end)))
        elif words[0].text not in HEADS and words[0].is_word:
            found.append(("", (words[0].start, words[0].end)))
    return tuple(found)


def _is_wordlike(piece: Piece) -> bool:
    return piece.is_word or piece.is_text or piece.is_number
