"""Functions of plugins: called once for each distinct combination of arguments, with plain Python values."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.small_programs import TRUE, check, control, messages, outcomes, program, rows_of, sentence, value

from kostra.api.functions import PluginFunction
from kostra.language import program as p


def asked(plugin: PluginFunction, *fields: str) -> p.Program:
    call = p.Function(plugin.name, tuple(map(value, fields)), plugin.result)
    return program(control("001", sentence(TRUE, p.ShowValue(call))))


def test_a_function_is_called_once_for_each_combination_across_chunks_and_never_with_something_missing() -> None:
    calls: list[tuple[Any, ...]] = []

    def note(journal: str, children: int, decided: datetime.date) -> str:
        calls.append((journal, children, decided))
        return f"{journal}/{children}"

    plugin = PluginFunction("noter", ("tekst", "heltall", "dato"), "tekst", note)
    row = {"JOURNAL": " a", "BARN": "02", "VEDTAK": "290224"}
    rows = rows_of(
        row, row | {"BARN": " 2"}, row | {"BARN": ""}, row | {"VEDTAK": "300224"}, row | {"JOURNAL": "b"}, row
    )
    result = check(asked(plugin, "JOURNAL", "BARN", "VEDTAK"), rows, functions={"noter": plugin}, chunk_size=2)
    assert messages(result) == ["a/2", "a/2", "ukjent", "ukjent", "b/2", "a/2"]
    day = datetime.date(2024, 2, 29)
    assert sorted(calls) == [("a", 2, day), ("b", 2, day)]


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("heltall", 10**30, "1 000 000 000 000 000 000 000 000 000 000"),
        ("desimal", Decimal("1.10"), "1,1"),
        ("dato", datetime.date(1999, 12, 31), "31.12.1999"),
        ("tekst", " x ", "x"),
        ("sannhet", True, "ja"),
        ("heltall", None, "ukjent"),
        ("sannhet", None, "nei"),
    ],
)
def test_results(kind: Any, answer: object, expected: str) -> None:
    plugin = PluginFunction("svar", ("heltall",), kind, lambda number: answer)
    result = check(asked(plugin, "BARN"), rows_of({"BARN": "1"}), functions={"svar": plugin}, show_sensitive=True)
    assert messages(result) == [expected]


@pytest.mark.parametrize(("kind", "answer"), [("heltall", 1.5), ("tekst", 5), ("desimal", 0.1), ("dato", "2024-01-01")])
def test_a_result_of_another_type_than_declared_is_a_crash(kind: Any, answer: object) -> None:
    plugin = PluginFunction("svar", ("heltall",), kind, lambda number: answer)
    result = check(asked(plugin, "BARN"), rows_of({"BARN": "1"}), functions={"svar": plugin})
    assert outcomes(result) == {"001": "krasjet"}
