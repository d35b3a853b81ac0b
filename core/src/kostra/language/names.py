"""What a name in a rule file stands for: fields, groups, constants, lists, tables, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kostra.api.report import Severity
from kostra.language.program import Const, Table, Value, ValueType
from kostra.layout.model import CodeList, Field, Layout


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a field's code list."""

    field: Field
    code: str

    @property
    def value(self) -> Const:
        """Return what the field is compared with: text, or the number where the field is one."""
        return Const("heltall", int(self.code)) if self.field.type == "heltall" else Const("tekst", self.code)

    @property
    def label(self) -> str:
        """Return the code's text; the code itself when it has none."""
        return (self.field.codes and self.field.codes.label(self.code)) or self.code


Bound = Field | Value | Code
"""What a name bound by a scope stands for in one instance: a field, a value looked up in a table, or a code."""

THE_FIELD = "feltet"
"""The name of the field at hand in «for hvert felt» and «for filen og hver kode»."""

THE_CODE = "koden"
"""The name of the code at hand in «for filen og hver kode»."""

RUN_PARAMETERS: Mapping[str, ValueType] = {"årgang": "heltall", "kommunenummer": "tekst", "bydelsnummer": "tekst"}
"""Parameters that every run has (or can be told): year, municipality, district."""


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table with what the checker needs to know of its shape."""

    table: Table
    has_key: bool
    has_validity: bool

    def column_type(self, column: str) -> ValueType | None:
        """Return the type of a column, or None when the table has no such column."""
        return next((kind for name, kind in self.table.columns if name == column), None)


@dataclass
class Names:
    """The names that one file (a rule set, or one use of a module) can use.

    `wanted` holds the names of the module's parameters that the use gave no value for: they are an error only where a
    control that was taken needs them. `broken` holds names whose declaration was faulty: that is reported once, there.
    `absent` holds, for a group of house rules that cannot be formed, the fields that the layout lacks.
    """

    layout: Layout
    parameters: Mapping[str, ValueType]
    groups: dict[str, tuple[Field, ...]] = field(default_factory=dict)
    constants: dict[str, Const | tuple[Const, ...]] = field(default_factory=dict)
    code_lists: dict[str, CodeList] = field(default_factory=dict)
    tables: dict[str, DatedTable] = field(default_factory=dict)
    severities: dict[str, Severity] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    absent: dict[str, frozenset[str]] = field(default_factory=dict)

    def code_list(self, name: str) -> CodeList | None:
        """Return a code list of the file, or else of the layout."""
        return self.code_lists.get(name) or self.layout.code_lists.get(name)

    def known(self) -> list[str]:
        """Return every name that an expression may use, for suggestions."""
        return [
            *self.layout.by_name,
            *self.groups,
            *self.constants,
            *self.code_lists,
            *self.layout.code_lists,
            *self.tables,
        ]

    def kind_of(self, name: str) -> str | None:
        """Return in words what a name is declared as («et felt», «en konstant» …), or None."""
        kinds = {
            "et felt": self.layout.by_name,
            "en feltgruppe": self.groups,
            "en konstant": self.constants,
            "en kodeliste": {**self.layout.code_lists, **self.code_lists},
            "en tabell": self.tables,
            "et alvor": self.severities,
        }
        return next((kind for kind, names in kinds.items() if name in names), None)
