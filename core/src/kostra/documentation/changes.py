"""A difference between two years, as a value: where it is, of which kind, and what to say of it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kostra.documentation.edition import Edition

Part = Literal["filbeskrivelse", "kodelister", "kontroller", "statistikk", "frister", "parametre"]

PARTS: dict[Part, str] = {
    "filbeskrivelse": "Filbeskrivelse",
    "kodelister": "Kodelister",
    "kontroller": "Kontroller",
    "statistikk": "Statistikk",
    "frister": "Frister",
    "parametre": "Parametre",
}
"""The parts of a comparison in the order they are shown, and their headings."""

MOST_SHOWN = 12
"""So many codes are listed in a text for people; data for programs has them all."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is different: `what` is a stable name for programs, `text` a clause for people.

    `before` and `after` are what it was and became, where there is something to quote; `quoted` asks for them to be
    shown as well, as rules on lines of their own. `items` are all of the codes or fields that `text` may only count.
    `wording`: only a text for people is worded otherwise, and `text` names which.
    """

    what: str
    text: str
    before: str = ""
    after: str = ""
    items: tuple[str, ...] = ()
    quoted: bool = False
    wording: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A difference.

    `kind` is a stable name for programs, `names` the fields, lists or controls that it is about (a new number or name
    last). `text` says it in a sentence and `points` what is different about them; for controls `text` is only the
    beginning, and `title` is what the control is called.
    """

    part: Part
    kind: str
    names: tuple[str, ...]
    text: str
    points: tuple[Point, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Comparison:
    """Everything that is different between two years, in the order it is to be read."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]

    def of(self, part: Part) -> tuple[Change, ...]:
        """Return the differences of one part."""
        return tuple(change for change in self.changes if change.part == part)


def joined(parts: Sequence[str], word: str = "og") -> str:
    """Return «a», «a og b», «a, b og c»."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""


def some(items: Sequence[str]) -> str:
    """Return the items as a list in words, the last of many only counted."""
    if len(items) <= MOST_SHOWN:
        return joined(items)
    return f"{', '.join(items[:MOST_SHOWN])} og {len(items) - MOST_SHOWN} til"


def became(what: str, before: str, after: str) -> str:
    """Return «bredden er endret fra 6 til 8»; what was or is nothing is said so."""
    if not before:
        return f"{what} er satt til {after}"
    if not after:
        return f"{what} er ikke lenger {before}"
    return f"{what} er endret fra {before} til {after}"


def reworded(before: str, after: str) -> str:
    """Return in which words two texts differ, «2030» ble «2031», when that is one place; else the whole new text."""
    old, new = before.split(), after.split()
    steps = [
        step for step in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"
    ]
    if len(steps) == 1:
        (kind, start, end, new_start, new_end) = steps[0]
        gone, come = " ".join(old[start:end]), " ".join(new[new_start:new_end])
        return {
            "replace": f"«{gone}» ble «{come}»",
            "delete": f"«{gone}» er strøket",
            "insert": f"«{come}» er satt inn",
        }[kind]
    return f"lyder nå «{after}»"
