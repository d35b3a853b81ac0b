from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.plugins.distributions import Site
from tests.workbench.packs import MODULE, RULES, install_pack, write_pack

Kostra = Callable[..., Ended]

HOUSE = """\
husregler senja "Senja" for 9Z

kontroll 001 "Svar"
    skal SVAR er utfylt
    ellers feil "Svaret mangler."
    godta SVAR = "1"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "her"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_all_examples_of_a_form(kostra: Kostra, site: Site) -> None:
    install_pack(site, 2040)
    install_pack(site, 2041)
    ended = kostra("test", "9Z")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "9Z 2040  6 eksempler  i orden\n"
        "9Z 2041  6 eksempler  i orden\n"
        "\n"
        "12 eksempler, 0 feil; alle kontroller har godta og avvis.\n"
    )


def test_an_example_that_does_not_hold_is_shown_where_it_stands(kostra: Kostra, here: Path) -> None:
    write_pack(here, module=MODULE.replace("avvis ANTALL = 999", "avvis ANTALL = 9"))
    ended = kostra("test", "pakke_9z_2040/kontroller.regler")
    assert ended.code == 1
    assert ended.out == (
        "pakke_9z_2040/felles.regler:16:5: feil: Eksemplet skulle slå til, men gjorde det ikke. [eksempel]\n"
        "  16 |     avvis ANTALL = 9\n"
        "     |     ^^^^^^^^^^^^^^^^\n"
        "  gjelder: 9Z 2040\n"
        "\n"
        "Kontroller som ikke slår til på noe eksempel\n"
        "  010 Høyt antall (9Z 2040)\n"
        "\n"
        "9Z 2040  6 eksempler  1 feil\n"
        "\n"
        "6 eksempler, 1 feil; alle kontroller har godta og avvis.\n"
    )


def test_controls_without_examples_are_named(kostra: Kostra, here: Path) -> None:
    write_pack(here, rules=RULES.replace('    avvis FNR = ""\n', ""))
    ended = kostra("test", "pakke_9z_2040")
    assert ended.code == 1
    assert "Kontroller som mangler eksempler\n  020 Nummer: ingen «avvis» (9Z 2040)\n" in ended.out
    assert ended.out.endswith("5 eksempler, 0 feil; 1 kontroll mangler eksempler.\n")


def test_house_rules_need_no_examples_but_those_they_have_must_hold(kostra: Kostra, site: Site, here: Path) -> None:
    install_pack(site, 2040)
    (here / "senja.regler").write_text(HOUSE, encoding="utf-8")
    ended = kostra("test", "senja.regler")
    assert ended.code == 0
    assert "senja.regler, 9Z 2040  1 eksempel  1 kontroll mangler eksempler\n" in ended.out
    (here / "senja.regler").write_text(HOUSE.replace('"1"', '" "'), encoding="utf-8")
    assert kostra("test", "senja.regler").code == 1


def test_a_module_is_tried_in_the_rule_sets_that_use_it(kostra: Kostra, site: Site, here: Path) -> None:
    package = install_pack(site, 2040)
    ended = kostra("test", str(package / "felles.regler"))
    assert ended.code == 0
    assert "felles.regler, 9Z 2040  4 eksempler  i orden\n" in ended.out
    (here / "felles.regler").write_text(MODULE, encoding="utf-8")
    ended = kostra("test", "felles.regler")
    assert ended.code == 2
    assert "Ingen installerte regelsett bruker modulen felles.regler." in ended.err


def test_example_files_of_a_pack(kostra: Kostra, here: Path) -> None:
    package = write_pack(here)
    (package / "eksempler").mkdir()
    (package / "eksempler" / "gyldig.txt").write_text("9999401 1004838010070 \n", encoding="utf-8")
    ended = kostra("test", "pakke_9z_2040")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("6 eksempler, 0 feil; alle kontroller har godta og avvis; 1 eksempelfil i orden.\n")
    (package / "eksempler" / "gyldig.txt").write_text("9999403 1004838010070 \n", encoding="utf-8")
    ended = kostra("test", "pakke_9z_2040")
    assert ended.code == 1
    assert "Eksempelfiler\n  9Z 2040: gyldig.txt skulle vært uten funn: 011 feil 1: Svaret er 3.\n" in ended.out


def test_rules_that_cannot_be_used_cannot_be_tried(kostra: Kostra, here: Path) -> None:
    write_pack(here, 2040, rules=RULES.replace("skal FNR", "skal FNRR"))
    write_pack(here, 2041)
    ended = kostra("test", ".")
    assert ended.code == 2
    assert "9Z 2040 kan ikke prøves:\npakke_9z_2040/kontroller.regler:7:10: feil: «FNRR»" in ended.err
    assert "9Z 2041  6 eksempler  i orden\n" in ended.out


def test_as_json_and_for_github(kostra: Kostra, here: Path) -> None:
    write_pack(here, rules=RULES.replace('avvis FNR = ""', 'avvis FNR = "04838010070"'))
    told = json.loads(kostra("test", "pakke_9z_2040", "--format", "json").out)
    assert (told["i_orden"], told["eksempler"], len(told["feil"])) == (False, 6, 1)
    (rule_set,) = told["regelsett"]
    assert [(c["id"], c["godta"], c["avvis"], c["slar_til"]) for c in rule_set["kontroller"]] == [
        ("010", 1, 1, True),
        ("011", 1, 1, True),
        ("020", 1, 1, False),
    ]
    github = kostra("test", "pakke_9z_2040", "--format", "github").out
    assert github.startswith("::error file=pakke_9z_2040/kontroller.regler,line=11,")
    assert "04838010070" not in json.dumps(told) + github
