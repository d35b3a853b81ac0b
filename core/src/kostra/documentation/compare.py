"""Comparing two years of a form."""

from __future__ import annotations

from kostra.documentation.changes import Change, Comparison
from kostra.documentation.code_changes import code_changes
from kostra.documentation.control_changes import control_changes
from kostra.documentation.edition import Edition
from kostra.documentation.frame_changes import deadline_changes, parameter_changes, statistic_changes
from kostra.documentation.layout_changes import layout_changes


def compare(old: Edition, new: Edition) -> Comparison:
    """Return what is different between two years (or two versions of one).

    Deadlines and parameters are compared only where both packs were asked for them.
    """
    changes: list[Change] = [
        *layout_changes(old.layout, new.layout),
        *code_changes(old, new),
        *control_changes(old, new),
        *statistic_changes(old, new),
    ]
    if old.registered and new.registered:
        changes += deadline_changes(old.skjema.deadlines, new.skjema.deadlines)
        changes += parameter_changes(old.skjema, new.skjema)
    return Comparison(old, new, tuple(changes))
