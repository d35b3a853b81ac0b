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
    assert found["melding"] == f"Antall personer er 1, i fjor {3 * len(before)}. Er det riktig?"
    assert (found["alvor"], ended.code) == ("advarsel", 0)


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
