"""JSON files of a table form."""

from __future__ import annotations

import pytest
from tests.readers.tables import LAYOUT, rows

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.readers.input import Input
from kostra.readers.json_rows import open_json
from kostra.readers.table import TableSource


def read(text: str | bytes) -> TableSource:
    data = text.encode() if isinstance(text, str) else text
    return open_json(Input.of_bytes("skjema.json", data), LAYOUT, ReadOptions())


def test_one_object_is_one_row() -> None:
    source = read('\ufeff{"kommune": "0301", "SATS": 6650, "NAVN": null}')
    assert rows(source) == {1: {"KOMMUNE": "0301", "SATS": "6650"}}
    assert source.problems == ()


def test_a_list_of_objects_is_numbered_from_one() -> None:
    source = read('[{"KOMMUNE": "0301", "SATS": 1}, {"SATS": 2, "KOMMUNE": "5530", "NAVN": "Bø"}]')
    assert rows(source) == {1: {"KOMMUNE": "0301", "SATS": "1"}, 2: {"KOMMUNE": "5530", "SATS": "2", "NAVN": "Bø"}}


@pytest.mark.parametrize("number", ["1.50", "-0", "12345678901234567890", "1e3", "0.30000000000000004"])
def test_numbers_are_kept_exactly_as_written(number: str) -> None:
    assert rows(read(f'{{"KOMMUNE": "5530", "SATS": {number}}}'))[1]["SATS"] == number


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("true", "true eller false"),
        ("NaN", "ikke et tall"),
        ("[1]", "en liste"),
        ('{"a": 1}', "et objekt"),
        ('"\\ud800"', "halvt tegn"),
    ],
)
def test_a_value_that_is_no_text_or_number_is_a_problem(value: str, says: str) -> None:
    source = read(f'[{{"KOMMUNE": "5530", "SATS": {value}}}, {{"KOMMUNE": "5501", "SATS": 1}}]')
    (problem,) = source.problems
    assert (problem.kind, problem.line) == ("celle", 1)
    assert says in problem.message
    assert list(rows(source)) == [2]


def test_unknown_missing_and_repeated_keys() -> None:
    source = read('[{"KOMUNE": "x", "NAVN": "a"}, {"KOMUNE": "y", "NAVN": "a", "navn": "b"}, 3]')
    assert [(p.kind, p.line, p.message) for p in source.problems] == [
        ("kolonne", None, "Kolonnen KOMMUNE («Kommunenummer») mangler."),
        ("kolonne", None, "Kolonnen SATS («Stønadssats») mangler."),
        ("kolonne", 1, "Kolonnen «KOMUNE» finnes ikke i skjemaet."),
        ("kolonne", 2, "Feltet NAVN står to ganger i raden."),
        ("struktur", 3, "Raden er ikke et objekt med feltnavn og verdier."),
    ]


@pytest.mark.parametrize("text", ["", " \n", "[]"])
def test_a_file_without_rows_is_empty(text: str) -> None:
    assert read(text).facts.empty


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"KOMMUNE": "5530",\n}', "linje 2, tegn 1"),
        ("3", "objekt"),
        ('"tekst"', "objekt"),
        ("[" * 100_000, "nivåer"),
        (b"{\0}", "binære"),
    ],
)
def test_what_is_no_json_of_rows_is_refused(text: str | bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(text)
