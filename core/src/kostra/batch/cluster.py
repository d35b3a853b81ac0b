"""Workers of a Dask cluster: they get paths, not data, and must see the same disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

from kostra.api.errors import ArgumentError
from kostra.batch.answering import Work, answered, failure
from kostra.batch.tasks import Answer

_SECONDS_TO_CONNECT = 15
_KILLED = (
    "Hver arbeider som fikk filen, døde, også da den var alene. Den kan kreve mer minne enn arbeiderne har, eller et "
    "tillegg kan ha avsluttet programmet. De andre filene er ikke berørt."
)
_alone = Lock()


class Cluster:
    """The workers behind a scheduler's address.

    Raises ArgumentError when Dask is not installed, nobody answers, or there are no workers.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise ArgumentError('For å bruke en klynge må Dask være installert: pip install "kostra[dask]".') from error
        try:
            self._client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ArgumentError(
                f"--klynge: får ikke kontakt med {address} ({type(error).__name__}). Oppgi adressen som «dask "
                "scheduler» skriver når den starter, for eksempel tcp://vert:8786."
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except TimeoutError as error:
            self._client.close()
            raise ArgumentError(
                f"--klynge: {address} har ingen arbeidere. Start dem med: dask worker {address}"
            ) from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *reason: object) -> None:
        self._client.close()

    def run(self, work: Work, tasks: Sequence[object]) -> Iterator[tuple[int, Answer]]:
        """Yield the place of each task and its answer, as they come.

        When a worker dies, Dask gives what it had to others, and in the end blames everything that was there too
        often. So what was blamed is tried once more, one at a time: then only the culprit can be.
        """
        suspects: list[int] = []
        for place, answer in self._run(work, tasks, range(len(tasks))):
            if answer is None:
                suspects.append(place)
            else:
                yield place, answer
        for suspect in sorted(suspects):
            for place, answer in self._run(work, tasks, [suspect]):
                yield place, failure(_KILLED) if answer is None else answer

    def _run(self, work: Work, tasks: Sequence[object], places: Sequence[int]) -> Iterator[tuple[int, Answer | None]]:
        from distributed import as_completed

        # Not pure: the same task may have another answer when the file has changed.
        futures = {self._client.submit(answered_alone, work, tasks[place], pure=False): place for place in places}
        try:
            for future in as_completed(futures, loop=self._client.loop):
                yield futures[future], _answer(future)
        finally:
            self._client.cancel(list(futures))


def answered_alone(work: Work, task: object) -> Answer:
    """Do a piece of work in a worker, one at a time: a worker of several threads has only one standard output."""
    with _alone:
        return answered(work, task)


def _answer(future: Any) -> Answer | None:
    """Return what a future holds, None when workers died of it; what else went wrong is said in its place."""
    if future.cancelled():
        return failure(
            "Kontakten med klyngen ble brutt før filen var ferdig. Kjør en gang til: resten tas da opp igjen."
        )
    error = future.exception()
    if error is None:
        answer: Answer = future.result()
        return answer
    kind = type(error).__name__
    if kind == "KilledWorker":
        return None
    if isinstance(error, ImportError | AttributeError):
        return failure(
            "Arbeideren har ikke kostra, eller en annen utgave. Installer det samme som her, og start den på nytt."
        )
    return failure(f"Arbeideren kunne ikke ta imot oppgaven ({kind}). Se i loggen til arbeideren.")
