"""The readers against any bytes, and against files written from known records."""

from __future__ import annotations

import csv
import io
import json
import string
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.diagnostics import Source
from kostra.layout import load_layout
from kostra.layout.model import Layout
from kostra.readers.builtin import builtin_formats
from kostra.readers.input import Input
from kostra.readers.records import RecordSource

FIXED_TEXT = """\
filbeskrivelse 9X 2024 "Prøve"
format fast bredde 6
andre bredder 2023 4
A  1-2  tekst  "A"
B  3    tekst  "B"
C  4-6  tekst  "C"
"""
TABLE_TEXT = """\
filbeskrivelse 9X 2024 "Prøve"
format tabell
A  tekst  "A"  obligatorisk
B  tekst  "B"
C  tekst  "C"
"""
FIXED = load_layout(Source.of("x", FIXED_TEXT), lambda name: None)
EARLIER = load_layout(
    Source.of("x", FIXED_TEXT + "linjer enslig CR er linjeskift\nlinjer med bare blanke hoppes over\n"),
    lambda name: None,
)
TABLE = load_layout(Source.of("x", TABLE_TEXT), lambda name: None)
FORMATS = {one.name: one for one in builtin_formats()}


def read(format_: str, data: bytes, layout: Layout) -> RecordSource:
    return FORMATS[format_].open(Input.of_bytes("fil", data), layout, ReadOptions())


def records(source: RecordSource, layout: Layout, size: int) -> list[tuple[int, list[str]]]:
    out = []
    for batch in source.batches(file=0, first=0, size=size):
        columns = [batch.text(field.name) for field in layout.fields]
        out += [(int(batch.lines[i]), [column.value(i) for column in columns]) for i in range(batch.n)]
    return out


# ── Any bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────

SIGNS = ["\r", "\n", "\r\n", " ", "\t", "\0", "\x1a", *';,"[]{}:']
WORDS = ["A", "B;C", "abcdef", "abcd", '"A"', "1e3", "null", "true", "      ", "\\ud800", "PK\x03\x04"]
LETTERS = [*"ø€🙂\u2028\ufeff"]
BROKEN = [b"\xf8", b"\xc3", b"\xff\xfe", b"\xed\xa0\x80"]
PIECES = st.sampled_from([*(text.encode() for text in SIGNS + WORDS + LETTERS), *BROKEN])
ANY_BYTES = st.binary(max_size=60) | st.lists(PIECES, max_size=25).map(b"".join)


@pytest.mark.parametrize(
    ("format_", "layout"),
    [("fast", FIXED), ("fast", EARLIER), ("csv", TABLE), ("json", TABLE), ("excel", TABLE), ("tabell", TABLE)],
)
@settings(deadline=None)
@given(data=ANY_BYTES)
def test_any_bytes_are_records_and_problems_or_a_clear_refusal(format_: str, layout: Layout, data: bytes) -> None:
    try:
        source = read(format_, data, layout)
    except UnreadableError as refusal:
        message = str(refusal)
        source = None
    if source is None:
        assert message.startswith("fil ")
        return
    found = records(source, layout, 2)
    assert len(found) == source.facts.records
    lines = [line for line, _ in found]
    assert lines == sorted(set(lines))
    assert not set(lines) & {problem.line for problem in source.problems}
    assert all(problem.message for problem in source.problems)


@settings(deadline=None)
@given(data=ANY_BYTES)
def test_every_line_of_a_fixed_width_file_is_a_record_a_problem_or_empty(data: bytes) -> None:
    try:
        source = read("fast", data, FIXED)
    except UnreadableError:
        return
    text = data.decode(source.facts.encoding)
    filled = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip("\r")]
    kept = [line for line, _ in records(source, FIXED, 100)]
    assert sorted(kept + [problem.line or 0 for problem in source.problems]) == filled


# ── What was written is what is read ─────────────────────────────────────────────────────────────────────────────────

LATIN = st.characters(codec="iso-8859-1", exclude_categories=["Cc"])
ANY = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")


@st.composite
def delimited_lines(draw: st.DrawFn, character: st.SearchStrategy[str]) -> list[str]:
    """Draw the lines of a fixed-width file: records, empty lines, and lines of a wrong length."""
    record = st.text(character, min_size=6, max_size=6)
    wrong = st.text(character, min_size=7, max_size=9)
    return draw(st.lists(st.one_of(record, record, record, st.just(""), wrong), max_size=12))


@settings(deadline=None)
@given(
    lines=delimited_lines(LATIN) | delimited_lines(ANY),
    ends=st.lists(st.sampled_from(["\n", "\r\n"]), min_size=12, max_size=12),
    last_end=st.booleans(),
    encoding=st.sampled_from(["utf-8", "iso-8859-1"]),
    size=st.integers(1, 7),
)
def test_fixed_width_records_come_back_with_their_line_numbers(
    lines: list[str], ends: list[str], last_end: bool, encoding: str, size: int
) -> None:
    text = "".join(line + end for line, end in zip(lines, ends, strict=False))
    text = text if last_end or not lines else text.removesuffix("\n").removesuffix("\r")
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data = text.encode("utf-8")
    # Bytes that happen to be valid UTF-8 are UTF-8, whatever they were meant to be.
    shown = data.decode("utf-8", "replace") if encoding == "utf-8" else _guess(data)
    assume(shown == text)
    source = read("fast", data, FIXED)
    expected = [(n, [line[:2], line[2:3], line[3:]]) for n, line in enumerate(lines, 1) if len(line) == 6]
    assert records(source, FIXED, size) == expected
    assert [p.line for p in source.problems] == [n for n, line in enumerate(lines, 1) if len(line) > 6]
    non_ascii = sum(not line.isascii() for line in lines if len(line) == 6)
    assert source.facts.non_ascii_lines == non_ascii


def _guess(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("iso-8859-1")


CELL = st.text(ANY | st.sampled_from(['"', ";", "\n", " ", ","]), max_size=8)


def _as_csv(rows: list[list[str]], delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["A", "B", "C"], *rows])
    return out.getvalue().encode()


def _as_json(rows: list[list[str]], _: str) -> bytes:
    return json.dumps([dict(zip("abc", row, strict=True)) for row in rows]).encode()


@pytest.mark.parametrize(("format_", "write"), [("csv", _as_csv), ("json", _as_json)])
@settings(deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from(";,\t"),
    size=st.integers(1, 4),
)
def test_table_cells_come_back_as_they_were_written(
    format_: str, write: Callable[[list[list[str]], str], bytes], rows: list[list[str]], delimiter: str, size: int
) -> None:
    source = read(format_, write(rows, delimiter), TABLE)
    assert source.problems == ()
    # A row of a CSV file in which every cell is blank is no row.
    expected = [row for row in rows if format_ == "json" or any(cell.strip() for cell in row)]
    assert [cells for _, cells in records(source, TABLE, size)] == expected


@settings(deadline=None)
@given(cells=st.lists(st.text(string.ascii_letters + '\n"', min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_csv_row_has_the_number_of_the_line_that_it_begins_on(cells: list[str]) -> None:
    data = _as_csv([["x", cell, "y"] for cell in cells], ";").replace(b"\r\n", b"\n")
    starts = [2 + i + sum(cell.count("\n") for cell in cells[:i]) for i in range(len(cells))]
    assert [line for line, _ in records(read("csv", data, TABLE), TABLE, 100)] == starts
