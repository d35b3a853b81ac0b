"""A slow, plain evaluator of a program: row by row, dictionaries and fractions, nothing shared with the engine.

It says what a program means; the engine must say the same. It knows neither files on disk nor masking.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tests.naive_values import Place, World, comparable, counted, evaluate, labels, lookup, truth, values_of
from tests.naive_values import Row as Row

from kostra.language import program as p
from kostra.layout.model import Layout


@dataclass
class Found:
    """A finding, as far as the two evaluators are compared."""

    control: str
    record: int | None
    instance: int
    severity: str
    message: str
    fields: tuple[tuple[str, str], ...]
    group: str | None = None


@dataclass
class Answer:
    """Findings in report order, outcomes by control («ok», «funn», «ikke kjørt»), statistics."""

    findings: list[Found] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    statistics: list[tuple[str, list[tuple[str, Any]]]] = field(default_factory=list)


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


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


def code_with_text(node: p.FieldValue | p.FieldLastYear, at: Place) -> str:
    """Say a code with its text; what was read as a number is the code that is the same number."""
    assert at.row is not None
    of_last_year = isinstance(node, p.FieldLastYear)
    world = at.world.last_year if of_last_year and at.world.last_year is not None else at.world
    codes = world.program.layout.by_name[node.field].codes
    value = evaluate(node, at) if of_last_year else at.row.raw[node.field]
    if value is None or codes is None or value == "" or (isinstance(value, str) and value.strip(" ") == ""):
        return shown(value)
    is_text = isinstance(value, str)
    same = [
        (code, text.strip(" "))
        for code, text in labels(codes).items()
        if (code == value.strip(" ") if is_text else re.fullmatch("[0-9]+", code) and Fraction(code) == value)
    ]
    if not same:
        return f"{shown(value)} (finnes ikke i kodelisten)"
    ((code, text),) = same
    return f"{code} ({text})" if text not in ("", code) else code


def message(template: p.Template, at: Place) -> str:
    out = []
    for one in template:
        match one:
            case str():
                out.append(one)
            case p.ShowField(name):
                assert at.row is not None
                out.append(at.row.raw[name].strip(" ") or "blank")
            case p.ShowValue(p.CodeWithText(value)):
                out.append(code_with_text(value, at))
            case p.ShowValue(value):
                is_list = isinstance(value, p.Aggregate) and value.name in ("liste", "andre", "linjer")
                out.append(listed(value, at) if is_list else shown(evaluate(value, at)))  # type: ignore[arg-type]
    return "".join(out)


# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def first_that_fires(instance: p.Instance, at: Place) -> p.Sentence | None:
    return next((sentence for sentence in instance.sentences if truth(sentence.fires, at)), None)


def found(
    name: str, place: int, sentence: p.Sentence, at: Place, group: str | None = None, codes: Mapping[str, str] = {}
) -> Found:
    """Make a finding; its fields hold what stands in the row, those of the whole delivery only the code it is about."""
    record = None if at.row is None else at.row.record
    text = message(sentence.message, at)
    values = codes if at.row is None else {field: raw.strip(" ") for field, raw in at.row.raw.items()}
    fields = tuple((field, values.get(field, "")) for field in sentence.points_at)
    return Found(name, record, place, str(sentence.severity), text, fields, group)


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
                    codes = {} if instance.code is None else dict([instance.code])
                    out.append(found(name, place, sentence, at, codes=codes))
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
    if not all(known_last_year(node, world) for node in nodes(control)):
        return False
    return all(
        has_row(node, world) for node in nodes(control) if isinstance(node, p.LookupValue) and node.known_at_start
    )


def known_last_year(node: Any, world: World) -> bool:
    """Tell whether last year's delivery can answer what a node asks of it; true of every other node."""
    if not isinstance(node, p.LastYear | p.FieldLastYear):
        return True
    if world.last_year is None:
        return False
    now, then = world.program.layout.by_name, world.last_year.program.layout.by_name
    asked = {one.field for one in nodes(node) if isinstance(getattr(one, "field", None), str)}
    return all(name in then and alike(now[name].type, then[name].type) for name in asked)


def alike(now: str, then: str) -> bool:
    return now == then or {now, then} <= {"heltall", "desimal"}


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
    last_year: tuple[Layout, Sequence[Row]] | None = None,
) -> Answer:
    """Say what the rule sets mean for a delivery; `last_year` are last year's layout and rows, when they are given."""
    answer = Answer()
    by_control: dict[str, list[Found]] = {}
    order: list[tuple[str, bool, bool]] = []  # id, house rule, yields
    for program in programs:
        world = World(program, rows, files, parameters, functions)
        if last_year is not None:
            layout, before = last_year
            then = replace(program, layout=layout, year=layout.year)
            world.last_year = World(then, before, (), {**parameters, "årgang": layout.year}, functions)
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
