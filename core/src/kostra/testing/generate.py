"""Synthetic data for any layout: records from nothing, and many records from a few good ones.

The same seed gives the same records. All identity numbers are synthetic (month + 80); all names are invented.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date

from kostra.layout.model import Condition, DatePattern, Field, Layout
from kostra.testing.identities import another_identity, another_sensitive, birth_of, random_birth, random_identity

CASEWORKERS = ("Åse Sæther", "Øyvind Bø", "Kåre Næss", "Mæhre, Tiå", "Bjørg Våg", "Liv Østby")
"""Invented caseworkers. Every name has æ, ø or å, so that a file's encoding matters."""

_WORDS = ("Ytre Brattvåg", "Nedre Fjærå", "Sørhaug", "Bånes", "Mæl", "Øy", "Å")
_AGES = range(18, 67)
_GREATEST_NUMBER = 99_999
_GREATEST_WITH_DECIMALS = 999
_TRIES = 1_000
_ALWAYS_FILLED = ("kommune", "årgang", "journalnummer", "saksbehandler", "fødselsnummer")


def random_record(layout: Layout, rng: random.Random, *, municipality: str, district: str = "") -> dict[str, str]:
    """Make a record that the layout itself has nothing to say against.

    Codes are from their lists, dates real and in the reporting year, numbers within their width, and every mandatory
    field is filled, also those that are so under a condition. Other fields are filled about every second time. The
    rules of a form are another matter: for records that satisfy them, see `vary`.

    Raises ValueError when the municipality or the district is wider than its field.
    """
    record = {field.name: "" for field in layout.fields}
    for field in layout.fields:
        if _wanted(field, rng, district):
            record[field.name] = _value(field, layout, rng, municipality, district)
    # Filling one field can make another one mandatory; each is filled only once, so this ends.
    while missing := [field for field in layout.fields if is_mandatory(field, record) and not record[field.name]]:
        for field in missing:
            record[field.name] = _value(field, layout, rng, municipality, district)
    return record


def vary(
    rows: Sequence[Mapping[str, str]],
    layout: Layout,
    rng: random.Random,
    n: int,
    *,
    caseworkers: Sequence[str] = CASEWORKERS,
) -> list[dict[str, str]]:
    """Make `n` records after the model of good ones, such as a pack's example file.

    Each is one of `rows` with another person in it: a new identity number with the same birth year (every age stays
    what it was), and the new birth date in every date field that held the old one. Journal numbers become unique,
    caseworkers are drawn from `caseworkers`. The models are used about equally often. Raises ValueError when there are
    no rows, and when the field is too narrow for `n` different journal numbers.
    """
    if not rows:
        raise ValueError("there are no rows to vary")
    journal, caseworker = layout.with_role("journalnummer"), layout.with_role("saksbehandler")
    taken: set[str] = set()
    records: list[dict[str, str]] = []
    order: list[Mapping[str, str]] = []
    for serial in range(1, n + 1):
        order = order or rng.sample(list(rows), len(rows))
        record = {name: value.strip(" ") for name, value in order.pop().items()}
        _another_person(record, layout, rng, taken)
        if journal is not None:
            record[journal.name] = _journal_number(journal, layout.year, serial)
        if caseworker is not None and caseworkers:
            record[caseworker.name] = _cut(rng.choice(caseworkers), caseworker)
        records.append(record)
    return records


def is_mandatory(field: Field, record: Mapping[str, str]) -> bool:
    """Return whether the layout demands the field in a record."""
    return field.mandatory and (field.mandatory_when is None or _holds(field.mandatory_when, record))


def write_date(pattern: DatePattern | None, day: date) -> str:
    """Write a date as a pattern of the layout wants it."""
    if pattern == "ddmmåå":
        return f"{day.day:02}{day.month:02}{day.year % 100:02}"
    if pattern == "ddmmåååå":
        return f"{day.day:02}{day.month:02}{day.year:04}"
    return day.isoformat()


def _holds(condition: Condition, record: Mapping[str, str]) -> bool:
    return (record.get(condition.field, "").strip(" ") in condition.values) != condition.negated


