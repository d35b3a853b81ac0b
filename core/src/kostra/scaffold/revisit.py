"""What somebody must look at in a new pack, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revisit:
    """A place in a new pack (its file from the project's folder, its lines) and what to look at there."""

    file: str
    lines: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file's new text, and what to look at in it, by line."""

    text: str
    remarks: tuple[tuple[int, str], ...] = ()


def revisits(file: str, remarks: Iterable[tuple[int, str]]) -> tuple[Revisit, ...]:
    """Gather the remarks on a file: lines with the same remark become one, in the order of their first lines."""
    lines: dict[str, list[int]] = {}
    for line, text in sorted(remarks):
        lines.setdefault(text, []).append(line)
    return tuple(Revisit(file, tuple(dict.fromkeys(numbers)), text) for text, numbers in lines.items())
