"""The controls and statistics of a rule set as they are written, and the module that each was taken from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kostra.documentation.edition import Edition
from kostra.documentation.meanings import Meanings, bound, meanings_of
from kostra.language import syntax
from kostra.language.program import Control

_Taken = syntax.TakenControl | syntax.TakenStatistic


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
    """Return the controls of a rule set by number, in its order."""
    program = edition.compiled.program
    by_span = {
        item.span: (tree, item)
        for tree in edition.compiled.trees
        for item in tree.items
        if isinstance(item, syntax.Control)
    }
    found: dict[str, WrittenControl] = {}
    for control in program.controls:
        tree, item = by_span[control.span]
        module = tree.header.name if isinstance(tree.header, syntax.ModuleHeader) else ""
        found[control.id] = WrittenControl(control, item, module, _meanings(edition, tree, control.id))
    return found


def written_statistics(edition: Edition) -> Mapping[str, WrittenStatistic]:
    """Return the statistics of a rule set by title, in its order."""
    own, *modules = edition.compiled.trees
    found: dict[str, WrittenStatistic] = {}
    for statistic in edition.compiled.program.statistics:
        uses = {use.module for use, _ in _takes(own, statistic.title)}
        taken = [tree for tree in modules if isinstance(tree.header, syntax.ModuleHeader) and tree.header.name in uses]
        for tree in (own, *taken):
            for item in tree.items:
                if isinstance(item, syntax.Statistic) and item.title == statistic.title:
                    meanings = _meanings(edition, tree, statistic.title)
                    found.setdefault(statistic.title, WrittenStatistic(item, meanings))
    return found


def _meanings(edition: Edition, tree: syntax.RuleFile, name: str) -> Meanings:
    """Return what names stand for in a file, seen from the control or statistic that the rule set calls `name`."""
    own = edition.compiled.trees[0]
    meanings = meanings_of(tree, edition.layout)
    if tree is own or not isinstance(tree.header, syntax.ModuleHeader):
        return meanings
    for use, _ in _takes(own, name):
        if use.module == tree.header.name:
            return bound(meanings, use, meanings_of(own, edition.layout))
    return meanings


def _takes(tree: syntax.RuleFile, name: str) -> Iterator[tuple[syntax.Use, _Taken]]:
    for use in tree.items:
        if isinstance(use, syntax.Use):
            for taken in use.taken:
                if name == (taken.title if isinstance(taken, syntax.TakenStatistic) else taken.new_id or taken.id):
                    yield use, taken
