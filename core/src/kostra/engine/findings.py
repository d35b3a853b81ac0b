"""From rows where a sentence fired to findings: fields, message, whose case it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kostra.api.report import FieldValue, Finding
from kostra.engine.evaluate import Evaluator
from kostra.engine.masking import RowMasks
from kostra.engine.messages import ListText, render
from kostra.engine.prepared import PointedField, PreparedControl, PreparedSentence
from kostra.engine.rows import FoundRows, field_value
from kostra.engine.values import Texts
from kostra.language.program import Aggregate
from kostra.readers.records import Ints


class Entry(NamedTuple):
    """A finding of a row and its place in the report: by record, then control, then the control's instance."""

    record: int
    order: int
    instance: int
    finding: Finding


class Hit(NamedTuple):
    """Rows on which a sentence of an instance fired."""

    control: PreparedControl
    instance: int
    sentence: PreparedSentence
    rows: Ints


def row_findings(
    hit: Hit, evaluator: Evaluator, found: FoundRows, lists: ListText, groups: Sequence[str] | None = None
) -> list[Entry]:
    """Make the findings of a hit, whose rows are places in `found`; `groups` names the group of each row of the hit."""
    messages = render(hit.sentence.message, evaluator, found.masks, hit.rows, lists)
    fields = [_values(pointed, found, hit.rows) for pointed in hit.sentence.points_at]
    each = zip(*fields, strict=True) if fields else ((),) * hit.rows.size
    control = hit.control.control
    entries: list[Entry] = []
    for place, (row, message, values) in enumerate(zip(hit.rows.tolist(), messages, each, strict=True)):
        finding = Finding(
            hit.control.id,
            control.title,
            hit.sentence.severity,
            message,
            found.files[row],
            found.lines[row],
            values,
            found.journal_numbers[row],
            found.caseworkers[row],
            control.fix,
            control.why,
            hit.control.origin,
            hit.control.house_rule,
            None if groups is None else groups[place],
            found.records[row],
        )
        entries.append(Entry(found.records[row], hit.control.order, hit.instance, finding))
    return entries


def _values(pointed: PointedField, found: FoundRows, rows: Ints) -> list[FieldValue]:
    texts: Texts = found.columns.texts(pointed.name).take(rows)
    values = texts.strings()
    values = values * rows.size if len(values) == 1 else values
    # Many records have the same fault: what is equal is one object.
    known: dict[str, FieldValue] = {}
    shown: list[FieldValue] = []
    for row, value in zip(rows.tolist(), values, strict=True):
        text = field_value(pointed.shown, found.masks, row, value)
        one = known.get(text)
        if one is None:
            one = known[text] = FieldValue(pointed.name, pointed.start, pointed.end, text, pointed.label)
        shown.append(one)
    return shown


def file_finding(
    control: PreparedControl, sentence: PreparedSentence, evaluator: Evaluator, masks: RowMasks, lists: ListText
) -> Finding:
    """Make the finding of the whole delivery; the fields it points at have no value there but the code it is about."""
    (message,) = render(sentence.message, evaluator, masks, np.zeros(1, dtype=np.int64), lists)
    fields = tuple(FieldValue(one.name, one.start, one.end, one.code, one.label) for one in sentence.points_at)
    return Finding(
        control=control.id,
        title=control.control.title,
        severity=sentence.severity,
        message=message,
        fields=fields,
        fix=control.control.fix,
        why=control.control.why,
        origin=control.origin,
        house_rule=control.house_rule,
    )


def no_lists(node: Aggregate, row: int) -> str:
    """Stand in for lists where a message sees only its own row."""
    raise TypeError(f"{node.name} stands where there is only one row")
