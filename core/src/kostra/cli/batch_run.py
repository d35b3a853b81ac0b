"""What `kostra batch` does once its command line is read: run, write the summary, answer with an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from kostra.api.errors import ArgumentError
from kostra.api.formats import RenderOptions
from kostra.batch.order import Order
from kostra.batch.run import Outcome, Workers, run, write_results
from kostra.batch.summary import exit_code
from kostra.cli import console, options, output, stdout
from kostra.frozen import frozen
from kostra.plugins.manager import Registry
from kostra.reports.wording import counted

_FOLDER = Path("kostra-rapporter")
_FORMAT = "html"


@frozen
class Request:
    """What the user asked for, as it was written."""

    folder: Path
    form: str | None = None
    year: str | None = None
    to: Path | None = None
    formats: tuple[str, ...] = ()
    house_rules: tuple[Path, ...] = ()
    against: Path | None = None
    strict: bool = False
    jobs: str | None = None
    cluster: str | None = None
    afresh: bool = False
    language: str | None = None


def carry_out(registry: Registry, request: Request) -> int:
    """Do what was asked and return the exit code; KostraError when it cannot be done at all."""
    order = _order(registry, request)
    workers = _workers(request)
    shown = _Shown() if console.is_terminal(sys.stderr) else None
    try:
        outcome = run(order, registry, workers, shown or _silent)
    except KeyboardInterrupt:
        if shown is not None:
            shown.clear()
        console.tell(
            f"Avbrutt. Det som er ferdig, er tatt vare på i {order.out}. Kjør den samme kommandoen en gang til for å "
            "gjøre resten."
        )
        raise
    finally:
        if shown is not None:
            shown.clear()
    write_results(order, outcome)
    stdout.write(_text(outcome), for_people=True)
    _tell(outcome, order)
    return exit_code(outcome.summary)


def _order(registry: Registry, request: Request) -> Order:
    for file in request.house_rules:
        if not file.is_file():
            raise ArgumentError(f"--husregler: {file} finnes ikke.")
    return Order(
        folder=request.folder,
        out=request.to or _FOLDER,
        formats=_formats(registry, request.formats or (_FORMAT,)),
        form=request.form,
        year=options.year(request.year),
        house_rules=request.house_rules,
        strict=request.strict,
        language=options.language(request.language),
        against=request.against,
        afresh=request.afresh,
    )


def _formats(registry: Registry, wanted: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the formats' names and file endings; where two have the same ending, the name is put before it."""
    found = list(dict.fromkeys(output.plan(registry, name, None, ()).format for name in wanted))
    suffixes = [one.suffix for one in found]
    return tuple(
        (one.name, f".{one.name}{one.suffix}" if suffixes.count(one.suffix) > 1 else one.suffix) for one in found
    )


def _workers(request: Request) -> Callable[[], AbstractContextManager[Workers]]:
    jobs = options.at_most("--jobber", request.jobs)
    if jobs == 0:
        raise ArgumentError("--jobber: det må være minst 1.")
    if request.cluster is not None:
        if jobs is not None:
            raise ArgumentError("--jobber er for denne maskinen; på en klynge avgjør antallet arbeidere.")
        from kostra.batch.cluster import Cluster

        address = request.cluster
        return lambda: Cluster(address)
    from kostra.batch.local import LocalWorkers, default_jobs

    return lambda: LocalWorkers(jobs or default_jobs())


def _text(outcome: Outcome) -> str:
    from kostra.batch import replay_summary, summary_text

    how = RenderOptions(colour=console.has_colour(), width=console.width())
    said = summary_text.text(outcome.summary, how)
    return said if outcome.comparison is None else said + replay_summary.text(outcome.comparison, how)


def _tell(outcome: Outcome, order: Order) -> None:
    if outcome.taken_again:
        number = counted(outcome.taken_again, "leveranse er uendret", "leveranser er uendret")
        console.tell(f"{number} siden forrige kjøring og ikke kontrollert på nytt (--forfra tar alt).")
    console.tell(f"Rapportene og oppsummeringen er i {order.out.resolve()}.")


def _silent(what: str, done: int, total: int) -> None:
    pass


class _Shown:
    """Shows on stderr how far the run has come."""

    def __init__(self) -> None:
        self._wide = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        text = f"{what}: {done} av {total}"
        self._wide = max(self._wide, len(text))
        self._draw(text.ljust(self._wide))

    def clear(self) -> None:
        """Take the line away again."""
        self._draw(" " * self._wide)
        self._draw("")

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r{text}")
        sys.stderr.flush()
