"""The folders that a rule file takes modules, tables and lists from, and where each of these was found."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from kostra.checking.resources import resolver


class Shelves:
    """Gives the text of a file by its plain name from the first folder that has it, and remembers which that was."""

    def __init__(self, folders: Sequence[Traversable]) -> None:
        self._folders = tuple(folders)
        self.found: dict[str, Traversable] = {}

    def __call__(self, name: str) -> str | None:
        """Return the text of a file, None when no folder has it; BrokenPackError when it is not UTF-8."""
        for folder in self._folders:
            text = resolver([folder])(name)
            if text is not None:
                self.found[name] = folder / name
                return text
        return None
