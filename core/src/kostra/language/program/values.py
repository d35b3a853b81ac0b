"""Values and truths of a program: what an expression is, once names are resolved and types are known."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from kostra.frozen import frozen

ValueType = Literal["tekst", "heltall", "desimal", "dato", "sannhet", "liste"]
"""`liste` is the type of what only a message can show: several values of a group's rows."""

# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Const:
    """A constant: text, whole number, decimal (Decimal), date (days since 1970-01-01) or truth; None is *missing*."""

    type: ValueType
    value: str | int | Decimal | bool | None


@frozen
class FieldValue:
    """A field read as its type: text with the blanks around it not counting, or a number or date, perhaps missing."""

    field: str
    type: ValueType


@frozen
class Raw:
    """`rå(FIELD)`: the field's characters as text, all of them, blanks included (comparison ignores outer blanks)."""

    field: str
    type: ValueType = "tekst"


@frozen
class Param:
    """`$name`: a parameter of the run; text or number as the pack declares it."""

    name: str
    type: ValueType


@frozen
class Arithmetic:
    """Two numbers and + - * /."""

    operator: Literal["+", "-", "*", "/"]
    left: Value
    right: Value
    type: ValueType


@frozen
class Default:
    """`X eller Y`: X, or Y where X is missing."""

    value: Value
    fallback: Value
    type: ValueType


@frozen
class Function:
    """A function of values, row by row: a built-in one or a plugin's.

    `sum`, `minste`, `største` of several values skip the missing ones; `antall_utfylt` counts.
    """

    name: str
    arguments: tuple[Value, ...]
    type: ValueType


@frozen
class CodeText:
    """`tekst_for(FIELD)`: the text of the code in the field; missing when the code is not in the list."""

    field: str
    type: ValueType = "tekst"


@frozen
class CodeWithText:
    """`{FIELD.kode}`, in messages only: the code in the field with its text, «02 (Arbeid, deltid)».

    Blank is blank; a code that is not in the list is said not to be. Of last year's field it is last year's list.
    """

    value: FieldValue | FieldLastYear
    type: ValueType = "tekst"


@frozen
class CountTrue:
    """`antall av G <test>`: how many of the tests are true."""

    tests: tuple[Value, ...]
    type: ValueType = "heltall"


@frozen
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


@frozen
class Aggregate:
    """An aggregate over the rows of the group, or of the whole delivery; `value` and `where` are seen from each row.

    `antall` and `linjer` have no value. `liste`, `andre` (the other rows' values, seen from one row) and `linjer` are
    of type `liste`.
    """

    name: AggregateName
    value: Value | None
    where: Value | None
    type: ValueType


@frozen
class LastYear:
    """`antall() i fjor`: an aggregate over the whole of last year's delivery, with last year's layout and year."""

    value: Aggregate
    type: ValueType


@frozen
class FieldLastYear:
    """`FIELD i fjor`: the field in last year's record of the same person (role `fødselsnummer`).

    Missing, of every type, where the number is not valid, or is not that of exactly one of last year's records.
    """

    field: str
    type: ValueType


# ── Truth (type `sannhet`) ───────────────────────────────────────────────────────────────────────────────────────────


@frozen
class And:
    """All are true."""

    items: tuple[Value, ...]
    type: ValueType = "sannhet"


@frozen
class Or:
    """At least one is true."""

    items: tuple[Value, ...]
    type: ValueType = "sannhet"


@frozen
class Not:
    """The opposite; logic is two-valued, so this is true where a comparison with something missing was false."""

    operand: Value
    type: ValueType = "sannhet"


@frozen
class Compare:
    """A comparison of two values of comparable types; false where either is missing, `≠` included."""

    operator: Literal["=", "≠", "<", "<=", ">", ">="]
    left: Value
    right: Value
    type: ValueType = "sannhet"


@frozen
class In:
    """`blant`: the value equals one of `choices`; false where it is missing. A blank text is the known value «»."""

    value: Value
    choices: tuple[Value, ...]
    type: ValueType = "sannhet"


@frozen
class InCodes:
    """`blant LIST`: the text is a code of the named code list of the program."""

    value: Value
    code_list: str
    type: ValueType = "sannhet"


@frozen
class Between:
    """`mellom`, both ends included; false where anything is missing."""

    value: Value
    low: Value
    high: Value
    type: ValueType = "sannhet"


@frozen
class Filled:
    """`er utfylt`: the raw characters hold something else than U+0020 (`er blank` is the opposite)."""

    value: Value
    type: ValueType = "sannhet"


@frozen
class AllZeros:
    """`er bare nuller`: the raw characters, blanks around them aside, are one or more ASCII zeros."""

    value: Value
    type: ValueType = "sannhet"


@frozen
class Valid:
    """`er gyldig` of a field: not blank, readable as its type, in its code list if it has one; zeros are no date."""

    field: str
    type: ValueType = "sannhet"


@frozen
class Missing:
    """`mangler`: the number, date or text value is missing (a text of a field never is)."""

    value: Value
    type: ValueType = "sannhet"


@frozen
class TextTest:
    """A test of a text, blanks around it aside.

    In the pattern of `har form` 9 is a digit, A a letter, X anything but a blank; other characters are themselves.
    """

    operator: Literal["starter med", "slutter med", "inneholder", "har form"]
    value: Value
    pattern: Value
    type: ValueType = "sannhet"


@frozen
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
    | CodeWithText
    | CountTrue
    | LookupValue
    | Aggregate
    | LastYear
    | FieldLastYear
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
