"""A folder for the files that a target needs; it is gone when the process ends."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

_KEPT: list[TemporaryDirectory[str]] = []


def folder() -> Path:
    """Make a folder."""
    made = TemporaryDirectory(prefix="kostra-fuzz-", ignore_cleanup_errors=True)
    _KEPT.append(made)
    return Path(made.name)
