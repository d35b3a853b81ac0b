"""Where a control of a rule set was written: in the rule set itself, or in a module under perhaps another number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kostra.language import program, syntax
from kostra.language.compile import Compiled

Written = syntax.Control | syntax.FileControl
Checked = program.Control | program.FileControl


@dataclass(frozen=True, slots=True)
class Origin:
    """A control as written, in the file `tree`; `use` is how the rule set took it from a module, None for its own."""

    written: Written
    tree: syntax.RuleFile
    use: syntax.Use | None

    @property
    def module(self) -> str:
        """Return the name of the module; empty for a control of the rule set itself."""
        return self.use.module if self.use is not None else ""


def controls_of(compiled: Compiled) -> tuple[Checked, ...]:
    """Return the controls of a rule set, those of the whole file first."""
    return (*compiled.program.file_controls, *compiled.program.controls)


def origin_of(compiled: Compiled, control: Checked) -> Origin:
    """Return where a control of a rule set was written."""
    for tree in compiled.trees:
        for item in _written_in(tree):
            if item.span == control.span:
                return Origin(item, tree, _use_of(compiled.trees[0], tree, item.id, control.id))
    raise LookupError(f"control {control.id} is in none of the trees that the program was made of")


def _written_in(tree: syntax.RuleFile) -> Iterator[Written]:
    for item in tree.items:
        if isinstance(item, syntax.Control | syntax.FileControl):
            yield item


def _use_of(rule_set: syntax.RuleFile, tree: syntax.RuleFile, written: str, taken_as: str) -> syntax.Use | None:
    if not isinstance(tree.header, syntax.ModuleHeader):
        return None
    for use in rule_set.items:
        if isinstance(use, syntax.Use) and use.module == tree.header.name:
            taken = (item for item in use.taken if isinstance(item, syntax.TakenControl))
            if any((item.id, item.new_id or item.id) == (written, taken_as) for item in taken):
                return use
    return None
