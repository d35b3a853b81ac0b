"""The place in a rule file where somebody is writing: what stands before it, and what the grammar lets follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kostra.diagnostics import Source
from kostra.editor.places import in_comment, is_message, placeholder
from kostra.language.parser_grammar import StartRule, accepted_after, keywords
from kostra.language.parser_pieces import HEADERS, ITEMS, Piece, pieces, split
from kostra.language.syntax_errors_controls import METADATA, SENTENCE

_WORD = re.compile(r"\$?\w*\Z")
_CLAUSE = re.compile(rf"^[ \t]*(?:{'|'.join(sorted(METADATA | SENTENCE))})\b", re.MULTILINE)
_BEFORE_CLAUSE = 'kontroll 000 "" skal A = 1 ellers feil ""\n'
_ANY_NAME = frozenset({"NAME", "PARAMETER"})


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where somebody is writing.

    `start` to `end` is the word as far as it is written; in a quoted text, what stands after the quotation mark.
    `item` are the words of the item before it, `before` those in the braces of a message (else the same). `accepted`
    are the names of the grammar's terminals that can come next.
    """

    start: int
    end: int
    keyword: str
    item: tuple[Piece, ...]
    before: tuple[Piece, ...]
    accepted: frozenset[str]
    begins_line: bool = False
    indented: bool = False
    in_message: bool = False
    in_text: bool = False

    @property
    def words(self) -> list[str]:
        """Return the words of the item before the place."""
        return [piece.text for piece in self.item]

    @property
    def last(self) -> str:
        """Return the word before the place, empty when there is none."""
        return self.before[-1].text if self.before else ""


def cursor_at(source: Source, offset: int) -> Cursor | None:
    """Return the place at an offset; None where nothing is to be written: in a comment, or right after a text."""
    head = source.text[:offset]
    if in_comment(head, offset):
        return None
    keyword, item = _item(head)
    last = item[-1] if item and item[-1].end == offset else None
    if last is not None and last.is_open_text:
        return _in_text(head, keyword, item)
    if last is not None and last.is_text:
        return None
    written = _WORD.search(head)
    start = written.start() if written is not None else offset
    keyword, item = _item(head[:start])
    line_start = head.rfind("\n", 0, start) + 1
    begins_line = not head[line_start:start].strip()
    accepted = _accepted(head[:start], keyword, begins_line=begins_line)
    return Cursor(start, offset, keyword, item, item, accepted, begins_line, begins_line and start > line_start)


def _item(head: str) -> tuple[str, tuple[Piece, ...]]:
    """Return the keyword and the words of the item that a text ends in."""
    chunks = split(Source("", head))[0]
    if not chunks:
        return "", ()
    return chunks[-1].keyword, tuple(pieces(head, chunks[-1].start, len(head)))


def _in_text(head: str, keyword: str, item: tuple[Piece, ...]) -> Cursor:
    text, before, offset = item[-1], item[:-1], len(head)
    inner = placeholder(head, text, offset) if is_message(before) else None
    if inner is None:
        return Cursor(text.start + 1, offset, keyword, before, before, frozenset({"STRING"}), in_text=True)
    written = _WORD.search(head, inner[0])
    start = written.start() if written is not None else offset
    inside = tuple(pieces(head, inner[0], start))
    accepted = _try(head[inner[0] : start].replace('\\"', '"'), "expression") or _ANY_NAME
    return Cursor(start, offset, keyword, before, inside, accepted, in_message=True)


def _accepted(head: str, keyword: str, *, begins_line: bool) -> frozenset[str]:
    chunks = split(Source("", head))[0]
    if not chunks or (not keyword and len(chunks) == 1):
        return _try("", "rule_file") or frozenset()
    item = head[chunks[-1].start :]
    accepted = _try(item, "rule_file" if keyword in HEADERS else "items")
    if accepted is not None:
        return accepted
    # Something earlier in the item is wrong; what is being written now may be right all the same.
    clause = [match.start() for match in _CLAUSE.finditer(item)]
    accepted = _try(_BEFORE_CLAUSE + item[clause[-1] :], "items") if clause else None
    if accepted is not None:
        return accepted
    begin = {name for name, word in keywords().items() if word in METADATA | SENTENCE | ITEMS} if begins_line else ()
    return _ANY_NAME | frozenset(begin)


def _try(text: str, start: StartRule) -> frozenset[str] | None:
    from lark.exceptions import UnexpectedInput

    try:
        return accepted_after(text, start)
    except UnexpectedInput:
        return None
