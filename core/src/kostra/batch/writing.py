"""Writing what a run makes: whole or not at all, for the user alone, with a sentence when the disk refuses."""

from __future__ import annotations

from pathlib import Path

from kostra.api.errors import ArgumentError
from kostra.api.formats import Rendered
from kostra.reports.writing import refusal, write_file


def write(path: Path, content: Rendered) -> None:
    """Write a file; ArgumentError when the place cannot take it."""
    try:
        write_file(path, content)
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> ArgumentError:
    """Return the error for a file that cannot be written."""
    return ArgumentError(f"{path} kan ikke skrives: {refusal(error)}.")
