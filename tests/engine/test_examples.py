"""Examples run their own control only, on rows that are written out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.small_programs import LAYOUT, TRUE, control, program, sentence, text, value, whole

from kostra.diagnostics import NOWHERE
from kostra.engine.examples import ExampleError, run_example
from kostra.language import program as p
from kostra.readers.memory import records_from_values

TWICE = control(
    "005B",
    sentence(p.Compare("≠", p.Aggregate("antall", None, None, "heltall"), whole(1)), at=("JOURNAL",)),
    scope=p.GroupScope((value("JOURNAL"),), None),
)


def example(*rows: dict[str, str], **parameters: Any) -> p.Example:
    written = tuple(p.ExampleRow(tuple(row.items())) for row in rows)
    return p.Example(False, written, tuple(parameters.items()), NOWHERE)


def test_an_example_fires_or_does_not() -> None:
    rules = program(TWICE, control("000", sentence(TRUE)))
    assert run_example(rules, TWICE, example({"JOURNAL": "77"}, {"JOURNAL": "77"}))
    assert not run_example(rules, TWICE, example({"JOURNAL": "77"}, {"JOURNAL": "78"}))


def test_the_year_is_the_rule_sets_own_and_other_parameters_are_the_examples() -> None:
    year = p.Compare("=", p.Param("årgang", "heltall"), whole(2024))
    place = p.Compare("=", p.Param("kommunenummer", "tekst"), text("5421"))
    rule = control("003", sentence(p.And((year, place))), parameters=("årgang", "kommunenummer"))
    assert run_example(program(rule), rule, example({}, kommunenummer="5421"))
    with pytest.raises(ExampleError, match="kommunenummer"):
        run_example(program(rule), rule, example({}))


def test_an_example_of_a_control_that_crashes_is_an_error() -> None:
    rule = control("001", sentence(p.Function("finnes_ikke", (), "sannhet")))
    with pytest.raises(ExampleError, match="KeyError"):
        run_example(program(rule), rule, example({}))


def test_rows_in_memory_hold_the_raw_characters_of_a_fixed_layout() -> None:
    (batch,) = records_from_values(LAYOUT, [{"JOURNAL": "7"}, {"MERKNAD": "€"}]).batches(file=0, first=0, size=9)
    assert [batch.text("JOURNAL").value(row) for row in (0, 1)] == ["7       ", "        "]
    assert batch.text("MERKNAD").value(1).rstrip() == "€"
    assert batch.lines.tolist() == [1, 2]


def test_rows_in_memory_of_a_table_keep_their_lengths() -> None:
    fields = tuple(replace(field, start=None, end=None, width=None) for field in LAYOUT.fields)
    layout = replace(LAYOUT, format="tabell", width=None, fields=fields)
    (batch,) = records_from_values(layout, [{"JOURNAL": " 7 "}, {}]).batches(file=0, first=0, size=9)
    assert [batch.text("JOURNAL").value(row) for row in (0, 1)] == [" 7 ", ""]


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="KJØNN"):
        records_from_values(LAYOUT, [{"KJØNN": "12"}])
