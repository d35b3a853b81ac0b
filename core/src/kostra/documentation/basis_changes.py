"""What a control builds on besides its own words: fields, code lists and tables, and how they are different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kostra.documentation.changes import Point, joined
from kostra.documentation.edition import Edition
from kostra.language import program, syntax
from kostra.language.traversal import fields_of, walk
from kostra.layout.model import CodeList, Field

_MOST_CODES = 4


@dataclass(frozen=True, slots=True)
class Basis:
    """What is worth telling, and whether anything at all is different.

    A new code is worth telling only where the control looks at the codes.
    """

    points: tuple[Point, ...]
    any: bool


def basis_points(old: Edition, new: Edition, control: program.Control, scope: syntax.Scope) -> Basis:
    """Return what is different about the fields, lists and tables that a control of the new year uses.

    Fields that only one of the years has belong to the rule itself and are not told here.
    """
    values = list(_values(control))
    nodes = [node for value in values for node in walk(value)]
    names = [name for value in values for name in fields_of(value)]
    if isinstance(control.scope, program.GroupScope):
        names += [key.field for key in control.scope.keys]
    judged = {node.field for node in nodes if isinstance(node, program.Valid)}
    judged.update(instance.code[0] for instance in control.instances if instance.code is not None)
    changed: dict[str, list[str]] = {}
    silent = False
    for name in dict.fromkeys(names):
        if name in old.layout.by_name:
            before, after = old.layout.by_name[name], new.layout.by_name[name]
            codes = codes_in_short(before.codes, after.codes)
            reason = "; ".join(filter(None, [codes if name in judged else "", _reason(before, after)]))
            silent = silent or bool(codes)
            if reason:
                changed.setdefault(reason, []).append(name)
    points: list[Point] = []
    if isinstance(scope, syntax.EachField):
        if changed or [f.name for f in old.layout.fields] != [f.name for f in new.layout.fields]:
            points.append(Point("felt", "bygger på filbeskrivelsen, som er endret"))
    else:
        points += [
            Point("felt", f"bygger på {joined(names)}, som er endret ({reason})", items=tuple(names))
            for reason, names in changed.items()
        ]
    points += _lists(old, new, dict.fromkeys(node.code_list for node in nodes if isinstance(node, program.InCodes)))
    points += _tables(old, new, dict.fromkeys(n.table for n in nodes if isinstance(n, program.LookupValue)))
    return Basis(tuple(points), silent or bool(points))


def _values(control: program.Control) -> Iterator[program.Value]:
    if isinstance(control.scope, program.GroupScope) and control.scope.where is not None:
        yield control.scope.where
    for instance in control.instances:
        for sentence in instance.sentences:
            yield sentence.fires


def _reason(old: Field, new: Field) -> str:
    """Return in a few words how a field is read otherwise; empty when it is not."""
    reasons = []
    if old.date_pattern != new.date_pattern:
        reasons.append(f"datoformatet er {new.date_pattern}")
    elif old.type != new.type:
        reasons.append(f"typen er {new.type}")
    elif old.width != new.width:
        reasons.append(f"bredden er {new.width}")
    if (old.decimals, old.role, old.sensitive) != (new.decimals, new.role, new.sensitive):
        reasons.append("egenskapene er andre")
    return "; ".join(reasons)


def codes_in_short(old: CodeList | None, new: CodeList | None) -> str:
    """Return which codes came and went in a few words; empty when the codes are the same, whatever their texts."""
    before, after = (old.codes if old else {}), (new.codes if new else {})
    come = [code for code in after if code not in before]
    gone = [code for code in before if code not in after]
    parts = []
    if come:
        parts.append(f"{_counted(come, 'ny kode', 'nye koder')}")
    if gone:
        parts.append(f"uten {_counted(gone, 'koden', 'koder')}")
    return ", ".join(parts)


def _counted(codes: list[str], one: str, several: str) -> str:
    if len(codes) > _MOST_CODES:
        return f"{len(codes)} {several}"
    return f"{one if len(codes) == 1 else several} {joined(codes)}"


def _lists(old: Edition, new: Edition, names: Iterable[str]) -> Iterator[Point]:
    before = {codes.name: codes for codes in old.compiled.program.code_lists}
    after = {codes.name: codes for codes in new.compiled.program.code_lists}
    for name in names:
        reason = codes_in_short(before.get(name), after.get(name))
        if reason:
            yield Point("kodeliste", f"bygger på kodelisten {name}, som er endret ({reason})", items=(name,))


def _tables(old: Edition, new: Edition, names: Iterable[str]) -> Iterator[Point]:
    before = {table.name: table for table in old.compiled.program.tables}
    after = {table.name: table for table in new.compiled.program.tables}
    for name in names:
        if name in before and before[name] != after.get(name):
            yield Point("tabell", f"bygger på tabellen {name}, som er endret", items=(name,))
