"""In which years a control exists, and in which its meaning changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kostra.reports.wording import joined


@dataclass(frozen=True, slots=True)
class History:
    """The years that were looked at, ascending, and the fingerprint of the control in those that have it."""

    years: tuple[int, ...]
    fingerprints: Mapping[int, str]

    @property
    def exists(self) -> tuple[int, ...]:
        """Return the years that have the control."""
        return tuple(year for year in self.years if year in self.fingerprints)

    @property
    def changed(self) -> tuple[int, ...]:
        """Return the years in which it meant something else than the year before."""
        steps = pairwise(self.years)
        prints = self.fingerprints
        return tuple(b for a, b in steps if a in prints and b in prints and prints[a] != prints[b])

    def __str__(self) -> str:
        """Return it in words: the first year, «endret i …» where it changed, «lik siden» when it stayed so."""
        return "; ".join(_parts(self.years, self.fingerprints))


def _parts(years: Sequence[int], prints: Mapping[int, str]) -> list[str]:
    parts: list[str] = []
    changed: list[str] = []
    same = False
    for before, year in pairwise((None, *years)):
        assert year is not None
        was, now = (prints.get(before) if before is not None else None), prints.get(year)
        if now is not None and now == was:
            same = True
            continue
        if same or now is None or was is None:
            parts += _changes(changed)
        if same:
            parts.append(f"lik til og med {before}")
        same = False
        if now is not None and was is not None:
            changed.append(str(year))
        elif now is not None:
            parts.append(f"tilbake i {year}" if parts else str(year) if year == years[0] else f"ny i {year}")
        elif was is not None:
            parts.append(f"falt bort i {year}")
    parts += _changes(changed)
    return [*parts, "lik siden"] if same else parts


def _changes(years: list[str]) -> list[str]:
    """Return the years of changes in one phrase, and forget them."""
    said = f"endret i {joined(years)}"
    changed = bool(years)
    years.clear()
    return [said] if changed else []
