"""What there is to say of the fields: where they stand, what they hold, and which controls look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kostra.documentation.described_controls import DescribedControl
from kostra.documentation.edition import Edition
from kostra.documentation.layout_changes import condition_text, mandatory_text, type_text

_EPOCH = date(1970, 1, 1)

INLINE = 12
"""So many codes are told with the field; a longer list has a place of its own, as has one that several fields share."""


@dataclass(frozen=True, slots=True)
class DescribedField:
    """A field as it is told to people. `codes` are those of a short list, `code_list` the name of its list if any."""

    name: str
    label: str
    positions: str
    width: int | None
    type: str
    mandatory: str
    mandatory_when: str
    code_list: str
    codes: tuple[tuple[str, str], ...]
    role: str
    sensitive: bool
    unit: str
    status: str
    note: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescribedList:
    """A code list, and the fields that have it."""

    name: str
    codes: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table that rules look things up in."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def describe_fields(edition: Edition, controls: tuple[DescribedControl, ...]) -> tuple[DescribedField, ...]:
    """Return the fields in the order of the layout, each with the controls that look at it alone or with others."""
    found = []
    for field in edition.layout.fields:
        codes = tuple(field.codes.codes.items()) if field.codes is not None else ()
        found.append(
            DescribedField(
                name=field.name,
                label=field.label,
                positions=field.positions,
                width=field.width,
                type=type_text(field),
                mandatory=mandatory_text(field),
                mandatory_when=condition_text(field.mandatory_when) if field.mandatory_when else "",
                code_list=field.codes.name if field.codes is not None else "",
                codes=codes if len(codes) <= INLINE else (),
                role=field.role or "",
                sensitive=field.sensitive,
                unit=field.unit or "",
                status=field.status,
                note=field.note,
                controls=tuple(c.id for c in controls if field.name in c.mentioned and not c.every_field),
            )
        )
    return tuple(found)


def describe_lists(edition: Edition) -> tuple[DescribedList, ...]:
    """Return the code lists of layout and rules by name."""
    lists = sorted(edition.compiled.program.code_lists, key=lambda codes: codes.name)
    return tuple(
        DescribedList(
            codes.name,
            tuple(codes.codes.items()),
            tuple(f.name for f in edition.layout.fields if f.codes is not None and f.codes.name == codes.name),
        )
        for codes in lists
    )


def describe_tables(edition: Edition) -> tuple[DescribedTable, ...]:
    """Return the tables that the rules look things up in."""
    return tuple(
        DescribedTable(
            table.name,
            table.title,
            tuple(name for name, _ in table.columns),
            tuple(
                tuple(_cell(value, kind) for value, (_, kind) in zip(row.values, table.columns, strict=True))
                for row in table.rows
            ),
        )
        for table in edition.compiled.program.tables
    )


def _cell(value: object, kind: str) -> str:
    if value is None:
        return ""
    if kind == "dato" and isinstance(value, int):
        return (_EPOCH + timedelta(value)).strftime("%d.%m.%Y")
    return str(value)
