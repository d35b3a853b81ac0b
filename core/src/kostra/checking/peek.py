"""A first look at installed packs and at a file, before any pack is imported.

A run imports only the pack it needs; which that is, when the user does not say it, can often be read from the record
lengths, the position of the year and the names of the fields that the installed layout files state. They are read as
data here.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.skjema import LAYOUT_FILE
from kostra.layout.model import Field, Layout
from kostra.readers.input import Input
from kostra.readers.opening import opened

if TYPE_CHECKING:
    from kostra.plugins.packs import PackRef

SAMPLE_BYTES = 1 << 20

_WIDTH = re.compile(r"^\s*format\s+fast\s+bredde\s+([0-9]+)", re.MULTILINE)
_YEAR_FIELD = re.compile(r"^\s*(\w+)\s+(?:([0-9]+)(?:-([0-9]+))?\s)?[^\"#\n]*\brolle\s+årgang\b", re.MULTILINE)
_FIELD = re.compile(r"^(\w+)\s+(?:[0-9]+(?:-[0-9]+)?\s+)?(?:tekst|heltall|desimal|dato)\b", re.MULTILINE)


@dataclass(frozen=True)
class LayoutHint:
    """What the layout file of a pack says of its records: `width` (None: a table form) and where the year stands."""

    pack: PackRef
    file: Path
    text: str
    width: int | None
    year_at: tuple[int, int] | None

    @property
    def form(self) -> str:
        """Return the name of the pack's form."""
        return self.pack.form

    @property
    def year(self) -> int:
        """Return the year of the pack."""
        return self.pack.year

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the fields, in the order of the layout."""
        return tuple(_FIELD.findall(self.text))

    def table(self) -> Layout | None:
        """Return a layout to look into a file with: columns of text, one of them the year; None without a year."""
        year = _YEAR_FIELD.search(self.text)
        if self.width is not None or year is None:
            return None
        fields = tuple(Field(name, "tekst", "", role="årgang" if name == year[1] else None) for name in self.names)
        return Layout(self.form, self.year, "", "tabell", fields)


def layout_hint(pack: PackRef) -> LayoutHint | None:
    """Return the hint of a pack, found without importing it; None when its layout file is not where packs keep it."""
    try:
        spec = importlib.util.find_spec(pack.plugin.module.partition(":")[0])
    except (ImportError, ValueError):
        return None
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        file = Path(folder) / LAYOUT_FILE
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        width, year = _WIDTH.search(text), _YEAR_FIELD.search(text)
        at = (int(year[2]), int(year[3] or year[2])) if year and year[2] else None
        return LayoutHint(pack, file, text, int(width[1]) if width else None, at)
    return None


def hints_of(packs: Iterable[PackRef]) -> list[LayoutHint]:
    """Return the hints of packs, without those that give none."""
    return [hint for hint in map(layout_hint, packs) if hint is not None]


def sample_lines(source: Input) -> list[str]:
    """Return the whole lines in the first part of a file, decoded as UTF-8 or else ISO-8859-1; empty ones left out."""
    with opened(source) as stream:
        data = stream.read(SAMPLE_BYTES)
    if len(data) == SAMPLE_BYTES:
        data = data[: data.rfind(b"\n") + 1] or data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    # Where no line ends in LF, CR alone must be what ends them.
    separator = "\n" if "\n" in text else "\r"
    return [line for line in (raw.rstrip("\r") for raw in text.split(separator)) if line.strip()]


def year_votes(lines: Iterable[str], hints: Sequence[LayoutHint]) -> dict[int, int]:
    """Return how many lines say which year, read where the layouts of records of that length keep it.

    Lines of a length that no layout knows count only when there are no others.
    """
    fitting: dict[int, int] = {}
    others: dict[int, int] = {}
    for line in lines:
        places = {hint.year_at for hint in hints if hint.width == len(line) and hint.year_at}
        votes = fitting if places else others
        for start, end in places or {hint.year_at for hint in hints if hint.width and hint.year_at}:
            year = written_year(line[start - 1 : end])
            if year is not None:
                votes[year] = votes.get(year, 0) + 1
    return fitting or others


def written_year(text: str) -> int | None:
    """Return the year that a year field says («30» is 2030), or None."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (2, 4):
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
