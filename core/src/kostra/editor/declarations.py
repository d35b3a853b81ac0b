"""What a rule file declares and takes in use, found without parsing it: also in the middle of being typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kostra.diagnostics import Source
from kostra.language.parser_pieces import Piece, pieces, split

_NAMED = frozenset(
    {"feltgruppe", "konstant", "parameter", "tabell", "kodeliste", "kontroll", "filkontroll", "statistikk"}
)
NAMES = frozenset({"feltgruppe", "konstant", "parameter", "tabell", "kodeliste"})
"""What declares a name that expressions can use."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Something that a rule file declares: the name (a statistic's title), its place, and the text of the item."""

    keyword: str
    name: str
    start: int
    end: int
    text: str

    @property
    def title(self) -> str:
        """Return the first quoted text, which is the title of what has one."""
        first = next((piece for piece in pieces(self.text, 0, len(self.text)) if piece.is_text), None)
        return "" if first is None else inside(first)


@dataclass(frozen=True, slots=True)
class Taken:
    """A control or statistic that a `bruk` takes; `new_id` is what it is called here, and may be the same."""

    module: str
    id: str
    new_id: str


@lru_cache(maxsize=64)
def declared_in(source: Source) -> tuple[Declared, ...]:
    """Return everything that a rule file declares, in its order."""
    found: list[Declared] = []
    text = source.text
    for chunk in split(source)[0]:
        keyword, name = _named(pieces(text, chunk.start, chunk.end)[:3])
        if name is None or keyword not in _NAMED:
            continue
        shown = without_what_follows(text[chunk.start : chunk.end])
        if keyword == "statistikk":
            found.append(Declared(keyword, inside(name), name.start, name.end, shown))
        else:
            found.append(Declared(keyword, name.text, name.start, name.end, shown))
    return tuple(found)


@lru_cache(maxsize=64)
def taken_in(source: Source) -> tuple[Taken, ...]:
    """Return what the file takes from modules, in its order."""
    found: list[Taken] = []
    for chunk in split(source)[0]:
        if chunk.keyword != "bruk":
            continue
        words = pieces(source.text, chunk.start, chunk.end)
        if len(words) < 3 or words[2].text != "(":
            continue
        end = next((n for n, piece in enumerate(words) if piece.text == ")"), len(words))
        for number in range(3, end):
            piece, before = words[number], words[number - 1].text
            if before in ("(", ","):
                renamed = number + 2 < end and words[number + 1].text == "som"
                new_id = words[number + 2].text if renamed else piece.text
                if piece.text != "statistikk":
                    found.append(Taken(words[1].text, piece.text, new_id))
            elif before == "statistikk" and piece.is_text:
                found.append(Taken(words[1].text, inside(piece), inside(piece)))
    return tuple(found)


def control_in(source: Source, id_: str) -> Declared | None:
    """Return a control or file control of a file."""
    return next((d for d in declared_in(source) if d.name == id_ and d.keyword in ("kontroll", "filkontroll")), None)


def name_in(source: Source, name: str) -> Declared | None:
    """Return the declaration of a name that expressions can use."""
    return next((d for d in declared_in(source) if d.name == name and d.keyword in NAMES), None)


def statistic_in(source: Source, title: str) -> Declared | None:
    """Return a statistic of a file."""
    return next((d for d in declared_in(source) if d.name == title and d.keyword == "statistikk"), None)


def inside(text: Piece) -> str:
    """Return what stands between the quotation marks of a text, escapes as they are written."""
    return text.text[1:] if text.is_open_text else text.text[1:-1]


def without_what_follows(item: str) -> str:
    """Return the text of an item without the blank lines and comments behind it: they belong to the next one."""
    lines = item.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines).rstrip()


def _named(words: list[Piece]) -> tuple[str, Piece | None]:
    if words and words[0].text == "erstatt":
        words = words[1:]
    return (words[0].text, words[1]) if len(words) > 1 else ("", None)
