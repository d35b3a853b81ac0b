"""Whole processes, measured from outside: how long they take, and how much memory they need at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

_KIB_PER_UNIT = 1 if sys.platform != "darwin" else 1 / 1024


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
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said.decode(errors='replace')}")
    return Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _KIB_PER_UNIT * 1024 / 1e6)


def middle(runs: Sequence[Measured]) -> Measured:
    """Return the medians of several runs."""
    return Measured(median(r.wall for r in runs), median(r.cpu for r in runs), max(r.memory for r in runs))
