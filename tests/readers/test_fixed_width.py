"""Fixed-width files: what counts as a line, which characters stand where, and what is said of a faulty line."""

from __future__ import annotations

import codecs
import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.diagnostics import Source
from kostra.layout import Layout, load_layout
from kostra.readers import lines
from kostra.readers.fixed_width import FixedWidthSource, open_fixed_width
from kostra.readers.input import Input
from kostra.readers.records import LineProblem

TEXT = """\
filbeskrivelse 9X 2024 "Prøve"
format fast bredde 8
andre bredder 2022 6, 2023 6, 2025 10
KOMMUNE  1-4  tekst  "Kommune"
NAVN     5-7  tekst  "Navn"
SVAR     8    tekst  "Svar"
"""
LAYOUT = load_layout(Source.of("prøve.layout", TEXT), lambda name: None)
EARLIER = load_layout(
    Source.of("prøve.layout", TEXT + "linjer enslig CR er linjeskift\nlinjer med bare blanke hoppes over\n"),
    lambda name: None,
)


def scan(data: bytes, layout: Layout = LAYOUT) -> FixedWidthSource:
    return open_fixed_width(Input.of_bytes("fil.dat", data), layout, ReadOptions())


def records(source: FixedWidthSource, size: int = 1000) -> list[tuple[int, tuple[str, ...]]]:
    """List line number and values of every record."""
    out = []
    for batch in source.batches(file=0, first=0, size=size):
        columns = [batch.text(field.name) for field in source.layout.fields]
        for index in range(batch.n):
            out.append((int(batch.lines[index]), tuple(column.value(index) for column in columns)))
    return out


def only_problem(data: bytes, layout: Layout = LAYOUT) -> LineProblem:
    (problem,) = scan(data, layout).problems
    return problem


GOOD = b"5530Ola1\n"


def test_each_field_holds_the_characters_of_its_positions() -> None:
    assert records(scan(b"5530Ola1\n0301 Bo \n")) == [(1, ("5530", "Ola", "1")), (2, ("0301", " Bo", " "))]


def test_the_facts_of_a_file() -> None:
    data = "5530Pål1\n5530Ola2\n".encode()
    facts = scan(data).facts
    assert (facts.name, facts.records, facts.encoding, facts.empty) == ("fil.dat", 2, "utf-8", False)
    assert facts.sha256 == hashlib.sha256(data).hexdigest()
    assert facts.non_ascii_lines == 1
    assert facts.notes == ()


def test_a_column_has_one_row_a_position() -> None:
    (batch,) = scan(b"5530Ola1\n0301Bo 2\n").batches(file=3, first=40, size=10)
    assert (batch.first, batch.file, batch.n) == (40, 3, 2)
    column = batch.text("NAVN")
    assert column.chars.dtype == np.uint8
    assert [bytes(row) for row in column.chars] == [b"OB", b"lo", b"a "]
    assert all(row.flags.c_contiguous for row in column.chars)
    with pytest.raises(KeyError):
        batch.text("UKJENT")


# ── Encodings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_positions_count_characters_in_either_encoding(encoding: str) -> None:
    source = scan("5530Bøe1\n0301Ola2\n".encode(encoding))
    assert source.facts.encoding == encoding
    assert records(source) == [(1, ("5530", "Bøe", "1")), (2, ("0301", "Ola", "2"))]


def test_characters_outside_iso_8859_1_are_one_position_each() -> None:
    source = scan("5530Ołá1\n5530A🙂B2\n".encode())
    assert records(source) == [(1, ("5530", "Ołá", "1")), (2, ("5530", "A🙂B", "2"))]
    (batch,) = source.batches(file=0, first=0, size=10)
    assert batch.text("SVAR").chars.dtype == np.uint32


def test_one_byte_that_is_no_utf8_makes_the_whole_file_iso_8859_1() -> None:
    source = scan(b"5530\xc3\xa6e1\n5530B\xf8e1\n")
    assert source.facts.encoding == "iso-8859-1"
    assert records(source) == [(1, ("5530", "\u00c3¦e", "1")), (2, ("5530", "Bøe", "1"))]


def test_a_file_cut_in_the_middle_of_a_character_is_not_utf8() -> None:
    assert scan("5530Bøe1\n5530Ba".encode() + "ø".encode()[:1]).facts.encoding == "iso-8859-1"


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends(end: bytes, last: bool) -> None:
    source = scan(end.join([b"5530Ola1", b"5530Bo 2"]) + (end if last else b""))
    assert [line for line, _ in records(source)] == [1, 2]
    assert source.problems == ()


def test_empty_lines_are_no_records_but_count() -> None:
    source = scan(b"\n5530Ola1\r\n\r\n\n5530Bo 2\n")
    assert [line for line, _ in records(source)] == [2, 5]
    assert source.facts.notes == ("3 tomme linjer er hoppet over (den første er linje 1).",)