def _wanted(field: Field, rng: random.Random, district: str) -> bool:
    if field.role == "bydel":
        return bool(district)
    if field.role in _ALWAYS_FILLED or (field.mandatory and field.mandatory_when is None):
        return True
    # A sensitive field without a role holds a number of a kind that the layout does not tell.
    return not field.sensitive and field.mandatory_when is None and rng.random() < 0.5


def _value(field: Field, layout: Layout, rng: random.Random, municipality: str, district: str) -> str:
    match field.role:
        case "kommune":
            return _fitting(municipality, field)
        case "bydel" if district:
            return _fitting(district, field)
        case "årgang":
            return str(layout.year) if field.width is None or field.width >= 4 else f"{layout.year % 100:02}"
        case "journalnummer":
            return _journal_number(field, layout.year, rng.randrange(1, _serials(field)))
        case "saksbehandler":
            return _cut(rng.choice(CASEWORKERS), field)
        case "fødselsnummer":
            return random_identity(rng, random_birth(rng, layout.year - rng.choice(_AGES)))
    if field.codes is not None and field.codes.codes:
        return rng.choice(list(field.codes.codes))
    match field.type:
        case "heltall":
            return str(_number(field.width, rng))
        case "desimal":
            return _decimal(field, rng)
        case "dato":
            return write_date(field.date_pattern, random_birth(rng, layout.year))
        case "tekst":
            return rng.choice([word for word in _WORDS if field.width is None or len(word) <= field.width])


def _number(width: int | None, rng: random.Random) -> int:
    return rng.randint(1, _GREATEST_NUMBER if width is None else min(_GREATEST_NUMBER, 10**width - 1))


def _decimal(field: Field, rng: random.Random) -> str:
    decimals = 1 if field.decimals is None else field.decimals
    room = None if field.width is None else field.width - decimals - 1
    if decimals == 0 or (room is not None and room < 1):
        return str(_number(field.width, rng))
    greatest = _GREATEST_WITH_DECIMALS if room is None else min(_GREATEST_WITH_DECIMALS, 10**room - 1)
    return f"{rng.randint(0, greatest)},{rng.randrange(10**decimals):0{decimals}}"


def _another_person(record: dict[str, str], layout: Layout, rng: random.Random, taken: set[str]) -> None:
    """Put another person into a record, one whose number no record before it has."""
    identity = layout.with_role("fødselsnummer")
    old = record.get(identity.name, "") if identity is not None else ""
    old_birth = birth_of(old, layout.year)
    if identity is not None and old_birth is not None:
        new = _untaken(old, layout.year, rng, taken)
        record[identity.name] = new
        new_birth = birth_of(new, layout.year)
        assert new_birth is not None
        for field in layout.fields:
            if field.type == "dato" and record.get(field.name) == write_date(field.date_pattern, old_birth):
                record[field.name] = write_date(field.date_pattern, new_birth)
    for field in layout.fields:
        if field.sensitive and field is not identity:
            record[field.name] = another_sensitive(rng, record.get(field.name, ""), layout.year)


def _untaken(old: str, year: int, rng: random.Random, taken: set[str]) -> str:
    for _ in range(_TRIES):
        new = another_identity(rng, old, year)
        if new not in taken:
            taken.add(new)
            return new
    raise ValueError("there are not enough identity numbers of that kind for so many records")


def _journal_number(field: Field, year: int, serial: int) -> str:
    """Write a journal number: year and serial where there is room («22-00041»), else the serial alone."""
    if serial >= _serials(field):
        raise ValueError(f"{field.name} is too narrow for {serial} different journal numbers")
    if field.width is None or field.width >= 8:
        return f"{year % 100:02}-{serial:05}"
    return f"{serial:0{field.width}}"


def _serials(field: Field) -> int:
    """Return the first serial that there is no room for."""
    return int(10 ** (5 if field.width == 8 else 8 if field.width is None or field.width > 8 else field.width))


def _cut(text: str, field: Field) -> str:
    return text if field.width is None else text[: field.width].strip(" ")


def _fitting(text: str, field: Field) -> str:
    if field.width is not None and len(text) > field.width:
        raise ValueError(f"{field.name} has room for {field.width} characters, not {len(text)}")
    return text
