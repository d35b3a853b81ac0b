"""Controls, messages, statistics and tables of a program."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from kostra.api.report import Severity
from kostra.diagnostics import Span
from kostra.frozen import frozen
from kostra.language.program.values import FieldValue, Value, ValueType
from kostra.layout.model import CodeList, Layout

# ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class ShowField:
    """`{FIELD}`: the raw characters without blanks around, «blank» when there are none."""

    field: str


@frozen
class ShowValue:
    """`{expression}`: a formatted value, «ukjent» when missing; a list stops after ten values."""

    value: Value


Template = tuple[str | ShowField | ShowValue, ...]
"""A message: literal text (labels and everything known beforehand already put in) and what is filled in for a row."""


# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Sentence:
    """A finding is made where `fires` is true. `points_at`: the fields it is about. `span` is for crash reports."""

    fires: Value
    severity: Severity
    message: Template
    points_at: tuple[str, ...]
    span: Span = field(compare=False)


@frozen
class Instance:
    """Sentences tried in order, the first that fires makes the finding: at most one an instance and row.

    `code` is the field and the code of its code list that the instance is about, None when it is about no code.
    """

    sentences: tuple[Sentence, ...]
    code: tuple[str, str] | None = None


@frozen
class RowScope:
    """Every row by itself."""


@frozen
class GroupScope:
    """Rows with equal `keys`; a finding is made on every row of the group.

    Keys are values: text without outer blanks, blank included; a missing number or date belongs to no group. `where` is
    applied to the rows first.
    """

    keys: tuple[FieldValue, ...]
    where: Value | None


@frozen
class FileScope:
    """The whole delivery."""


@frozen
class ExampleRow:
    """The raw characters of the fields that an example names (numbers are already right-aligned)."""

    values: tuple[tuple[str, str], ...]


@frozen
class Example:
    """Rows and parameters under which the control must stay silent (`accepts`) or fire.

    `last_year` are the rows of last year's delivery, None where there is none.
    """

    accepts: bool
    rows: tuple[ExampleRow, ...]
    parameters: tuple[tuple[str, str | int | Decimal], ...]
    span: Span = field(compare=False)
    last_year: tuple[ExampleRow, ...] | None = None


@frozen
class Control:
    """A control, ready to run.

    `parameters` are those of the run that it cannot do without, and `asks_last_year` tells that last year's delivery is
    another such thing; `not_run` says why it can never be run here (a house rule about a field that the layout lacks),
    else it is empty; `fingerprint` is the hash of its meaning.
    """

    id: str
    title: str
    scope: RowScope | GroupScope | FileScope
    instances: tuple[Instance, ...]
    yields: bool
    parameters: tuple[str, ...]
    why: str
    fix: str
    source: str
    deviation: str
    examples: tuple[Example, ...]
    fingerprint: str
    span: Span = field(compare=False)
    not_run: str = ""
    asks_last_year: bool = False


@frozen
class FileControl:
    """A control of bytes and lines: «000» (is there a file?) and «001» (record length).

    `empty_text` and `unexpected_text` are the pack's wordings for a file without content, and for content where none
    was announced.
    """

    id: str
    severity: Severity
    title: str
    empty_text: str
    unexpected_text: str
    why: str
    fix: str
    source: str
    deviation: str
    span: Span = field(compare=False)


@frozen
class Class:
    """One class of a distribution: bounds inclusive, None open."""

    label: str
    low: int | None
    high: int | None


@frozen
class Distribution:
    """How many rows fall in each class of a value; `otherwise` labels the rest (missing values included)."""

    title: str
    value: Value
    where: Value | None
    classes: tuple[Class, ...]
    otherwise: str | None
    parameters: tuple[str, ...] = ()


@frozen
class Figures:
    """Figures of the whole delivery: label and file-scope value."""

    title: str
    figures: tuple[tuple[str, Value], ...]
    parameters: tuple[str, ...] = ()


@frozen
class TableRow:
    """A row of a table: key (or None), validity in days since 1970-01-01 (None: open), values in the table's order."""

    key: str | None
    valid_from: int | None
    valid_to: int | None
    values: tuple[str | int | Decimal | None, ...]


@frozen
class Table:
    """A table for lookups: `title` is what a person calls it, `columns` name and type of the values."""

    name: str
    title: str
    columns: tuple[tuple[str, ValueType], ...]
    rows: tuple[TableRow, ...]


@frozen
class Program:
    """A checked rule set for one layout. `namespace` is empty for an official rule set, else the house rules' name."""

    form: str
    year: int
    title: str
    namespace: str
    layout: Layout
    controls: tuple[Control, ...]
    file_controls: tuple[FileControl, ...]
    statistics: tuple[Distribution | Figures, ...]
    tables: tuple[Table, ...]
    code_lists: tuple[CodeList, ...]
    fingerprint: str
