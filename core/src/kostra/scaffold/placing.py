"""Putting a new project in its place: whole or not at all, and never over anything that is there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kostra.api.errors import ArgumentError
from kostra.reports.writing import refusal


def must_be_free(folder: Path, option: str = "--til") -> None:
    """Raise ArgumentError when something is at a place already, or when the place cannot be made."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ArgumentError(f"{folder} finnes fra før, og skrives ikke over. Velg en annen mappe med {option}.")
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise ArgumentError(f"{option}: mappen {parent} finnes ikke.")


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Give a folder to build in, and move it to `folder` when all went well; ArgumentError when that cannot be."""
    try:
        building = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=".kostra-"))
    except OSError as error:
        raise ArgumentError(f"{folder} kan ikke lages: {refusal(error)}.") from error
    try:
        inner = building / folder.name
        inner.mkdir()
        yield inner
        if folder.is_dir():
            folder.rmdir()  # an empty one, or it would have been refused
        inner.rename(folder)
    except OSError as error:
        raise ArgumentError(f"{folder} kan ikke lages: {refusal(error)}.") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their names below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
