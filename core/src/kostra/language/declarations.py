"""Declarations of a rule file: groups, constants, tables, code lists; a name stands for one thing only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from kostra.diagnostics import Span
from kostra.language import syntax
from kostra.language.environment import Environment, Used
from kostra.language.expressions import constant
from kostra.language.field_groups import expand_ranges
from kostra.language.names import DatedTable
from kostra.language.program import Table
from kostra.language.tables import TableError, lookup_rows, read_rows
from kostra.layout.model import CodeList

Resolve = Callable[[str], str | None]
"""Gives the text of a file by its name, None when there is no such file."""


def declare(env: Environment, item: syntax.Item, resolve: Resolve) -> None:
    """Enter what an item declares into the environment's names; controls and their like declare nothing."""
    match item:
        case syntax.FieldGroup():
            _group(env, item)
        case syntax.Constant(name, value, span):
            if _is_free(env, name, span):
                listed = isinstance(value, syntax.ListValue)
                env.names.constants[name] = tuple(map(constant, value.values)) if listed else constant(value)  # type: ignore[union-attr, arg-type]
        case syntax.Table():
            _table(env, item, resolve)
        case syntax.CodeListFile():
            _code_list(env, item, resolve)
        case _:
            pass


def _is_free(env: Environment, name: str, span: Span) -> bool:
    taken = env.names.kind_of(name)
    if taken is not None:
        env.problems.error("navn-i-bruk", f"{name} er allerede {taken}.", span, hint="Velg et annet navn.")
    return taken is None


def _group(env: Environment, item: syntax.FieldGroup) -> None:
    if not _is_free(env, item.name, item.span):
        return
    for member in item.members:
        _warn_mixed_range(env, member)
    env = replace(env, used=Used())
    fields = expand_ranges(env, item.members)
    if fields is not None:
        env.names.groups[item.name] = fields
    else:
        env.names.broken.add(item.name)
        env.names.absent[item.name] = frozenset(env.used.absent_fields)


def _warn_mixed_range(env: Environment, member: syntax.GroupRange) -> None:
    """Warn where `A .. B` takes in fields whose names have another stem: probably a slip."""
    fields = expand_ranges(env, (member,)) if member.end is not None else None
    stems = {re.sub(r"_?[0-9]+$|_[^_]*$", "", field.name) for field in fields or ()}
    if len(stems) > 1:
        env.problems.warning(
            "blandet-gruppe",
            f"{member.start.name} .. {member.end.name if member.end else ''} tar med felt med ulike navn: "
            f"{', '.join(sorted(stems))}.",
            member.span,
            hint="Skriv opp feltene ett for ett hvis det ikke er meningen.",
        )


def _text_of(env: Environment, item: syntax.Table | syntax.CodeListFile, resolve: Resolve) -> str | None:
    """Return the file that a declaration reads; None, and a fault, where there is none or the name is taken.

    The name counts as broken until the declaration is found to be good.
    """
    if not _is_free(env, item.name, item.span):
        return None
    env.names.broken.add(item.name)
    text = resolve(item.file)
    if text is None:
        env.problems.error(
            "ukjent-fil",
            f"Filen «{item.file}» finnes ikke ved siden av regelfilen.",
            item.span,
            expected="en CSV-fil ved siden av regelfilen eller blant de felles",
        )
    return text


def _table(env: Environment, item: syntax.Table, resolve: Resolve) -> None:
    text = _text_of(env, item, resolve)
    if text is None:
        return
    try:
        columns, rows = lookup_rows(text, item.key, item.valid_from, item.valid_to)
    except TableError as fault:
        env.problems.error("ugyldig-tabell", f"«{item.file}»: {fault}", item.span)
        return
    title = item.title or item.name.replace("_", " ").lower()
    table = Table(item.name, title, columns, rows)
    env.names.broken.discard(item.name)
    env.names.tables[item.name] = DatedTable(table, item.key is not None, item.valid_from is not None)


def _code_list(env: Environment, item: syntax.CodeListFile, resolve: Resolve) -> None:
    text = _text_of(env, item, resolve)
    if text is None:
        return
    try:
        header, rows = read_rows(text)
        code, label = item.columns or (header[0], header[1] if len(header) > 1 else header[0])
        for name in (code, label):
            if name not in header:
                raise TableError(f"Filen har ingen kolonne «{name}»; den har {', '.join(header)}.")
    except TableError as fault:
        env.problems.error("ugyldig-tabell", f"«{item.file}»: {fault}", item.span)
        return
    at = header.index(code), header.index(label)
    codes = {row[at[0]]: row[at[1]] for row in rows}
    env.names.broken.discard(item.name)
    env.names.code_lists[item.name] = CodeList(item.name, MappingProxyType(codes))
