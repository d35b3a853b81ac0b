"""Large deliveries for measuring: many different people after the model of a pack's faultless example file.

Written by column with numpy, since a million records made one by one would take longer than checking them. Everything
is derived from a record's number, so that the same size gives the same file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kostra.checking.rulebook import load_layout_of
from kostra.layout.model import Field, Layout
from kostra.plugins.manager import Registry

Bytes: TypeAlias = npt.NDArray[np.uint8]
Ints: TypeAlias = npt.NDArray[np.int64]

FORM, YEAR = "11F", 2026
BETWEEN_FAULTS = 20
"""One record in so many has an error, the sixth being the first, so that the smallest delivery has one too."""

_FIRST_FAULT = 5
_AT_ONCE = 100_000
_OF_A_YEAR = 2
_LF = 10
_ZERO = ord("0")
_SYNTHETIC = 80
_FIRST_CHECK = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_CHECK = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)

_FAULTS = (
    ("KJONN", "9"),
    ("EKTSTAT", " "),
    ("ARBSIT", "99"),
    ("TRYGDESIT", "  "),
    ("BIDRAG", "     1O"),
    ("BU18", "3"),
    ("KOMMUNE_NR", "0000"),
    ("VKLO", "X"),
)
"""Fields and what is written over them, in turn; two more faults are made of the number of a person and of a case."""


def write(path: Path, records: int) -> None:
    """Write a delivery of so many records, one in twenty with an error."""
    pack = Registry().load(FORM, YEAR)
    layout = load_layout_of(pack.skjema)
    assert pack.skjema.examples is not None
    lines = (pack.skjema.examples / "gyldig.dat").read_bytes().splitlines()
    people = _columns(layout.by_name["PERSON_FODSELSNR"])
    models, crowd = _models(lines, people)
    with path.open("wb") as stream:
        for first in range(0, records, _AT_ONCE):
            stream.write(_some(models, crowd, layout, first, min(records, first + _AT_ONCE)).tobytes())


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Numbers of people born in a model's year, and which of them are the model's: every `step`th from `first`."""

    numbers: Bytes
    first: int
    step: int


def _models(lines: list[bytes], people: slice) -> tuple[Bytes, list[_Crowd]]:
    """Return the records to follow, at most two of a birth year so that there are people enough, and their crowds."""
    of_year: dict[bytes, list[bytes]] = {}
    for line in lines:
        number = line[people]
        century = b"20" if number[6:7] >= b"5" else b"19"
        of_year.setdefault(century + number[4:6], []).append(line)
    models: list[bytes] = []
    crowds: list[_Crowd] = []
    for year, alike in of_year.items():
        chosen = alike[:_OF_A_YEAR]
        numbers = _born_in(year)
        models += chosen
        crowds += [_Crowd(numbers, place, len(chosen)) for place in range(len(chosen))]
    return np.frombuffer(b"".join(models), dtype=np.uint8).reshape(len(models), -1), crowds


def _born_in(year: bytes) -> Bytes:
    """Return synthetic fødselsnumre of a year, those of a day far apart from each other."""
    lowest = 500 if year.startswith(b"20") else 0
    individual, month, day = (
        part.reshape(-1)
        for part in np.meshgrid(np.arange(lowest, lowest + 500), np.arange(1, 13), np.arange(1, 29), indexing="ij")
    )
    digits = np.concatenate(
        [
            _digits(day, 2),
            _digits(month + _SYNTHETIC, 2),
            np.broadcast_to(np.frombuffer(year[2:], dtype=np.uint8), (day.size, 2)),
            _digits(individual, 3),
        ],
        axis=1,
    )
    for weights in (_FIRST_CHECK, _SECOND_CHECK):
        check = -((digits.astype(np.int64) - _ZERO) @ np.array(weights)) % 11
        digits = np.concatenate([digits, (check + _ZERO).astype(np.uint8)[:, None]], axis=1)[check < 10]
    return digits


def _some(models: Bytes, crowds: list[_Crowd], layout: Layout, first: int, end: int) -> Bytes:
    """Return the records of some numbers, each with its line feed."""
    serials = np.arange(first, end)
    rows = np.full((serials.size, models.shape[1] + 1), _LF, dtype=np.uint8)
    rows[:, :-1] = models[serials % len(models)]
    rows[:, _columns(layout.by_name["PERSON_JOURNALNR"])] = _digits(serials + 10_000_000, 8)
    rounds = serials // len(models)
    for place, crowd in enumerate(crowds):
        mine = np.flatnonzero(serials % len(models) == place)
        _rename(rows, mine, crowd.numbers[crowd.first + crowd.step * rounds[mine]], layout)
    _spoil(rows, layout, serials)
    return rows


def _rename(rows: Bytes, chosen: Ints, numbers: Bytes, layout: Layout) -> None:
    """Make some records those of other people."""
    people, born = (_columns(layout.by_name[name]) for name in ("PERSON_FODSELSNR", "FODSELSDATO"))
    rows[chosen, people] = numbers
    rows[chosen, born.start : born.start + 2] = numbers[:, :2]
    months = (numbers[:, 2] - _ZERO).astype(np.int64) * 10 + (numbers[:, 3] - _ZERO) - _SYNTHETIC
    rows[chosen, born.start + 2 : born.start + 4] = _digits(months, 2)


def _spoil(rows: Bytes, layout: Layout, serials: Ints) -> None:
    """Put an error into one record of twenty, each time another one."""
    faulty = np.flatnonzero(serials % BETWEEN_FAULTS == _FIRST_FAULT)
    kinds = serials[faulty] // BETWEEN_FAULTS % (len(_FAULTS) + 2)
    for kind, (name, wrong) in enumerate(_FAULTS):
        rows[faulty[kinds == kind], _columns(layout.by_name[name])] = np.frombuffer(wrong.encode(), dtype=np.uint8)
    people, case = (_columns(layout.by_name[name]) for name in ("PERSON_FODSELSNR", "PERSON_JOURNALNR"))
    wrong_digit = faulty[kinds == len(_FAULTS)]
    rows[wrong_digit, people.stop - 1] = _ZERO + (rows[wrong_digit, people.stop - 1] - _ZERO + 1) % 10
    twice = faulty[kinds == len(_FAULTS) + 1]
    rows[twice, case] = rows[twice - 1, case]
    twin = twice[twice % 2 == 1]
    rows[twin, people] = rows[twin - 1, people]


def _digits(values: Ints, width: int) -> Bytes:
    return np.stack([values // 10**place % 10 + _ZERO for place in range(width)[::-1]], axis=1).astype(np.uint8)


def _columns(field: Field) -> slice:
    assert field.start is not None
    assert field.end is not None
    return slice(field.start - 1, field.end)
