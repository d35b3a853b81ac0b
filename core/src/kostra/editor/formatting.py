"""The canonical form of a rule file, as the one change that leads there."""

from __future__ import annotations

from dataclasses import dataclass

from kostra.diagnostics import Source
from kostra.language.formatter import format_rule_file
from kostra.language.parser import parse_recovering
from kostra.language.syntax import RuleFile


@dataclass(frozen=True, slots=True)
class Change:
    """Lines `first` up to, not including, `end` (from 0) are replaced by a text, whose lines all end in LF."""

    first: int
    end: int
    text: str


def change_to_canonical(source: Source) -> Change | None:
    """Return what to change; None where nothing is, and for a file that is not written as the language asks."""
    tree, faults = parse_recovering(source)
    if tree is None or faults:
        return None
    after = format_rule_file(tree)
    if after == source.text or not _says_the_same(tree, after):
        return None
    old, new = source.text.split("\n"), after.split("\n")
    first = 0
    while first < min(len(old), len(new)) - 1 and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - 1 - first and old[-1 - last] == new[-1 - last]:
        last += 1
    # The text after the last line end is a line to the editor as well, one without an end of its own.
    last = max(last, 1) if old[-1] == new[-1] == "" else 0
    end = len(old) - last
    lines = new[first : len(new) - last]
    return Change(first, end, "".join(f"{line}\n" for line in lines) if last else "\n".join(lines))


def _says_the_same(tree: RuleFile, text: str) -> bool:
    """Return whether a text is the same rules with the same comments."""
    again, faults = parse_recovering(Source("", text))
    if again is None or faults:
        return False
    return again == tree and sorted(c.text for c in again.comments) == sorted(c.text for c in tree.comments)
