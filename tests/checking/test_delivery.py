"""Several files as one delivery: what is found across them, and what does not belong together."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.conftest import Kostra, example


def lines(form: str, year: int) -> list[bytes]:
    """The lines of the faultless example file."""
    return example(form, year).splitlines(keepends=True)


def with_municipality(data: bytes, municipality: bytes) -> bytes:
    """Records of a fixed-width file moved to another municipality."""
    return b"".join(municipality + line[4:] for line in data.splitlines(keepends=True))


@pytest.mark.parametrize("asked", [(), ("--skjema", "11F"), ("--skjema", "11F", "--argang", "2022")])
def test_a_person_in_two_files_is_found_with_both_files_and_lines(kostra: Kostra, asked: tuple[str, ...]) -> None:
    first, second, *others = lines("11F", 2022)
    Path("runde 1.dat").write_bytes(first + second)
    Path("runde 2.dat").write_bytes(b"".join(others) + second)
    last = len(others) + 1
    both = f"linje 2 i runde 1.dat og linje {last} i runde 2.dat"
    ended = kostra("check", *asked, "runde 1.dat", "runde 2.dat", "--format", "json")
    assert ended.code == 1
    for control in ("005A", "005B"):
        found = [finding for finding in ended.report["funn"] if finding["kontroll"] == control]
        assert [(f["fil"], f["linjer"]) for f in found] == [("runde 1.dat", [2]), ("runde 2.dat", [last])]
        assert all(both in finding["melding"] for finding in found)
        assert len({finding["gruppe"] for finding in found}) == 1
    as_text = kostra("check", *asked, "runde 1.dat", "runde 2.dat").out
    assert as_text.count(both) == 4
    assert "linje 2 i runde 1.dat\n" in as_text
    assert f"linje {last} i runde 2.dat\n" in as_text


def test_files_of_one_name_are_told_apart_by_their_folders(kostra: Kostra) -> None:
    for folder in ("uke 1", "uke 2"):
        Path(folder).mkdir()
        Path(folder, "fil.dat").write_bytes(lines("11F", 2022)[0])
    found = kostra("check", "uke 1/fil.dat", "uke 2/fil.dat", "--format", "json").report["funn"]
    assert {finding["fil"] for finding in found} == {"uke 1/fil.dat", "uke 2/fil.dat"}
    assert all("linje 1 i uke 1/fil.dat og linje 1 i uke 2/fil.dat" in finding["melding"] for finding in found)


def test_rounds_without_repeats_are_fine_together(kostra: Kostra) -> None:
    half = len(lines("11C", 2024)) // 2
    Path("1.dat").write_bytes(b"".join(lines("11C", 2024)[:half]))
    Path("2.dat").write_bytes(b"".join(lines("11C", 2024)[half:]))
    ended = kostra("check", "1.dat", "2.dat")
    assert (ended.code, ended.err) == (0, "")
    assert ended.notes[0] == "Skjema 11C og årgang 2024 er gjettet av filene (linjelengde 136 og rapporteringsår 24)."


def test_a_table_row_in_two_files_is_found(kostra: Kostra) -> None:
    for name in ("a.csv", "b.csv"):
        Path(name).write_bytes(example("12", 2022))
    report = kostra("check", "a.csv", "b.csv", "--format", "json").report
    found = [finding for finding in report["funn"] if finding["kontroll"] == "005B"]
    assert [(finding["fil"], finding["linjer"]) for finding in found] == [("a.csv", [2]), ("b.csv", [2])]
    assert all("linje 2 i a.csv og linje 2 i b.csv" in finding["melding"] for finding in found)


ASKED = [(), ("--skjema", "11F"), ("--argang", "2022"), ("--skjema", "11F", "--argang", "2022", "--kommune", "5421")]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    ("form", "year", "kind"),
    [("11F", 2025, "årganger"), ("11F", 2023, "årganger"), ("11C", 2022, "skjemaer"), ("12", 2022, "skjemaer")],
)
def test_files_that_do_not_belong_together(
    kostra: Kostra, asked: tuple[str, ...], form: str, year: int, kind: str
) -> None:
    Path("a.dat").write_bytes(example("11F", 2022))
    Path("b.dat").write_bytes(example(form, year))
    ended = kostra("check", *asked, "a.dat", "b.dat")
    assert (ended.code, ended.out) == (2, "")
    assert f"Filene er for ulike {kind}: a.dat er 11F for 2022, b.dat er {form} for {year}." in ended.err


@pytest.mark.parametrize("asked", ASKED)
def test_files_of_different_municipalities(kostra: Kostra, asked: tuple[str, ...]) -> None:
    for folder, municipality in (("nord", b"5421"), ("sor", b"5422")):
        Path(folder).mkdir()
        Path(folder, "fil.dat").write_bytes(with_municipality(example("11F", 2022), municipality))
    ended = kostra("check", *asked, "nord/fil.dat", "sor/fil.dat")
    assert (ended.code, ended.out) == (2, "")
    assert "Filene er for ulike kommuner: nord/fil.dat er for 5421, sor/fil.dat er for 5422." in ended.err


def test_years_of_tables_are_compared_even_when_the_form_cannot_be_told(kostra: Kostra) -> None:
    for name, year in (("a.csv", "22"), ("b.csv", "23")):
        Path(name).write_text(f"KOMMUNE_NR;VERSION\n5421;{year}\n")
    ended = kostra("check", "--skjema", "12", "a.csv", "b.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "Filene er for ulike årganger: a.csv er for 2022, b.csv er for 2023." in ended.err


def test_a_wrong_year_in_one_row_stays_a_finding(kostra: Kostra) -> None:
    rows = lines("11F", 2022)
    rows[0] = rows[0][:4] + b"21" + rows[0][6:]
    Path("a.dat").write_bytes(b"".join(rows))
    Path("tom.dat").write_bytes(b"")
    report = kostra("check", "a.dat", "tom.dat", "--format", "json").report
    assert [finding["linjer"] for finding in report["funn"] if finding["kontroll"] == "004"] == [[1]]


def test_a_file_of_another_form_than_the_one_asked_for_is_pointed_out(kostra: Kostra) -> None:
    Path("fil.dat").write_bytes(example("11C", 2022))
    ended = kostra("check", "--skjema", "11F", "fil.dat")
    assert ended.code == 1
    said = "fil.dat ser ut til å være skjema 11C for 2022 (linjelengde 139 og rapporteringsår 22), ikke 11F."
    assert said in ended.notes


# ── What is told first ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--skjema", "13"), "Feil: Skjema 13 er ikke installert."),
        (("--skjema", "13", "--argang", "2022"), "Feil: Skjema 13 er ikke installert."),
        (("--skjema", "12", "--argang", "1999"), "Feil: 12 finnes for 2022–2026, ikke 1999."),
        (("--skjema", "12"), "Feil: Filen borte finnes ikke."),
        ((), "Feil: Filen borte finnes ikke."),
    ],
)
def test_a_wrong_form_is_told_before_a_missing_file(kostra: Kostra, asked: tuple[str, ...], said: str) -> None:
    ended = kostra("check", *asked, "borte")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(said)


def test_all_files_that_cannot_be_read_are_named(kostra: Kostra) -> None:
    Path("her.csv").write_bytes(example("12", 2022))
    Path("mappe").mkdir()
    for asked in ((), ("--skjema", "12"), ("--skjema", "12", "--argang", "2022")):
        ended = kostra("check", *asked, "borte", "her.csv", "mappe")
        assert ended.code == 2
        assert ended.err.startswith("Feil: 2 filer kan ikke leses:\n  Filen borte finnes ikke.")
        assert "  mappe er en mappe." in ended.err


def test_workbooks_that_cannot_be_read_are_named(kostra: Kostra) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        Path(name).write_bytes(b"PK\x03\x04nei")
    ended = kostra("check", "--skjema", "12", "--argang", "2022", "a.xlsx", "b.xlsx")
    assert ended.code == 2
    assert "a.xlsx er ikke en hel Excel-arbeidsbok" in ended.err
    assert "b.xlsx er ikke en hel Excel-arbeidsbok" in ended.err
