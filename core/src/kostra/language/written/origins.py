"""Where the controls and statistics of a rule set were written: in it, or in a module, under perhaps another number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from kostra.language import program, syntax
from kostra.language.compile import Compiled

Written = syntax.Control | syntax.FileControl
Checked = program.Control | program.FileControl

_W = TypeVar("_W", bound=syntax.Control | syntax.FileControl | syntax.Statistic, covariant=True)
_Taken = syntax.TakenControl | syntax.TakenStatistic


@dataclass(frozen=True, slots=True)
class Origin(Generic[_W]):
    """A control or statistic as written, in the file `tree`.

    `use` is how the rule set took it from a module, None for its own.
    """

    written: _W
    tree: syntax.RuleFile
    use: syntax.Use | None

    @property
    def module(self) -> str:
        """Return the name of the module; empty for what the rule set itself declares."""
        return self.use.module if self.use is not None else ""


def controls_of(compiled: Compiled) -> tuple[Checked, ...]:
    """Return the controls of a rule set, those of the whole file first."""
    return (*compiled.program.file_controls, *compiled.program.controls)


def control_origins(compiled: Compiled) -> Mapping[str, Origin[Written]]:
    """Return where each control of a rule set was written, by its number there, in the order of `controls_of`."""
    by_span = {
        item.span: (item, tree)
        for tree in compiled.trees
        for item in tree.items
        if isinstance(item, syntax.Control | syntax.FileControl)
    }
    found: dict[str, Origin[Written]] = {}
    for control in controls_of(compiled):
        item, tree = by_span[control.span]
        there, here = item.id, control.id

        def is_it(taken: _Taken, there: str = there, here: str = here) -> bool:
            return isinstance(taken, syntax.TakenControl) and (taken.id, taken.new_id or taken.id) == (there, here)

        found[control.id] = Origin(item, tree, _use_of(compiled, tree, is_it))
    return found


def statistic_origins(compiled: Compiled) -> Mapping[str, Origin[syntax.Statistic]]:
    """Return where each statistic of a rule set was written, by title, in its order."""
    own = compiled.trees[0]
    found: dict[str, Origin[syntax.Statistic]] = {}
    for statistic in compiled.program.statistics:
        title = statistic.title

        def is_it(taken: _Taken, title: str = title) -> bool:
            return isinstance(taken, syntax.TakenStatistic) and taken.title == title

        for tree in compiled.trees:
            use = _use_of(compiled, tree, is_it)
            if tree is own or use is not None:
                for item in tree.items:
                    if isinstance(item, syntax.Statistic) and item.title == title:
                        found.setdefault(title, Origin(item, tree, use))
    return found


def _use_of(compiled: Compiled, tree: syntax.RuleFile, is_it: Callable[[_Taken], bool]) -> syntax.Use | None:
    """Return the use of a module, written in `tree`, that takes what is looked for."""
    if not isinstance(tree.header, syntax.ModuleHeader):
        return None
    for use in compiled.trees[0].items:
        if isinstance(use, syntax.Use) and use.module == tree.header.name and any(map(is_it, use.taken)):
            return use
    return None
