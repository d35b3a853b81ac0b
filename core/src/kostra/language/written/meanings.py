"""What the names in a rule file stand for: constants, field groups, severities, what a rule set gives a module."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from kostra.api.report import Severity
from kostra.language import syntax
from kostra.language.compile import Compiled
from kostra.language.written.origins import Origin
from kostra.layout.model import Layout

_N = TypeVar("_N")

Given = syntax.LiteralValue | syntax.ListValue
_LITERALS = (syntax.TextLiteral, syntax.NumberLiteral)


@dataclass(frozen=True)
class Meanings:
    """The names of one file, or of one use of a module.

    `lists` maps a module's own name of a code list to the real one.
    """

    layout: Layout
    constants: Mapping[str, Given] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)

    def severity(self, ref: syntax.SeverityRef) -> str:
        """Return the severity that a sentence names; of a parameter of house rules that nobody has set, its name."""
        known = self.severities.get(ref.name)
        return ref.name if known is None else known.value

    def fields_of(self, group: syntax.Name | syntax.GroupList) -> tuple[str, ...]:
        """Return the fields of a group, named or listed on the spot; a name that is no group is a field itself."""
        if isinstance(group, syntax.Name):
            return self.groups.get(group.name, (group.name,))
        return expand(group.members, self.layout)

    def members_of(self, members: Iterable[syntax.GroupRange]) -> tuple[str, ...]:
        """Return the fields of members that may be groups as well, each once."""
        found: dict[str, None] = {}
        for member in members:
            alone = member.end is None
            found.update(dict.fromkeys(self.fields_of(member.start if alone else syntax.GroupList((member,)))))
        return tuple(found)


def expand(members: Iterable[syntax.GroupRange], layout: Layout) -> tuple[str, ...]:
    """Return the fields that ranges take in, in the order of the layout."""
    names = list(layout.by_name)
    found: list[str] = []
    for member in members:
        start = names.index(member.start.name)
        end = start if member.end is None else names.index(member.end.name)
        found += names[start : end + 1]
    return tuple(found)


def meanings_at(compiled: Compiled, origin: Origin[Any]) -> Meanings:
    """Return what names stand for where a control or statistic was written, as the rule set has it."""
    layout = compiled.program.layout
    names = _declared(origin.tree, layout)
    return names if origin.use is None else _bound(names, origin.use, _declared(compiled.trees[0], layout))


def _declared(tree: syntax.RuleFile, layout: Layout) -> Meanings:
    """Return what the names that a rule file declares stand for."""
    return Meanings(
        layout,
        {item.name: item.value for item in tree.items if isinstance(item, syntax.Constant)},
        # A shared module may have a group of fields that this year lacks, as long as no control of it is taken.
        {
            item.name: expand(item.members, layout)
            for item in tree.items
            if isinstance(item, syntax.FieldGroup) and _all_there(item, layout)
        },
    )


def _all_there(group: syntax.FieldGroup, layout: Layout) -> bool:
    names = [name for member in group.members for name in (member.start, member.end) if name is not None]
    return all(name.name in layout.by_name for name in names)


def _bound(module: Meanings, use: syntax.Use, user: Meanings) -> Meanings:
    """Return the names of a module with what `bruk … med` gives its parameters."""
    constants, groups = dict(module.constants), dict(module.groups)
    severities: dict[str, Severity] = {}
    lists: dict[str, str] = {}
    for argument in use.arguments:
        value = argument.value
        if not isinstance(value, syntax.Name):
            constants[argument.name] = value
        elif value.name in user.constants:
            constants[argument.name] = user.constants[value.name]
        elif value.name in user.groups:
            groups[argument.name] = user.groups[value.name]
        elif value.name in [severity.value for severity in Severity]:
            severities[argument.name] = Severity(value.name)
        else:
            lists[argument.name] = value.name
    return Meanings(module.layout, constants, groups, severities, lists)


def with_values(node: _N, meanings: Meanings) -> _N:
    """Return a piece of a syntax tree with the values of constants in the place of their names."""
    result: _N = _replaced(node, meanings, expand_groups=False)
    return result


def expanded(node: _N, meanings: Meanings) -> _N:
    """Return a piece of a syntax tree without any name but those of fields, lists and tables, to be compared."""
    result: _N = _replaced(node, meanings, expand_groups=True)
    return result


def _replaced(node: Any, meanings: Meanings, *, expand_groups: bool) -> Any:
    def again(part: Any) -> Any:
        return _replaced(part, meanings, expand_groups=expand_groups)

    match node:
        case tuple():
            return tuple(again(part) for part in node)
        case syntax.Name(name) if name in meanings.lists:
            return replace(node, name=meanings.lists[name])
        case syntax.Name(name):
            value = meanings.constants.get(name)
            return node if value is None or isinstance(value, syntax.ListValue) else replace(value, span=node.span)
        case syntax.Attribute(base, "verdi") if isinstance(meanings.constants.get(base.name), _LITERALS):
            return again(base)
        case syntax.Attribute():
            return node
        case syntax.Among(choices):
            return replace(node, choices=tuple(again(each) for choice in choices for each in _spread(choice, meanings)))
        case syntax.ChosenCodes(_, _, choices):
            return replace(node, choices=tuple(again(each) for choice in choices for each in _spread(choice, meanings)))
        case syntax.Quantified() if expand_groups:
            group = syntax.GroupList(_ranges(meanings.fields_of(node.group)))
            return replace(node, group=group, predicate=again(node.predicate))
        case syntax.Call() if expand_groups:
            arguments = (each for argument in node.arguments for each in _members(argument, meanings))
            return replace(node, arguments=tuple(map(again, arguments)), where=again(node.where))
        case syntax.EachField(group, _) if expand_groups and group is not None:
            return replace(node, group=syntax.GroupList(_ranges(meanings.fields_of(group))))
        case syntax.EachCode(members, _) if expand_groups:
            return replace(node, members=_ranges(meanings.members_of(members)))
        case syntax.SetSource(syntax.Name() as group, _) if expand_groups:
            return replace(node, items=tuple(map(syntax.Name, meanings.fields_of(group))), at=again(node.at))
        case _ if dataclasses.is_dataclass(node) and not isinstance(node, type):
            parts = {f.name: again(getattr(node, f.name)) for f in dataclasses.fields(node) if f.compare}
            return replace(node, **parts)
        case _:
            return node


def _spread(choice: Any, meanings: Meanings) -> tuple[Any, ...]:
    value = meanings.constants.get(choice.name) if isinstance(choice, syntax.Name) else None
    return value.values if isinstance(value, syntax.ListValue) else (choice,)


def _members(argument: syntax.Expression, meanings: Meanings) -> tuple[syntax.Expression, ...]:
    if isinstance(argument, syntax.Name) and argument.name in meanings.groups:
        return tuple(map(syntax.Name, meanings.groups[argument.name]))
    return (argument,)


def _ranges(fields: Iterable[str]) -> tuple[syntax.GroupRange, ...]:
    return tuple(syntax.GroupRange(syntax.Name(name)) for name in fields)
