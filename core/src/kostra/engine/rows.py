"""The rows that have findings: where they stand, whom they concern, and how to mask them."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.engine.columns import Columns
from kostra.engine.environment import Environment
from kostra.engine.masking import RowMasks, masks_for
from kostra.engine.messages import ShownField
from kostra.frozen import frozen
from kostra.layout.model import Layout
from kostra.readers.records import Ints

_CASE_ROLES = ("journalnummer", "saksbehandler")


@frozen
class FoundRows:
    """Rows with findings, from one batch or from the groups of the whole delivery.

    `records` are their numbers in the delivery, `lines` the files' own line numbers (one a row), `files` the base names
    (masked); `journal_numbers` and `caseworkers` are stripped and masked.
    """

    columns: Columns
    masks: RowMasks
    records: Sequence[int]
    lines: Sequence[tuple[int, ...]]
    files: Sequence[str]
    journal_numbers: Sequence[str]
    caseworkers: Sequence[str]


def case_fields(layout: Layout) -> tuple[str, ...]:
    """Return the fields that say which case a row is and whose."""
    return tuple(field.name for role in _CASE_ROLES if (field := layout.with_role(role)) is not None)


def found_rows(
    environment: Environment,
    columns: Columns,
    records: Ints,
    lines: Ints,
    files: Sequence[str],
    *,
    show_sensitive: bool,
) -> FoundRows:
    """Look at rows once, for all the findings that are made on them."""
    masks = masks_for(environment.layout, columns, environment.year, off=show_sensitive)
    journal_numbers, caseworkers = (_people(environment.layout, columns, masks, role) for role in _CASE_ROLES)
    alone = [(line,) for line in lines.tolist()]
    return FoundRows(columns, masks, records.tolist(), alone, files, journal_numbers, caseworkers)


def _people(layout: Layout, columns: Columns, masks: RowMasks, role: str) -> list[str]:
    field = layout.with_role(role)
    if field is None:
        return [""] * columns.n
    shown = ShownField(field.name, field.sensitive, field.type == "tekst")
    return [field_value(shown, masks, row, value) for row, value in enumerate(columns.texts(field.name).strings())]


def field_value(field: ShownField, masks: RowMasks, row: int, value: str) -> str:
    """Return a field's stripped characters as a report shows them; empty for a blank field."""
    if field.sensitive:
        return masks.sensitive(value)
    return masks.field_text(row, value) if field.is_text else masks.text(row, value)
