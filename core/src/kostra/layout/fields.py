"""Fields of a layout: each declaration checked by itself and against its code list, its role and its condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kostra.diagnostics import did_you_mean
from kostra.layout.codelists import PlacedCodes
from kostra.layout.faults import Faults
from kostra.layout.model import ROLES, Condition, DatePattern, Field, FieldStatus, LayoutFormat
from kostra.layout.references import check_condition, codes_of
from kostra.layout.written import WrittenField

_PATTERNS: tuple[DatePattern, ...] = ("ddmmåå", "ddmmåååå", "åååå-mm-dd")
_STATUSES: tuple[FieldStatus, ...] = ("kjent", "antatt")


def read_fields(
    written: Sequence[WrittenField],
    format_: LayoutFormat,
    lists: Mapping[str, PlacedCodes],
    broken: frozenset[str],
    faults: Faults,
) -> tuple[Field, ...]:
    """Return the fields; `broken` are the names of declarations that could not be parsed, and so are not unknown."""
    fields: dict[str, Field] = {}
    lines: dict[str, int] = {}
    roles: dict[str, str] = {}
    for one in written:
        name = one.name.text
        if name in fields:
            message = f"Feltet {name} står også på linje {lines[name]}."
            faults.add("duplikat-felt", message, one.name.span, expected="ett felt med hvert navn")
            continue
        _check_options(one, faults)
        fields[name] = _field(one, format_, lists, broken, faults)
        lines[name] = one.name.span.line
        role = one.option("rolle")
        if role and role.text in roles:
            message = f"Rollen {role.text} har {roles[role.text]} allerede."
            faults.add("duplikat-rolle", message, role.span, expected="én rolle for ett felt")
        elif role:
            roles[role.text] = name
    for one in written:
        check_condition(one, fields, broken, faults)
    return tuple(fields.values())


def _field(
    one: WrittenField,
    format_: LayoutFormat,
    lists: Mapping[str, PlacedCodes],
    broken: frozenset[str],
    faults: Faults,
) -> Field:
    start, end = _positions(one, format_, faults)
    pattern = _pattern(one, faults)
    width = None if start is None or end is None else end - start + 1
    argument = one.type.argument
    if one.type.type == "tekst" and argument is not None:
        if format_ == "fast":
            message = "Bredden av et felt i fast format følger av posisjonene."
            faults.add("bredde", message, argument.span, hint="ta bort tallet etter tekst")
        elif argument.number < 1:
            faults.add("bredde", "Bredden må være minst 1.", argument.span)
        else:
            width = argument.number
    if pattern and format_ == "fast" and width is not None and width != len(pattern):
        faults.add(
            "datomønster",
            f"Mønsteret {pattern} er {len(pattern)} tegn, men {one.name.text} har {width}.",
            one.type.span,
            expected=f"et mønster på {width} tegn, eller {len(pattern)} posisjoner",
        )
    condition = one.condition
    unit, note = one.option("enhet"), one.note
    return Field(
        name=one.name.text,
        type=one.type.type,
        label=one.label.text,
        start=start,
        end=end,
        width=width,
        date_pattern=pattern,
        decimals=argument.number if argument and one.type.type == "desimal" else None,
        codes=codes_of(one, width, lists, broken, faults),
        mandatory=one.mandatory,
        mandatory_when=Condition(condition.field.text, tuple(v.text for v in condition.values), condition.negated)
        if condition
        else None,
        sensitive=any(o.keyword == "sensitiv" for o in one.options),
        role=_role(one, faults),
        unit=unit.text if unit else None,
        status=_status(one, faults),
        note=note.text if note else "",
    )


def _check_options(one: WrittenField, faults: Faults) -> None:
    seen: set[str] = set()
    for option in one.options:
        if option.keyword in seen:
            faults.add("dobbelt", f"«{option.keyword}» står to ganger for {one.name.text}.", option.span)
        seen.add(option.keyword)


def _positions(one: WrittenField, format_: LayoutFormat, faults: Faults) -> tuple[int | None, int | None]:
    if one.positions is None:
        if format_ == "fast":
            faults.add(
                "posisjon",
                f"{one.name.text} mangler posisjoner.",
                one.name.span,
                expected="første og siste posisjon etter navnet, for eksempel 1-4",
            )
        return None, None
    first, last = one.positions
    span = first.span.to(last.span)
    if format_ == "tabell":
        faults.add("posisjon", "En tabell har kolonner, ikke posisjoner.", span, hint="ta bort posisjonene")
        return None, None
    if first.number < 1:
        faults.add("posisjon", "Den første posisjonen i en linje er 1.", span)
        return None, None
    if last.number < first.number:
        message = f"{one.name.text} slutter i posisjon {last.number}, før det begynner i {first.number}."
        faults.add("posisjon", message, span, hint=f"mente du {last.number}-{first.number}?")
        return None, None
    return first.number, last.number


def _pattern(one: WrittenField, faults: Faults) -> DatePattern | None:
    if one.type.type != "dato":
        return None
    word = one.type.argument
    assert word is not None
    for pattern in _PATTERNS:
        if word.text == pattern:
            return pattern
    faults.add(
        "datomønster",
        f"«{word.text}» er ikke et datomønster.",
        word.span,
        expected=_either(_PATTERNS),
        hint=did_you_mean(word.text, _PATTERNS),
    )
    return None


def _role(one: WrittenField, faults: Faults) -> str | None:
    role = one.option("rolle")
    if role and role.text not in ROLES:
        message = f"Rollen {role.text} finnes ikke."
        faults.add("ukjent-rolle", message, role.span, expected=_either(ROLES), hint=did_you_mean(role.text, ROLES))
    return role.text if role else None


def _status(one: WrittenField, faults: Faults) -> FieldStatus:
    status = one.option("status")
    for known in _STATUSES:
        if status is None or status.text == known:
            return known
    assert status is not None
    hint = did_you_mean(status.text, _STATUSES)
    faults.add(
        "ukjent-status", f"Status {status.text} finnes ikke.", status.span, expected=_either(_STATUSES), hint=hint
    )
    return "kjent"


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} eller {words[-1]}"
