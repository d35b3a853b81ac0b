"""Last year's file beside this year's: read with its own year's pack, and said when it cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.checking.conftest import Ended, Kostra, example

OF_LAST_YEAR = ("950", "951", "952", "953", "954", "955")


def outcomes(ended: Ended) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in ended.report["kontroller"] if one["id"] in OF_LAST_YEAR}


def lines(form: str, year: int) -> list[bytes]:
    return example(form, year).splitlines(keepends=True)


@pytest.fixture(params=["11F", "11C"])
def form(request: pytest.FixtureRequest) -> str:
    """Leave the faultless files of two years of a form in the folder."""
    name = str(request.param)
    for year in (2025, 2026):
        Path(f"{year}.dat").write_bytes(example(name, year))
    return name


def test_without_last_years_file_it_is_said_what_was_not_run(kostra: Kostra, form: str) -> None:
    ended = kostra("check", "--skjema", form, "2026.dat", "--format", "json")
    assert {(one["utfall"], one["grunn"]) for one in outcomes(ended).values()} == {
        ("ikke kjørt", "Fjorårets fil er ikke oppgitt (--fjor).")
    }
    assert ended.report["fjorarets_filer"] == []
    assert ended.code == 0


def test_with_it_all_are_run_and_the_report_says_what_was_compared(kostra: Kostra, form: str) -> None:
    ended = kostra("check", "--skjema", form, "2026.dat", "--fjor", "2025.dat", "--format", "json")
    assert {one["utfall"] for one in outcomes(ended).values()} <= {"ok", "funn"}
    (compared,) = ended.report["fjorarets_filer"]
    assert (compared["navn"], compared["poster"]) == ("2025.dat", len(lines(form, 2025)))
    assert [file["navn"] for file in ended.report["filer"]] == ["2026.dat"]
    assert any("sammenlignet med fjoråret: 2025.dat" in note for note in ended.report["merknader"])


def test_a_file_that_shrank_is_a_warning_that_blocks_nothing(kostra: Kostra) -> None:
    before = lines("11F", 2025)
    Path("2025.dat").write_bytes(b"".join(before * 3))
    Path("2026.dat").write_bytes(lines("11F", 2026)[0])
    ended = kostra("check", "2026.dat", "--fjor", "2025.dat", "--format", "json")
    (found,) = [finding for finding in ended.report["funn"] if finding["kontroll"] == "950"]
    told = f"Antall personer er 1, i fjor {3 * len(before)}. Endringen er over 30 prosent. Er det riktig?"
    assert found["melding"] == told
    assert (found["alvor"], ended.code) == ("advarsel", 0)


def work(year: int, **people: int) -> bytes:
    """Return a file of people in some work situations: `_08=3` is three of code 08."""
    row = lines("11F", 2026)[0]  # the records of the two years are alike
    row = row[:4] + str(year)[2:].encode() + row[6:]
    return b"".join(row[:55] + code[1:].encode() + row[57:] for code, count in people.items() for _ in range(count))


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        ({"_02": 28, "_08": 52}, {"_02": 40, "_08": 40}, []),
        ({"_02": 28, "_08": 52}, {"_02": 41, "_08": 39}, ["02", "08"]),
        ({"_02": 10}, {"_08": 10}, []),
        ({"_02": 11}, {"_08": 11}, ["02", "08"]),
        ({"_08": 9}, {"_02": 200, "_08": 200}, []),
        ({"_02": 40, "_08": 60}, {"_02": 40, "_03": 30, "_08": 30}, ["03", "08"]),
        ({"_02": 50, "_08": 50}, {"_02": 500, "_08": 500}, []),
    ],
    ids=[
        "fifteen percentage points are allowed",
        "more are not",
        "ten persons say nothing",
        "eleven do",
        "too few last year to have shares",
        "an answer that nobody gave last year",
        "more persons with the same shares",
    ],
)
def test_the_share_of_an_answer_that_shifts_is_told_where_it_is_not_chance(
    kostra: Kostra, then: dict[str, int], now: dict[str, int], found: list[str]
) -> None:
    Path("2025.dat").write_bytes(work(2025, **then))
    Path("2026.dat").write_bytes(work(2026, **now))
    report = kostra("check", "2026.dat", "--fjor", "2025.dat", "--format", "json").report
    told = [one for one in report["funn"] if one["kontroll"] == "953"]
    assert [(one["felt"][0]["navn"], one["felt"][0]["verdi"]) for one in told] == [("ARBSIT", code) for code in found]
    assert {one["alvor"] for one in told} <= {"info"}


def test_several_files_are_last_years_delivery_together(kostra: Kostra) -> None:
    first, *others = lines("11C", 2025)
    Path("a.dat").write_bytes(first)
    Path("b.dat").write_bytes(b"".join(others))
    Path("2026.dat").write_bytes(example("11C", 2026))
    report = kostra("check", "2026.dat", "--fjor", "a.dat", "--fjor", "b.dat", "--format", "json").report
    assert [(file["navn"], file["poster"]) for file in report["fjorarets_filer"]] == [
        ("a.dat", 1),
        ("b.dat", len(others)),
    ]


def test_the_same_person_with_another_gender(kostra: Kostra) -> None:
    """The two years' files of synthetic people share nobody, so one is carried over by number."""
    old, new = lines("11F", 2025)[0], lines("11F", 2026)[0]
    Path("2025.dat").write_bytes(old[:24] + new[24:35] + old[35:47] + (b"1" if new[47:48] == b"2" else b"2") + old[48:])
    Path("2026.dat").write_bytes(new)
    ended = kostra("check", "2026.dat", "--fjor", "2025.dat", "--format", "json")
    (found,) = [finding for finding in ended.report["funn"] if finding["kontroll"] == "955"]
    assert (found["linjer"], [field["navn"] for field in found["felt"]]) == ([1], ["KJONN"])
    assert new[24:35].decode() not in json.dumps(ended.report)


def test_a_file_of_another_year_is_refused(kostra: Kostra, form: str) -> None:
    ended = kostra("check", "--skjema", form, "2026.dat", "--fjor", "2026.dat")
    assert ended.code == 2
    assert "--fjor: 2026.dat er for 2026, men skal være for 2025." in ended.err


def test_without_the_pack_of_last_year_the_check_is_not_carried_out(kostra: Kostra) -> None:
    Path("2022.dat").write_bytes(example("11F", 2022))
    ended = kostra("check", "2022.dat", "--fjor", "2022.dat")
    assert ended.code == 2
    assert "Fjorårets fil (--fjor) leses med pakken for 2021." in ended.err


def test_another_municipality_last_year_is_told(kostra: Kostra) -> None:
    Path("2025.dat").write_bytes(b"".join(b"0301" + line[4:] for line in lines("11C", 2025)))
    Path("2026.dat").write_bytes(b"".join(b"5501" + line[4:] for line in lines("11C", 2026)))
    notes = kostra("check", "2026.dat", "--fjor", "2025.dat", "--format", "json").report["merknader"]
    assert "Fjorårets fil er for kommune 0301, årets for 5501." in notes


@pytest.mark.parametrize("content", [b"", b"abc\n", bytes(range(256)) * 9])
def test_whatever_last_years_file_holds_this_years_is_checked(kostra: Kostra, form: str, content: bytes) -> None:
    Path("2025.dat").write_bytes(content)
    ended = kostra("check", "--skjema", form, "2026.dat", "--fjor", "2025.dat", "--format", "json")
    assert ended.code == 0
    assert {one["utfall"] for one in outcomes(ended).values()} == {"ikke kjørt"}
