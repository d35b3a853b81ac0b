"""The words and signs of a rule file, found without a grammar.

The grammar's own lexer stops at the first fault. This one never does: it finds the comments and the places where items
begin, also in a file that is full of faults, and gives the error messages the words around a fault.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kostra.diagnostics import Source, Span
from kostra.language.syntax import Comment

HEADERS = frozenset({"regelsett", "modul", "husregler"})
ITEMS = frozenset(
    {
        "bruk",
        "feltgruppe",
        "konstant",
        "parameter",
        "tabell",
        "kodeliste",
        "filkontroll",
        "erstatt",
        "kontroll",
        "statistikk",
    }
)

# Signs that people write as one are one piece, also those that the language does not have.
_PIECE = re.compile(
    r"""
      "(?:[^"\\\n]|\\[^\n])*"?                                # a text, perhaps without its closing quotation mark
    | \#[^\n]*                                                # a comment
    | \$[^\W\d]\w*
    | [0-9]+\.[0-9]+(?!\w)
    | \w+
    | <> | [<>=!]= | =[<>/]= | =[<>] | && | \|\| | \*\* | // | /\* | \.{2,}
    | [^\s]
    """,
    re.VERBOSE,
)
_CLOSED_TEXT = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number, text or sign, and where it stands (offsets in the text that was searched)."""

    text: str
    start: int
    end: int

    @property
    def is_text(self) -> bool:
        """Tell whether this is a quoted text, closed or not."""
        return self.text.startswith('"')

    @property
    def is_open_text(self) -> bool:
        """Tell whether this is a quoted text without its closing quotation mark."""
        return self.is_text and not _CLOSED_TEXT.fullmatch(self.text)

    @property
    def is_word(self) -> bool:
        """Tell whether this is a word, which does not begin with a digit."""
        return self.text[:1].isalpha() or self.text[:1] == "_"

    @property
    def is_number(self) -> bool:
        """Tell whether this consists of ASCII digits alone."""
        return self.text.isascii() and self.text.isdigit()


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return the words and signs of a stretch of a text in order, comments left out."""
    return [
        Piece(match[0], match.start(), match.end())
        for match in _PIECE.finditer(text, start, end)
        if not match[0].startswith("#")
    ]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the source from the line where an item or header begins (`keyword`) to the next such line.

    `keyword` is empty for what stands before the first of them; `erstatt kontroll` counts as `erstatt`.
    """

    keyword: str
    start: int
    end: int
    line: int


# Coarser than the pieces, since every file goes through it: all that matters is what begins and ends a line.
_CLUSTER = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"?|#[^\n]*|[^\s"#]+')
_FIRST_WORD = re.compile(r"\w*")


def split(source: Source) -> tuple[list[Chunk], tuple[Comment, ...]]:
    """Return the chunks of a source in order, and its comments; blank lines and comments alone make no chunk."""
    text = source.text
    found: list[tuple[str, int, int]] = []
    comments: list[Comment] = []
    line, line_start, seen = 1, 0, 0
    before = ""
    for match in _CLUSTER.finditer(text):
        start, cluster = match.start(), match[0]
        # No cluster holds a line end, so the first one of a line is the one with a line end before it.
        passed = text.count("\n", seen, start)
        if passed:
            line, line_start = line + passed, text.rfind("\n", seen, start) + 1
        first_of_line = bool(passed) or seen == 0
        seen = match.end()
        if cluster[0] == "#":
            span = Span(source.name, line, start - line_start + 1, line, seen - line_start + 1)
            comments.append(Comment(cluster[1:].strip(), first_of_line, span))
            continue
        if first_of_line or not before:
            word = match[0][: _FIRST_WORD.match(cluster).end()]  # type: ignore[union-attr]  # matches nothing, too
            if _begins_item(word, before, indented=start > line_start):
                found.append((word, line_start, line))
            elif not before:
                found.append(("", line_start, line))
        before = cluster
    ends = [*(start for _, start, _ in found), len(text)][1:]
    return [Chunk(word, start, end, at) for (word, start, at), end in zip(found, ends, strict=True)], tuple(comments)


def _begins_item(word: str, before: str, *, indented: bool) -> bool:
    if word in HEADERS:
        return True
    if word not in ITEMS:
        return False
    if word == "kontroll":
        return before != "erstatt"
    if word in ("kodeliste", "feltgruppe"):
        return not before.endswith(":")  # else it is the kind of a module's parameter
    return not (word == "statistikk" and indented and before.endswith(("(", ",")))  # else a `bruk` takes it


def lines_like_items(text: str, after: int) -> Iterator[int]:
    """Yield the starts of the lines beyond an offset whose first word is nearly the keyword of an item.

    Such a line is no item as long as everything can be read; when something cannot, it is where reading goes on.
    """
    for match in _LEFT_MARGIN.finditer(text, after + 1):
        if _is_nearly_item(match[0]):
            yield match.start()


_LEFT_MARGIN = re.compile(r"^[^\W\d]\w*", re.MULTILINE)


@lru_cache(maxsize=256)
def _is_nearly_item(word: str) -> bool:
    longest = max(map(len, ITEMS)) + 2
    near = len(word) <= longest and difflib.get_close_matches(word.lower(), sorted(ITEMS), n=1, cutoff=0.8)
    return word not in ITEMS and bool(near)


_PARENTHESIS = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"?|#[^\n]*|[()]')


def too_deep(text: str, deepest: int) -> int | None:
    """Return where more than so many parentheses are open, or None. Parsing would only find out at great expense."""
    if text.count("(") <= deepest:
        return None
    depth = 0
    for match in _PARENTHESIS.finditer(text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth > deepest:
            return match.start()
    return None


def comment_in(text: str) -> int | None:
    """Return where a comment begins in a text, or None."""
    return next((match.start() for match in _CLUSTER.finditer(text) if match[0][0] == "#"), None)