@pytest.mark.parametrize("character", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c"])
def test_other_separators_are_characters_of_the_record(character: str) -> None:
    source = scan(f"5530O{character}a1\n5530Bo 2\n".encode())
    assert records(source) == [(1, ("5530", f"O{character}a", "1")), (2, ("5530", "Bo ", "2"))]


def test_a_lone_cr_ends_a_line_only_in_years_that_say_so() -> None:
    data = b"5530Ola1\r5530Bo 2\r\n5530Per3\r"
    assert [line for line, _ in records(scan(data, EARLIER))] == [1, 2, 3]
    problem, *_ = scan(data).problems
    assert (problem.line, problem.found) == (1, 17)
    assert "enslig" in problem.message


def test_blank_lines_are_skipped_only_in_years_that_say_so() -> None:
    data = b"5530Ola1\n   \n        \n\x1a\n"
    source = scan(data, EARLIER)
    assert [line for line, _ in records(source)] == [1]
    assert source.problems == ()
    assert source.facts.notes == ("3 blanke linjer er hoppet over.",)
    assert [problem.line for problem in scan(data).problems] == [2, 4]


@pytest.mark.parametrize("layout", [LAYOUT, EARLIER])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_lines_are_the_same_wherever_the_file_is_cut_into_blocks(
    layout: Layout, line_end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines_ = [b"5530\xc3\xb8 a1", b"5530Bo 2", b"", b"kort", b" ", b"5530\xe2\x82\xac  3", b"\r5530Per4"]
    data = line_end.join(lines_)
    whole = scan(data, layout)
    for size in range(1, len(data) + 1):
        monkeypatch.setattr("kostra.readers.fixed_width._SCAN_BLOCK", size)
        monkeypatch.setattr("kostra.readers.encoding._BLOCK", size)
        assert (scan(data, layout).facts, scan(data, layout).problems) == (whole.facts, whole.problems)
        blocks = lines.line_blocks(
            Input.of_bytes("", data), "utf-8", lone_cr=layout.line_rules.lone_cr, width=8, size=size
        )
        starts = [block.first for block in blocks]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_chunks_hold_at_most_so_many_records_and_number_them_on(size: int) -> None:
    source = scan(b"5530Ola1\n" * 4 + b"kort\n" + b"5530Bo 2\n" * 3)
    batches = list(source.batches(file=0, first=10, size=size))
    assert all(batch.n <= size for batch in batches)
    assert [batch.first for batch in batches] == [10 + sum(b.n for b in batches[:i]) for i in range(len(batches))]
    assert [line for line, _ in records(source, size)] == [1, 2, 3, 4, 6, 7, 8]


def test_a_very_long_line_is_one_faulty_line() -> None:
    source = scan(GOOD + b"x" * 10_000_000 + b"\n" + GOOD)
    assert [(problem.line, problem.found) for problem in source.problems] == [(2, 10_000_000)]
    assert [line for line, _ in records(source)] == [1, 3]


# ── Empty files ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n\r\n", b" ", b"N", b"\x1a"])
def test_a_file_without_lines_or_of_one_character_is_empty(data: bytes) -> None:
    source = scan(data)
    assert source.facts.empty
    assert records(source) == []


@pytest.mark.parametrize("data", [b" \n\t\n", b"   ", b"\x1a\n \n"])
def test_a_file_of_blank_lines_is_empty_where_such_lines_are_skipped(data: bytes) -> None:
    assert scan(data, EARLIER).facts.empty
    assert not scan(data).facts.empty
    assert scan(data).problems


@pytest.mark.parametrize("data", [GOOD, b"xy", b"\n\n.\n", codecs.BOM_UTF8 + b"\n"])
def test_a_file_with_content_is_not_empty(data: bytes) -> None:
    assert not scan(data).facts.empty


# ── Faulty lines ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        ("\ufeff5530Ola1\n".encode(), "lengde", "byte-order mark"),
        (GOOD + b"\x1a", "lengde", "Ctrl-Z"),
        (GOOD + b"   \n" + GOOD, "lengde", "bare blanke"),
        (GOOD + b"5530Ola\n" + GOOD, "lengde", "1 tegn for kort: blanke på slutten av linjen er trolig fjernet"),
        (GOOD + b"5530Ola12\n" + GOOD, "lengde", "1 tegn for lang"),
        (GOOD + b"5530Ola1".rjust(9) + b"\n" + GOOD, "lengde", "1 tegn for lang"),
        (GOOD + b"5530Ola15530Ola1\n" + GOOD, "lengde", "2 poster"),
        (GOOD + b"5530Ola1\r5530Ola1\n" + GOOD, "lengde", "1 enslige CR"),
        (GOOD + b"5530Ola1xx\n" + GOOD, "lengde", "formatet for 2025"),
        (GOOD + b"5530Ol\n" + GOOD, "lengde", "formatet for 2022 og 2023"),
        (GOOD + b"5530O", "lengde", "Slutten av filen mangler"),
        (GOOD + b"5530\tla1\n" + GOOD, "tabulator", "tabulator i posisjon 5"),
        (GOOD + b"5530\tOla1\n" + GOOD, "tabulator", "Den er 9 tegn, men skal være 8"),
        (GOOD + b"5530\0\0\0\0\0Ola1\n" + GOOD, "tegn", "NUL"),
        ("5530Bøe1\n5530BÃ¸e1\n".encode(), "lengde", "UTF-8 to ganger"),
        (b"5530B\xf8e1\n5530B\xc3\xb8e1\n", "lengde", "kodet som UTF-8, mens andre linjer"),
        ("5530Ola1\n5530B\ufffd\ufffde1\n".encode(), "lengde", "gått tapt"),
    ],
)
def test_a_faulty_line_is_told_what_is_probably_wrong_with_it(data: bytes, kind: str, says: str) -> None:
    problem = only_problem(data)
    assert problem.kind == kind
    assert says in problem.message
    assert problem.line == (1 if data.startswith(codecs.BOM_UTF8) else 2)


