"""Which field of one year is which of another: the same name, or a new name on the same question in the same place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from kostra.layout.model import Field, Layout

_ALIKE = 0.75


def matched_fields(old: Layout, new: Layout) -> Mapping[str, str]:
    """Return the fields that both years have: the new name to the old one, in the order of the new layout."""
    gone = [field for field in old.fields if field.name not in new.by_name]
    pairs: dict[str, str] = {}
    for field in new.fields:
        if field.name in old.by_name:
            pairs[field.name] = field.name
            continue
        renamed = next((other for other in gone if _is_renamed(other, field, old, new, pairs)), None)
        if renamed is not None:
            pairs[field.name] = renamed.name
            gone.remove(renamed)
    return pairs


def _is_renamed(before: Field, after: Field, old: Layout, new: Layout, pairs: Mapping[str, str]) -> bool:
    """Tell whether a field only has another name: the same neighbour before it, type and width, and codes or label."""
    if (before.type, before.width, before.date_pattern) != (after.type, after.width, after.date_pattern):
        return False
    neighbour_before, neighbour_after = _previous(old, before), _previous(new, after)
    if pairs.get(neighbour_after, neighbour_after) != neighbour_before:
        return False
    if before.codes is not None and after.codes is not None:
        return dict(before.codes.codes) == dict(after.codes.codes)
    alike = difflib.SequenceMatcher(None, before.label, after.label).ratio() >= _ALIKE
    return before.codes is None and after.codes is None and alike


def _previous(layout: Layout, field: Field) -> str:
    at = layout.fields.index(field)
    return layout.fields[at - 1].name if at else ""
