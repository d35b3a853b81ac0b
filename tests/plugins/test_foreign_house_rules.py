"""House rules that somebody else wrote and packed as a wheel, installed beside the official forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.plugins.wheels import ROOT, python, third_party, unpack, wheels

HOUSE = ROOT / "tests" / "plugins" / "husregler-nordfjell"
YEARS = (2022, 2023, 2024, 2025, 2026)
PACKS = [ROOT / "plugins" / f"skjema-11f-{year}" for year in YEARS]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("husregler")
    projects = [ROOT / name for name in ("core", "grammars", "rulesets")]
    unpack(wheels([*projects, *PACKS, HOUSE], folder / "hjul"), folder / "kostra")
    third_party(["numpy", "lark", "pluggy", "typer"], folder / "andre")
    return folder / "kostra", folder / "andre"


def check(environment: tuple[Path, Path], year: int, *args: str) -> tuple[int, dict[str, Any]]:
    file = ROOT / "plugins" / f"skjema-11f-{year}" / "src" / f"kostra_11f_{year}" / "eksempler" / "gyldig.dat"
    done = python(["-m", "kostra", "check", "--skjema", "11F", "--format", "json", *args, str(file)], *environment)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_it_is_listed_with_its_version(environment: tuple[Path, Path]) -> None:
    shown = python(["-m", "kostra", "skjema"], *environment)
    assert shown.returncode == 0, shown.stderr
    assert "  husregler-nordfjell  nordfjell-husregler 2.0.1\n" in shown.stdout
    assert "Virker ikke" not in shown.stdout


@pytest.mark.parametrize("year", YEARS)
def test_it_takes_part_in_every_year_and_decides_nothing(environment: tuple[Path, Path], year: int) -> None:
    code, report = check(environment, year)
    assert (code, report["kan_sendes_inn"], report["husregler_ok"]) == (0, True, False)
    ended = {control["id"]: control for control in report["kontroller"] if control["husregel"]}
    assert ended["nordfjell/001"]["utfall"] == "funn"
    if year < 2024:  # the years with districts
        assert ended["nordfjell/002"]["utfall"] == "ok"
    else:
        assert ended["nordfjell/002"]["utfall"] == "ikke kjørt"
        assert ended["nordfjell/002"]["grunn"] == f"Feltet DISTRIKTSNR finnes ikke i 11F {year}."
    assert {finding["opphav"] for finding in report["funn"]} == {"nordfjell-husregler"}
    assert "Husregler fra nordfjell-husregler: Revisjonens kontroller (nordfjell)." in report["merknader"]


def test_strictness_asks_for_house_rules_as_well(environment: tuple[Path, Path]) -> None:
    assert check(environment, 2026, "--streng")[0] == 1
