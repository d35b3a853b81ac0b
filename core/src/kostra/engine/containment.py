"""A control that fails takes nothing with it: it is counted as crashed, and the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kostra.api.report import ControlResult, Outcome
from kostra.diagnostics import Span
from kostra.engine.prepared import PreparedControl
from kostra.phrase import Phrase


class Containment:
    """Which controls of a run cannot be run, and which have crashed."""

    def __init__(self) -> None:
        self._crashed: dict[int, str] = {}
        self._not_run: dict[int, str] = {}

    def alive(self, controls: Iterable[PreparedControl]) -> Iterator[PreparedControl]:
        """Yield the controls that can be run and have not crashed yet."""
        return (control for control in controls if self.is_alive(control))

    def is_alive(self, control: PreparedControl) -> bool:
        """Return whether a control can be run and has not crashed yet."""
        return control.order not in self._crashed and control.order not in self._not_run

    def not_run(self, control: PreparedControl, reason: str) -> None:
        """Note why a control is not run."""
        self._not_run[control.order] = reason

    @contextmanager
    def guard(self, control: PreparedControl, span: Span | None = None) -> Iterator[None]:
        """Make whatever is raised inside the control's crash."""
        try:
            yield
        except Exception as error:  # contained on purpose: a fault of ours is neither a finding nor a reason to stop
            self._crashed.setdefault(control.order, _reason(control.id, span or control.control.span, error))

    def extend(self, later: Containment) -> None:
        """Note what crashed on the records that follow; the first crash of a control is the one that is told."""
        self._crashed = {**later._crashed, **self._crashed}

    def result(self, control: PreparedControl, count: int) -> ControlResult:
        """Return how a control ended."""
        if control.order in self._crashed:
            return outcome(control, Outcome.CRASHED, reason=self._crashed[control.order])
        if control.order in self._not_run:
            return outcome(control, Outcome.NOT_RUN, reason=self._not_run[control.order])
        return outcome(control, Outcome.FOUND if count else Outcome.OK, count)


def outcome(control: PreparedControl, kind: Outcome, count: int = 0, reason: str = "") -> ControlResult:
    """Return a control's outcome as reports show it."""
    return ControlResult(control.id, control.control.title, kind, count, reason, control.house_rule)


def _reason(control_id: str, span: Span, error: Exception) -> str:
    """Say which control crashed, where it stands in the rule file, and the kind of the error.

    The error's own text is left out, for it may quote a record.
    """
    place = f" ({span.file}, linje {span.line})" if span.file else ""
    return Phrase(
        "Kontroll {nummer}{sted} stanset med en intern feil: {feil}.",
        nummer=control_id,
        sted=place,
        feil=type(error).__name__,
    )
