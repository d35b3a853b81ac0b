from __future__ import annotations

from pathlib import Path

from kostra.batch.finding import FoundFile
from kostra.batch.plan import Delivery, deliveries
from kostra.batch.tasks import Look


def planned(*files: tuple[str, str, str | None]) -> list[Delivery]:
    """Plan files, each with its name, form and municipality."""
    looks = {
        FoundFile(Path(name), name, name): Look(form=form, year=2040, municipality=municipality, passed_over="")
        for name, form, municipality in files
    }
    return deliveries(looks)


def names(found: list[Delivery]) -> list[list[str]]:
    return [[file.name for file in one.files] for one in found]


def test_only_files_of_one_form_municipality_and_folder_belong_together() -> None:
    found = planned(
        ("a/2.dat", "9Z", "5530"),
        ("a/1.dat", "9Z", "5530"),
        ("b/3.dat", "9Z", "5530"),
        ("a/4.dat", "9Z", "0301"),
        ("a/5.dat", "10Z", "5530"),
    )
    assert names(found) == [["a/4.dat"], ["a/1.dat", "a/2.dat"], ["b/3.dat"], ["a/5.dat"]]


def test_files_of_unknown_municipality_are_never_put_together() -> None:
    found = planned(("a/1.dat", "9Z", None), ("a/2.dat", "9Z", None), ("a/3.dat", "9Z", "5530"))
    assert names(found) == [["a/3.dat"], ["a/1.dat"], ["a/2.dat"]]


def test_reports_are_named_by_municipality_and_form_and_only_where_several_are_by_file() -> None:
    found = planned(("a/1.dat", "9Z", "5530"), ("b/uttrekk øst.dat", "9Z", "0301"), ("c/ny.dat", "9Z", "0301"))
    assert [one.report for one in found] == ["0301-9Z-2040-uttrekk_øst", "0301-9Z-2040-ny", "5530-9Z-2040"]


def test_no_two_reports_have_one_name_and_none_has_a_long_number_or_an_odd_sign() -> None:
    found = planned(
        ("a/04838010070.dat", "9Z", "5530"),
        ("b/04838010070.dat", "9Z", "5530"),
        ("c/FIL*?.dat", "9Z", "5530"),
        ("d/fil__.dat", "9Z", "5530"),
    )
    reports = [one.report.casefold() for one in found]
    assert len(set(reports)) == 4
    assert not any("04838" in name or set(name) & set('*?:"<>|/\\. ') for name in reports)
