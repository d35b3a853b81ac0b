"""Writing rows and reading them back: the readers see what was written."""

from __future__ import annotations

import random

import pytest
from tests.testing.layouts import FIXED, TABLE

from kostra.layout.model import Layout
from kostra.testing import random_record, read_rows, write_csv, write_fixed, write_rows


def rows(layout: Layout, n: int = 30) -> list[dict[str, str]]:
    rng = random.Random(3)
    return [random_record(layout, rng, municipality="1103") for _ in range(n)]


@pytest.mark.parametrize("layout", [FIXED, TABLE], ids=["fast", "tabell"])
def test_what_is_written_is_what_is_read(layout: Layout) -> None:
    made = rows(layout)
    assert read_rows(layout, write_rows(layout, made)) == made


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    made = rows(FIXED)
    data = write_fixed(FIXED, made, encoding=encoding, line_end=line_end)
    assert data.count(line_end.encode()) == len(made)
    assert read_rows(FIXED, data) == made


def test_numbers_stand_to_the_right_and_text_to_the_left() -> None:
    line = write_fixed(FIXED, [{"KOMMUNE": "1103", "BELØP": "950", "STED": "Øy"}]).decode()
    assert line == "1103" + " " * 55 + "    950" + " " * 15 + "Øy     \n"


def test_a_value_as_wide_as_its_field_is_written_as_it_stands() -> None:
    line = write_fixed(FIXED, [{"BELØP": "95     "}]).decode()
    assert line[59:66] == "95     "


def test_csv_has_a_header_and_quotes_what_must_be_quoted() -> None:
    lines = write_csv(TABLE, [{"KOMMUNE": "1103", "NAVN": 'Lia; "Liv"'}]).decode().splitlines()
    assert lines == ["KOMMUNE;AAR;SVAR;ÅRSVERK;SAKER;DATO;NAVN", '1103;;;;;;"Lia; ""Liv"""']


@pytest.mark.parametrize(
    ("row", "fault"),
    [({"BELØP": "12345678"}, "BELØP"), ({"BELOP": "1"}, "BELOP")],
    ids=["too wide", "no such field"],
)
def test_a_row_that_does_not_fit_the_layout_is_refused(row: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        write_fixed(FIXED, [row])


def test_a_table_has_no_positions() -> None:
    with pytest.raises(ValueError, match="write_csv"):
        write_fixed(TABLE, [])


def test_a_line_of_the_wrong_length_is_no_record() -> None:
    good = write_fixed(FIXED, rows(FIXED, 2))
    with pytest.raises(ValueError, match="linje 3"):
        read_rows(FIXED, good + b"kort linje\n")
