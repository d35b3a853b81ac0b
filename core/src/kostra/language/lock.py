"""The lock of a closed year: the fingerprint of every control, so that a later change cannot pass unseen.

One line a control: its number and the fingerprint of its meaning (`kostra.language.fingerprint`).
"""

from __future__ import annotations

from collections.abc import Mapping

from kostra.frozen import frozen
from kostra.language.program import Program

_HEADER = """\
# Årgangen er lukket. Hver linje er en kontroll og fingeravtrykket av det den betyr.
# Lages på nytt med: kostra lukk {form} {year}
"""


@frozen
class Drift:
    """How a rule set differs from its lock, by control number."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)

    def __str__(self) -> str:
        parts = ((self.changed, "endret"), (self.added, "kommet til"), (self.removed, "falt bort"))
        return "; ".join(f"{_listed(ids)} er {what}" for ids, what in parts if ids)


def _listed(ids: tuple[str, ...]) -> str:
    return ("kontroll " if len(ids) == 1 else "kontrollene ") + ", ".join(ids)


def lock_of(program: Program) -> str:
    """Return the text of the lock that closes a rule set as it is now."""
    lines = "".join(f"{control.id} {control.fingerprint}\n" for control in sorted(program.controls, key=lambda c: c.id))
    return _HEADER.format(form=program.form, year=program.year) + lines


def read_lock(text: str) -> Mapping[str, str]:
    """Return the fingerprints by control number."""
    lines = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {words[0]: words[-1] for words in lines}


def drift(program: Program, lock: str) -> Drift:
    """Return how a rule set differs from its lock; nothing (false) when it is what was closed."""
    locked = read_lock(lock)
    now = {control.id: control.fingerprint for control in program.controls}
    return Drift(
        changed=tuple(sorted(name for name in now.keys() & locked.keys() if now[name] != locked[name])),
        added=tuple(sorted(now.keys() - locked.keys())),
        removed=tuple(sorted(locked.keys() - now.keys())),
    )
