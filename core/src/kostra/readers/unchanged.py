"""Whether files are still what they were: a verdict on one that was changed while it was read would be on neither."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from kostra.api.errors import UnreadableError
from kostra.frozen import frozen

_Look = tuple[int, int, int, int]


@frozen
class Unchanged:
    """How some files looked, so that it can be told later whether they still look so."""

    looks: tuple[tuple[Path, _Look], ...]

    @classmethod
    def of(cls, files: Iterable[Path]) -> Unchanged:
        """Look at files; those that are missing, or are no regular files, are left out."""
        return cls(tuple((path, look) for path in files if (look := _look(path)) is not None))

    def refuse_changed(self) -> None:
        """Raise UnreadableError when one of the files is another than it was, or is not there any more."""
        for path, look in self.looks:
            if _look(path) != look:
                raise changed(path.name)


def changed(name: str) -> UnreadableError:
    """Return the error for a file that was changed while it was read."""
    return UnreadableError(f"{name} ble endret mens den ble lest. Vent til filen er ferdig skrevet, og kjør på nytt.")


def _look(path: Path) -> _Look | None:
    """Return what tells a file from itself after a change: which it is, its size and when it was last written."""
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns
