"""A checked rule set: every name resolved, every expression typed, ready to run.

The checker makes it from syntax trees (rule set, modules, layout); the engine runs it; its canonical form gives the
fingerprints. Groups are expanded, constants and module parameters are put in place, and the scopes «for hvert felt» and
«for hvert sett» have become one instance a field or set, so that the engine knows only rows, groups and the whole file.
All nodes are plain frozen values of strings, numbers, tuples and each other: a program can be written as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kostra.api.report import Severity
from kostra.diagnostics import Span
from kostra.layout.model import CodeList, Layout

ValueType = Literal["tekst", "heltall", "desimal", "dato", "sannhet", "liste"]
"""`liste` is the type of what only a message can show: several values of a group's rows."""

# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Const:
    """A constant: text, whole number, decimal (Decimal), date (days since 1970-01-01) or truth; None is *missing*."""

    type: ValueType
    value: str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field read as its type: text with the blanks around it not counting, or a number or date, perhaps missing."""

    field: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Raw:
    """`rå(FIELD)`: the field's characters as text, all of them, blanks included (comparison ignores outer blanks)."""

    field: str
    type: ValueType = "tekst"


@dataclass(frozen=True, slots=True)
class Param:
    """`$name`: a parameter of the run; text or number as the pack declares it."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers and + - * /."""

    operator: Literal["+", "-", "*", "/"]
    left: Value
    right: Value
    type: ValueType


@dataclass(frozen=True, slots=True)
class Default:
    """`X eller Y`: X, or Y where X is missing."""

    value: Value
    fallback: Value
    type: ValueType


@dataclass(frozen=True, slots=True)
class Function:
    """A function of values, row by row: a built-in one or a plugin's.

    `sum`, `minste`, `største` of several values skip the missing ones; `antall_utfylt` counts.
    """

    name: str
    arguments: tuple[Value, ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class CodeText:
    """`tekst_for(FIELD)`: the text of the code in the field; missing when the code is not in the list."""

    field: str
    type: ValueType = "tekst"


@dataclass(frozen=True, slots=True)
class CountTrue:
    """`antall av G <test>`: how many of the tests are true."""

    tests: tuple[Value, ...]
    type: ValueType = "heltall"


@dataclass(frozen=True, slots=True)
class LookupValue:
    """`TABLE.column for KEY per DATE`.

    `known_at_start`: key and date depend on nothing in the rows, so that a lookup without a row keeps the control from
    being run.
    """

    table: str
    column: str
    key: Value | None
    at: Value | None
    known_at_start: bool
    type: ValueType


AggregateName = Literal["antall", "sum", "minste", "største", "unike", "første", "liste", "andre", "linjer"]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate over the rows of the group, or of the whole delivery; `value` and `where` are seen from each row.

    `antall` and `linjer` have no value. `liste`, `andre` (the other rows' values, seen from one row) and `linjer` are
    of type `liste`.
    """

    name: AggregateName
    value: Value | None
    where: Value | None
    type: ValueType


# ── Truth (type `sannhet`) ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class And:
    """All are true."""

    items: tuple[Value, ...]
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one is true."""

    items: tuple[Value, ...]
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; logic is two-valued, so this is true where a comparison with something missing was false."""

    operand: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two values of comparable types; false where either is missing, `≠` included."""

    operator: Literal["=", "≠", "<", "<=", ">", ">="]
    left: Value
    right: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class In:
    """`blant`: the value equals one of `choices`; false where it is missing. A blank text is the known value «»."""

    value: Value
    choices: tuple[Value, ...]
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class InCodes:
    """`blant LIST`: the text is a code of the named code list of the program."""

    value: Value
    code_list: str
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Between:
    """`mellom`, both ends included; false where anything is missing."""

    value: Value
    low: Value
    high: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Filled:
    """`er utfylt`: the raw characters hold something else than U+0020 (`er blank` is the opposite)."""

    value: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class AllZeros:
    """`er bare nuller`: the raw characters, blanks around them aside, are one or more ASCII zeros."""

    value: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Valid:
    """`er gyldig` of a field: not blank, readable as its type, in its code list if it has one; zeros are no date."""

    field: str
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Missing:
    """`mangler`: the number, date or text value is missing (a text of a field never is)."""

    value: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class TextTest:
    """A test of a text, blanks around it aside.

    In the pattern of `har form` 9 is a digit, A a letter, X anything but a blank; other characters are themselves.
    """

    operator: Literal["starter med", "slutter med", "inneholder", "har form"]
    value: Value
    pattern: Value
    type: ValueType = "sannhet"


@dataclass(frozen=True, slots=True)
class Given:
    """`$x er oppgitt`."""

    name: str
    type: ValueType = "sannhet"


Value = (
    Const
    | FieldValue
    | Raw
    | Param
    | Arithmetic
    | Default
    | Function
    | CodeText
    | CountTrue
    | LookupValue
    | Aggregate
    | And
    | Or
    | Not
    | Compare
    | In
    | InCodes
    | Between
    | Filled
    | AllZeros
    | Valid
    | Missing
    | TextTest
    | Given
)


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ShowField:
    """`{FIELD}`: the raw characters without blanks around, «blank» when there are none."""

    field: str


@dataclass(frozen=True, slots=True)
class ShowValue:
    """`{expression}`: a formatted value, «ukjent» when missing; a list stops after ten values."""

    value: Value


Template = tuple[str | ShowField | ShowValue, ...]
"""A message: literal text (labels and everything known beforehand already put in) and what is filled in for a row."""


# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding is made where `fires` is true. `points_at`: the fields it is about. `span` is for crash reports."""

    fires: Value
    severity: Severity
    message: Template
    points_at: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Instance:
    """Sentences tried in order, the first that fires makes the finding: at most one an instance and row."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RowScope:
    """Every row by itself."""


@dataclass(frozen=True, slots=True)
class GroupScope:
    """Rows with equal `keys`; a finding is made on every row of the group.

    Keys are values: text without outer blanks, blank included; a missing number or date belongs to no group. `where` is
    applied to the rows first.
    """

    keys: tuple[FieldValue, ...]
    where: Value | None


@dataclass(frozen=True, slots=True)
class FileScope:
    """The whole delivery."""


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """The raw characters of the fields that an example names (numbers are already right-aligned)."""

    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Rows and parameters under which the control must stay silent (`accepts`) or fire."""

    accepts: bool
    rows: tuple[ExampleRow, ...]
    parameters: tuple[tuple[str, str | int | Decimal], ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Control:
    """A control, ready to run.

    `parameters` are those of the run that it cannot do without; `not_run` says why it can never be run here (a house
    rule about a field that the layout lacks), else it is empty; `fingerprint` is the hash of its meaning.
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a distribution: bounds inclusive, None open."""

    label: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many rows fall in each class of a value; `otherwise` labels the rest (missing values included)."""

    title: str
    value: Value
    where: Value | None
    classes: tuple[Class, ...]
    otherwise: str | None
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the whole delivery: label and file-scope value."""

    title: str
    figures: tuple[tuple[str, Value], ...]
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: key (or None), validity in days since 1970-01-01 (None: open), values in the table's order."""

    key: str | None
    valid_from: int | None
    valid_to: int | None
    values: tuple[str | int | Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table for lookups: `title` is what a person calls it, `columns` name and type of the values."""

    name: str
    title: str
    columns: tuple[tuple[str, ValueType], ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
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
