"""Scopes: which names each instance of a control binds, and in which context its sentences stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kostra.diagnostics import Span, did_you_mean
from kostra.language import syntax
from kostra.language.environment import Environment
from kostra.language.expressions import field_value, lookup, truth
from kostra.language.field_groups import group_fields, member_fields
from kostra.language.messages import listed
from kostra.language.names import THE_CODE, THE_FIELD, Bound, Code
from kostra.language.program import FileScope, GroupScope, RowScope, Value
from kostra.layout.model import Field

MOST_CODES = 1000
"""A control asks for each code by itself; with more of them than this nobody would read the findings."""

_MOST_NAMED = 10

ProgramScope = RowScope | GroupScope | FileScope


@dataclass(frozen=True)
class LoweredScope:
    """The scope as the engine knows it, the environments of its sentences (one an instance) and of their messages."""

    scope: ProgramScope
    instances: tuple[Environment, ...]
    for_message: tuple[Environment, ...]
    over_fields: bool = False


def lower_scope(env: Environment, scope: syntax.Scope) -> LoweredScope | None:
    """Lower a scope; None after an error in it."""
    match scope:
        case syntax.EachRow():
            return _rows(env, ({},))
        case syntax.EachField(group):
            fields = env.names.layout.fields if group is None else group_fields(env, group)
            return None if fields is None else _rows(env, tuple({THE_FIELD: field} for field in fields), True)
        case syntax.EachSet():
            bindings = _sets(env, scope)
            return None if bindings is None else _rows(env, bindings, True)
        case syntax.EachGroup():
            return _group(env, scope)
        case syntax.WholeFile():
            whole = env.in_context("fil")
            return LoweredScope(FileScope(), (whole,), (whole,))
        case syntax.EachCode():
            return _codes(env, scope)


def _rows(env: Environment, bindings: tuple[Mapping[str, Bound], ...], over_fields: bool = False) -> LoweredScope:
    instances = tuple(env.bound(binding) for binding in bindings)
    return LoweredScope(RowScope(), instances, instances, over_fields)


def _group(env: Environment, scope: syntax.EachGroup) -> LoweredScope | None:
    fields: list[Field] = []
    for name in scope.keys:
        field = env.field(name.name)
        if field is None:
            env.unknown_field(name.name, name.span)
        else:
            fields.append(field)
    where = None if scope.where is None else truth(env, scope.where)
    if len(fields) < len(scope.keys) or (scope.where is not None and where is None):
        return None
    keys = frozenset(field.name for field in fields)
    lowered = GroupScope(tuple(field_value(field) for field in fields), where)
    return LoweredScope(lowered, (env.in_context("gruppe", keys),), (env.in_context("gruppemelding", keys),))


def _codes(env: Environment, scope: syntax.EachCode) -> LoweredScope | None:
    codes: dict[tuple[str, str], Code] = {}
    ok = True
    for member in scope.members:
        fields = member_fields(env, member)
        without = [field.name for field in fields or () if field.codes is None]
        if without:
            _report_no_codes(env, member, without)
        ok = ok and fields is not None and not without
        for field in fields or ():
            codes.update(((field.name, code), Code(field, code)) for code in (field.codes.codes if field.codes else ()))
    if len(codes) > MOST_CODES:
        env.problems.error(
            "for-mange-koder",
            f"Feltene har {len(codes)} koder til sammen, og kontrollen spør om hver av dem.",
            scope.span,
            expected=f"høyst {MOST_CODES} koder",
            hint="Ta bort feltet med den lange kodelisten.",
        )
        return None
    if not ok:
        return None
    whole = env.in_context("fil")
    instances = tuple(whole.bound({THE_FIELD: code.field, THE_CODE: code}) for code in codes.values())
    return LoweredScope(FileScope(), instances, instances, True)


def _report_no_codes(env: Environment, member: syntax.GroupRange, without: list[str]) -> None:
    known = [field.name for field in env.names.layout.fields if field.codes is not None]
    inside = "" if member.start.name in (*without, *env.names.layout.by_name) else f" i {member.start.name}"
    more = ", …" if len(known) > _MOST_NAMED else ""
    env.problems.error(
        "uten-kodeliste",
        f"{listed(without, 'og')}{inside} har ingen kodeliste, og dermed ingen koder å spørre om.",
        member.span,
        expected=f"felt med kodeliste: {', '.join(known[:_MOST_NAMED])}{more}" if known else "felt med kodeliste",
        hint=did_you_mean(without[0], known) or "Skal kontrollen ikke spørre om koder, så skriv «for filen».",
    )


def _sets(env: Environment, scope: syntax.EachSet) -> tuple[Mapping[str, Bound], ...] | None:
    if len(scope.names) != len(scope.sources):
        env.problems.error(
            "ulike-sett",
            f"Det står {len(scope.names)} navn foran «i», men {len(scope.sources)} rekker bak.",
            scope.span,
            expected="ett navn for hver rekke",
        )
        return None
    columns: list[tuple[Bound, ...]] = []
    for source in scope.sources:
        column = _source(env, source)
        if column is None:
            return None
        columns.append(column)
    sizes = {len(column) for column in columns}
    if len(sizes) > 1:
        counts = ", ".join(
            f"{name.name} går gjennom {len(column)}" for name, column in zip(scope.names, columns, strict=True)
        )
        env.problems.error(
            "ulike-sett",
            f"Rekkene er ikke like lange: {counts}.",
            scope.span,
            expected="like mange i hver rekke: de går side om side",
        )
        return None
    for name in scope.names:
        if env.names.kind_of(name.name) is not None:
            env.problems.error(
                "navn-i-bruk",
                f"{name.name} er allerede {env.names.kind_of(name.name)}.",
                name.span,
                hint="Velg et annet navn.",
            )
            return None
    names = [name.name for name in scope.names]
    return tuple(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _source(env: Environment, source: syntax.SetSource) -> tuple[Bound, ...] | None:
    if isinstance(source.items, syntax.Name):
        return group_fields(env, source.items)
    items: list[Bound] = []
    for item in source.items:
        bound = _item(env, item, source.at, source.span)
        if bound is None:
            return None
        items.append(bound)
    return tuple(items)


def _item(env: Environment, item: syntax.SetItem, at: syntax.Expression | None, span: Span) -> Bound | None:
    if isinstance(item, syntax.Attribute):
        value: Value | None = lookup(env, item.base, item.name, None, at, item.span)
        return value
    field = env.field(item.name)
    if field is None:
        env.unknown_field(item.name, item.span)
    elif at is not None:
        env.problems.error("feil-sted", "«per» gjelder kolonner i en tabell, ikke felt.", span)
        return None
    return field
