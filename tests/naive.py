"""A slow, plain evaluator of a program: row by row, dictionaries and fractions, nothing shared with the engine.

It says what a program means; the engine must say the same. It knows neither files on disk nor masking.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

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
class Found:
    """A finding, as far as the two evaluators are compared."""

    control: str
    record: int | None
    instance: int
    severity: str
    message: str
    fields: tuple[str, ...]
    group: str | None = None


@dataclass
class Answer:
    """Findings in report order, outcomes by control («ok», «funn», «ikke kjørt»), statistics."""

    findings: list[Found] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    statistics: list[tuple[str, list[tuple[str, Any]]]] = field(default_factory=list)


@dataclass
class World:
    """A program's surroundings, and all rows of the delivery."""

    program: p.Program
    rows: Sequence[Row]
    files: Sequence[str]
    parameters: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]

    @property
    def year(self) -> int:
        return int(self.parameters.get("årgang", self.program.year))


@dataclass
class Place:
    """Where an expression is evaluated: a row, a group of rows (with perhaps one of them), or all rows."""

    world: World
    row: Row | None = None
    rows: Sequence[Row] = ()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(one: Field, raw: str) -> Any:
    match one.type:
        case "tekst":
            return raw
        case "heltall":
            return whole(raw)
        case "desimal":
            return decimal(raw)
        case "dato":
            return date(raw, str(one.date_pattern))


def whole(raw: str) -> Fraction | None:
    return Fraction(int(raw.strip(" "))) if re.fullmatch(r" *[+-]?[0-9]+ *", raw) else None


def decimal(raw: str) -> Fraction | None:
    shaped = re.fullmatch(r" *[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+) *", raw)
    if not shaped:
        return None
    text = raw.strip(" ").replace(",", ".")
    return Fraction(text + "0" if text.endswith(".") else text.replace("+.", "+0.").replace("-.", "-0."))


def date(raw: str, pattern: str) -> datetime.date | None:
    shapes = {
        "ddmmåå": r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{2})",
        "ddmmåååå": r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})",
        "åååå-mm-dd": r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
    }
    found = re.fullmatch(shapes[pattern], raw.strip(" "))
    if not found:
        return None
    year = int(found["y"]) + (2000 if pattern == "ddmmåå" else 0)
    return civil(year, int(found["m"]), int(found["d"]))


def civil(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None


# ── Identity numbers ─────────────────────────────────────────────────────────────────────────────────────────────────


def digits(raw: str, count: int) -> list[int] | None:
    text = raw.strip(" ")
    return [int(c) for c in text] if re.fullmatch(f"[0-9]{{{count}}}", text) else None


def check_digits(raw: str) -> bool:
    number = digits(raw, 11)
    if number is None:
        return False
    weights = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return all(sum(w * d for w, d in zip(row, number, strict=False)) % 11 == 0 for row in weights)


def birth_date(raw: str, year: int) -> datetime.date | None:
    number = digits(raw, 11)
    if number is None:
        return None
    text = "".join(map(str, number))
    day, month, short, individual = int(text[:2]), int(text[2:4]), int(text[4:6]), int(text[6:9])
    day -= 40 if day > 40 else 0
    month -= next((offset for offset in (80, 65, 40) if month > offset), 0)
    if text[6:] in ("00100", "00200", "99999"):
        full = 2000 + short
        full -= 100 if full > year + 1 else 0
    elif individual <= 499:
        full = 1900 + short
    elif short <= 39:
        full = 2000 + short
    elif short >= 54 and individual <= 749:
        full = 1800 + short
    elif individual >= 900:
        full = 1900 + short
    else:
        return None
    born = civil(full, month, day)
    return born if born is not None and born.year <= year else None


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
        case _:
            return truth(node, at)


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


def is_field(node: p.Value) -> bool:
    return isinstance(node, p.FieldValue | p.Raw)


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


def listed(node: p.Aggregate, at: Place) -> str:
    if node.name == "linjer":
        several = len(at.world.files) > 1
        rows = counted(node, at)
        return listing([f"linje {r.line} i {at.world.files[r.file]}" if several else str(r.line) for r in rows])
    seen: list[Any] = []
    for row, value in values_of(node, at):
        if node.name == "andre" and at.row is not None and row.record == at.row.record:
            continue
        if comparable(value) not in seen:
            seen.append(comparable(value))
    # A value's place in the list is that of its first row, the row itself included.
    order = [comparable(value) for _, value in values_of(node, at)]
    return listing([shown(value) for value in sorted(seen, key=order.index)])


def listing(items: list[str]) -> str:
    if not items:
        return "ingen"
    if len(items) > 10:
        items = [*items[:10], f"{len(items) - 10} til"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} og {items[-1]}"


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def shown(value: Any) -> str:
    if value is None:
        return "ukjent"
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, str):
        return value.strip(" ") or "blank"
    if isinstance(value, datetime.date):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return shown_number(Fraction(value))


