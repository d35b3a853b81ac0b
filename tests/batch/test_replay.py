from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.batch.conftest import Batch, Crew, of_municipality
from tests.checking.conftest import Kostra, example

from kostra.api.errors import KostraError
from kostra.api.formats import RenderOptions
from kostra.batch.replay_summary import text
from kostra.plugins.manager import Registry

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "mot-regelsett-skjema.json").read_text(encoding="utf-8"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The source of an installed pack, copied: the folder that somebody works in."""
    rules = Registry().load("11F", 2026).skjema.rules
    assert isinstance(rules, Path)
    folder = tmp_path / "ny"
    shutil.copytree(rules.parent, folder / "src" / rules.parent.name)
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    (rules,) = folder.rglob("kontroller.regler")
    before = rules.read_text(encoding="utf-8")
    after = re.sub(old, new, before)
    assert after != before
    rules.write_text(after, encoding="utf-8")


def replayed(batch: Batch, folder: Path, crew: Crew | None = None) -> dict[str, Any]:
    batch.run(crew, against=folder)
    written: dict[str, Any] = json.loads((batch.ut / "mot-regelsett.json").read_bytes())
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(written)] == []
    (rules,) = written["regelsett"]
    return dict(rules)


def test_a_lowered_limit_is_told_control_by_control(batch: Batch, new: Path) -> None:
    batch.add("1103/uttrekk.dat", of_municipality(example("11F", 2026), b"5530", b"1103"))
    edit(new, r"KONTROLLGRENSE = \d+", "KONTROLLGRENSE = 50000")
    rules = replayed(batch, new)
    (row,) = rules["kontroller"]
    assert (row["id"], row["for"], row["na"], row["nye"], row["borte"], row["kommuner"]) == ("030", 0, 10, 10, 0, 2)
    assert rules["leveranser"] == 2
    assert rules["for"] != rules["na"]
    # Only what the rule set is for is checked.
    assert [one["skjema"] for one in batch.summary["leveranser"]] == ["11F", "11F"]
    assert "satser.csv" in str(batch.summary["forbigatt"])


def test_new_and_removed_controls_and_verdicts_that_turn(batch: Batch, new: Path) -> None:
    control = (
        '\nkontroll 977 "Ny"\n    når KOMMUNE_NR er utfylt\n    gir feil "Ny."\n    kilde "ny"\n'
        '    godta KOMMUNE_NR = ""\n    avvis KOMMUNE_NR = "5530"\n'
    )
    edit(new, r"\Z", control)
    rules = replayed(batch, new)
    assert (rules["nye_kontroller"], rules["fjernede_kontroller"]) == (["977"], [])
    (turned,) = rules["snudde_svar"]
    assert (turned["kommune"], turned["for"], turned["na"]) == ("5530", "kan sendes inn", "kan ikke sendes inn")
    page = text({"regelsett": [rules]}, RenderOptions())
    assert "Nye kontroller: 977" in page
    assert "977 Ny: 0 funn før, 26 nå; 26 nye, 0 borte, i 1 kommune" in page
    assert "5530 (5530/uttrekk.dat): kan sendes inn → kan ikke sendes inn" in page
    # The report itself is that of the installed rules.
    assert batch.summary["leveranser"][0]["kan_sendes_inn"] is True


def test_lost_findings_are_counted_by_identity(batch: Batch, new: Path, tmp_path: Path) -> None:
    lines = example("11F", 2026).splitlines(keepends=True)
    batch.add("5530/uttrekk.dat", b"".join([*lines, *lines[:3]]))
    edit(new, r"\b005A,? ?", "")
    rules = replayed(batch, new)
    assert rules["fjernede_kontroller"] == ["005A"]
    rows = {row["id"]: row for row in rules["kontroller"]}
    lost = rows.pop("005A")
    assert lost["for"] == lost["borte"] > 0
    assert lost["na"] == lost["nye"] == 0
    assert rows
    assert all(row["for"] == row["na"] > row["nye"] == row["borte"] == 0 for row in rows.values())


def test_the_same_rules_change_nothing(batch: Batch, new: Path) -> None:
    rules = replayed(batch, new)
    assert rules["kontroller"] == rules["snudde_svar"] == []
    page = text({"regelsett": [rules]}, RenderOptions())
    assert "Reglene betyr det samme som de installerte." in page
    assert "Ingen funn kommer til eller faller bort." in page


def test_a_rule_set_that_is_mended_is_tried_again_and_one_that_is_not_is_remembered(batch: Batch, new: Path) -> None:
    replayed(batch, new)
    same = Crew()
    replayed(batch, new, same)
    assert same.checked == []
    edit(new, r"KONTROLLGRENSE = \d+", "KONTROLLGRENSE = 50000")
    changed = Crew()
    rules = replayed(batch, new, changed)
    assert changed.checked == [["uttrekk.dat"]]
    assert rules["kontroller"][0]["nye"] == 5


def test_a_worker_that_sees_another_rule_set_says_so(batch: Batch, new: Path, tmp_path: Path) -> None:
    def elsewhere(task: dict[str, Any]) -> None:
        if task.get("against"):
            task["against_rule_set"] = "sha256:0"

    batch.run(Crew(elsewhere), against=new)
    (one,) = batch.summary["ikke_kontrollert"]
    assert "Arbeideren har andre regler for 11F 2026" in one["grunn"]


@pytest.mark.parametrize("spoil", ["empty", "faulty", "broken", "twice", "not installed"])
def test_a_folder_that_cannot_be_used_is_refused_before_anything_is_checked(
    batch: Batch, new: Path, spoil: str
) -> None:
    crew = Crew()
    (package,) = (new / "src").iterdir()
    match spoil:
        case "empty":
            shutil.rmtree(new)
            new.mkdir()
        case "faulty":
            edit(new, "KONTROLLGRENSE = ", "KONTROLLGRENSE = = ")
        case "broken":
            (package / "__init__.py").write_text("raise OSError('04838010070')", encoding="utf-8")
        case "twice":
            shutil.copytree(package, new / "src" / "en_til")
        case "not installed":
            for file in package.glob("*.py"):
                file.write_text(file.read_text(encoding="utf-8").replace("2026", "2061"), encoding="utf-8")
            for name in ("kontroller.regler", "filbeskrivelse.layout"):
                file = package / name
                file.write_text(file.read_text(encoding="utf-8").replace("11F 2026", "11F 2061"), encoding="utf-8")
    with pytest.raises(KostraError) as error:
        batch.run(crew, against=new)
    assert "04838010070" not in str(error.value)
    assert crew.given == []


def test_the_command_says_what_changes(batch: Batch, new: Path, kostra: Kostra) -> None:
    edit(new, r"KONTROLLGRENSE = \d+", "KONTROLLGRENSE = 50000")
    ended = kostra("batch", str(batch.inn), "--mot-regelsett", str(new), "--ut", str(batch.ut), "--jobber", "1")
    assert ended.code == 0
    assert "Med det nye regelsettet: 11F 2026, 1 leveranse" in ended.out
    assert "030 Stønad over kontrollgrensen: 0 funn før, 5 nå; 5 nye, 0 borte, i 1 kommune" in ended.out
    assert (batch.ut / "mot-regelsett.json").is_file()
