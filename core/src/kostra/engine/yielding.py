"""`viker`: a control that keeps silent where another one has already pointed at the same field of the same row.

Resolved when the whole delivery was read and every crashed control is known. Controls that do not yield count first,
whatever their order; those that do follow in program order, each yielding to the earlier ones as well. Official ones
never yield to house rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kostra.engine.findings import Entry
from kostra.engine.prepared import PreparedControl

Pointed = tuple[int, str]
"""A field of a record that some finding points at."""


def resolve(controls: Sequence[PreparedControl], entries: Mapping[int, list[Entry]]) -> dict[int, list[Entry]]:
    """Return what is left of each control's findings (both by the control's order)."""
    silent = [control for control in controls if control.control.yields and entries.get(control.order)]
    if not silent:
        return dict(entries)
    # Only rows of findings that may give way need to be remembered.
    concerned = {entry.record for control in silent for entry in entries[control.order]}
    left = dict(entries)
    taken: set[Pointed] = set()
    for house_rules in (False, True):
        ours = [control for control in controls if control.house_rule == house_rules]
        for control in ours:
            if not control.control.yields:
                taken.update(_pointed(entries.get(control.order, ()), concerned))
        for control in ours:
            if control.control.yields:
                kept = [entry for entry in entries.get(control.order, ()) if not taken.intersection(_fields(entry))]
                left[control.order] = kept
                taken.update(_pointed(kept, concerned))
    return left


def _pointed(entries: Iterable[Entry], concerned: set[int]) -> Iterable[Pointed]:
    for entry in entries:
        if entry.record in concerned:
            yield from _fields(entry)


def _fields(entry: Entry) -> list[Pointed]:
    return [(entry.record, field.name) for field in entry.finding.fields]
