"""Realistic faults: what goes wrong when records are keyed, exported or converted, put into good records one by one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from kostra.layout.model import Field, Layout
from kostra.testing.files import fixed_line, slice_line
from kostra.testing.generate import is_mandatory
from kostra.testing.identities import birth_of, with_wrong_digit

FaultKind = Literal[
    "unknown_code",
    "letter_in_number",
    "impossible_date",
    "zeros_for_blank",
    "blank_field",
    "wrong_digit",
    "repeated_person",
    "repeated_journal",
    "wrong_municipality",
    "wrong_year",
    "mistyped_amount",
    "shifted",
]
"""What can go wrong, as `break_record` names it."""

KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
"""Every kind of fault, in a fixed order."""

_SMALLEST_AMOUNT = 100
_IMPOSSIBLE_DAYS = ("3102", "3002", "3104", "3106", "3109")
_LOOKS_LIKE = {"0": "O", "1": "l", "5": "S", "8": "B"}

_Row: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A record with one fault in it.

    `record` is the broken copy; `field` the field that the fault is in (empty where it is in the record as a whole);
    `description` says in Norwegian what was done, without any part of an identity number.
    """

    record: dict[str, str]
    kind: FaultKind
    field: str
    description: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What a fault is made from: the record without blanks around its values, and good records before it."""

    layout: Layout
    record: _Row
    rng: random.Random
    others: Sequence[_Row]

    def value(self, field: Field) -> str:
        return self.record.get(field.name, "")

    def role(self, role: str) -> Field | None:
        """Return the field with a role when the record has something in it."""
        field = self.layout.with_role(role)
        return field if field is not None and self.value(field) else None

    def pick(self, fields: Iterable[Field]) -> Field | None:
        """Draw one of the fields; None when there are none."""
        choices = list(fields)
        return self.rng.choice(choices) if choices else None

    def done(self, kind: FaultKind, field: Field, value: str, description: str) -> Broken:
        return Broken({**self.record, field.name: value}, kind, field.name, description)


def break_record(
    layout: Layout,
    record: Mapping[str, str],
    rng: random.Random,
    kind: FaultKind | None = None,
    *,
    others: Sequence[Mapping[str, str]] = (),
) -> Broken:
    """Put one fault into a copy of a record.

    `kind` is drawn among those that fit the record when it is None. `others` are records of the same file, which
    `repeated_person` and `repeated_journal` repeat a number of. Raises ValueError when the wanted fault cannot be put
    into this record (no date to make impossible), or when none can.
    """
    work = _Work(layout, {name: value.strip(" ") for name, value in record.items()}, rng, others)
    for candidate in (kind,) if kind is not None else rng.sample(KINDS, len(KINDS)):
        broken = _FAULTS[candidate](work)
        if broken is not None:
            return broken
    raise ValueError(f"the record has no place for {kind or 'any fault'}")


def _unknown_code(work: _Work) -> Broken | None:
    field = work.pick(_coded(work))
    if field is None or field.codes is None:
        return None
    old = work.value(field)
    choices = [code for code in (f"{number:0{len(old)}}" for number in range(10 ** min(len(old), 4))) if int(code)]
    unknown = [code for code in choices if code not in field.codes] or ["X" * len(old)]
    new = work.rng.choice(unknown)
    return work.done("unknown_code", field, new, f"{field.name}: koden {old} er blitt {new}, som ikke finnes.")


def _letter_in_number(work: _Work) -> Broken | None:
    field = work.pick(_numbers(work, smallest=0))
    if field is None:
        return None
    old = work.value(field)
    places = [i for i, sign in enumerate(old) if sign in _LOOKS_LIKE] or [len(old) - 1]
    place = work.rng.choice(places)
    new = old[:place] + _LOOKS_LIKE.get(old[place], "x") + old[place + 1 :]
    return work.done("letter_in_number", field, new, f"{field.name}: en bokstav i tallet, {old} er blitt {new}.")


def _impossible_date(work: _Work) -> Broken | None:
    dates = [field for field in work.layout.fields if field.type == "dato"]
    field = work.pick(field for field in dates if work.value(field)) or work.pick(dates)
    if field is None:
        return None
    year = f"{work.layout.year:04}"
    day = work.rng.choice(_IMPOSSIBLE_DAYS)
    match field.date_pattern:
        case "ddmmåå":
            new = day + year[2:]
        case "ddmmåååå":
            new = day + year
        case _:
            new = f"{year}-{day[2:]}-{day[:2]}"
    return work.done("impossible_date", field, new, f"{field.name}: datoen {new} finnes ikke.")


def _zeros_for_blank(work: _Work) -> Broken | None:
    field = work.pick(
        field
        for field in work.layout.fields
        if field.codes is not None and field.role is None and field.width and "0" * field.width not in field.codes
    )
    if field is None or field.width is None:
        return None
    zeros = "0" * field.width
    return work.done("zeros_for_blank", field, zeros, f"{field.name}: {zeros} i stedet for et svar eller blank.")


def _blank_field(work: _Work) -> Broken | None:
    plain = [field for field in work.layout.fields if field.role is None and work.value(field)]
    field = work.pick(field for field in plain if is_mandatory(field, work.record)) or work.pick(
        field for field in plain if field.codes is not None and len(field.codes.codes) > 1
    )
    if field is None:
        return None
    return work.done("blank_field", field, "", f"{field.name}: feltet er ikke fylt ut.")


def _wrong_digit(work: _Work) -> Broken | None:
    field = work.role("fødselsnummer")
    if field is None or birth_of(work.value(field), work.layout.year) is None:
        return None
    wrong = with_wrong_digit(work.rng, work.value(field))
    return work.done("wrong_digit", field, wrong, f"{field.name}: ett siffer i fødselsnummeret er feil.")


def _repeated_person(work: _Work) -> Broken | None:
    return _repeated(work, "repeated_person", "fødselsnummer", "samme fødselsnummer som i en annen post.")


def _repeated_journal(work: _Work) -> Broken | None:
    return _repeated(work, "repeated_journal", "journalnummer", "samme journalnummer som i en annen post.")


def _repeated(work: _Work, kind: FaultKind, role: str, what: str) -> Broken | None:
    field = work.role(role)
    if field is None:
        return None
    numbers = [
        text for row in work.others if (text := row.get(field.name, "").strip(" ")) not in ("", work.value(field))
    ]
    return work.done(kind, field, work.rng.choice(numbers), f"{field.name}: {what}") if numbers else None


def _wrong_municipality(work: _Work) -> Broken | None:
    field = work.role("kommune")
    if field is None:
        return None
    old = work.value(field)
    place = work.rng.randrange(len(old))
    digit = str((int(old[place]) + work.rng.randint(1, 9)) % 10) if old[place].isdecimal() else "0"
    new = old[:place] + digit + old[place + 1 :]
    return work.done("wrong_municipality", field, new, f"{field.name}: {old} er blitt {new}.")


def _wrong_year(work: _Work) -> Broken | None:
    field = work.role("årgang")
    if field is None:
        return None
    old = work.value(field)
    new = f"{work.layout.year - 1:04}"[-len(old) :]
    return work.done("wrong_year", field, new, f"{field.name}: fjorårets årgang, {new} i stedet for {old}.")


def _mistyped_amount(work: _Work) -> Broken | None:
    field = work.pick(_numbers(work, smallest=_SMALLEST_AMOUNT))
    if field is None:
        return None
    old = work.value(field)
    new = f"{old}0" if field.width is None or len(old) < field.width else old[:-1]
    return work.done("mistyped_amount", field, new, f"{field.name}: tastefeil i beløpet, {old} er blitt {new}.")


def _shifted(work: _Work) -> Broken | None:
    """Let one field be a character too wide, so that all after it is displaced and the last character is lost.

    The field is one in the first half, so that most of what can be checked is displaced.
    """
    width = work.layout.width
    if width is None:
        return None
    line = fixed_line(work.layout, work.record)
    starts = [
        (field, field.start - 1)
        for field in work.layout.fields
        if field.start is not None and field.start * 2 <= width and field.role is None and not field.sensitive
    ]
    place = work.rng.choice(starts) if starts else None
    if place is None or not line[place[1] :].strip(" "):
        return None
    field, start = place
    shifted = (line[:start] + " " + line[start:])[:width]
    description = f"Fra og med {field.name} står alt én posisjon for langt til høyre."
    return Broken(slice_line(work.layout, shifted), "shifted", "", description)


def _coded(work: _Work) -> list[Field]:
    """Return the filled fields with a code list; those with a choice when there are any."""
    coded = [f for f in work.layout.fields if f.codes is not None and f.role is None and work.value(f)]
    return [f for f in coded if f.codes is not None and len(f.codes.codes) > 1] or coded


def _numbers(work: _Work, smallest: int) -> list[Field]:
    """Return the number fields, without those with codes, that hold a whole number of at least `smallest`."""
    return [
        field
        for field in work.layout.fields
        if field.type in ("heltall", "desimal")
        and field.codes is None
        and work.value(field).isascii()
        and work.value(field).isdigit()
        and int(work.value(field)) >= smallest
    ]


_FAULTS: Mapping[FaultKind, Callable[[_Work], Broken | None]] = {
    "unknown_code": _unknown_code,
    "letter_in_number": _letter_in_number,
    "impossible_date": _impossible_date,
    "zeros_for_blank": _zeros_for_blank,
    "blank_field": _blank_field,
    "wrong_digit": _wrong_digit,
    "repeated_person": _repeated_person,
    "repeated_journal": _repeated_journal,
    "wrong_municipality": _wrong_municipality,
    "wrong_year": _wrong_year,
    "mistyped_amount": _mistyped_amount,
    "shifted": _shifted,
}
