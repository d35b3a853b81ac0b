"""Reading a large delivery on several processor cores: the process is copied, and each copy reads a share of it.

A copy has everything that was prepared, and sends back what it found. Threads would not do: most of the time is spent
in Python itself. Only where copying a process is safe and pays; elsewhere one process reads everything, with the same
result.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Generic, NoReturn, TypeVar

T = TypeVar("T")

LEAST_RECORDS = 75_000
"""A share of fewer records is read sooner than a copy has told what it found there."""

MOST = 8
"""What more processes would find, one has to put together."""


def processes_for(records: int) -> int:
    """Return how many processes should read a delivery of so many records."""
    wanted = min(records // LEAST_RECORDS, MOST)
    return min(wanted, len(os.sched_getaffinity(0))) if wanted > 1 and _may_copy() else 1


def _may_copy() -> bool:
    """Return whether this process may be copied.

    Only on Linux, for libraries of macOS do not survive it. Never with other threads, whose locks a copy would have
    without those who open them: so not in a notebook or a server. Nor where this is one of several processes already.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    several = sys.modules.get("multiprocessing.process")
    return several is None or several.parent_process() is None


class Copy(Generic[T]):
    """A copy of this process that does some work and sends the result, which must be possible to pickle."""

    def __init__(self, work: Callable[[], T]) -> None:
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of numpy's idle threads, which provide for copies
            self._process = os.fork()
        if not self._process:
            os.close(reading)
            _send(work, writing)
        os.close(writing)
        self._answer: BinaryIO = os.fdopen(reading, "rb")

    def result(self) -> T | None:
        """Wait for the result; None when the copy ended without one, for whatever reason."""
        with suppress(EOFError, pickle.UnpicklingError):
            answer: T = pickle.load(self._answer)  # noqa: S301 — written by a copy of this process
            return answer
        return None

    def end(self) -> None:
        """End the copy, whatever it is doing."""
        self._answer.close()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _send(work: Callable[[], T], writing: int) -> NoReturn:
    """Do the work of a copy, and end it; whatever goes wrong will go wrong again where it can be told."""
    try:
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(work(), stream, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
