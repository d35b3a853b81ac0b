"""From a message template to the text for each row, masked part by part and then as a whole."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import repeat
from typing import Any

import numpy as np

from kostra.engine import formatting
from kostra.engine.evaluate import Evaluator
from kostra.engine.masking import RowMasks
from kostra.engine.revealing import adds_up, reveals_sensitive, shows_text_field
from kostra.engine.values import Exact, Texts, Vector
from kostra.frozen import frozen
from kostra.language.program import Aggregate, ShowField, ShowValue, Template, Value
from kostra.layout.model import Layout
from kostra.masking import mask_number
from kostra.readers.records import Ints

ListText = Callable[[Aggregate, int], str]
"""The text of a list (`liste`, `andre`, `linjer`) as one row sees it."""

LISTS = ("liste", "andre", "linjer")


@frozen
class Shown:
    """A value in a message, and how much of it may be seen."""

    value: Value
    sensitive: bool
    written: bool
    total: bool

    @classmethod
    def of(cls, value: Value, layout: Layout) -> Shown:
        """Look at an expression once, before any row is formatted."""
        return cls(value, reveals_sensitive(value, layout), shows_text_field(value, layout), adds_up(value))


@frozen
class ShownField:
    """A field in a message: its raw characters."""

    name: str
    sensitive: bool
    is_text: bool


Part = str | ShownField | Shown
Message = tuple[Part, ...]


def prepare(template: Template, layout: Layout) -> Message:
    """Return a template with everything told from layout and expressions looked up once."""
    parts: list[Part] = []
    for part in template:
        match part:
            case ShowField(name):
                field = layout.by_name[name]
                parts.append(ShownField(name, field.sensitive, field.type == "tekst"))
            case ShowValue(value):
                parts.append(Shown.of(value, layout))
            case str():
                parts.append(part)
    return tuple(parts)


def render(message: Message, evaluator: Evaluator, masks: RowMasks, rows: Ints, lists: ListText) -> list[str]:
    """Return the message for some of the evaluator's rows, given by position; the masks have the same positions."""
    columns: list[Any] = [
        repeat(part, rows.size) if isinstance(part, str) else _column(part, evaluator, masks, rows, lists)
        for part in message
    ]
    if not columns:
        return [""] * rows.size
    texts = map("".join, zip(*columns, strict=True))
    masked = (masks.text(row, text) for row, text in zip(rows.tolist(), texts, strict=True))
    known: dict[str, str] = {}
    return [known.setdefault(text, text) for text in masked]  # many records have the same fault: one text for all


def _column(part: ShownField | Shown, evaluator: Evaluator, masks: RowMasks, rows: Ints, lists: ListText) -> list[str]:
    if isinstance(part, ShownField):
        values = evaluator.columns.texts(part.name).take(rows).strings()
        values = values * rows.size if len(values) == 1 else values
        return [field_text(part, masks, row, value) for row, value in zip(rows.tolist(), values, strict=True)]
    value = part.value
    if isinstance(value, Aggregate) and value.name in LISTS:
        return [lists(value, row) for row in rows.tolist()]
    shown = _formatted(part, evaluator.vector(value), masks, rows)
    return shown * rows.size if len(shown) == 1 else shown


def field_text(field: ShownField, masks: RowMasks, row: int, value: str) -> str:
    """Return a field's stripped characters as a message shows them."""
    if field.sensitive:
        return masks.sensitive(value) or formatting.BLANK_WORD
    return formatting.text(masks.field_text(row, value) if field.is_text else value)


def _formatted(part: Shown, vector: Vector, masks: RowMasks, rows: Ints) -> list[str]:
    """Return a value as text for each row, or one text when it is the same for all."""
    if isinstance(vector, np.ndarray):
        return [formatting.truth(bool(value)) for value in (vector if vector.size == 1 else vector[rows])]
    taken = vector.take(rows)
    values: list[Any] = taken.strings() if isinstance(taken, Texts) else taken.values.tolist()
    missing = [False] * len(values) if taken.missing is None else taken.missing.tolist()
    missing = missing * len(values) if len(missing) == 1 else missing
    values = values * len(missing) if len(values) == 1 else values
    return [
        formatting.UNKNOWN if absent else show(part, masks, row, value)
        for row, value, absent in zip(rows.tolist(), values, missing, strict=len(values) == rows.size)
    ]


def show(part: Shown, masks: RowMasks, row: int, value: str | Exact) -> str:
    """Return one value that is not missing as text, masked as its expression demands."""
    if isinstance(value, str):
        if part.sensitive:
            return masks.sensitive(value) or formatting.BLANK_WORD
        return formatting.text(masks.field_text(row, value) if part.written else value)
    if part.value.type == "dato" or _lists_dates(part.value):
        text = formatting.date(int(value))
    else:
        text = _number(part, masks, value)
    return masks.sensitive(text) if part.sensitive else text


def _number(part: Shown, masks: RowMasks, value: Exact) -> str:
    hidden = None if part.total or masks.off else mask_number(int(value))
    return formatting.exact_number(Fraction(value)) if hidden is None else hidden


def _lists_dates(value: Value) -> bool:
    return (
        isinstance(value, Aggregate) and value.name in LISTS and value.value is not None and value.value.type == "dato"
    )
