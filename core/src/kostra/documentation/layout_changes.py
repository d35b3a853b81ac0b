"""What is different about the record layout: fields, places, types, what must be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from kostra.documentation.changes import Change, Part, Point, became, joined, reworded
from kostra.documentation.field_matching import matched_fields
from kostra.layout.model import Condition, Field, Layout

_PART: Part = "filbeskrivelse"


def layout_changes(old: Layout, new: Layout) -> Iterator[Change]:
    """Yield the differences between two layouts, those of code lists aside."""
    yield from _record(old, new)
    pairs = matched_fields(old, new)
    for field in old.fields:
        if field.name not in pairs.values():
            text = f"{field.name} er borte{_place(field)}: {field.label}"
            yield Change(_PART, "borte", (field.name,), text)
    for field in new.fields:
        if field.name not in pairs:
            yield Change(_PART, "ny", (field.name,), f"{field.name} er ny{_place(field)}: {field.label}")
        elif pairs[field.name] != field.name:
            before = pairs[field.name]
            text = f"{before} heter nå {field.name}{_place(field)}"
            yield Change(_PART, "nytt navn", (before, field.name), text)
    yield from _moved(old, new, pairs)
    yield from _properties(old, new, pairs)


def _record(old: Layout, new: Layout) -> Iterator[Change]:
    points = []
    if old.title != new.title:
        points.append(_point("tittel", "tittelen", f"«{old.title}»", f"«{new.title}»"))
    if old.format != new.format:
        points.append(_point("format", "formatet", old.format, new.format))
    if old.width != new.width:
        points.append(_point("postlengde", "postlengden", _number(old.width), _number(new.width)))
    if old.line_rules.lone_cr != new.line_rules.lone_cr:
        text = "en enslig CR er" + (" nå" if new.line_rules.lone_cr else " ikke lenger") + " et linjeskift"
        points.append(Point("linjer", text))
    if old.line_rules.skip_blank != new.line_rules.skip_blank:
        text = "linjer med bare blanke" + (" hoppes nå over" if new.line_rules.skip_blank else " er nå poster")
        points.append(Point("linjer", text))
    if old.reception_encoding != new.reception_encoding:
        before, after = old.reception_encoding or "", new.reception_encoding or ""
        points.append(_point("mottak", "tegnsettet som mottaket leser,", before, after))
    for point in points:
        text = point.text[:1].upper() + point.text[1:]
        yield Change(_PART, point.what, (), text, (point,))


def _moved(old: Layout, new: Layout, pairs: Mapping[str, str]) -> Iterator[Change]:
    """Yield a change for each run of fields that moved equally far; what is new or gone between them does not count."""
    kept = [
        (field, (field.start or 0) - (old.by_name[pairs[field.name]].start or 0))
        for field in new.fields
        if field.name in pairs
    ]
    for shift, run in groupby(kept, key=lambda one: one[1]):
        fields = [field.name for field, _ in run]
        if shift == 0:
            continue
        span = fields[0] if len(fields) == 1 else f"{fields[0]} … {fields[-1]}"
        sign = f"{'+' if shift > 0 else '−'}{abs(shift)}"
        count = "1 posisjon" if abs(shift) == 1 else f"{abs(shift)} posisjoner"
        points = tuple(
            Point("plass", name, old.by_name[pairs[name]].positions, new.by_name[name].positions) for name in fields
        )
        yield Change(_PART, "flyttet", tuple(fields), f"{span} er flyttet {count} ({sign})", points)


def _properties(old: Layout, new: Layout, pairs: Mapping[str, str]) -> Iterator[Change]:
    """Yield what is different about the fields themselves; fields that changed in the same way are told together."""
    together: dict[tuple[Point, ...], list[str]] = {}
    for name, before in pairs.items():
        points = tuple(_field(old.by_name[before], new.by_name[name]))
        if points:
            together.setdefault(points, []).append(name)
    for points, names in together.items():
        text = f"{joined(names)}: {'; '.join(point.text for point in points)}"
        yield Change(_PART, "endret", tuple(names), text, points)
    for name, before in pairs.items():
        was, now = old.by_name[before].label, new.by_name[name].label
        if was != now:
            text = f"{name}: ny tekst, {reworded(was, now)}"
            yield Change(_PART, "tekst", (name,), text, (Point("etikett", "teksten er endret", was, now),))


def _field(old: Field, new: Field) -> Iterator[Point]:
    if old.type != new.type:
        yield _point("type", "typen", old.type, new.type)
    if old.date_pattern != new.date_pattern and old.type == new.type:
        yield _point("datoformat", "datoformatet", old.date_pattern or "", new.date_pattern or "")
    if old.width != new.width:
        yield _point("bredde", "bredden", _number(old.width), _number(new.width))
    if old.decimals != new.decimals:
        yield _point("desimaler", "antall desimaler", _number(old.decimals), _number(new.decimals))
    before, after = mandatory_text(old), mandatory_text(new)
    if before != after:
        text = f"nå {after}" if after else "ikke lenger obligatorisk"
        yield Point("obligatorisk", text, before or "valgfri", after or "valgfri")
    if old.sensitive != new.sensitive:
        yield Point("sensitiv", "nå sensitiv" if new.sensitive else "ikke lenger sensitiv")
    if old.role != new.role:
        yield _point("rolle", "rollen", old.role or "", new.role or "")
    if old.unit != new.unit:
        yield _point("enhet", "enheten", old.unit or "", new.unit or "")
    if old.status != new.status:
        yield _point("status", "statusen", old.status, new.status)
    if old.note != new.note:
        yield Point("merknad", "merknaden er endret", old.note, new.note)


def mandatory_text(field: Field) -> str:
    """Return «obligatorisk», with the condition if there is one; empty when the field may be blank."""
    if not field.mandatory:
        return ""
    return "obligatorisk" + (f" når {condition_text(field.mandatory_when)}" if field.mandatory_when else "")


def condition_text(condition: Condition) -> str:
    """Return the condition under which a field is mandatory, as the layout language writes it."""
    values = ", ".join(f'"{value}"' for value in condition.values)
    if len(condition.values) == 1:
        return f"{condition.field} {'≠' if condition.negated else '='} {values}"
    return f"{condition.field} {'ikke ' if condition.negated else ''}blant {values}"


def type_text(field: Field) -> str:
    """Return a field's type with what belongs to it: «dato ddmmåå», «desimal med 2 desimaler»."""
    if field.type == "dato":
        return f"dato {field.date_pattern}"
    if field.type == "desimal" and field.decimals is not None:
        return f"desimal med {field.decimals} desimal{'' if field.decimals == 1 else 'er'}"
    return field.type


def _place(field: Field) -> str:
    parts = [field.positions, type_text(field), mandatory_text(field)]
    return f" ({', '.join(part for part in parts if part)})"


def _point(what: str, words: str, before: str, after: str) -> Point:
    return Point(what, became(words, before, after), before, after)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
