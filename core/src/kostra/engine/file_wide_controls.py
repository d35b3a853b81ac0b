"""Controls of the whole delivery: aggregates are put together batch by batch and judged at the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kostra.api.report import Finding
from kostra.engine.columns import Columns
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.findings import file_finding, no_lists
from kostra.engine.groups import everything
from kostra.engine.kept import Kept, Lines
from kostra.engine.lists import Lists
from kostra.engine.masking import strictest_masks
from kostra.engine.prepared import PreparedControl
from kostra.engine.totals import Totals
from kostra.engine.trees import aggregates


class FileWideControl:
    """A control of the whole delivery while it is read."""

    def __init__(self, control: PreparedControl, environment: Environment) -> None:
        self.control = control
        self._environment = environment
        self._asked = [node for expression in control.expressions() for node in aggregates(expression)]

    def add(self, totals: Totals, evaluator: Evaluator) -> None:
        """Count a batch in."""
        totals.add(evaluator, self._asked)

    def findings(
        self, totals: Totals, kept: Kept, lines: Lines, files: Sequence[str], records: int, *, show_sensitive: bool
    ) -> list[Finding]:
        """Return the findings: at most one an instance."""
        evaluator = Evaluator(self._environment, Columns(kept, 1), totals)
        masks = strictest_masks(off=show_sensitive)
        lists = Lists(self._environment.layout, everything(records), kept, lines, files, masks) if records else no_lists
        found: list[Finding] = []
        for instance in self.control.instances:
            for sentence in instance:
                if bool(np.any(evaluator.truth(sentence.fires))):
                    found.append(file_finding(self.control, sentence, evaluator, masks, lists))
                    break
        return found
