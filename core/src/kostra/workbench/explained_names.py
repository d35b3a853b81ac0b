"""What is told of the names in a control: constants, groups, lists, tables, and what the rule set gave a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kostra.language import syntax
from kostra.language.compile import Compiled
from kostra.language.formatter_expressions import quoted, ranges, value
from kostra.language.formatter_layout import Atoms
from kostra.language.house_parameters import HouseValue
from kostra.language.written.mentions import names_in
from kostra.language.written.origins import Origin, Written


@dataclass(frozen=True, slots=True)
class Meaning:
    """A name and what it stands for, as text; `given` is set where a rule set gives it to a module."""

    name: str
    text: str
    given: bool = False


def explained_names(
    compiled: Compiled, origin: Origin[Written], values: Mapping[str, HouseValue]
) -> tuple[Meaning, ...]:
    """Return what the names that a control mentions stand for, in the order of mention; fields are left out.

    `values` are those that the settings give the parameters of house rules.
    """
    declared = _declared(origin.tree)
    own = _declared(compiled.trees[0])
    given = {argument.name: _argument(argument.value, own) for argument in _arguments(origin)}
    parameters = (item for item in compiled.trees[0].items if isinstance(item, syntax.ModuleParameter))
    given |= {item.name: _set(item.name, values) for item in parameters}
    found: dict[str, Meaning] = {}
    for mentioned in names_in(origin.written):
        name = mentioned.name
        if isinstance(mentioned, syntax.ParameterRef) or name in found:
            continue
        if name in given:
            if not isinstance(mentioned, syntax.SeverityRef):  # the sentence shows the severity itself
                found[name] = Meaning(name, given[name], given=True)
        elif name in declared:
            found[name] = Meaning(name, declared[name])
        elif name in compiled.program.layout.code_lists:
            codes = compiled.program.layout.code_lists[name].codes
            found[name] = Meaning(name, f"kodelisten i filbeskrivelsen, med {len(codes)} koder")
    return tuple(found.values())


def _arguments(origin: Origin[Written]) -> tuple[syntax.Argument, ...]:
    return origin.use.arguments if origin.use is not None else ()


def _set(name: str, values: Mapping[str, HouseValue]) -> str:
    if name not in values:
        return "uten verdi"
    value = values[name]
    if isinstance(value, str):
        return quoted(value)
    return str(value) if isinstance(value, int | Decimal) else ", ".join(map(str, value))


def _declared(tree: syntax.RuleFile) -> Mapping[str, str]:
    return dict(_texts(tree))


def _texts(tree: syntax.RuleFile) -> Iterator[tuple[str, str]]:
    for item in tree.items:
        match item:
            case syntax.Constant():
                yield item.name, _plain(value(item.value))
            case syntax.FieldGroup():
                yield item.name, f"feltene {_plain(ranges(item.members))}"
            case syntax.Table():
                title = f", «{item.title}»" if item.title else ""
                yield item.name, f"tabellen i {item.file}{title}"
            case syntax.CodeListFile():
                yield item.name, f"kodelisten i {item.file}"
            case _:
                pass


def _argument(given: syntax.LiteralValue | syntax.ListValue | syntax.Name, own: Mapping[str, str]) -> str:
    """Return what a module is given; a name of the rule set's own as what it stands for there."""
    if isinstance(given, syntax.Name):
        return own.get(given.name, given.name)
    return _plain(value(given))


def _plain(atoms: Atoms) -> str:
    return " ".join(atom.text for atom in atoms)
