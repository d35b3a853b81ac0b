"""Writing an answer to stdout: text in the console's encoding, what programs read as UTF-8."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kostra.api.errors import ArgumentError
from kostra.cli import console


def chosen(wanted: str, formats: Sequence[str]) -> str:
    """Return the name of a format; ArgumentError when it is none of them."""
    name = wanted.strip().lower()
    if name not in formats:
        raise ArgumentError(f"Ukjent format «{wanted}». Formatene er {', '.join(formats)}.")
    return name


def write(text: str, *, for_people: bool) -> None:
    """Write a text; when nobody reads on, the rest goes nowhere."""
    with console.closed_quietly(sys.stdout):
        if for_people:
            sys.stdout.write(text)
        else:
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
