"""What a rule file or file description names (modules, tables, code lists), found in the folders it may stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from kostra.editor.documents import Documents


class Files:
    """Files by plain name, each from the first folder that has it; what is open in the editor counts as it is there."""

    def __init__(self, documents: Documents, folders: Iterable[Traversable]) -> None:
        self._documents = documents
        self.folders: Sequence[Traversable] = tuple({str(folder): folder for folder in folders}.values())

    def find(self, name: str) -> Traversable | None:
        """Return the file of a name; None when no folder has it, and for a name that reaches outside of a folder."""
        if PurePosixPath(name).name != name or "\\" in name or "\0" in name or name in ("", ".", ".."):
            return None
        return next((folder / name for folder in self.folders if self._documents.exists(folder / name)), None)

    def __call__(self, name: str) -> str | None:
        """Return the text of a file, None when there is none; BrokenPackError when it is not UTF-8."""
        file = self.find(name)
        return None if file is None else self._documents.text(file).source.text

    def ending_in(self, suffix: str) -> list[str]:
        """Return the names of the files that end so, sorted."""
        names = {name for folder in self.folders for name in _names_in(folder) if name.endswith(suffix)}
        return sorted(names)


def _names_in(folder: Traversable) -> list[str]:
    try:
        return [file.name for file in folder.iterdir()]
    except OSError:  # no such folder, or none that may be looked into
        return []
