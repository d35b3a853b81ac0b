"""A pack from outside, for a form that the core has never heard of, installed beside the core alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.plugins.wheels import ROOT, pip_wheels, python, third_party, unpack

TOY = ROOT / "tests" / "plugins" / "skjema-sykkel-2024"
GOOD = "0501202411111A 10  4Kari\n0501202422222G  8  8Ola \n"
BAD = "0501202411111A 10 14Kari\n0501202411111G  8  8Ola \n"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("fremmed")
    built = pip_wheels([ROOT / "core", ROOT / "grammars", TOY], folder / "hjul")
    unpack(built, folder / "kostra")
    third_party(["numpy", "lark", "pluggy", "typer"], folder / "andre")
    return folder / "kostra", folder / "andre"


def test_it_is_the_only_form_there_is(environment: tuple[Path, Path]) -> None:
    shown = python(["-m", "kostra", "skjema", "--format", "json"], *environment)
    assert shown.returncode == 0, shown.stderr
    forms = json.loads(shown.stdout)["skjemaer"]
    assert [(form["skjema"], form["argang"]) for form in forms] == [("SYKKEL", 2024)]


def test_a_good_file_can_be_sent(environment: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "telling.txt"
    file.write_text(GOOD, encoding="utf-8")
    arguments = ["check", "--skjema", "sykkel", "--format", "json", "--antall-holdeplasser", "2", str(file)]
    checked = python(["-m", "kostra", *arguments], *environment)
    assert checked.returncode == 0, checked.stderr
    report = json.loads(checked.stdout)
    assert report["pakke"] == "torg-skjema-sykkel-2024 1.2.0"
    assert report["kan_sendes_inn"] is True
    assert report["argang"] == 2024
    assert {control["id"]: control["utfall"] for control in report["kontroller"]} == {
        "000": "ok",
        "001": "ok",
        "010": "ok",
        "011": "ok",
        "012": "ok",
    }


def test_a_bad_file_is_told_what_is_wrong(environment: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "telling.txt"
    file.write_text(BAD, encoding="utf-8")
    checked = python(["-m", "kostra", "check", "--skjema", "SYKKEL", "--format", "json", str(file)], *environment)
    assert checked.returncode == 1, checked.stderr
    report = json.loads(checked.stdout)
    found = [(finding["kontroll"], finding["alvor"], finding["linjer"]) for finding in report["funn"]]
    assert sorted(found) == [("010", "feil", [1]), ("011", "advarsel", [1]), ("011", "advarsel", [2])]
    not_run = [control for control in report["kontroller"] if control["utfall"] == "ikke kjørt"]
    assert [control["id"] for control in not_run] == ["012"]
    assert "--antall-holdeplasser" in not_run[0]["grunn"]


def test_official_forms_are_not_installed_here(environment: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "fil.dat"
    file.write_text("x\n", encoding="utf-8")
    checked = python(["-m", "kostra", "check", "--skjema", "11F", str(file)], *environment)
    assert checked.returncode == 2
    assert "SYKKEL" in checked.stderr
    assert "Traceback" not in checked.stderr
