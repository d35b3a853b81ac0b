"""Where a file is, as a user would write it."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path


def shown_path(file: Traversable) -> str:
    """Return a file's path with slashes: relative when it is in or below the current folder, else the whole path."""
    if not isinstance(file, Path):
        return file.name
    whole = file.absolute()
    here = Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