def test_a_faulty_line_tells_both_lengths() -> None:
    problem = only_problem(GOOD + b"5530Ola\n" + GOOD)
    assert (problem.line, problem.expected, problem.found) == (2, 8, 7)
    assert problem.message.startswith("Linjen er 7 tegn, men skal være 8.")
    assert problem.advice == "Fyll ut linjen med blanke til og med posisjon 8."


def test_a_problem_never_repeats_what_the_line_holds() -> None:
    secret = b"01819012345"
    data = b"\n".join([secret, secret + b"\t", b"\t" + secret, secret * 3, secret + b"\0", secret + b"\r" + secret])
    assert scan(data).problems
    for problem in scan(data).problems:
        assert secret.decode() not in problem.message + problem.advice


def test_a_file_in_another_years_format_is_recognised_as_such() -> None:
    source = scan(b"5530Ola1xx\n" * 20)
    assert source.facts.notes == ("Linjene er 10 tegn: det er formatet for 2025. Her skal de være 8.",)
    assert [problem.line for problem in source.problems] == list(range(1, 21))
    assert len({id(problem.message) for problem in source.problems[1:]}) == 1


def test_a_utf16_file_is_recognised_as_such() -> None:
    notes = scan("5530Ola1\r\n".encode("utf-16")).facts.notes
    assert any("UTF-16" in note for note in notes)


# ── Files that cannot be read ────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_on_disk_is_read_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "utdrag på 11.dat"
    path.write_bytes("5530Bøe1\r\n".encode())
    source = open_fixed_width(Input.of_path(path), LAYOUT, ReadOptions())
    assert source.facts.name == "utdrag på 11.dat"
    assert records(source) == [(1, ("5530", "Bøe", "1"))]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="finnes ikke"):
        open_fixed_width(Input.of_path(tmp_path / "borte.dat"), LAYOUT, ReadOptions())
    with pytest.raises(UnreadableError, match="er en mappe"):
        open_fixed_width(Input.of_path(tmp_path), LAYOUT, ReadOptions())
    with pytest.raises(UnreadableError, match="kan ikke leses"):
        open_fixed_width(Input.of_path(tmp_path / "a\0b"), LAYOUT, ReadOptions())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_a_pipe_can_be_read_although_it_runs_only_once(tmp_path: Path) -> None:
    from threading import Thread

    pipe = tmp_path / "rør"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(GOOD * 3,))
    writer.start()
    source = open_fixed_width(Input.of_path(pipe), LAYOUT, ReadOptions())
    writer.join()
    assert [line for line, _ in records(source)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("start", "says"), [(b"PK\x03\x04", "Excel"), (b"%PDF-1.7", "PDF"), (b"\x1f\x8b\x08", "komprimert")]
)
def test_a_file_of_another_kind_is_refused(start: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        scan(start + bytes(range(256)))


def test_a_file_without_any_line_end_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kostra.readers.lines._LONGEST_LINE", 1 << 20)
    with pytest.raises(UnreadableError, match="uten linjeskift"):
        scan(b"x" * (17 << 20))


def test_a_file_that_changes_between_scan_and_reading_is_told(tmp_path: Path) -> None:
    path = tmp_path / "fil.dat"
    path.write_bytes("5530Bøe1\n".encode() * 3)
    source = open_fixed_width(Input.of_path(path), LAYOUT, ReadOptions())
    for changed in ("5530Bøe1\n".encode() * 2, b"5530B\xf8e1\n" * 3):
        path.write_bytes(changed)
        with pytest.raises(UnreadableError, match="endret"):
            records(source)
