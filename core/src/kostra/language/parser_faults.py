"""The faults of one file: collected in any order, described up to a limit, the rest counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kostra.diagnostics import Diagnostic

MOST_DIAGNOSTICS = 100
"""So many faults are described; of the rest only the number is told."""

MOST_COUNTED = 1000
"""After so many more the file is not read to its end: it is no rule file."""


class Faults:
    """Faults of a file. `control` is the id of the control that is being read."""

    def __init__(self) -> None:
        self.control = ""
        self._found: list[Diagnostic] = []
        self._not_told = 0

    def add(self, fault: Diagnostic) -> None:
        """Add a fault."""
        self.add_made(lambda: fault)

    def add_made(self, make: Callable[[], Diagnostic]) -> None:
        """Add a fault that takes some work to describe; it is not done when the limit has been reached."""
        if len(self._found) < MOST_DIAGNOSTICS:
            self._found.append(replace(make(), control=self.control))
        else:
            self._not_told += 1

    @property
    def complete(self) -> bool:
        """Tell whether every fault so far has been described."""
        return not self._not_told

    @property
    def enough(self) -> bool:
        """Tell whether reading on is of no use."""
        return self._not_told >= MOST_COUNTED

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the faults in source order, and how many more there are."""
        found = sorted(self._found, key=lambda fault: (fault.span.line, fault.span.column))
        if self._not_told:
            number = f"minst {self._not_told}" if self.enough else str(self._not_told)
            found.append(Diagnostic("flere-feil", f"… og {number} feil til.", found[-1].span))
        return tuple(found)
