"""Whole processes, measured from outside: how long they take, and how much memory they need at most.

A process that makes copies of itself is measured with them: on Linux it is looked at every few milliseconds, and what
the copies share with it counts once for each, so that the figure is rather too high than too low.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_KIB_PER_UNIT = 1 if sys.platform != "darwin" else 1 / 1024
_PROCESSES = Path("/proc")
_LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Measured:
    """A process: seconds from start to end, seconds of processor time, and the most MB (10⁶ bytes) it held."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], environment: Mapping[str, str], codes: Sequence[int] = (0,)) -> Measured:
    """Run a command and measure it; RuntimeError when it ends with another code than one of `codes`."""
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        family = _Family(process.pid)
        family.start()
        said = process.stderr.read()
        family.ended.set()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said.decode(errors='replace')}")
    family.join()
    largest = max(used.ru_maxrss * _KIB_PER_UNIT * 1024, family.most)
    return Measured(wall, used.ru_utime + used.ru_stime, largest / 1e6)


class _Family(threading.Thread):
    """The memory that a process and its copies hold together; `most` bytes so far."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.most = 0
        self._process = process

    def run(self) -> None:
        while _PROCESSES.is_dir() and not self.ended.wait(_LOOK_EVERY):
            self.most = max(self.most, sum(map(_resident, _with_copies(self._process))))


def _with_copies(process: int) -> Iterator[int]:
    yield process
    try:
        children = (_PROCESSES / f"{process}/task/{process}/children").read_text()
    except OSError:  # it has ended
        return
    for child in children.split():
        yield from _with_copies(int(child))


def _resident(process: int) -> int:
    try:
        pages = (_PROCESSES / f"{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def middle(runs: Sequence[Measured]) -> Measured:
    """Return the medians of several runs."""
    return Measured(median(r.wall for r in runs), median(r.cpu for r in runs), max(r.memory for r in runs))
