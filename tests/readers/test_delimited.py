"""CSV files of a table form."""

from __future__ import annotations

import codecs

import pytest
from tests.readers.tables import LAYOUT, NAMES, rows, told

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.readers.delimited import open_delimited
from kostra.readers.input import Input
from kostra.readers.table import TableSource

HEADING = "KOMMUNE;SATS;NAVN\n"


def read(text: str | bytes) -> TableSource:
    data = text.encode() if isinstance(text, str) else text
    return open_delimited(Input.of_bytes("skjema.csv", data), LAYOUT, ReadOptions())


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_told_from_the_file(delimiter: str, line_end: str) -> None:
    text = line_end.join([delimiter.join(["KOMMUNE", "SATS", "NAVN"]), delimiter.join(["5530", "6650", "Bø"]), ""])
    source = read(text)
    assert rows(source) == {2: {"KOMMUNE": "5530", "SATS": "6650", "NAVN": "Bø"}}
    assert source.problems == ()


def test_commas_in_the_cells_do_not_make_comma_the_delimiter() -> None:
    source = read("KOMMUNE;SATS;NAVN\n5530;1,5;a,b,c\n")
    assert rows(source)[2]["NAVN"] == "a,b,c"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("KOMMUNE;SATS;NAVN\n5530;1;Bø\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "KOMMUNE;SATS;NAVN\n5530;1;Bø\n".encode(), "utf-8"),
        ("KOMMUNE;SATS;NAVN\n5530;1;Bø\n".encode("iso-8859-1"), "iso-8859-1"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    source = read(data)
    assert source.facts.encoding == encoding
    assert rows(source) == {2: {"KOMMUNE": "5530", "SATS": "1", "NAVN": "Bø"}}
    assert source.facts.non_ascii_lines == 1


def test_names_of_columns_may_stand_in_any_order_and_case() -> None:
    source = read(" navn ;Sats;kommune\nBø;1;5530\n")
    assert rows(source) == {2: {"KOMMUNE": "5530", "SATS": "1", "NAVN": "Bø"}}
    assert source.problems == ()


def test_a_first_line_that_names_the_delimiter_is_no_heading() -> None:
    assert rows(read("sep=,\r\nKOMMUNE,SATS\r\n5530,1\r\n")) == {3: {"KOMMUNE": "5530", "SATS": "1"}}


def test_cells_are_left_as_they_are_written() -> None:
    source = read('KOMMUNE;SATS;NAVN\n 5530 ;6 650;"Per ""P"" Ås"\n0301;6.650;a"b\n')
    assert rows(source) == {
        2: {"KOMMUNE": " 5530 ", "SATS": "6 650", "NAVN": 'Per "P" Ås'},
        3: {"KOMMUNE": "0301", "SATS": "6.650", "NAVN": 'a"b'},
    }


def test_a_cell_of_several_lines_and_blank_rows_keep_the_rows_own_numbers() -> None:
    source = read('\nKOMMUNE;SATS;NAVN\n5530;1;"a\nb\r\nc"\n;;\n\n5501;2;d\n')
    assert rows(source) == {
        3: {"KOMMUNE": "5530", "SATS": "1", "NAVN": "a\nb\r\nc"},
        8: {"KOMMUNE": "5501", "SATS": "2", "NAVN": "d"},
    }
    assert "2 tomme rader er hoppet over." in source.facts.notes


def test_columns_that_need_not_be_there_are_blank_and_named_in_a_note() -> None:
    assert read(HEADING + "5530;1;x\n").facts.notes == (
        "Filen har ikke kolonnene BYDEL, ANDEL, VEDTATT. De regnes som blanke.",
    )


def test_unknown_missing_and_repeated_columns() -> None:
    source = read("KOMUNE;NAVN;NAVN;FARGE\n5530;a;b;c\n")
    assert sorted(told(source.problems)) == [
        ("kolonne", 1, "Kolonnen KOMMUNE («Kommunenummer») mangler."),
        ("kolonne", 1, "Kolonnen NAVN står to ganger."),
        ("kolonne", 1, "Kolonnen SATS («Stønadssats») mangler."),
        ("kolonne", 1, "Kolonnen «FARGE» finnes ikke i skjemaet."),
        ("kolonne", 1, "Kolonnen «KOMUNE» finnes ikke i skjemaet."),
    ]
    assert source.problems[0].advice == "Mente du KOMMUNE?"


def test_a_file_without_a_heading_is_told_so_without_its_content() -> None:
    (problem,) = read("01819012345;6650\n").problems
    assert (problem.kind, problem.line) == ("struktur", 1)
    assert "kolonnenavn" in problem.message
    assert "01819012345" not in problem.message + problem.advice


def test_a_long_number_among_the_names_is_not_repeated() -> None:
    problems = read("KOMMUNE;SATS;01819012345\n5530;1;\n").problems
    assert [problem.kind for problem in problems] == ["kolonne"]
    assert "01819012345" not in problems[0].message


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("5530;1", "Raden har 2 celler, men det er 3 kolonner."),
        ("5530;1;a;b", "Raden har 4 celler, men det er 3 kolonner."),
        ('5530;1;"a"b', "Anførselstegnene"),
        ("5530;1;" + "x" * 10_001, "Cellen i kolonnen NAVN har 10001 tegn."),
    ],
)
def test_a_row_that_cannot_be_used_is_a_problem_of_its_own(line: str, says: str) -> None:
    source = read(f"{HEADING}{line}\n5501;2;ok\n")
    (problem,) = source.problems
    assert problem.line == 2
    assert says in problem.message
    assert rows(source) == {3: {"KOMMUNE": "5501", "SATS": "2", "NAVN": "ok"}}


