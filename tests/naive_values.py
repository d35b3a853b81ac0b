"""Expressions of the plain evaluator: what they are worth in a row, in a group of rows, in all rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.naive_reading import birth_date, check_digits, civil, date, decimal, is_person, read, whole

from kostra.language import program as p
from kostra.layout.model import CodeList, Field

EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class Row:
    """A record: raw characters by field, and where it stands."""

    raw: Mapping[str, str]
    record: int
    file: int
    line: int


@dataclass
class World:
    """A program's surroundings, and all rows of the delivery."""

    program: p.Program
    rows: Sequence[Row]
    files: Sequence[str]
    parameters: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]
    last_year: World | None = None

    @property
    def year(self) -> int:
        return int(self.parameters.get("årgang", self.program.year))


@dataclass
class Place:
    """Where an expression is evaluated: a row, a group of rows (with perhaps one of them), or all rows."""

    world: World
    row: Row | None = None
    rows: Sequence[Row] = ()


# ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def number(value: Any) -> Any:
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def constant(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "dato":
        return EPOCH + datetime.timedelta(days=value)
    return str(value) if kind == "tekst" else number(value)


def evaluate(node: p.Value, at: Place) -> Any:
    """Return a value: str, Fraction, date, bool, or None for missing."""
    match node:
        case p.Const(kind, value):
            return constant(value, kind)
        case p.FieldValue(name, _):
            assert at.row is not None
            return read(at.world.program.layout.by_name[name], at.row.raw[name])
        case p.Raw(name, _):
            assert at.row is not None
            return at.row.raw[name]
        case p.Param(name, kind):
            return constant(at.world.parameters.get(name), kind)
        case p.Arithmetic(operator, left, right, _):
            return arithmetic(operator, evaluate(left, at), evaluate(right, at))
        case p.Default(value, fallback, _):
            found = evaluate(value, at)
            return evaluate(fallback, at) if found is None else found
        case p.Function(name, arguments, _):
            return function(name, arguments, at)
        case p.CodeText(name, _):
            assert at.row is not None
            codes = at.world.program.layout.by_name[name].codes
            return None if codes is None else labels(codes).get(at.row.raw[name].strip(" "))
        case p.CountTrue(tests, _):
            return Fraction(sum(truth(test, at) for test in tests))
        case p.LookupValue(table, column, key, when, _, _):
            return lookup(at, table, column, key, when)
        case p.Aggregate():
            return aggregate(node, at)
        case p.LastYear(value, _):
            assert at.world.last_year is not None
            return aggregate(value, Place(at.world.last_year, None, at.world.last_year.rows))
        case p.FieldLastYear(name, _):
            return field_last_year(name, at)
        case _:
            return truth(node, at)


def field_last_year(name: str, at: Place) -> Any:
    """Return the field in the only one of last year's rows with the person's number."""
    then = at.world.last_year
    assert then is not None
    assert at.row is not None
    number = identity_of(at.row, at.world)
    same = [row for row in then.rows if number is not None and identity_of(row, then) == number]
    return read(then.program.layout.by_name[name], same[0].raw[name]) if len(same) == 1 else None


def identity_of(row: Row, world: World) -> str | None:
    one = world.program.layout.with_role("fødselsnummer")
    assert one is not None
    return row.raw[one.name].strip(" ") if is_person(row.raw[one.name]) else None


def arithmetic(operator: str, left: Any, right: Any) -> Any:
    if left is None or right is None or (operator == "/" and right == 0):
        return None
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
    }[operator]()


def lookup(at: Place, table: str, column: str, key: p.Value | None, when: p.Value | None) -> Any:
    (known,) = [one for one in at.world.program.tables if one.name == table]
    wanted = None if key is None else evaluate(key, at)
    day = None if when is None else evaluate(when, at)
    if (key is not None and wanted is None) or (when is not None and day is None):
        return None
    place = [name for name, _ in known.columns].index(column)
    kind = known.columns[place][1]
    for row in known.rows:
        if key is not None and (row.key is None or row.key != str(wanted).strip(" ")):
            continue
        if day is not None:
            days = (day - EPOCH).days
            if (row.valid_from is not None and row.valid_from > days) or (
                row.valid_to is not None and row.valid_to < days
            ):
                continue
        return constant(row.values[place], kind)
    return None


def characters(node: p.Value, at: Place) -> Any:
    """Return the raw characters of a field of any type, else the text."""
    if isinstance(node, p.FieldValue | p.Raw):
        assert at.row is not None
        return at.row.raw[node.field]
    return evaluate(node, at)


def function(name: str, arguments: Sequence[p.Value], at: Place) -> Any:
    if name == "antall_utfylt":
        return Fraction(sum(characters(a, at).strip(" ") != "" for a in arguments))
    if name == "antall_desimaler":
        raw = characters(arguments[0], at)
        return None if decimal(raw) is None else Fraction(len(re.split("[.,]", raw.strip(" ") + ",")[1]))
    values = [evaluate(a, at) for a in arguments]
    present = [value for value in values if value is not None]
    match name:
        case "sum":
            return sum(present, start=Fraction(0))
        case "minste":
            return min(present, default=None)
        case "største":
            return max(present, default=None)
        case "årstall":
            read_year = None if values[0] is None else whole(values[0])
            if read_year is None:
                return Fraction(0)
            return read_year + 2000 if 1 <= read_year <= 99 else read_year
    if None in values:
        return False if name in TRUTHS else None
    return FUNCTIONS[name](at, *values) if name in FUNCTIONS else number(at.world.functions[name](*plain(values)))