def shown_number(value: Fraction) -> str:
    places = next((n for n in range(7) if (value * 10**n).denominator == 1), 2)
    scaled = abs(value) * 10**places
    units = int(scaled) + (scaled - int(scaled) >= Fraction(1, 2))
    text = str(units).rjust(places + 1, "0")
    before, after = (text[:-places], text[-places:]) if places else (text, "")
    if len(before) > 4:
        before = re.sub(r"(?<=[0-9])(?=([0-9]{3})+$)", " ", before)
    sign = "-" if value < 0 and units else ""
    return sign + before + ("," + after if after else "")


def message(template: p.Template, at: Place) -> str:
    out = []
    for one in template:
        match one:
            case str():
                out.append(one)
            case p.ShowField(name):
                assert at.row is not None
                out.append(at.row.raw[name].strip(" ") or "blank")
            case p.ShowValue(value):
                is_list = isinstance(value, p.Aggregate) and value.name in ("liste", "andre", "linjer")
                out.append(listed(value, at) if is_list else shown(evaluate(value, at)))  # type: ignore[arg-type]
    return "".join(out)


# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def first_that_fires(instance: p.Instance, at: Place) -> p.Sentence | None:
    return next((sentence for sentence in instance.sentences if truth(sentence.fires, at)), None)


def found(name: str, place: int, sentence: p.Sentence, at: Place, group: str | None = None) -> Found:
    record = None if at.row is None else at.row.record
    text = message(sentence.message, at)
    return Found(name, record, place, str(sentence.severity), text, sentence.points_at, group)


def run_control(name: str, control: p.Control, world: World) -> list[Found]:
    out: list[Found] = []
    match control.scope:
        case p.RowScope():
            for row in world.rows:
                for place, instance in enumerate(control.instances):
                    at = Place(world, row)
                    sentence = first_that_fires(instance, at)
                    if sentence:
                        out.append(found(name, place, sentence, at))
        case p.FileScope():
            for place, instance in enumerate(control.instances):
                at = Place(world, None, world.rows)
                sentence = first_that_fires(instance, at)
                if sentence:
                    out.append(found(name, place, sentence, at))
        case p.GroupScope(keys, where):
            firing = 0
            for rows in groups(keys, where, world):
                sentences = [first_that_fires(one, Place(world, rows[0], rows)) for one in control.instances]
                firing += any(sentences)
                for row in rows:
                    for place, sentence in enumerate(sentences):
                        if sentence:
                            out.append(found(name, place, sentence, Place(world, row, rows), f"{name}-{firing}"))
    return out


def groups(keys: Sequence[p.Value], where: p.Value | None, world: World) -> list[list[Row]]:
    collected: dict[tuple[Any, ...], list[Row]] = {}
    for row in world.rows:
        at = Place(world, row)
        key = tuple(comparable(evaluate(one, at)) for one in keys)
        if None not in key and (where is None or truth(where, at)):
            collected.setdefault(key, []).append(row)
    return list(collected.values())


def can_run(control: p.Control, world: World) -> bool:
    if control.not_run or any(name not in world.parameters for name in control.parameters):
        return False
    return all(
        has_row(node, world) for node in nodes(control) if isinstance(node, p.LookupValue) and node.known_at_start
    )


