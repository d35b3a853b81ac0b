"""Scopes: which names each instance of a control binds, and in which context its sentences stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kostra.diagnostics import Span
from kostra.language import syntax
from kostra.language.environment import Environment
from kostra.language.expressions import field_value, lookup, truth
from kostra.language.field_groups import group_fields
from kostra.language.names import THE_FIELD, Bound
from kostra.language.program import FileScope, GroupScope, RowScope, Value
from kostra.layout.model import Field

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
