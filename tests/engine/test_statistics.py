"""The tables of figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.engine.small_programs import TRUE, check, control, program, rows_of, sentence, text, value

from kostra.api.functions import PluginFunction
from kostra.language import program as p

CLASSES = (p.Class("ingen", 0, 0), p.Class("1–2", 1, 2), p.Class("3 og over", 3, None))
CHILDREN = p.Distribution("Barn", value("BARN"), None, CLASSES, "Ukjent")
TOTAL = p.Aggregate("sum", value("BELØP"), None, "heltall")
ROWS = rows_of({"BARN": "1"}, {"BARN": "2", "BELØP": "999999999999"}, {"BARN": "x"}, {"BARN": "-1", "BELØP": "1"})


@pytest.mark.parametrize("chunk_size", [1, 3, 100])
def test_every_class_is_shown_and_the_total_last(chunk_size: int) -> None:
    (table,) = check(program(statistics=(CHILDREN,)), ROWS, chunk_size=chunk_size).statistics
    assert table.title == "Barn"
    assert table.rows == (("ingen", 0), ("1–2", 2), ("3 og over", 0), ("Ukjent", 2), ("I alt", 4))


def test_without_a_class_for_the_rest_the_total_is_what_is_shown() -> None:
    only = p.Distribution("Barn", value("BARN"), p.Compare("≠", value("BARN"), p.Const("heltall", 1)), CLASSES, None)
    (table,) = check(program(statistics=(only,)), ROWS).statistics
    assert table.rows[-2:] == (("3 og over", 0), ("I alt", 1))


def test_figures_are_exact() -> None:
    figures = (
        ("Sum", TOTAL),
        ("Ganger", p.Arithmetic("*", TOTAL, p.Const("heltall", 10**10), "heltall")),
        ("Halvt", p.Arithmetic("*", TOTAL, p.Const("desimal", Decimal("0.25")), "desimal")),
        ("Minste", p.Aggregate("minste", value("BELØP"), p.Compare("=", value("KJØNN"), text("1")), "heltall")),
    )
    (table,) = check(program(statistics=(p.Figures("Beløp", figures),)), ROWS, chunk_size=1).statistics
    assert table.rows == (("Sum", 10**12), ("Ganger", 10**22), ("Halvt", 250_000_000_000), ("Minste", "ukjent"))


def test_statistics_are_made_beside_errors_but_not_when_nothing_can_be_read() -> None:
    rules = program(control("001", sentence(TRUE)), statistics=(CHILDREN,))
    assert len(check(rules, ROWS).statistics) == 1
    assert check(rules, rows_of()).statistics == ()


def test_a_table_that_lacks_a_parameter_is_left_out_and_said_so() -> None:
    lacking = p.Figures("Per innbygger", (("Sum", TOTAL),), ("innbyggere",))
    result = check(program(statistics=(lacking, CHILDREN)), ROWS)
    assert [table.title for table in result.statistics] == ["Barn"]
    assert result.notes == ("Statistikken «Per innbygger» er utelatt: $innbyggere er ikke oppgitt.",)


def test_a_table_that_fails_is_left_out_and_said_so() -> None:
    def fail(number: int) -> int:
        raise ValueError("hemmelig")

    broken = p.Distribution("Feil", p.Function("feil", (value("BARN"),), "heltall"), None, CLASSES, None)
    functions = {"feil": PluginFunction("feil", ("heltall",), "heltall", fail)}
    result = check(program(statistics=(broken, CHILDREN)), ROWS, functions=functions)
    assert [table.title for table in result.statistics] == ["Barn"]
    assert result.notes == ("Statistikken «Feil» er utelatt: den stanset med ValueError.",)
