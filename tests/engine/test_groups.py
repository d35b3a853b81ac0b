"""Controls of groups: over several files and chunks, on every row of the group."""

from __future__ import annotations

import pytest
from tests.engine.small_programs import (
    VALID,
    check,
    control,
    messages,
    outcomes,
    program,
    rows_of,
    sentence,
    text,
    value,
    whole,
)

from kostra.language import program as p

COUNT = p.Aggregate("antall", None, None, "heltall")
TWICE = p.Compare("≠", COUNT, whole(1))


def duplicates(*keys: str, where: p.Value | None = None) -> p.Program:
    others = p.ShowValue(p.Aggregate("andre", value("JOURNAL"), None, "liste"))
    message = (p.ShowField("JOURNAL"), ": ", p.ShowValue(COUNT), ", ", others)
    return program(
        control("005A", sentence(TWICE, *message, at=keys), scope=p.GroupScope(tuple(map(value, keys)), where))
    )


@pytest.mark.parametrize("chunk_size", [1, 2, 3, 40_000])
def test_every_row_of_a_group_has_a_finding_across_files_and_chunks(chunk_size: int) -> None:
    first = rows_of({"FNR": VALID, "JOURNAL": "77"}, {"FNR": VALID, "JOURNAL": "1"}, {"FNR": VALID, "JOURNAL": "2"})
    second = rows_of({"FNR": VALID, "JOURNAL": "2"}, {"FNR": VALID, "JOURNAL": " 77"}, name="b.dat")
    result = check(duplicates("JOURNAL"), first, second, chunk_size=chunk_size)
    assert [(f.file, f.lines, f.record, f.group) for f in result.findings] == [
        ("fil.dat", (1,), 0, "005A-1"),
        ("fil.dat", (3,), 2, "005A-2"),
        ("b.dat", (1,), 3, "005A-2"),
        ("b.dat", (2,), 4, "005A-1"),
    ]
    assert result.controls[0].count == 4


def test_the_message_sees_its_own_row() -> None:
    rows = rows_of(*({"KJØNN": "1", "JOURNAL": journal} for journal in ("a", "b", "c")))
    assert messages(check(duplicates("KJØNN"), rows)) == ["a: 3, b og c", "b: 3, a og c", "c: 3, a og b"]


def test_blank_text_is_a_key_but_a_number_or_date_that_cannot_be_read_is_not() -> None:
    assert len(check(duplicates("JOURNAL"), rows_of({}, {})).findings) == 2
    assert outcomes(check(duplicates("BARN"), rows_of({}, {}, {"BARN": "x"}, {"BARN": "x"}))) == {"005A": "ok"}
    assert outcomes(check(duplicates("VEDTAK"), rows_of({"VEDTAK": "310224"}, {"VEDTAK": "310224"}))) == {"005A": "ok"}


def test_numbers_are_equal_however_they_are_written() -> None:
    assert len(check(duplicates("BELØP"), rows_of({"BELØP": " 7"}, {"BELØP": "+07"}, {"BELØP": "8"})).findings) == 2


def test_several_keys_make_one() -> None:
    rows = rows_of(*({"KJØNN": k, "BARN": b} for k, b in (("1", "1"), ("1", "2"), ("2", "1"), ("1", "01"))))
    assert [f.record for f in check(duplicates("KJØNN", "BARN"), rows).findings] == [0, 3]


def test_long_keys_are_told_apart_by_their_last_character() -> None:
    long = "en lang merknad på 30 tegn ja"
    rows = rows_of(*({"MERKNAD": long + end} for end in "abb"))
    assert [f.record for f in check(duplicates("MERKNAD"), rows).findings] == [1, 2]
    wide = rows_of(*({"MERKNAD": "€" + long[1:] + end} for end in "abb"))
    assert [f.record for f in check(duplicates("MERKNAD"), wide).findings] == [1, 2]


def test_rows_are_filtered_before_they_are_grouped() -> None:
    rule = duplicates("JOURNAL", where=p.Compare("≠", value("KOMMUNE"), text("0301")))
    rows = rows_of({"KOMMUNE": "0301"}, {"KOMMUNE": "5421"}, {"KOMMUNE": "5421"})
    assert [f.record for f in check(rule, rows).findings] == [1, 2]


def test_sums_that_no_machine_integer_holds_are_exact() -> None:
    huge = p.Arithmetic("*", value("BELØP"), whole(10**8), "heltall")
    total = p.Aggregate("sum", huge, None, "heltall")
    rule = control(
        "001", sentence(p.Compare("=", total, whole(3 * 10**19)), "ja"), scope=p.GroupScope((value("KJØNN"),), None)
    )
    rows = rows_of(*({"BELØP": "1" + "0" * 11} for _ in range(3)))
    assert messages(check(program(rule), rows)) == ["ja", "ja", "ja"]
