from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.conftest import Kostra, add_form, example
from tests.checking.test_guess import fixed
from tests.plugins.distributions import Site


def on(kostra: Kostra, day: str, form: str = "11F", year: int = 2022) -> list[str]:
    """The remarks on sending in the faultless example file on a day."""
    Path("fil").write_bytes(example(form, year))
    ended = kostra("check", "--skjema", form, "--argang", str(year), "--kommune", "5421", "--dato", day, "fil")
    assert ended.code == 0
    return ended.notes


@pytest.mark.parametrize(
    ("day", "notes"),
    [
        ("2023-01-01", ["01.01.2023 er for tidlig: mottaket åpner 02.01.2023."]),
        ("2023-01-02", ["02.01.2023 er innen fristen, som er 16.01.2023."]),
        ("2023-01-16", ["16.01.2023 er innen fristen, som er 16.01.2023."]),
        (
            "2023-01-17",
            [
                "17.01.2023 er for sent: fristen var 16.01.2023.",
                "Rettinger av det som er sendt inn, tas imot til og med 17.04.2023.",
            ],
        ),
        (
            "2023-04-17",
            [
                "17.04.2023 er for sent: fristen var 16.01.2023.",
                "Rettinger av det som er sendt inn, tas imot til og med 17.04.2023.",
            ],
        ),
        (
            "2023-04-18",
            [
                "18.04.2023 er for sent: fristen var 16.01.2023.",
                "18.04.2023 er for sent for rettinger: mottaket er stengt for rettinger etter 17.04.2023.",
            ],
        ),
    ],
)
def test_the_day_of_sending_in_is_compared_with_the_deadlines(kostra: Kostra, day: str, notes: list[str]) -> None:
    assert on(kostra, day) == notes


def test_each_form_has_its_own_deadline(kostra: Kostra) -> None:
    assert on(kostra, "2023-02-15", "12") == ["15.02.2023 er innen fristen, som er 15.02.2023."]


def test_dates_that_nobody_has_given_are_not_known(kostra: Kostra) -> None:
    Path("fil").write_bytes(example("11F", 2025))
    assert "Fristene for 11F 2025 er ikke kjent." in kostra("check", "fil", "--dato", "2026-01-10").notes


@pytest.mark.parametrize(
    ("deadlines", "notes"),
    [
        (
            "Deadlines(opens=date(2041, 1, 2))",
            ["Fristen for 9Z 2040 er ikke kjent."],
        ),
        (
            "Deadlines(due=date(2041, 1, 15))",
            [
                "20.01.2041 er for sent: fristen var 15.01.2041.",
                "Rettinger av det som er sendt inn, kan ha en egen frist, som ikke er kjent.",
            ],
        ),
        (
            "Deadlines(last_correction=date(2041, 1, 19))",
            [
                "Fristen for 9Z 2040 er ikke kjent.",
                "20.01.2041 er for sent for rettinger: mottaket er stengt for rettinger etter 19.01.2041.",
            ],
        ),
    ],
)
def test_some_dates_may_be_known(kostra: Kostra, site: Site, deadlines: str, notes: list[str]) -> None:
    add_form(site, "9Z", 2040, fixed("9Z", 2040, 30), deadlines=deadlines)
    Path("fil").write_text("409Z1" + " " * 25 + "\n")
    assert kostra("check", "--skjema", "9Z", "--argang", "2040", "--dato", "2041-01-20", "fil").notes == notes


def test_without_a_date_nothing_is_said_of_deadlines(kostra: Kostra) -> None:
    Path("fil").write_bytes(example("11F", 2022))
    assert not any("frist" in note.lower() or "mottaket" in note for note in kostra("check", "fil").notes)


def test_lateness_is_a_remark_and_never_a_finding(kostra: Kostra) -> None:
    Path("fil").write_bytes(example("11F", 2022))
    report = kostra("check", "fil", "--dato", "2030-01-01", "--streng", "--format", "json").report
    assert report["kan_sendes_inn"] is True
    assert report["funn"] == []
    assert any("mottaket er stengt" in note for note in report["merknader"])
