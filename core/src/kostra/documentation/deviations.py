"""Where a pack differs on purpose from the program it follows, explained by a table beside the shared modules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from kostra.api.errors import BrokenPackError
from kostra.checking.resources import resolver
from kostra.language.tables import TableError, read_rows

FILE = "avvik.csv"
"""A line for each deviation: number, what it is about, explanation. It stands beside a pack's rules or its modules."""

_COLUMNS = ["nummer", "gjelder", "forklaring"]
STATISTICS = "statistikk"
"""What a deviation is about that belongs to no control: a rule set has it when it has statistics."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a deviation is about («kontroller» or «statistikk») and what it consists of."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation: its number, what it consists of (empty: not explained anywhere), and the controls that name it."""

    number: str
    explanation: str
    controls: tuple[str, ...]


def explanations(folders: Sequence[Traversable]) -> Mapping[str, Explanation]:
    """Return the explanations by number; the first folder that has a number explains it.

    Raises BrokenPackError for a table that has other columns.
    """
    found: dict[str, Explanation] = {}
    for folder in folders:
        text = resolver([folder])(FILE)
        if text is None:
            continue
        try:
            header, rows = read_rows(text)
        except TableError as fault:
            raise BrokenPackError(f"{FILE}: {fault}") from None
        if header != _COLUMNS:
            raise BrokenPackError(f"{FILE} skal ha kolonnene {', '.join(_COLUMNS)}; den har {', '.join(header)}.")
        for number, about, explanation in rows:
            found.setdefault(number, Explanation(about, explanation))
    return found


def numbers_in(text: str) -> list[str]:
    """Return the numbers of the deviations that a control names after `avvik`."""
    return [number for number in re.split(r"[,;\s]+", text) if number]
