"""The files of a pack: its layout, its rules, and what these name (modules, code lists, tables)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kostra.api.errors import BrokenPackError
from kostra.diagnostics import Source

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def read_source(file: Traversable) -> Source:
    """Return a language file; BrokenPackError when it is missing or not UTF-8."""
    try:
        return Source.of(file.name, file.read_bytes().decode("utf-8"))
    except OSError:
        raise BrokenPackError(f"Filen {file.name} mangler eller kan ikke leses.") from None
    except UnicodeDecodeError:
        raise BrokenPackError(f"Filen {file.name} er ikke UTF-8. Lagre den med det tegnsettet.") from None


def is_there(file: Traversable) -> bool:
    """Return whether there is such a file; there is none of a name that the system cannot have."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def resolver(folders: Sequence[Traversable]) -> Callable[[str], str | None]:
    """Return a function that gives the text of a file by name from the first folder that has it, else None.

    A name is a plain file name: rule files cannot reach outside their folders.
    """

    def resolve(name: str) -> str | None:
        if PurePosixPath(name).name != name or "\\" in name or name in ("", ".", ".."):
            return None
        for folder in folders:
            file = folder / name
            if is_there(file):
                return read_source(file).text
        return None

    return resolve
