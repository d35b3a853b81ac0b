"""A record moved to another year says there what it said before."""

from __future__ import annotations

import pytest

from kostra.layout.model import DatePattern, Field, Layout
from kostra.scaffold.rows import Move, moved_row

LAYOUT = Layout(
    "9Z",
    2030,
    "Prøveskjema",
    "tabell",
    (
        Field("AAR", "tekst", "Årgang", role="årgang"),
        Field("NUMMER", "tekst", "Fødselsnummer", role="fødselsnummer", sensitive=True),
        Field("FØDT", "dato", "Født", date_pattern="ddmmåååå"),
        Field("KORT", "dato", "Vedtak", date_pattern="ddmmåå"),
        Field("LANG", "dato", "Vedtak", date_pattern="ddmmåååå"),
        Field("ISO", "dato", "Vedtak", date_pattern="åååå-mm-dd"),
        Field("ANTALL", "heltall", "Antall"),
    ),
)


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("AAR", "30", "31"),
        ("AAR", "2030", "2031"),
        ("AAR", "29", "30"),  # last year's by mistake is still last year's
        ("AAR", "99", "99"),
        ("AAR", "", ""),
        ("KORT", "150230", "150231"),
        ("LANG", "15022030", "15022031"),
        ("LANG", " 15022030", " 15022031"),
        ("ISO", "2029-12-31", "2030-12-31"),
        ("LANG", "31022030", "31022031"),  # no date before, none after
        ("LANG", "29022028", "28022029"),
        ("LANG", "15021999", "15021999"),  # nothing to do with the year
        ("LANG", "00000000", "00000000"),
        ("KORT", "000000", "000000"),
        ("LANG", "1502203", "1502203"),
        ("ANTALL", "2030", "2030"),
    ],
)
def test_a_value_is_moved_when_it_is_about_the_year(field: str, before: str, after: str) -> None:
    changed = moved_row({field: before}, LAYOUT, Move(2030, 2031, 5))
    assert changed.get(field, before) == after


def test_a_birth_date_stays_with_its_identity_number() -> None:
    row = {"NUMMER": "15822612345", "FØDT": "15022026", "LANG": "16022026"}
    assert moved_row(row, LAYOUT, Move(2030, 2031, 5)) == {"LANG": "16022027"}


def test_dates_can_be_left_alone() -> None:
    row = {"AAR": "30", "LANG": "15022030"}
    assert moved_row(row, LAYOUT, Move(2030, 2031, None)) == {"AAR": "31"}
    assert moved_row({"LANG": "15022029"}, LAYOUT, Move(2030, 2031, 0)) == {}


def test_the_patterns_are_all_known() -> None:
    patterns: tuple[DatePattern, ...] = ("ddmmåå", "ddmmåååå", "åååå-mm-dd")
    assert {field.date_pattern for field in LAYOUT.fields if field.type == "dato"} == set(patterns)
