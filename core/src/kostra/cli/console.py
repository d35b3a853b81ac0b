"""The process's own streams: no character stops the output, a closed pipe ends it quietly, and nothing leaks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


def prepare() -> None:
    """Make both streams write «?» for what the console's encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def tell(message: str) -> None:
    """Write a message to stderr, identity numbers masked and control characters shown (a file's name may hold both)."""
    from kostra.masking import mask_text
    from kostra.reports.page import harmless

    text = "\n".join(map(harmless, mask_text(message).split("\n")))
    with closed_quietly(sys.stderr):
        print(text, file=sys.stderr, flush=True)


@contextmanager
def closed_quietly(stream: TextIO) -> Iterator[None]:
    """Write to a stream: when the other end has closed it, the rest goes nowhere and the run goes on.

    What a check found out does not depend on whether anybody reads on: `kostra check … | head` ends with the exit
    code of the check.
    """
    try:
        yield
    except BrokenPipeError:
        _discard(stream)
    except OSError as error:
        if os.name != "nt" or error.errno not in (22, 32):  # Windows says EINVAL for a closed pipe
            raise
        _discard(stream)


def finish() -> None:
    """Flush what is left, so that Python has nothing to complain about at the end of the process.

    OSError when stdout does not take it: what was to be said is then not said.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            with closed_quietly(stream):
                stream.flush()


def give_up() -> None:
    """Let go of what stdout has not taken yet, so that nothing more of it is written when the process ends."""
    if sys.stdout is not None and not sys.stdout.closed:
        _discard(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def width() -> int | None:
    """Return the width of the terminal that stdout is, None when it is none."""
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None


def has_colour() -> bool:
    """Return whether stdout shows colours and the user has not declined them (`NO_COLOR`)."""
    if not is_terminal(sys.stdout) or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    # The old Windows console shows escape codes as they are; the new one says that it is there.
    return os.name != "nt" or "WT_SESSION" in os.environ


def _discard(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except OSError:  # no file underneath, as in a test
        pass
    finally:
        os.close(nowhere)