def test_a_quote_that_is_never_closed_is_told_where_it_begins() -> None:
    source = read(HEADING + '5530;1;"a\n5501;2;b\n5503;3;c\n')
    assert [(p.kind, p.line) for p in source.problems] == [("struktur", 2)]


def test_blank_cells_beyond_the_heading_do_no_harm() -> None:
    source = read("KOMMUNE;SATS;NAVN;\n5530;1;a;;\n")
    assert source.problems == ()
    assert rows(source) == {2: {"KOMMUNE": "5530", "SATS": "1", "NAVN": "a"}}


def test_content_under_no_heading_is_a_problem() -> None:
    (problem,) = read("KOMMUNE;SATS;\n5530;1;bortgjemt\n").problems
    assert (problem.kind, problem.line) == ("celle", 2)
    assert "kolonne nummer 3" in problem.message
    assert "bortgjemt" not in problem.message


@pytest.mark.parametrize("text", ["", "\n\n", " ; \n", HEADING, HEADING + ";;\n"])
def test_a_table_without_rows_is_empty(text: str) -> None:
    assert read(text).facts.empty
    assert rows(read(text)) == {}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("KOMMUNE;SATS\n".encode("utf-16"), "UTF-16"),
        (b"KOMMUNE;SATS\0\n", "binære"),
        (b"PK\x03\x04...", "Excel"),
    ],
)
def test_files_that_are_no_text_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(data)


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kostra.readers.table._LARGEST_FILE", 1000)
    with pytest.raises(UnreadableError, match="større enn"):
        read(HEADING + "x" * 2000)


def test_chunks_stay_small_where_cells_are_long() -> None:
    long, short = "x" * 9_000, "y"
    source = read(HEADING + "".join(f"5530;{i};{long if i % 500 == 0 else short}\n" for i in range(2_000)))
    batches = list(source.batches(file=0, first=0, size=10_000))
    assert sum(batch.n for batch in batches) == 2_000
    assert [batch.first for batch in batches] == [sum(b.n for b in batches[:i]) for i in range(len(batches))]
    assert all(batch.text(name).chars.size <= 4 << 20 for batch in batches for name in NAMES)
    assert rows(source)[502]["NAVN"] == long
    assert rows(source)[503]["NAVN"] == short
