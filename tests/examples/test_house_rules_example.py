"""The example folder with house rules does what its README says, for every form and year it is for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kostra.cli.run import run

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "eksempler" / "husregler"
YEARS = (2022, 2023, 2024, 2025, 2026)


@pytest.fixture(autouse=True)
def in_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(EXAMPLE)


def checked(form: str, year: int, capsys: pytest.CaptureFixture[str], name: str = "gyldig.dat") -> dict[str, Any]:
    package = f"kostra_{form.lower()}_{year}"
    file = ROOT / "plugins" / f"skjema-{form.lower()}-{year}" / "src" / package / "eksempler" / name
    run(["check", "--skjema", form, "--argang", str(year), "--format", "json", str(file)])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("form", ["11F", "11C"])
def test_the_rules_can_be_used_in_every_year(form: str, year: int, capsys: pytest.CaptureFixture[str]) -> None:
    ended = {c["id"]: c for c in checked(form, year, capsys)["kontroller"] if c["husregel"]}
    not_run = {name for name, control in ended.items() if control["utfall"] == "ikke kjørt"}
    assert not_run == (set() if form == "11F" else {"senja/003", "senja/004"})
    assert ("senja/101" in ended) == (form == "11C" and year >= 2025)
    assert not any(control["utfall"] == "krasjet" for control in ended.values())


def test_the_settings_fit_the_example_files(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("11F", "11C"):
        report = checked(form, 2026, capsys)
        assert report["kan_sendes_inn"] is True
        assert report["kommune"] == "5530"
        not_run = [c for c in report["kontroller"] if c["utfall"] == "ikke kjørt" and not c["husregel"]]
        assert all("--fjor" in control["grunn"] for control in not_run)


@pytest.mark.parametrize("command", [("lint", "--streng"), ("test",), ("fmt", "--check")])
def test_the_tools_are_content(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "husregler/senja.regler", "husregler/senja_kvp.regler"]) == 0, capsys.readouterr()
