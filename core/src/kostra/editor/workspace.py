"""The rule files in the folders that are open in the editor."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kostra.api.errors import BrokenPackError
from kostra.editor.documents import Documents
from kostra.workbench.kinds import Opening, opening_of
from kostra.workbench.targets import RULES

_LEFT_OUT = frozenset({"node_modules", "__pycache__", "site-packages"})
_MOST_FOLDERS = 5_000
"""Somebody who opens a whole disk gets an answer as well, if not about all of it."""


@dataclass(frozen=True, slots=True)
class RuleFileHere:
    """A rule file in an open folder, and what its first line says it is."""

    path: Path
    opening: Opening


class Workspace:
    """The open folders; they are searched when somebody first asks, and again after `forget`."""

    def __init__(self, documents: Documents, roots: Iterable[Path] = ()) -> None:
        self._documents = documents
        self._roots = list(roots)
        self._found: tuple[RuleFileHere, ...] | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """Return the folders."""
        return tuple(self._roots)

    def open(self, added: Iterable[Path], removed: Iterable[Path] = ()) -> None:
        """Add and remove folders."""
        gone = set(removed)
        self._roots = [root for root in self._roots if root not in gone]
        self._roots += [root for root in added if root not in self._roots]
        self.forget()

    def forget(self) -> None:
        """Search again when somebody asks: files have come, gone or changed."""
        self._found = None

    @property
    def rule_files(self) -> tuple[RuleFileHere, ...]:
        """Return the rule files that can be read, in the order of their paths."""
        if self._found is None:
            paths = {path for root in self._roots for path in _rule_files_below(root)}
            self._found = tuple(file for path in sorted(paths) if (file := self._looked_at(path)) is not None)
        return self._found

    def shelves(self) -> tuple[Path, ...]:
        """Return the folders that have modules in them."""
        return tuple(dict.fromkeys(file.path.parent for file in self.rule_files if file.opening.kind == "modul"))

    def _looked_at(self, path: Path) -> RuleFileHere | None:
        try:
            return RuleFileHere(path, opening_of(self._documents.text(path).source))
        except BrokenPackError:
            return None


def _rule_files_below(root: Path) -> Iterator[Path]:
    for number, (folder, folders, names) in enumerate(os.walk(root)):
        if number >= _MOST_FOLDERS:
            return
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        yield from (Path(folder, name) for name in names if name.endswith(RULES))
