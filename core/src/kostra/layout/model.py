"""The record layout: which fields a record has, where they stand, what they may hold.

Values only; the layout language (parser), its export and the readers build on these types. Source of the concepts:
the file descriptions («filbeskrivelse») that Statistics Norway publishes for each form and year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from kostra.frozen import frozen

FieldType = Literal["tekst", "heltall", "desimal", "dato"]
DatePattern = Literal["ddmmåå", "ddmmåååå", "åååå-mm-dd"]
LayoutFormat = Literal["fast", "tabell"]
FieldStatus = Literal["kjent", "antatt"]

ROLES = ("kommune", "bydel", "årgang", "journalnummer", "saksbehandler", "fødselsnummer")
"""The parts a field can play that the core itself needs to know of: where a row belongs and whom it is about."""


IDENTITY_ROLE = "fødselsnummer"
"""The role of the field that tells who a record is about."""


@frozen
class CodeListOrigin:
    """The CSV file that a code list was read from.

    `columns` are those of code and text (None: the first two), `added` the codes that were added to it.
    """

    file: str
    columns: tuple[str, str] | None = None
    added: tuple[tuple[str, str], ...] = ()


@frozen
class CodeList:
    """A closed list of values: `codes` maps each code to its text, in the order of the source.

    `origin` says where the codes came from when not from the layout file itself; it takes no part in equality.
    """

    name: str
    codes: Mapping[str, str]
    origin: CodeListOrigin | None = field(default=None, compare=False)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def label(self, code: str) -> str | None:
        """Return the code's text, or None for a code that is not in the list."""
        return self.codes.get(code)

    def in_words(self, code: str) -> str:
        """Return a code with its text, «02 (Arbeid, deltid)»; the code alone where it has no text of its own."""
        shown, text = code.strip(" "), self.codes.get(code, "").strip(" ")
        return f"{shown} ({text})" if text not in ("", shown) else shown


@frozen
class Condition:
    """When a field is mandatory: another field holds one of `values` (or, negated, none of them)."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


@frozen
class Field:
    """One field of a record.

    `start` and `end` are 1-based, inclusive character positions; None in a table form. `width` is the greatest number
    of characters (None: no limit). `decimals` is the greatest number of decimals of a `desimal`. `mandatory_when` is
    set when the field is mandatory under a condition only; `mandatory` is then True as well. `type` says how the
    characters are read; `codes` is a property beside the type.
    """

    name: str
    type: FieldType
    label: str
    start: int | None = None
    end: int | None = None
    width: int | None = None
    date_pattern: DatePattern | None = None
    decimals: int | None = None
    codes: CodeList | None = None
    mandatory: bool = False
    mandatory_when: Condition | None = None
    sensitive: bool = False
    role: str | None = None
    unit: str | None = None
    status: FieldStatus = "kjent"
    note: str = ""

    @property
    def positions(self) -> str:
        """Return the positions for people: «50–51», «42», or an empty string in a table form."""
        if self.start is None or self.end is None:
            return ""
        return str(self.start) if self.start == self.end else f"{self.start}–{self.end}"


@frozen
class LineRules:
    """How bytes become lines.

    `lone_cr`: a CR alone ends a line; `skip_blank`: lines of only blanks and control characters are no records (totally
    empty lines never are).
    """

    lone_cr: bool = False
    skip_blank: bool = False


@dataclass(frozen=True)
class Layout:
    """The record layout of a form in a year.

    `width` is the record length in characters of a fixed-width format, None for a table. `other_widths` maps other
    years (årganger) of the same form to their record lengths, for the diagnosis of a file in the wrong year's format.
    `code_lists` holds every list by name, also those that no field uses. `reception_encoding` is the only encoding that
    the reception reads, where it is known to read just one.
    """

    form: str
    year: int
    title: str
    format: LayoutFormat
    fields: tuple[Field, ...]
    width: int | None = None
    code_lists: Mapping[str, CodeList] = field(default_factory=lambda: MappingProxyType({}))
    other_widths: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    line_rules: LineRules = LineRules()
    reception_encoding: str | None = None

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Return the fields by name."""
        return MappingProxyType({f.name: f for f in self.fields})

    def with_role(self, role: str) -> Field | None:
        """Return the field that plays a role of `ROLES`, or None when no field does."""
        return next((f for f in self.fields if f.role == role), None)
