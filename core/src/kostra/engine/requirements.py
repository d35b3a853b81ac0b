"""What a control needs before it can be run: parameters and files that were given, rows in the tables it looks up."""

from __future__ import annotations

import numpy as np

from kostra.engine.columns import Columns
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.kept import Kept
from kostra.engine.last_year import NOT_GIVEN, why_not_comparable
from kostra.engine.lifting import python_values
from kostra.engine.lookups import find_row, why_not_found
from kostra.engine.prepared import PreparedControl
from kostra.engine.settings import Settings
from kostra.engine.values import Texts, Vector
from kostra.language.program import FieldLastYear, LastYear, LookupValue, Value
from kostra.language.traversal import walk
from kostra.masking import mask_text
from kostra.phrase import Phrase


def why_not_run(control: PreparedControl, environment: Environment, settings: Settings) -> str:
    """Return why a control cannot be run, for the user; empty when it can."""
    if control.control.not_run:
        return control.control.not_run
    for name in control.control.parameters:
        if name not in settings.parameters:
            return settings.missing_reasons.get(name, Phrase("${navn} er ikke oppgitt.", navn=name))
    delivery = settings.last_year
    if control.control.asks_last_year and delivery is None:
        return NOT_GIVEN
    looked_up: dict[int, LookupValue] = {}
    of_last_year: list[LastYear | FieldLastYear] = []
    for expression in control.expressions():
        for node in walk(expression):
            if isinstance(node, LookupValue) and node.known_at_start:
                looked_up[id(node)] = node
            elif isinstance(node, LastYear | FieldLastYear):
                of_last_year.append(node)
    incomparable = "" if delivery is None else why_not_comparable(of_last_year, environment, delivery)
    if incomparable:
        return incomparable
    evaluator = Evaluator(environment, Columns(Kept(), 1))
    for lookup in looked_up.values():
        reason = _why_no_row(lookup, evaluator)
        if reason:
            return reason if settings.show_sensitive else mask_text(reason)
    return ""


def _why_no_row(node: LookupValue, evaluator: Evaluator) -> str:
    table = evaluator.environment.tables[node.table]
    key = _known(node.key, evaluator)
    at = _known(node.at, evaluator)
    for part, value in ((node.key, key), (node.at, at)):
        if part is not None and value is None:
            return Phrase("{tabell}: det er ikke kjent hva som skal slås opp", tabell=table.title)
    row = find_row(table, None if key is None else str(key), None if at is None else int(at))
    return (
        ""
        if row is not None
        else why_not_found(table, None if key is None else str(key), None if at is None else int(at))
    )


def _known(node: Value | None, evaluator: Evaluator) -> str | int | None:
    """Return a value that depends on nothing in the rows; None when there is none or it is missing."""
    if node is None:
        return None
    vector: Vector = evaluator.vector(node)
    if not isinstance(vector, np.ndarray) and vector.missing is not None and bool(vector.missing[0]):
        return None
    value = python_values(vector, np.zeros(1, dtype=np.int64))[0]
    return value if isinstance(vector, Texts) else int(value)
