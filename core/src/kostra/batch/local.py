"""Workers on this machine: processes that each have one piece of work at a time.

So it is known what a process was doing when it died: nothing else is lost. What a process died of is tried once more
when the others are done, alone, for it may have been that there was too little memory for all of them together.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from kostra.batch.answering import Work, answered, failure
from kostra.batch.tasks import Answer

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext


_SECONDS = 1


class LocalWorkers:
    """At most `jobs` processes; they are started when there is work, and ended with the `with`."""

    def __init__(self, jobs: int) -> None:
        # Started afresh, not forked: so it is on Windows, and nothing of this process is half there in the other.
        from multiprocessing import get_context

        self._jobs = jobs
        self._context = get_context("spawn")
        self._idle: list[_Process] = []
        self._busy: dict[_Process, int] = {}

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(self, *reason: object) -> None:
        for process in (*self._idle, *self._busy):
            process.end()
        self._idle, self._busy = [], {}

    def run(self, work: Work, tasks: Sequence[object]) -> Iterator[tuple[int, Answer]]:
        """Yield the place of each task and its answer, as they come."""
        suspects: list[int] = []
        for place, answer, died in self._run(work, tasks, range(len(tasks)), self._jobs):
            if died:
                suspects.append(place)
            else:
                yield place, answer
        for place, answer, _ in self._run(work, tasks, sorted(suspects), 1):
            yield place, answer

    def _run(
        self, work: Work, tasks: Sequence[object], places: Sequence[int], jobs: int
    ) -> Iterator[tuple[int, Answer, bool]]:
        from multiprocessing.connection import wait

        waiting = deque(places)
        while waiting or self._busy:
            while waiting and len(self._busy) < jobs:
                process = self._idle.pop() if self._idle else _Process(self._context)
                self._busy[process] = waiting.popleft()
                process.send(work, tasks[self._busy[process]])
            # In pieces: on Windows an interruption from the keyboard comes through only between them.
            ready = wait([process.connection for process in self._busy], timeout=_SECONDS)
            for process in [one for one in self._busy if one.connection in ready]:
                answer = process.answer()
                place = self._busy.pop(process)
                if answer is None:
                    yield place, failure(_died(process.end())), True
                else:
                    self._idle.append(process)
                    yield place, answer, False


def default_jobs() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Process:
    """A process, and the connection over which it gets work and answers."""

    def __init__(self, context: SpawnContext) -> None:
        self.connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()  # so that the connection ends when the process does

    def send(self, work: Work, task: object) -> None:
        with suppress(OSError):  # it is dead already, which `answer` will find out
            self.connection.send((work, task))

    def answer(self) -> Answer | None:
        """Return the answer that is there; None when the process died instead."""
        try:
            answer: Answer = self.connection.recv()
            return answer
        except (EOFError, OSError):
            return None

    def end(self) -> int | None:
        """End the process, whatever it does, and return its exit code."""
        self.connection.close()
        self._process.terminate()
        self._process.join()
        return self._process.exitcode


def _serve(connection: Connection) -> None:
    """Work until the other end is closed. An interruption from the keyboard is for the process that started this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            work, task = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(answered(work, task))


def _died(exit_code: int | None) -> str:
    how = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"kode {exit_code}"
    return (
        f"Prosessen som arbeidet med filen, døde ({how}), også da den var alene. Filen kan kreve mer minne enn "
        "maskinen har, eller et tillegg kan ha avsluttet programmet. De andre filene er ikke berørt."
    )
