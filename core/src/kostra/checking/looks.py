"""What a file looks like, and which installed forms have files that look so.

Nothing of a pack is imported: record lengths, the place of the year, the names of the fields and the codes are read
from the layout files as data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kostra.checking.heading import text_heading, workbook_heading
from kostra.checking.inference import written_year_of
from kostra.checking.peek import LayoutHint, sample_lines, written_year
from kostra.checking.plausibility import most_plausible
from kostra.phrase import Phrase
from kostra.readers.input import Input
from kostra.readers.opening import opened, refuse_binary

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry

_ENOUGH = 0.5
_CLEARLY_BETTER = 1.1


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at a file: the lines in its first part (none of a workbook), and the names in its first row."""

    input: Input
    lines: tuple[str, ...]
    heading: tuple[str, ...]

    @property
    def usual_length(self) -> tuple[int, int]:
        """Return the length that most lines have, and how many lines; (0, 0) when there are none."""
        lengths = Counter(map(len, self.lines))
        return min(lengths.items(), key=lambda item: (-item[1], item[0])) if lengths else (0, 0)


@dataclass(frozen=True, slots=True)
class Fit:
    """A form that a file looks like; `year` None where the file does not say, `why` what it was told by."""

    form: str
    year: int | None
    why: str

    def __str__(self) -> str:
        return self.form if self.year is None else f"{self.form} for {self.year}"


def look_at(source: Input, sheet: str | None) -> Look:
    """Look at a file; UnreadableError when it cannot be opened, or is neither text nor a workbook."""
    with opened(source) as stream:
        start = stream.read(8)
    if start.startswith(b"PK"):
        return Look(source, (), workbook_heading(source, sheet))
    refuse_binary(source, start, "en tekstfil eller et utfylt skjema")
    lines = tuple(sample_lines(source))
    return Look(source, lines, text_heading(lines))


def fits(registry: Registry, look: Look, hints: Sequence[LayoutHint], sheet: str | None, year: int | None) -> list[Fit]:
    """Return the forms that a file looks like, best described by exactly one.

    In fixed-width files the record length and, unless the user said the `year`, the year in the records must be those
    of the layout in at least half of the lines; where several forms have the same, the one whose codes stand in the
    records is preferred. In tables most names of the first row must be fields of the form.
    """
    wanted = [hint for hint in hints if year in (None, hint.year)]
    return _fixed(look, wanted, year) or _table(registry, look, wanted, sheet, year)


def _fixed(look: Look, hints: Sequence[LayoutHint], year: int | None) -> list[Fit]:
    fitting: dict[tuple[str, int], LayoutHint] = {}
    for hint in hints:
        if hint.width is None or hint.year_at is None:
            continue
        start, end = hint.year_at
        right = sum(
            len(line) == hint.width and (year is not None or written_year(line[start - 1 : end]) == hint.year)
            for line in look.lines
        )
        if right and right >= _ENOUGH * len(look.lines):
            fitting.setdefault((hint.form, hint.year), hint)
    best = most_plausible(look.lines, list(fitting.values()))
    return [Fit(hint.form, hint.year, _why_fixed(hint, year)) for hint in best]


def _why_fixed(hint: LayoutHint, year: int | None) -> str:
    if year is not None:
        return Phrase("linjelengde {tegn}", tegn=hint.width)
    return Phrase("linjelengde {tegn} og rapporteringsår {aar}", tegn=hint.width, aar=f"{hint.year % 100:02}")


def _table(
    registry: Registry, look: Look, hints: Sequence[LayoutHint], sheet: str | None, year: int | None
) -> list[Fit]:
    best: dict[str, tuple[float, LayoutHint, int]] = {}
    for hint in hints:
        known = len(known_names(look, hint))
        if hint.width is None and known:
            share = 2 * known / (len(look.heading) + len(hint.names))
            best[hint.form] = max(best.get(hint.form, (0.0, hint, 0)), (share, hint, known), key=lambda one: one[0])
    highest = max((share for share, _, _ in best.values()), default=0.0)
    found: list[Fit] = []
    for form, (share, hint, known) in best.items():
        if share >= _ENOUGH and share * _CLEARLY_BETTER >= highest:
            of_form = [one for one in hints if one.form == form]
            told = year or written_year_of(registry, look.input, of_form, sheet)
            written = told if year is None else None
            found.append(Fit(form, told, _why_table(known, len(hint.names), written)))
    return found


def _why_table(known: int, names: int, written: int | None) -> str:
    if written is None:
        return Phrase("{kjente} av {alle} kolonnenavn", kjente=known, alle=names)
    said = f"{written % 100:02}"
    return Phrase("{kjente} av {alle} kolonnenavn og rapporteringsår {aar}", kjente=known, alle=names, aar=said)


def known_names(look: Look, hint: LayoutHint) -> list[str]:
    """Return the names in a file's first row that are fields of a layout."""
    names = {name.casefold() for name in hint.names}
    return [name for name in look.heading if name.casefold() in names]
