"""How values look in messages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.engine.small_programs import (
    TRUE,
    VALID,
    check,
    control,
    messages,
    program,
    rows_of,
    sentence,
    shown,
    text,
    value,
    whole,
)

from kostra.language import program as p


@pytest.mark.parametrize(
    ("constant", "expected"),
    [
        (whole(0), "0"),
        (whole(2024), "2024"),
        (whole(10000), "10 000"),
        (whole(-1234567), "-1 234 567"),
        (p.Const("desimal", Decimal("2.50")), "2,5"),
        (p.Const("desimal", Decimal("-12345.125")), "-12 345,125"),
        (p.Arithmetic("/", whole(1), whole(3), "desimal"), "0,33"),
        (p.Arithmetic("/", whole(-2), whole(3), "desimal"), "-0,67"),
        (p.Arithmetic("/", whole(1), whole(0), "desimal"), "ukjent"),
        (p.Const("dato", 0), "01.01.1970"),
        (p.Function("dato", (whole(1), whole(2), whole(3)), "dato"), "03.02.0001"),
        (p.Const("dato", None), "ukjent"),
        (TRUE, "ja"),
        (p.Not(TRUE), "nei"),
        (text("  to ord "), "to ord"),
        (text(" "), "blank"),
        (p.CodeText("KJØNN"), "Kvinne"),
        (p.CodeText("MERKNAD"), "ukjent"),
        (p.Param("årgang", "heltall"), "2024"),
    ],
)
def test_values(constant: p.Value, expected: str) -> None:
    assert shown(constant, {"KJØNN": "2"}) == expected


def test_a_field_is_shown_as_it_stands_without_the_blanks_around_it() -> None:
    rule = control("001", sentence(TRUE, "«", p.ShowField("BELØP"), "» «", p.ShowField("VEDTAK"), "»"))
    rows = rows_of({"FNR": VALID, "BELØP": "  01 000", "VEDTAK": "310224"}, {"FNR": VALID})
    assert messages(check(program(rule), rows)) == ["«01 000» «310224»", "«blank» «blank»"]


def test_lists_stop_after_ten_and_lines_name_their_file_only_when_there_are_several() -> None:
    lines = p.ShowValue(p.Aggregate("linjer", None, None, "liste"))
    rule = control("001", sentence(TRUE, lines), scope=p.FileScope())
    many = rows_of(*({} for _ in range(152)))
    assert messages(check(program(rule), many)) == ["1, 2, 3, 4, 5, 6, 7, 8, 9, 10 og 142 til"]
    assert messages(check(program(rule), rows_of({}, {}))) == ["1 og 2"]
    both = check(program(rule), rows_of({}, name="a.dat"), rows_of({}, name="b.dat"))
    assert messages(both) == ["linje 1 i a.dat og linje 1 i b.dat"]


def test_lists_hold_each_value_once_and_say_when_there_is_none() -> None:
    parts = [p.ShowValue(p.Aggregate(name, value("MERKNAD"), None, "liste")) for name in ("liste", "andre")]
    rule = control("001", sentence(TRUE, parts[0], " – ", parts[1]), scope=p.GroupScope((value("KJØNN"),), None))
    rows = rows_of(
        *({"KJØNN": g, "MERKNAD": m} for g, m in (("1", "a"), ("1", "b"), ("1", "a"), ("1", ""), ("2", "c")))
    )
    assert messages(check(program(rule), rows)) == [
        "a, b og blank – a, b og blank",
        "a, b og blank – a og blank",
        "a, b og blank – a, b og blank",
        "a, b og blank – a og b",
        "c – ingen",
    ]
