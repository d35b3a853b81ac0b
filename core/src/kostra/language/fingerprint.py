"""Fingerprints: the hash of what a control means, so that a closed year can be proved unchanged.

The meaning is scope, sentences, severity, resolved groups and parameters, and what the control uses of fields, code
lists and tables; not its texts, its place in the file, or where its fields stand in the record.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from decimal import Decimal
from typing import Any

from kostra.language import program
from kostra.language.environment import Used
from kostra.language.names import Names
from kostra.language.traversal import fields_of
from kostra.layout.model import CodeList, Field, Layout


def canonical(node: Any) -> Any:
    """Return a node as nested lists of strings and numbers: the class's name, then its parts in order, spans aside."""
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        return [
            type(node).__name__,
            *(canonical(getattr(node, f.name)) for f in dataclasses.fields(node) if f.compare),
        ]
    if isinstance(node, tuple | list):
        return [canonical(part) for part in node]
    if isinstance(node, Decimal):
        return ["desimal", str(node.normalize())]
    return node


def digest(content: Any) -> str:
    """Return «sha256:…» of a canonical form."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _field_meaning(field: Field) -> list[Any]:
    return [
        field.name,
        field.type,
        field.width,
        field.date_pattern,
        field.decimals,
        field.sensitive,
        field.role,
        sorted(field.codes.codes) if field.codes else None,
    ]


def _list_meaning(codes: CodeList) -> list[Any]:
    return [codes.name, sorted(codes.codes)]


def _table_meaning(table: program.Table) -> list[Any]:
    """Return what can be looked up; what a person calls the table is a text."""
    return [table.name, canonical(table.columns), canonical(table.rows)]


def control_fingerprint(names: Names, control: program.Control, used: Used) -> str:
    """Return the fingerprint of a control's meaning."""
    sentences = [
        [[canonical(s.fires), s.severity.value, list(s.points_at)] for s in instance.sentences]
        for instance in control.instances
    ]
    if any(instance.code is not None for instance in control.instances):
        sentences.sort(key=digest)  # in which order the list has its codes changes nothing
    mentioned: dict[str, None] = {}
    for instance in control.instances:
        for sentence in instance.sentences:
            mentioned.update(fields_of(sentence.fires))
    if isinstance(control.scope, program.GroupScope):
        mentioned.update((key.field, None) for key in control.scope.keys)
        if control.scope.where is not None:
            mentioned.update(fields_of(control.scope.where))
    lists = (names.code_list(name) for name in sorted(used.code_lists))
    return digest(
        [
            canonical(control.scope),
            sentences,
            control.yields,
            [_field_meaning(names.layout.by_name[name]) for name in sorted(mentioned)],
            [_list_meaning(codes) for codes in lists if codes is not None],
            [_table_meaning(names.tables[name].table) for name in sorted(used.tables)],
        ]
    )


def program_fingerprint(
    layout: Layout,
    controls: tuple[program.Control, ...],
    file_controls: tuple[program.FileControl, ...],
    statistics: tuple[program.Distribution | program.Figures, ...],
) -> str:
    """Return the fingerprint of a whole rule set with its layout, so that a verdict can be reproduced."""
    return digest(
        [
            layout.form,
            layout.year,
            layout.format,
            layout.width,
            [[field.start, *_field_meaning(field), field.mandatory] for field in layout.fields],
            [[control.id, control.fingerprint] for control in controls],
            [[control.id, control.severity.value] for control in file_controls],
            canonical(statistics),
        ]
    )