def has_row(node: p.LookupValue, world: World) -> bool:
    """A column of row numbers tells a row with an empty cell from no row."""
    (table,) = [one for one in world.program.tables if one.name == node.table]
    numbered = p.Table(
        table.name,
        table.title,
        (("nr", "heltall"),),
        tuple(p.TableRow(r.key, r.valid_from, r.valid_to, (i,)) for i, r in enumerate(table.rows)),
    )
    other = World(replace(world.program, tables=(numbered,)), (), (), world.parameters, {})
    return lookup(Place(other), node.table, "nr", node.key, node.at) is not None


def nodes(item: Any) -> Iterable[Any]:
    """Everything inside a control."""
    if isinstance(item, tuple):
        for one in item:
            yield from nodes(one)
    elif hasattr(item, "__dataclass_fields__"):
        yield item
        for name in item.__dataclass_fields__:
            yield from nodes(getattr(item, name))


def run(
    programs: Sequence[p.Program],
    rows: Sequence[Row],
    files: Sequence[str],
    parameters: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
) -> Answer:
    answer = Answer()
    by_control: dict[str, list[Found]] = {}
    order: list[tuple[str, bool, bool]] = []  # id, house rule, yields
    for program in programs:
        world = World(program, rows, files, parameters, functions)
        for control in program.controls:
            name = f"{program.namespace}/{control.id}" if program.namespace else control.id
            order.append((name, bool(program.namespace), control.yields))
            if not can_run(control, world):
                answer.outcomes[name] = "ikke kjørt"
                continue
            by_control[name] = run_control(name, control, world)
        answer.statistics += statistics(program, world)
    give_way(by_control, order)
    for name, left in by_control.items():
        answer.outcomes[name] = "funn" if left else "ok"
    places = {name: place for place, (name, _, _) in enumerate(order)}
    everything = [one for left in by_control.values() for one in left]
    everything.sort(key=lambda one: (-1 if one.record is None else one.record, places[one.control], one.instance))
    answer.findings = everything
    return answer


def give_way(by_control: dict[str, list[Found]], order: Sequence[tuple[str, bool, bool]]) -> None:
    """Take away what yields, in the order: official, official that yields, house rules, house rules that yield."""
    standing: list[Found] = []
    for name, _, yields in sorted(order, key=lambda one: (one[1], one[2])):
        if name in by_control:
            if yields:
                by_control[name] = [one for one in by_control[name] if not any(same_field(one, s) for s in standing)]
            standing += by_control[name]


def same_field(one: Found, other: Found) -> bool:
    return one.record is not None and one.record == other.record and not set(one.fields).isdisjoint(other.fields)


def statistics(program: p.Program, world: World) -> list[tuple[str, list[tuple[str, Any]]]]:
    out: list[tuple[str, list[tuple[str, Any]]]] = []
    for table in program.statistics:
        if any(name not in world.parameters for name in table.parameters):
            continue
        if isinstance(table, p.Figures):
            at = Place(world, None, world.rows)
            out.append((table.title, [(label, figure(evaluate(value, at))) for label, value in table.figures]))
        else:
            out.append((table.title, distribution(table, world)))
    return out


def figure(value: Any) -> Any:
    if value is None:
        return "ukjent"
    return int(value) if value.denominator == 1 else shown_number(value)


def distribution(table: p.Distribution, world: World) -> list[tuple[str, Any]]:
    counts = [0] * (len(table.classes) + 1)
    for row in world.rows:
        at = Place(world, row)
        if table.where is not None and not truth(table.where, at):
            continue
        value = evaluate(table.value, at)
        places = [i for i, one in enumerate(table.classes) if value is not None and within(value, one.low, one.high)]
        counts[places[0] if places else -1] += 1
    out: list[tuple[str, Any]] = [(one.label, counts[i]) for i, one in enumerate(table.classes)]
    if table.otherwise is not None:
        out.append((table.otherwise, counts[-1]))
    return [*out, ("I alt", sum(count for _, count in out))]


def within(value: Fraction, low: int | None, high: int | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)
