"""Controls of the whole delivery: aggregates are put together batch by batch and judged at the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kostra.api.report import Finding
from kostra.engine.columns import Columns, SomeRows
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.findings import file_finding
from kostra.engine.group_aggregates import first_places
from kostra.engine.groups import everything
from kostra.engine.kept import Kept, Lines
from kostra.engine.lists import Lists
from kostra.engine.masking import RowMasks, fields_needed, masks_for
from kostra.engine.messages import LISTS
from kostra.engine.prepared import PreparedControl, message_values
from kostra.engine.revealing import quoted
from kostra.engine.totals import Totals, kept_parts
from kostra.engine.trees import aggregates
from kostra.readers.records import Ints


class FileWideControl:
    """A control of the whole delivery while it is read."""

    def __init__(self, control: PreparedControl, environment: Environment) -> None:
        self.control = control
        self._environment = environment
        self._asked = [node for expression in control.expressions() for node in aggregates(expression)]
        said = [value for sentence in control.sentences() for value in message_values(sentence.message)]
        self._quoted = quoted(said)
        shows_rows = bool(self._quoted) or any(node.name in LISTS for node in self._asked)
        self._fields = fields_needed(environment.layout) if shows_rows else ()

    def add(self, totals: Totals, kept: Kept, evaluator: Evaluator) -> None:
        """Count a batch in, and keep what masking the rows that a message quotes will need."""
        totals.add(evaluator, self._asked)
        kept.keep_fields(evaluator, self._fields)

    def findings(
        self, totals: Totals, kept: Kept, lines: Lines, files: Sequence[str], records: int, *, show_sensitive: bool
    ) -> list[Finding]:
        """Return the findings: at most one an instance."""
        rows = everything(records)

        def masks_at(places: Ints) -> RowMasks:
            columns = Columns(SomeRows(kept, places), places.size)
            return masks_for(self._environment.layout, columns, self._environment.year, off=show_sensitive)

        evaluator = Evaluator(self._environment, Columns(kept, 1), totals)
        firsts = [first_places(*kept_parts(kept, node), rows) for node in self._quoted]
        sources = np.concatenate([np.zeros(0, dtype=np.int64), *firsts])
        masks = masks_at(sources[sources >= 0]).merged() if firsts else RowMasks([()], [False], off=show_sensitive)
        lists = Lists(self._environment.layout, rows, kept, lines, files, masks_at)
        found: list[Finding] = []
        for instance in self.control.instances:
            for sentence in instance:
                if bool(np.any(evaluator.truth(sentence.fires))):
                    found.append(file_finding(self.control, sentence, evaluator, masks, lists))
                    break
        return found
