"""Groups of fields: named, or written on the spot."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.diagnostics import did_you_mean
from kostra.language import syntax
from kostra.language.environment import Environment
from kostra.layout.model import Field


def group_fields(env: Environment, group: syntax.Name | syntax.GroupList) -> tuple[Field, ...] | None:
    """Return the fields of a group, named or written on the spot."""
    if isinstance(group, syntax.GroupList):
        return expand_ranges(env, group.members)
    known = env.names.groups.get(group.name)
    if known is not None or group.name in env.names.broken:
        env.impossible_group(group.name)
        return known
    if group.name in env.names.wanted:
        env.without_value(group.name, group.span)
        return None
    what = env.names.kind_of(group.name)
    env.problems.error(
        "ukjent-gruppe",
        f"{group.name} er {what}, ikke en feltgruppe." if what else f"Feltgruppen «{group.name}» finnes ikke.",
        group.span,
        expected="en feltgruppe, eller felt i parentes: (FELT_A, FELT_B)",
        hint=did_you_mean(group.name, env.names.groups) if not what else f"Skriv ({group.name}).",
    )
    return None


def member_fields(env: Environment, member: syntax.GroupRange) -> tuple[Field, ...] | None:
    """Return the fields that `A`, `A .. B` or the name of a group stands for."""
    name, names = member.start.name, env.names
    if member.end is not None:
        return expand_ranges(env, (member,))
    if name in names.groups or name in names.broken or name in names.wanted:
        return group_fields(env, member.start)
    what = names.kind_of(name)
    if what not in (None, "et felt"):
        listed = [field.name for field in names.layout.fields if field.codes is not None and field.codes.name == name]
        env.problems.error(
            "ukjent-gruppe",
            f"{name} er {what}, ikke et felt.",
            member.span,
            expected="felt, eller en feltgruppe",
            hint=f"Skriv feltet som har kodelisten: {listed[0]}." if listed else "",
        )
        return None
    return expand_ranges(env, (member,))


def expand_ranges(env: Environment, members: Sequence[syntax.GroupRange]) -> tuple[Field, ...] | None:
    """Return the fields that `A .. B, C` names, in that order."""
    fields: dict[str, Field] = {}
    ok = True
    order = list(env.names.layout.by_name)
    for member in members:
        ends = [member.start, member.end or member.start]
        unknown = [name for name in ends if env.field(name.name) is None]
        for name in dict.fromkeys(unknown):
            env.unknown_field(name.name, name.span)
        if unknown:
            ok = False
            continue
        first, last = (order.index(env.field(name.name).name) for name in ends)  # type: ignore[union-attr]
        if first > last:
            env.problems.error(
                "baklengs-gruppe",
                f"{member.end.name if member.end else ''} står før {member.start.name} i filbeskrivelsen.",
                member.span,
                hint="Bytt om de to feltene.",
            )
            ok = False
            continue
        for within in order[first : last + 1]:
            fields[within] = env.names.layout.by_name[within]
    return tuple(fields.values()) if ok else None
