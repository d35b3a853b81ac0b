"""The controls and statistics of a rule set as they are written, and the module that each was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kostra.documentation.edition import Edition
from kostra.language import syntax
from kostra.language.program import Control
from kostra.language.written.meanings import Meanings, meanings_at
from kostra.language.written.origins import control_origins, statistic_origins


@dataclass(frozen=True)
class WrittenControl:
    """A control beside its source.

    `module` is where it was taken from (empty: the rule set's own), `tree.id` its number there, and `meanings` what the
    names in it stand for.
    """

    control: Control
    tree: syntax.Control
    module: str
    meanings: Meanings


@dataclass(frozen=True)
class WrittenStatistic:
    """A statistic as written, and what the names in it stand for."""

    tree: syntax.Statistic
    meanings: Meanings


def written_controls(edition: Edition) -> Mapping[str, WrittenControl]:
    """Return the controls of a rule set by number, in its order; those of the whole file are not among them."""
    origins = control_origins(edition.compiled)
    found: dict[str, WrittenControl] = {}
    for control in edition.compiled.program.controls:
        origin = origins[control.id]
        if isinstance(origin.written, syntax.Control):
            names = meanings_at(edition.compiled, origin)
            found[control.id] = WrittenControl(control, origin.written, origin.module, names)
    return found


def written_statistics(edition: Edition) -> Mapping[str, WrittenStatistic]:
    """Return the statistics of a rule set by title, in its order."""
    origins = statistic_origins(edition.compiled)
    return {
        title: WrittenStatistic(origin.written, meanings_at(edition.compiled, origin))
        for title, origin in origins.items()
    }
