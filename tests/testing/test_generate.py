"""Synthetic records: what a layout demands is there, and varied records are other persons in the same situation."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.testing.layouts import FIXED, TABLE

from kostra.characters import column_of
from kostra.identity import is_valid, is_valid_duf
from kostra.layout.model import Layout
from kostra.testing import random_duf, random_identity, random_record, vary
from kostra.testing.identities import birth_of

SEEDS = st.integers(0, 10_000)


def record(seed: int = 1, municipality: str = "1103", district: str = "") -> dict[str, str]:
    return random_record(FIXED, random.Random(seed), municipality=municipality, district=district)


def model(**values: str) -> dict[str, str]:
    """A record of a woman born on 3 May 1980."""
    born = date(1980, 5, 3)
    number = random_identity(random.Random(0), born)
    return {**record(), "FNR": number, "FØDT": "03051980", "VEDTAK": "030580", "DUF": "", **values}


def test_same_seed_same_record() -> None:
    assert record(7) == record(7)
    assert record(7) != record(8)


@given(SEEDS)
def test_codes_are_from_their_lists(seed: int) -> None:
    made = record(seed)
    assert made["KJØNN"] in ("1", "2")
    assert made["BARN"] in ("1", "2")
    assert made["GRUNN"] in ("", "01", "02")


@given(SEEDS)
def test_a_field_is_filled_when_its_condition_holds(seed: int) -> None:
    made = record(seed)
    if made["BARN"] == "1":
        assert made["ANTALL"] != ""
    # Mandatory because another conditional field was filled.
    if made["ANTALL"] != "":
        assert made["GRUNN"] != ""


@pytest.mark.parametrize("layout", [FIXED, TABLE], ids=["fast", "tabell"])
@given(seed=SEEDS)
def test_every_value_suits_its_field(layout: Layout, seed: int) -> None:
    made = random_record(layout, random.Random(seed), municipality="1103")
    assert list(made) == [field.name for field in layout.fields]
    for field in layout.fields:
        value = made[field.name]
        assert field.width is None or len(value) <= field.width
        if field.mandatory and field.mandatory_when is None:
            assert value != ""
        if value and field.type == "heltall":
            assert int(value) > 0
        if value and field.type == "desimal":
            assert float(value.replace(",", ".")) >= 0


@given(SEEDS)
def test_dates_are_in_the_reporting_year(seed: int) -> None:
    made = record(seed)
    assert datetime.strptime(made["FØDT"], "%d%m%Y").year == 2024
    if made["VEDTAK"]:
        assert datetime.strptime(made["VEDTAK"], "%d%m%y").year == 2024
    table = random_record(TABLE, random.Random(seed), municipality="1103")
    assert date.fromisoformat(table["DATO"]).year == 2024


@given(SEEDS)
def test_identity_numbers_are_valid_and_synthetic(seed: int) -> None:
    number = record(seed)["FNR"]
    assert is_valid(column_of([number]))[0]
    assert 81 <= int(number[2:4]) <= 92


def test_place_and_year_are_those_asked_for() -> None:
    made = record(municipality="0301", district="07")
    assert (made["KOMMUNE"], made["BYDEL"], made["AAR"]) == ("0301", "07", "24")
    assert record()["BYDEL"] == ""
    assert record(municipality="0301")["BYDEL"] != ""
    assert random_record(TABLE, random.Random(1), municipality="1103")["AAR"] == "2024"


def test_a_municipality_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="KOMMUNE"):
        record(municipality="11030")


def test_varied_records_are_other_persons_of_the_same_age() -> None:
    made = vary([model()], FIXED, random.Random(1), 200)
    numbers = {row["FNR"] for row in made}
    assert len(numbers) == 200
    assert model()["FNR"] not in numbers
    for row in made:
        born = birth_of(row["FNR"], 2024)
        assert born is not None
        assert born.year == 1980
        assert 81 <= int(row["FNR"][2:4]) <= 92


def test_dates_that_held_the_birth_date_follow_the_new_number() -> None:
    for row in vary([model()], FIXED, random.Random(1), 20):
        born = birth_of(row["FNR"], 2024)
        assert born is not None
        assert row["FØDT"] == f"{born:%d%m%Y}"
        assert row["VEDTAK"] == f"{born:%d%m%y}"


def test_everything_else_stays_as_it_was() -> None:
    old = model(VEDTAK="120224")
    for row in vary([old], FIXED, random.Random(1), 20):
        changed = {name for name in old if row[name] != old[name].strip()}
        assert changed <= {"FNR", "FØDT", "JOURNAL", "SAKSB"}


def test_journal_numbers_are_unique() -> None:
    rows = vary([model()], FIXED, random.Random(1), 300)
    assert len({row["JOURNAL"] for row in rows}) == 300


def test_every_model_is_used() -> None:
    rows = vary([model(KJØNN="1"), model(KJØNN="2")], FIXED, random.Random(1), 10)
    assert sorted(row["KJØNN"] for row in rows) == ["1"] * 5 + ["2"] * 5


def test_caseworkers_are_the_invented_ones_given() -> None:
    rows = vary([model()], FIXED, random.Random(1), 30, caseworkers=("Bjørg Vågå-Ås", "Æ"))
    assert {row["SAKSB"] for row in rows} == {"Bjørg Vågå", "Æ"}


def test_same_seed_same_variation() -> None:
    assert vary([model()], FIXED, random.Random(5), 10) == vary([model()], FIXED, random.Random(5), 10)
    assert vary([model()], FIXED, random.Random(5), 10) != vary([model()], FIXED, random.Random(6), 10)


def test_the_kind_of_number_stays_the_same() -> None:
    d_number = random_identity(random.Random(1), date(1990, 2, 28), d_number=True)
    duf = random_duf(random.Random(1), "2019")
    (row,) = vary([model(FNR=d_number, DUF=duf)], FIXED, random.Random(1), 1)
    assert int(row["FNR"][:2]) > 40
    assert is_valid(column_of([row["FNR"]]))[0]
    assert row["DUF"] != duf
    assert row["DUF"].startswith("2019")
    assert is_valid_duf(column_of([row["DUF"]]))[0]
    (incomplete,) = vary([model(FNR="03858000200")], FIXED, random.Random(1), 1)
    assert incomplete["FNR"].endswith("8000200")


def test_what_holds_no_birth_date_is_left_alone() -> None:
    (row,) = vary([model(FNR="ukjent", FØDT="03051980")], FIXED, random.Random(1), 1)
    assert (row["FNR"], row["FØDT"]) == ("ukjent", "03051980")


def test_nothing_to_vary_is_an_error() -> None:
    with pytest.raises(ValueError, match="no rows"):
        vary([], FIXED, random.Random(1), 3)


def test_running_out_of_identity_numbers_is_an_error() -> None:
    with pytest.raises(ValueError, match="identity numbers"):
        vary([model(FNR="03858000200")], FIXED, random.Random(1), 400)
