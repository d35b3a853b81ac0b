"""`kostra new`: what it makes is in order at once, and nothing is ever written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.cli.conftest import Ended

from kostra.cli.run import run
from kostra.testing.packs import check_examples
from kostra.workbench.pack_folders import pack_in


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


New: TypeAlias = Callable[..., Ended]


@pytest.fixture
def new(here: Path, capsys: pytest.CaptureFixture[str]) -> New:
    def call(*arguments: str) -> Ended:
        capsys.readouterr()
        code = run(["new", *arguments])
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return call


def package(folder: Path) -> Path:
    (found,) = (path.parent for path in folder.glob("src/*/__init__.py"))
    return found


@pytest.mark.parametrize(
    ("form", "old"), [("11F", "2022"), ("11C", "2026"), ("7", "2024"), ("7B", "2026"), ("12", "2026")]
)
def test_a_new_year_is_in_order_at_once(new: New, here: Path, form: str, old: str) -> None:
    ended = new("argang", form, "2027", "--fra", old, "--til", "ny")
    assert (ended.code, ended.err) == (0, "")
    skjema = pack_in(package(here / "ny"))
    assert skjema is not None
    assert skjema.key == (form, 2027)
    assert skjema.deadlines.due is None
    assert check_examples(skjema) == []
    assert not list((here / "ny").rglob("*.lock"))
    for line in ended.out.split("Dette må du se på:\n")[1].split("\n\n")[0].splitlines():
        place = line.strip().split(": ")[0].split(":")
        file = here / place[0]
        assert file.is_file(), line
        assert len(place) == 1 or int(place[1]) <= len(file.read_text(encoding="utf-8").splitlines()), line


def test_all_names_of_a_form_are_kept(new: New, here: Path) -> None:
    assert new("argang", "11CF", "2027", "--til", "ny").code == 0
    text = (here / "ny" / "pyproject.toml").read_text(encoding="utf-8")
    assert '"skjema-11C-2027" = "kostra_11c_2027"' in text
    assert '"skjema-11CF-2027" = "kostra_11c_2027"' in text
    assert "2026" not in text


@pytest.mark.parametrize("kind", ["fast", "tabell"])
def test_a_new_form_is_in_order_at_once(new: New, here: Path, kind: str) -> None:
    ended = new("skjema", "99", "2027", "--tittel", 'Prøve med "sitat"', "--format", kind, "--til", "ny")
    assert (ended.code, ended.err) == (0, "")
    skjema = pack_in(package(here / "ny"))
    assert skjema is not None
    assert skjema.title == 'Prøve med "sitat"'
    assert check_examples(skjema) == []
    assert run(["lint", "--streng", "ny"]) == 0
    assert run(["fmt", "--check", "ny"]) == 0


@pytest.mark.parametrize("forms", ["11F,11C", "7B", "12", "11F,7"])
def test_new_house_rules_hold_for_their_forms(new: New, here: Path, forms: str) -> None:
    ended = new("husregler", "senja", "--for", forms)
    assert (ended.code, ended.err) == (0, "")
    assert run(["lint", "--streng", "husregler/senja.regler"]) == 0
    assert run(["test", "husregler/senja.regler"]) == 0
    assert run(["fmt", "--check", "husregler/senja.regler"]) == 0


def test_house_rules_can_be_a_package(new: New, here: Path) -> None:
    assert new("husregler", "senja", "--for", "11F", "--pakke").code == 0
    project = here / "kostra-husregler-senja"
    assert '"husregler-senja" = "kostra_husregler_senja"' in (project / "pyproject.toml").read_text(encoding="utf-8")
    assert run(["lint", "--streng", str(package(project) / "senja.regler")]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["argang", "11F", "2026"], "finnes fra før"),
        (["argang", "11F", "27"], "«27» er ikke et årstall"),
        (["argang", "11F", "2027", "--fra", "2019"], "ikke 2019"),
        (["argang", "11X", "2027"], "Mente du 11F?"),
        (["argang", "11F", "2027", "--til", "mangler/ny"], "finnes ikke"),
        (["argang", "11F"], "ÅRGANG mangler"),
        (["skjema", "11F", "2027", "--tittel", "x"], "kostra new argang 11F 2027"),
        (["skjema", "a b", "2027", "--tittel", "x"], "kan ikke være navnet på et skjema"),
        (["skjema", "../x", "2027", "--tittel", "x"], "kan ikke være navnet på et skjema"),
        (["skjema", "99", "2027", "--tittel", " "], "--tittel"),
        (["skjema", "99", "2027", "--tittel", "x", "--format", "xml"], "fast, tabell"),
        (["husregler", "Senja", "--for", "11F"], "kan ikke være navnet på husregler"),
        (["husregler", "senja", "--for", "13"], "Skjema 13 er ikke installert"),
        (["husregler", "senja", "--for", ","], "minst ett skjema"),
        (["argagn"], "Mente du argang?"),
    ],
)
def test_a_name_or_year_that_cannot_be_used_is_told(new: New, here: Path, arguments: list[str], told: str) -> None:
    ended = new(*arguments)
    assert ended.code == 2
    assert told in ended.err
    assert ended.out == ""
    assert not list(here.iterdir()), "something was left behind"


@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        (["argang", "12", "2027", "--til", "ny"], "ny/fil.txt"),
        (["skjema", "99", "2027", "--tittel", "x", "--til", "ny"], "ny/fil.txt"),
        (["husregler", "senja", "--for", "12"], "husregler/senja.regler"),
        (["husregler", "senja", "--for", "12", "--pakke"], "kostra-husregler-senja/pyproject.toml"),
    ],
)
def test_nothing_is_written_over(new: New, here: Path, arguments: list[str], there: str) -> None:
    (here / there).parent.mkdir()
    (here / there).write_text("mitt", encoding="utf-8")
    ended = new(*arguments)
    assert ended.code == 2
    assert "skrives ikke over" in ended.err
    assert [path.read_text(encoding="utf-8") for path in here.rglob("*") if path.is_file()] == ["mitt"]
