"""Last year's delivery beside this year's: totals of it, and a person's own record of last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small_programs import (
    LAYOUT,
    TRUE,
    check,
    control,
    messages,
    outcomes,
    program,
    rows_of,
    sentence,
    text,
    value,
    whole,
)
from tests.property.test_engine_against_naive import opened
from tests.random_programs import FIXED, PLUGIN, ROW, Maker, random_delivery, random_program

from kostra.api.report import Outcome
from kostra.engine import Settings, run
from kostra.engine.last_year import LastYearDelivery
from kostra.language import program as p
from kostra.layout.model import Layout
from kostra.readers.memory import records_from_values
from kostra.readers.records import LineProblem
from kostra.testing.identities import random_identity

BEFORE = replace(LAYOUT, year=2023)
COUNT = p.Aggregate("antall", None, None, "heltall")
TOTAL = p.Aggregate("sum", value("BELØP"), None, "heltall")
GENDER_THEN = p.FieldLastYear("KJØNN", "tekst")
AMOUNT_THEN = p.FieldLastYear("BELØP", "heltall")
ALWAYS = p.Compare(">=", COUNT, whole(0))


def last_year(*rows: Mapping[str, str], layout: Layout = BEFORE) -> LastYearDelivery:
    return LastYearDelivery(layout, [records_from_values(layout, rows)])


def totals(*asked: p.Aggregate) -> p.Program:
    shown = [part for one in asked for part in (p.ShowValue(p.LastYear(one, one.type)), ";")]
    return program(control("950", sentence(ALWAYS, *shown), scope=p.FileScope()))


def without(layout: Layout, name: str) -> Layout:
    return replace(layout, fields=tuple(field for field in layout.fields if field.name != name))


def test_totals_are_of_last_years_rows_alone() -> None:
    men = replace(COUNT, where=p.In(value("KJØNN"), (text("1"),)))
    different = p.Aggregate("unike", value("JOURNAL"), None, "heltall")
    then = last_year({"KJØNN": "1", "BELØP": "40", "JOURNAL": "a"}, {"KJØNN": "2", "BELØP": "2", "JOURNAL": "a"})
    result = check(totals(COUNT, TOTAL, men, different), rows_of({"KJØNN": "2", "BELØP": "7"}), last_year=then)
    assert messages(result) == ["2;42;1;1;"]


def test_last_years_year_is_used_for_last_years_rows() -> None:
    age = p.Function("alder", (value("FNR"),), "heltall")
    oldest = p.Aggregate("største", age, None, "heltall")
    row = {"FNR": random_identity(Random(1), date(1993, 5, 17))}
    both = program(
        control(
            "950",
            sentence(ALWAYS, p.ShowValue(oldest), " ", p.ShowValue(p.LastYear(oldest, "heltall"))),
            scope=p.FileScope(),
        )
    )
    assert messages(check(both, rows_of(row), last_year=last_year(row))) == ["31 30"]


def person(*conditions: p.Value) -> p.Program:
    shown = ("nå ", p.ShowValue(value("KJØNN")), ", da ", p.ShowValue(GENDER_THEN), " ", p.ShowValue(AMOUNT_THEN))
    return program(control("954", sentence(conditions[0], *shown)))


CHANGED = p.Compare("≠", value("KJØNN"), GENDER_THEN)
NOBODY = p.Missing(GENDER_THEN)
NUMBERS = [random_identity(Random(1), date(year, 5, 17)) for year in (1970, 1985, 2001)]


def test_a_person_is_found_again_by_the_number_wherever_it_stands() -> None:
    now = rows_of(*({"FNR": number, "KJØNN": "1"} for number in NUMBERS))
    then = last_year(
        {"FNR": NUMBERS[2], "KJØNN": "1"},
        {"FNR": NUMBERS[1], "KJØNN": "2", "BELØP": "12"},
        {"FNR": NUMBERS[0], "KJØNN": "1"},
    )
    result = check(person(CHANGED), now, last_year=then)
    assert [(finding.lines, finding.message) for finding in result.findings] == [((2,), "nå 1, da 2 12")]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (NUMBERS[0], [NUMBERS[1]]),
        (NUMBERS[0], [NUMBERS[0], NUMBERS[0]]),
        ("", [""]),
        ("01818012370", ["01818012370"]),
        (NUMBERS[0], ["  "]),
    ],
    ids=["somebody else", "twice last year", "blank", "no valid number", "nobody known last year"],
)
def test_without_one_record_of_the_person_everything_is_missing(now: str, then: Sequence[str]) -> None:
    before = last_year(*({"FNR": number, "KJØNN": "2", "BELØP": "5"} for number in then))
    row = rows_of({"FNR": now, "KJØNN": "1"})
    assert messages(check(person(CHANGED), row, last_year=before)) == []
    assert messages(check(person(NOBODY), row, last_year=before)) == ["nå 1, da ukjent ukjent"]


def test_the_same_field_may_stand_elsewhere_last_year() -> None:
    moved = replace(
        BEFORE,
        fields=tuple(replace(field, start=100, end=100) if field.name == "KJØNN" else field for field in BEFORE.fields),
        width=100,
    )
    then = last_year({"FNR": NUMBERS[0], "KJØNN": "2"}, layout=moved)
    assert messages(check(person(CHANGED), rows_of({"FNR": NUMBERS[0], "KJØNN": "1"}), last_year=then))


# ── Not run, and why ─────────────────────────────────────────────────────────────────────────────────────────────────

TEXT_THEN = replace(BEFORE, fields=tuple(replace(f, type="tekst") if f.name == "BELØP" else f for f in BEFORE.fields))


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        (None, "Fjorårets fil er ikke oppgitt (--fjor)."),
        (last_year(layout=BEFORE), "Fjorårets fil er uten innhold."),
        (last_year({"FNR": ""}, layout=without(BEFORE, "BELØP")), "BELØP finnes ikke i filbeskrivelsen for 2023."),
        (last_year({"FNR": ""}, layout=TEXT_THEN), "BELØP er tekst i 2023, men et heltall i 2024."),
    ],
)
def test_what_cannot_be_compared_is_not_run_and_the_reason_is_told(then: LastYearDelivery | None, reason: str) -> None:
    result = check(totals(TOTAL), rows_of({"BELØP": "7"}), last_year=then)
    assert outcomes(result) == {"950": "ikke kjørt"}
    assert reason in result.controls[0].reason


def test_rows_chosen_by_last_year_are_not_chosen_without_it() -> None:
    same = p.GroupScope((value("JOURNAL"),), p.Compare("=", value("KJØNN"), GENDER_THEN))
    result = check(program(control("951", sentence(TRUE), scope=same)), rows_of({"KJØNN": "1"}))
    assert outcomes(result) == {"951": "ikke kjørt"}
    assert "Fjorårets fil er ikke oppgitt" in result.controls[0].reason


def test_lines_that_cannot_be_read_would_make_the_totals_wrong() -> None:
    source = rows_of({"BELØP": "7"}, problems=[LineProblem("lengde", "For kort.", 2)])
    result = check(totals(TOTAL), rows_of({"BELØP": "7"}), last_year=LastYearDelivery(BEFORE, [source]))
    assert "linjer som ikke kan leses" in result.controls[0].reason


def test_controls_of_this_year_alone_run_whatever_last_years_file_is() -> None:
    alone = program(control("001", sentence(p.Compare("=", value("BELØP"), whole(7)))), *totals(TOTAL).controls)
    result = check(alone, rows_of({"BELØP": "7"}), last_year=last_year({"FNR": ""}, layout=without(BEFORE, "BELØP")))
    assert outcomes(result) == {"001": "funn", "950": "ikke kjørt"}


# ── Whatever is asked ────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(random=st.randoms(use_true_random=True), chunk_size=st.integers(1, 15), wide=st.booleans())
def test_a_delivery_equals_itself_as_last_years(random: Random, chunk_size: int, wide: bool) -> None:
    """Every aggregate over rows is the same whether the rows are this year's or last year's."""
    maker = Maker(random, ROW)
    asked = [maker.aggregate(random.choice(("heltall", "dato"))) for _ in range(6)]
    both = replace(
        random_program(random, FIXED),
        statistics=(),
        controls=tuple(
            control(
                f"{100 + place}",
                sentence(TRUE, p.ShowValue(one), "|", p.ShowValue(p.LastYear(one, one.type))),
                scope=p.FileScope(),
            )
            for place, one in enumerate(asked)
        ),
    )
    files = random_delivery(random)
    delivery = LastYearDelivery(FIXED, opened(FIXED, files, wide=wide))
    parameters: dict[str, str | int | Decimal] = {"årgang": FIXED.year, "grense": Decimal("2.5"), "kommune": "01"}
    options = Settings(
        parameters, show_sensitive=True, functions={"halv": PLUGIN}, chunk_size=chunk_size, last_year=delivery
    )
    result = run([both], opened(FIXED, files, wide=wide), options)
    assert not [one for one in result.controls if one.outcome is Outcome.CRASHED]
    for message in messages(result):
        now, then = message.split("|")
        assert now == then
