"""A run from beginning to end: find, look, check what is not known from earlier, and sum up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, Protocol

from kostra.api.errors import ArgumentError, KostraError
from kostra.batch import plan, replay_summary
from kostra.batch.answering import Work, failure
from kostra.batch.assignment import Assignment
from kostra.batch.checking import check_delivery
from kostra.batch.finding import Aside, Found, FoundFile, find
from kostra.batch.kept import Kept
from kostra.batch.looking import look
from kostra.batch.order import REPORTS, Order, make_folders
from kostra.batch.rules import Rules
from kostra.batch.summary import Checked, Summary, summarised
from kostra.batch.surroundings import surroundings
from kostra.batch.tasks import Answer, Look, LookTask, failed
from kostra.batch.writing import write
from kostra.frozen import frozen
from kostra.plugins.manager import Registry

_ELSEWHERE = (
    "Rapporten ble skrevet, men er ikke i utmappen: arbeiderne ser ikke den samme disken. "
    "Oppgi med --ut en mappe som alle ser."
)

Progress = Callable[[str, int, int], None]


class Workers(Protocol):
    """Those who do the work."""

    def run(self, work: Work, tasks: Sequence[object]) -> Iterator[tuple[int, Answer]]:
        """Yield the place of each task and its answer, as they come."""


@frozen
class Outcome:
    """What a run came to. `taken_again` is the number of deliveries whose results are from an earlier run."""

    summary: Summary
    comparison: dict[str, Any] | None
    taken_again: int


def run(
    order: Order,
    registry: Registry,
    workers: Callable[[], AbstractContextManager[Workers]],
    progress: Progress,
) -> Outcome:
    """Do what is ordered; `progress` is called with what is being done, how much is done and how much there is.

    What is wrong with a file is in the summary. Raises KostraError when nothing can be done at all: no such folder or
    form, house rules or a rule set that cannot be used, an output folder that cannot be written to.
    """
    rules = Rules(order, registry)
    make_folders(order)
    kept = Kept(order.out, afresh=order.afresh)
    found = find(order.folder, order.out)
    around = surroundings(registry)
    with workers() as crew:
        looks, passed_over, unchecked = _look(order, found, around, crew, rules, progress)
        checked: list[Checked] = []
        waiting: list[Assignment] = []
        keys: list[str] = []
        for delivery in plan.deliveries(looks):
            try:
                one = Assignment(delivery, rules.task(delivery, around))
            except ArgumentError:  # of the user's own rules, and the same for all
                raise
            except KostraError as error:
                unchecked.append(_aside(order, delivery.files, str(error)))
                continue
            keys.append(one.key)
            known = kept.result(one.key)
            if known is not None and all(place.is_file() for place in one.places):
                checked.append(one.checked(known))
            else:
                waiting.append(one)
        taken_again = len(checked)
        progress("Kontrollerer", 0, len(waiting))
        for number, (one, answer) in enumerate(_checked(crew, waiting), start=1):
            reason = failed(answer)
            if reason is None:
                kept.add(one.key, answer)
                checked.append(one.checked(answer))
            else:
                unchecked.append(_aside(order, one.delivery.files, reason))
            progress("Kontrollerer", number, len(waiting))
    checked.sort(key=lambda one: one.delivery.order)
    summary = summarised(checked, _sorted(unchecked), _sorted(passed_over), _leftovers(order, checked))
    comparison = replay_summary.compared(checked, rules.programs) if order.against is not None else None
    kept.forget_others(keys)
    return Outcome(summary, comparison, taken_again)


def _checked(crew: Workers, waiting: Sequence[Assignment]) -> Iterator[tuple[Assignment, Answer]]:
    """Have deliveries checked, and yield them with what came of it."""
    for place in [place for one in waiting for place in one.places]:
        # An older report must not pass for the new one. If it cannot be taken away it cannot be replaced either.
        with suppress(OSError):
            place.unlink(missing_ok=True)
    for number, answer in crew.run(check_delivery, [one.task for one in waiting]):
        one = waiting[number]
        missing = failed(answer) is None and not all(place.is_file() for place in one.places)
        yield one, failure(_ELSEWHERE) if missing else answer


def _look(
    order: Order, found: Found, around: list[str], crew: Workers, rules: Rules, progress: Progress
) -> tuple[dict[FoundFile, Look], list[Aside], list[Aside]]:
    """Return what each file is, the files that are passed over, and those that nothing can be done with."""
    tasks = [
        LookTask(
            path=str(file.path.resolve()), sha256=file.sha256, form=order.form, year=order.year, surroundings=around
        )
        for file in found.files
    ]
    answers: dict[int, Answer] = {}
    for place, answer in crew.run(look, tasks):
        answers[place] = answer
        progress("Ser på filene", len(answers), len(tasks))
    looks: dict[FoundFile, Look] = {}
    passed_over = list(found.passed_over)
    unchecked = [Aside(one.names, order.without_paths(one.reason)) for one in found.unreadable]
    for place, file in enumerate(found.files):
        answer = answers.get(place, failure("Filen ble ikke sett på. Kjør en gang til."))
        reason = failed(answer)
        if reason is not None:
            unchecked.append(_aside(order, [file], reason))
            continue
        seen = Look(**answer)  # type: ignore[typeddict-item]
        over = seen["passed_over"] or rules.concerns(seen)
        if over:
            passed_over.append(Aside((file.name,), over))
        else:
            looks[file] = seen
    return looks, passed_over, unchecked


def _aside(order: Order, files: Sequence[FoundFile], reason: str) -> Aside:
    return Aside(tuple(file.name for file in files), order.without_paths(reason))


def _sorted(aside: Sequence[Aside]) -> list[Aside]:
    return sorted(aside, key=lambda one: one.names)


def _leftovers(order: Order, checked: Sequence[Checked]) -> list[str]:
    """Return the reports in the output folder that are of no delivery of this run."""
    mine = {name for one in checked for name in one.reports}
    there = (f"{REPORTS}/{file.name}" for file in order.reports.iterdir() if not file.name.startswith("."))
    return sorted(name for name in there if name not in mine)


def write_results(order: Order, outcome: Outcome) -> None:
    """Write to the output folder what belongs there besides the reports; ArgumentError when the disk refuses."""
    import json

    from kostra.batch import summary_csv

    def dumped(content: object) -> str:
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    written = {
        "oppsummering.json": dumped(outcome.summary),
        "oppsummering.csv": summary_csv.overview(outcome.summary),
        "statistikk.csv": summary_csv.statistics(outcome.summary),
    }
    if outcome.comparison is not None:
        written["mot-regelsett.json"] = dumped(outcome.comparison)
    for name, content in written.items():
        write(order.out / name, content)