def plain(values: Iterable[Any]) -> list[Any]:
    return [v.strip(" ") if isinstance(v, str) else int(v) if isinstance(v, Fraction) else v for v in values]


def part(at: Place, text: str, start: Fraction, end: Fraction) -> str:
    first, last = max(int(start), 1), min(int(end), len(text))
    return text[first - 1 : last] if last >= first else ""


def new_date(at: Place, *parts: Fraction) -> datetime.date | None:
    if any(one.denominator != 1 for one in parts):
        return None
    year, month, day = (int(one) for one in parts)
    return civil(year, month, day)


def age(at: Place, raw: str) -> Fraction | None:
    born = birth_date(raw, at.world.year)
    return None if born is None else Fraction(at.world.year - born.year)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "alder": age,
    "fødselsdato": lambda at, raw: birth_date(raw, at.world.year),
    "kontrollsiffer_stemmer": lambda at, raw: check_digits(raw),
    "dager": lambda at, a, b: Fraction((b - a).days),
    "år": lambda at, d: Fraction(d.year),
    "måned": lambda at, d: Fraction(d.month),
    "dag": lambda at, d: Fraction(d.day),
    "dato": new_date,
    "lengde": lambda at, text: Fraction(len(text)),
    "del": part,
    "som_tall": lambda at, text: whole(text),
    "som_dato": lambda at, text, pattern: date(text, pattern),
}
TRUTHS = {"kontrollsiffer_stemmer"}


def truth(node: p.Value, at: Place) -> bool:
    match node:
        case p.And(items, _):
            return all(truth(item, at) for item in items)
        case p.Or(items, _):
            return any(truth(item, at) for item in items)
        case p.Not(operand, _):
            return not truth(operand, at)
        case p.Compare(operator, left, right, _):
            return compare(operator, evaluate(left, at), evaluate(right, at))
        case p.In(value, choices, _):
            return any(compare("=", evaluate(value, at), evaluate(choice, at)) for choice in choices)
        case p.InCodes(value, name, _):
            (codes,) = [one for one in at.world.program.code_lists if one.name == name]
            found = evaluate(value, at)
            return found is not None and found.strip(" ") in labels(codes)
        case p.Between(value, low, high, _):
            found, a, b = (evaluate(one, at) for one in (value, low, high))
            return None not in (found, a, b) and bool(a <= found <= b)
        case p.Filled(value, _):
            text = characters(value, at)
            return text is not None and text.strip(" ") != ""
        case p.AllZeros(value, _):
            text = characters(value, at)
            return text is not None and re.fullmatch("0+", text.strip(" ")) is not None
        case p.Valid(name, _):
            assert at.row is not None
            return valid(at.world.program.layout.by_name[name], at.row.raw[name])
        case p.Missing(value, _):
            return evaluate(value, at) is None
        case p.TextTest(operator, value, pattern, _):
            text, wanted = evaluate(value, at), evaluate(pattern, at)
            if text is None or wanted is None:
                return False
            return text_test(operator, text.strip(" "), wanted if isinstance(pattern, p.Const) else wanted.strip(" "))
        case p.Given(name, _):
            return name in at.world.parameters
        case _:
            return bool(evaluate(node, at))


def compare(operator: str, left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, str):
        left, right = left.strip(" "), right.strip(" ")
    return bool(
        {
            "=": lambda: left == right,
            "≠": lambda: left != right,
            "<": lambda: left < right,
            "<=": lambda: left <= right,
            ">": lambda: left > right,
            ">=": lambda: left >= right,
        }[operator]()
    )


def valid(one: Field, raw: str) -> bool:
    if raw.strip(" ") == "" or read(one, raw) is None:
        return False
    return one.codes is None or raw.strip(" ") in labels(one.codes)


def labels(codes: CodeList) -> dict[str, str]:
    return {code.strip(" "): text for code, text in codes.codes.items()}


def text_test(operator: str, text: str, pattern: str) -> bool:
    match operator:
        case "starter med":
            return text.startswith(pattern)
        case "slutter med":
            return text.endswith(pattern)
        case "inneholder":
            return pattern in text
        case _:
            return len(text) == len(pattern) and all(fits(c, sign) for c, sign in zip(text, pattern, strict=True))


def fits(character: str, sign: str) -> bool:
    match sign:
        case "9":
            return character in "0123456789"
        case "A":
            return character.isalpha()
        case "X":
            return character != " "
        case _:
            return character == sign


# ── Rows of a group, or of the file ──────────────────────────────────────────────────────────────────────────────────


def counted(node: p.Aggregate, at: Place) -> list[Row]:
    return [row for row in at.rows if node.where is None or truth(node.where, Place(at.world, row))]


def values_of(node: p.Aggregate, at: Place) -> list[tuple[Row, Any]]:
    assert node.value is not None
    pairs = [(row, evaluate(node.value, Place(at.world, row))) for row in counted(node, at)]
    return [(row, value) for row, value in pairs if value is not None]


def comparable(value: Any) -> Any:
    return value.strip(" ") if isinstance(value, str) else value


def aggregate(node: p.Aggregate, at: Place) -> Any:
    if node.name == "antall":
        return Fraction(len(counted(node, at)))
    values = [value for _, value in values_of(node, at)]
    match node.name:
        case "sum":
            return sum(values, start=Fraction(0))
        case "minste":
            return min(values, default=None)
        case "største":
            return max(values, default=None)
        case "unike":
            return Fraction(len({comparable(value) for value in values}))
        case _:
            return values[0] if values else None
