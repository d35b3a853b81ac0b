"""A place in a rule file: the item it is in, the words before it, and whether it is in the braces of a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kostra.diagnostics import Source
from kostra.language.parser_pieces import Chunk, Piece, comment_in, pieces, split


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at a place.

    `keyword` is that of the item (`kontroll`, `bruk` …; empty outside of any), `item` the words of it up to the place.
    In the braces of a message `before` holds the words in the braces, else the same as `item`. `piece` is the word
    that the place is in or at; `after` the next one.
    """

    keyword: str
    item: tuple[Piece, ...]
    before: tuple[Piece, ...]
    piece: Piece
    after: Piece | None
    in_message: bool = False

    def word(self, back: int) -> str:
        """Return a word before the place, counted backwards from 1; empty when there are not so many."""
        return self.before[-back].text if len(self.before) >= back else ""


def place_at(source: Source, offset: int) -> Place | None:
    """Return what stands at an offset; None between words and in comments."""
    text = source.text
    if in_comment(text, offset):
        return None
    chunk = _chunk(split(source)[0], offset)
    if chunk is None:
        return None
    words = pieces(text, chunk.start, chunk.end)
    found = _at(words, offset)
    if found is None:
        return None
    number, piece = found
    item, after = tuple(words[:number]), words[number + 1] if number + 1 < len(words) else None
    if piece.is_text and is_message(item):
        inner = placeholder(text, piece, offset)
        if inner is not None:
            inside = pieces(text, *inner)
            found = _at(inside, offset)
            if found is None:
                return None
            number, piece = found
            after = inside[number + 1] if number + 1 < len(inside) else None
            return Place(chunk.keyword, item, tuple(inside[:number]), piece, after, in_message=True)
    return Place(chunk.keyword, item, item, piece, after)


def in_comment(text: str, offset: int) -> bool:
    """Return whether an offset is in a comment."""
    return comment_in(text[text.rfind("\n", 0, offset) + 1 : offset]) is not None


def is_message(before: Sequence[Piece]) -> bool:
    """Return whether a text with these words before it is a message, which has placeholders."""
    number = len(before)
    while number and before[number - 1].is_text:
        number -= 1
    return number >= 2 and before[number - 2].text in ("ellers", "gir") and before[number - 1].is_word


def placeholder(text: str, message: Piece, offset: int) -> tuple[int, int] | None:
    """Return where the placeholder around an offset begins and ends, inside of its braces; None outside of any."""
    at, start = message.start + 1, -1
    end = message.end if message.is_open_text else message.end - 1
    while at < end:
        if start < 0 and text[at] in "{}" and text[at : at + 2] == text[at] * 2:
            at += 1
        elif text[at] == "{":
            start = at + 1
        elif text[at] == "}" and start >= 0:
            if start <= offset <= at:
                return start, at
            start = -1
        at += 1
    return (start, end) if 0 <= start <= offset <= end else None


def _chunk(chunks: Sequence[Chunk], offset: int) -> Chunk | None:
    return next((chunk for chunk in reversed(chunks) if chunk.start <= offset), None)


def _at(words: Sequence[Piece], offset: int) -> tuple[int, Piece] | None:
    """Return the word that an offset is in or just behind, a word or text rather than a sign."""
    near = [(n, piece) for n, piece in enumerate(words) if piece.start <= offset <= piece.end]
    if not near:
        return None
    within = [each for each in near if each[1].start <= offset < each[1].end]
    words_near = [each for each in near if each[1].text[:1].isalnum() or each[1].text[:1] in '_$"']
    return next(iter([each for each in within if each in words_near] or words_near or within or near))
