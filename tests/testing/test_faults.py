"""Faults put into good records: each is what its kind says, and nothing else in the record changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.testing.layouts import FIXED, TABLE

from kostra.characters import column_of
from kostra.identity import is_valid
from kostra.testing import KINDS, Broken, FaultKind, break_record, random_record, write_fixed
from kostra.testing.files import fixed_line

SEEDS = st.integers(0, 5_000)


def good(seed: int = 1, **values: str) -> dict[str, str]:
    made = random_record(FIXED, random.Random(seed), municipality="1103")
    return {**made, "VEDTAK": "120224", "BELØP": "12500", **values}


def broken(kind: FaultKind, seed: int = 1, **values: str) -> Broken:
    return break_record(FIXED, good(seed, **values), random.Random(seed), kind, others=[good(seed + 1)])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "shifted"])
@given(seed=SEEDS)
def test_one_field_changes_and_is_named(kind: FaultKind, seed: int) -> None:
    before = good(seed)
    fault = broken(kind, seed)
    assert fault.kind == kind
    assert [name for name in before if fault.record[name] != before[name]] == [fault.field]
    assert fault.field in fault.description


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS)
def test_a_broken_record_is_as_long_as_a_good_one(kind: FaultKind, seed: int) -> None:
    # So that the controls of records see it, and not only the one of record length.
    assert len(write_fixed(FIXED, [broken(kind, seed).record]).decode()) == 89


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_same_fault(kind: FaultKind) -> None:
    assert broken(kind, 3) == broken(kind, 3)


@given(SEEDS)
def test_the_code_is_outside_its_list(seed: int) -> None:
    fault = broken("unknown_code", seed)
    codes = FIXED.by_name[fault.field].codes
    assert codes is not None
    assert fault.record[fault.field] not in codes
    assert fault.record[fault.field].strip() != ""


@given(SEEDS)
def test_the_number_cannot_be_read(seed: int) -> None:
    fault = broken("letter_in_number", seed)
    assert any(sign.isalpha() for sign in fault.record[fault.field])


@given(SEEDS)
def test_no_calendar_has_the_date(seed: int) -> None:
    fault = broken("impossible_date", seed)
    assert fault.record[fault.field][:4] in ("3102", "3002", "3104", "3106", "3109")


@given(SEEDS)
def test_the_identity_number_is_wrong_but_still_nobodys(seed: int) -> None:
    number = broken("wrong_digit", seed).record["FNR"]
    assert not is_valid(column_of([number]))[0]
    assert 81 <= int(number[2:4]) <= 92


def test_numbers_are_repeated_from_other_records() -> None:
    other = good(2)
    assert broken("repeated_journal").record["JOURNAL"] == other["JOURNAL"]
    assert broken("repeated_person").record["FNR"] == other["FNR"]


def test_zeros_stand_where_no_code_is_zero() -> None:
    fault = broken("zeros_for_blank")
    assert set(fault.record[fault.field]) == {"0"}


def test_an_amount_is_ten_times_too_large_or_lacks_a_digit() -> None:
    assert broken("mistyped_amount").record["BELØP"] == "125000"
    assert broken("mistyped_amount", BELØP="1234567").record["BELØP"] == "123456"


def test_last_years_number_is_left_in() -> None:
    assert broken("wrong_year").record["AAR"] == "23"


@given(SEEDS)
def test_a_shifted_record_has_lost_its_last_character(seed: int) -> None:
    before = good(seed, STED="Sørvær")
    fault = break_record(FIXED, before, random.Random(seed), "shifted")
    line, old = fixed_line(FIXED, fault.record), fixed_line(FIXED, before)
    assert line != old
    assert any(line == (old[:place] + " " + old[place:])[:88] for place in range(88))


def numbers_of(records: Sequence[dict[str, str]]) -> set[str]:
    return {record["FNR"] for record in records}


@given(SEEDS)
def test_descriptions_hold_no_identity_number(seed: int) -> None:
    record, other = good(seed), good(seed + 1)
    for kind in KINDS:
        fault = break_record(FIXED, record, random.Random(seed), kind, others=[other])
        for number in numbers_of([record, other, fault.record]):
            assert number.strip()[:6] not in fault.description


def test_a_fault_that_has_no_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="mistyped_amount"):
        broken("mistyped_amount", BELØP="5", ANTALL="2", ANDEL="")
    with pytest.raises(ValueError, match="repeated_journal"):
        break_record(FIXED, good(), random.Random(1), "repeated_journal")
    with pytest.raises(ValueError, match="any fault"):
        break_record(replace(TABLE, fields=(TABLE.by_name["NAVN"],)), {"NAVN": "Lia"}, random.Random(1))


def test_a_fault_is_found_for_any_record_when_none_is_asked_for() -> None:
    drawn = {break_record(FIXED, good(seed), random.Random(seed), others=[good(9_999)]).kind for seed in range(300)}
    assert drawn == set(KINDS)
