"""A layout file as written: its declarations with their places, names unresolved, nothing checked."""

from __future__ import annotations

from dataclasses import dataclass

from kostra.diagnostics import Span
from kostra.layout.model import FieldType


@dataclass(frozen=True, slots=True)
class Written:
    """A word, number or text of the file, without its quotes, and where it stands."""

    text: str
    span: Span

    @property
    def number(self) -> int:
        """Return the value of a word that the grammar says is a whole number, at most 999 999 999."""
        # More than any year, width or position can be; a number of thousands of digits would be refused by int().
        return int(self.text) if len(self.text) <= 9 else 999_999_999


@dataclass(frozen=True, slots=True)
class Header:
    """`filbeskrivelse FORM YEAR "title"`."""

    form: Written
    year: Written
    title: Written
    span: Span


@dataclass(frozen=True, slots=True)
class Format:
    """`format fast bredde N`, or `format tabell` (width None)."""

    width: Written | None
    span: Span


@dataclass(frozen=True, slots=True)
class LoneCr:
    """`linjer enslig CR er linjeskift`."""

    span: Span


@dataclass(frozen=True, slots=True)
class SkipBlank:
    """`linjer med bare blanke hoppes over`."""

    span: Span


@dataclass(frozen=True, slots=True)
class Reception:
    """`mottak iso-8859-1`."""

    encoding: Written
    span: Span


@dataclass(frozen=True, slots=True)
class OtherWidths:
    """`andre bredder YEAR WIDTH, …`."""

    widths: tuple[tuple[Written, Written], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class WrittenCondition:
    """`FIELD = "x"`, `FIELD ≠ "x"`, `FIELD blant "x", "y"` or `FIELD ikke blant "x", "y"`."""

    field: Written
    values: tuple[Written, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class WrittenType:
    """A field's type with what may follow it: a width, a number of decimals, or a date pattern."""

    type: FieldType
    argument: Written | None
    span: Span


@dataclass(frozen=True, slots=True)
class WrittenOption:
    """An option of a field; `value` is None where the keyword says it all."""

    keyword: str
    value: Written | None
    span: Span


@dataclass(frozen=True, slots=True)
class WrittenField:
    """A field; `positions` are from and to, the same word twice where one was written."""

    name: Written
    positions: tuple[Written, Written] | None
    type: WrittenType
    options: tuple[WrittenOption, ...]
    label: Written
    mandatory: bool
    condition: WrittenCondition | None
    note: Written | None
    span: Span

    def option(self, keyword: str) -> Written | None:
        """Return the value of an option, or None when it was not given."""
        return next((o.value for o in self.options if o.keyword == keyword), None)


@dataclass(frozen=True, slots=True)
class ListedCodes:
    """`kodeliste NAME` with pairs of code and text."""

    name: Written
    codes: tuple[tuple[Written, Written], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ImportedCodes:
    """`kodeliste NAME fra "f.csv" kolonne CODE, TEXT pluss "code" "text" …`."""

    name: Written
    file: Written
    columns: tuple[Written, Written] | None
    added: tuple[tuple[Written, Written], ...]
    span: Span


Declaration = (
    Header | Format | LoneCr | SkipBlank | Reception | OtherWidths | WrittenField | ListedCodes | ImportedCodes
)


@dataclass(frozen=True, slots=True)
class WrittenLayout:
    """The declarations of a file in order, and the first two words of each one that could not be understood."""

    declarations: tuple[Declaration, ...]
    broken: tuple[tuple[str, str], ...]
