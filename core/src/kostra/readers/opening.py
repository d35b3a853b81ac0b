"""Opening an input, with errors that tell a user what to do."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kostra.api.errors import UnreadableError
from kostra.readers.input import Input

_MOST_IN_MEMORY = 1 << 30
"""The most bytes that are kept of an input that can be read only once, such as a pipe."""

_NOT_TEXT = (
    (b"PK\x03\x04", "en Excel-arbeidsbok eller en zip-fil"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "en eldre Excel- eller Word-fil"),
    (b"%PDF-", "en PDF-fil"),
    (b"\x1f\x8b", "en komprimert fil (gzip)"),
)


@contextmanager
def opened(source: Input) -> Iterator[BinaryIO]:
    """Open an input for the length of a `with`.

    Raises:
        UnreadableError: When the file is missing, is a folder, may not be read, or fails while it is read.
    """
    shown = source.name if source.path is None else str(source.path)
    try:
        if source.path is not None and source.path.is_dir():
            raise UnreadableError(f"{shown} er en mappe. Oppgi filen som skal kontrolleres.")
        with source.open() as stream:
            yield stream
    except FileNotFoundError as error:
        message = f"Filen {shown} finnes ikke. Kontroller at mappen og filnavnet er riktig skrevet."
        raise UnreadableError(message) from error
    except PermissionError as error:
        message = f"Filen {shown} kan ikke åpnes: du har ikke tilgang til den, eller et annet program holder den åpen."
        raise UnreadableError(message) from error
    except (OSError, ValueError) as error:
        # A path may hold what the operating system refuses, such as a NUL; its own words are all there is to tell.
        reason = getattr(error, "strerror", None) or "navnet eller innholdet kan ikke leses"
        raise UnreadableError(f"Filen {shown} kan ikke leses ({reason}).") from error


def rereadable(source: Input) -> Input:
    """Return an input that can be read from the start any number of times: a pipe's bytes are kept in memory.

    Raises:
        UnreadableError: As `opened`, and when there is more than a gigabyte to keep.
    """
    if source.path is None:
        return source
    with opened(source) as stream:
        if stat.S_ISREG(source.path.stat().st_mode):
            return source
        data = stream.read(_MOST_IN_MEMORY + 1)
    if len(data) > _MOST_IN_MEMORY:
        raise UnreadableError(
            f"{source.name} er ikke en vanlig fil og er for stor til å leses. Lagre den som en fil først."
        )
    return Input.of_bytes(source.name, data)


def refuse_binary(source: Input, start: bytes, expected: str) -> None:
    """Raise UnreadableError when the first bytes are those of a well-known kind of file that holds no plain text."""
    for signature, kind in _NOT_TEXT:
        if start.startswith(signature):
            raise UnreadableError(f"{source.name} er {kind}. Her ventes {expected}.")
