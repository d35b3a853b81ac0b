from __future__ import annotations

from pathlib import Path

import pytest
from tests.plugins.distributions import Site
from tests.workbench.packs import RULES, install_pack, write_pack

from kostra.api.errors import ArgumentError, NoSuchFormError
from kostra.plugins.manager import Registry
from kostra.workbench.targets import InstalledPack, Target, targets


def named(found: tuple[Target, ...]) -> list[object]:
    return [each.skjema.key if isinstance(each, InstalledPack) else each for each in found]


@pytest.fixture
def two_years(site: Site) -> None:
    install_pack(site, 2040)
    install_pack(site, 2041)


@pytest.mark.usefixtures("two_years")
@pytest.mark.parametrize(
    ("words", "years"),
    [
        (["9Z"], [2040, 2041]),
        (["9z", "2041"], [2041]),
        (["9Z:2040"], [2040]),
        (["9Z", "2040", "2041"], [2040, 2041]),
        (["9Z:2041", "9Z"], [2041, 2040]),
    ],
)
def test_a_form_is_all_its_years_or_those_named(words: list[str], years: list[int]) -> None:
    assert named(targets(Registry(), words)) == [("9Z", year) for year in years]


@pytest.mark.usefixtures("two_years")
def test_a_form_wins_over_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "9Z").mkdir()
    assert named(targets(Registry(), ["9Z", "2040"])) == [("9Z", 2040)]
    assert named(targets(Registry(), ["./9Z"])) == [Path("9Z")]


@pytest.mark.usefixtures("two_years")
def test_what_is_nowhere_is_an_error_with_a_suggestion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notat.txt").write_text("")
    for word, said in (
        ("9ZZ", "«9ZZ» er verken et skjema, en mappe eller en fil. Mente du 9Z? Installert: 9Z (2040–2041)."),
        ("regler/x.regler", "regler/x.regler finnes ikke."),
        ("notat.txt", "notat.txt er verken regelfil"),
        ("2040", "«2040» er verken"),
    ):
        with pytest.raises(ArgumentError, match="er") as error:
            targets(Registry(), [word])
        assert said in str(error.value)
    with pytest.raises(NoSuchFormError, match="9Z finnes for 2040–2041, ikke 2050"):
        targets(Registry(), ["9Z:2050"])


def test_without_words_it_is_the_pack_one_stands_in(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = write_pack(tmp_path / "pakke" / "src")
    for folder in (package, package.parents[1]):
        monkeypatch.chdir(folder)
        assert named(targets(Registry(), [])) == [folder]
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArgumentError, match="Det er ingen pakke i"):
        targets(Registry(), [])
    house = tmp_path / "husregler" / "x.regler"
    assert targets(Registry(), [], [house]) == (house,)


def test_hidden_folders_are_passed_over(site: Site, tmp_path: Path) -> None:
    from kostra.workbench.targets import files_below

    for name in ("a/x.regler", ".venv/y.regler", "z.regler"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(RULES, encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path, [".regler"])] == [
        "a/x.regler",
        "z.regler",
    ]
