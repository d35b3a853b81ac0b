"""A delivery that is to be checked: what is sent to a worker, and under which name the result is kept."""

from __future__ import annotations

from pathlib import Path

from kostra.batch.kept import key_of
from kostra.batch.order import REPORTS
from kostra.batch.plan import Delivery
from kostra.batch.summary import Checked
from kostra.batch.tasks import Answer, CheckTask
from kostra.frozen import frozen


@frozen
class Assignment:
    """A delivery and the task of checking it."""

    delivery: Delivery
    task: CheckTask

    @property
    def reports(self) -> tuple[str, ...]:
        """Return the reports as paths below the output folder."""
        return tuple(f"{REPORTS}/{place.name}" for place in self.places)

    @property
    def places(self) -> tuple[Path, ...]:
        """Return where the reports go."""
        return tuple(Path(place) for _, place in self.task["reports"])

    @property
    def key(self) -> str:
        """Return the name of the result: everything that it depends on, without what this machine calls it."""
        own = {
            "files": [file.name for file in self.delivery.files],
            "reports": self.reports,
            "house_rules": [digest for _, digest in self.task["house_rules"]],
            "against": self.task["against"] is not None,
        }
        return key_of({**self.task, **own})

    def checked(self, result: Answer) -> Checked:
        """Return what came of it."""
        return Checked(self.delivery, result, self.reports)
