"""The command line and `kostra.toml` together: the command line wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended, FakeCheck
from tests.plugins.distributions import Site

Kostra = Callable[..., Ended]
COUNT = "Parameter('antall_deltakere', 'heltall', 'Antallet som NAV har talt.'),"


def settings(text: str) -> Path:
    path = Path.cwd() / "kostra.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_set_is_used_and_said(kostra: Kostra, check: FakeCheck) -> None:
    path = settings('skjema = "9Z"\nargang = 2040\nkommune = "0301"\nbydel = "01"\n')
    ended = kostra("check", "fil.dat")
    asked = check.asked
    assert (asked["skjema"], asked["argang"], asked["kommune"], asked["bydel"]) == ("9Z", 2040, "0301", "01")
    assert ended.err == f"Fra {path}: skjema 9Z, årgang 2040, kommune 0301, bydel 01.\n"


def test_the_command_line_wins(kostra: Kostra, check: FakeCheck) -> None:
    settings('skjema = "9Z"\nargang = 2040\nkommune = "0301"\nbydel = "01"\n')
    ended = kostra(
        *("check", "fil.dat", "--skjema", "8", "--argang", "2041", "--kommune", "5530", "--bydel", "02"),
    )
    asked = check.asked
    assert (asked["skjema"], asked["argang"], asked["kommune"], asked["bydel"]) == ("8", 2041, "5530", "02")
    assert ended.err == ""


def test_the_report_goes_where_the_settings_say(kostra: Kostra, check: FakeCheck) -> None:
    settings('[utdata]\nformat = "json"\nut = "ut.txt"\n')
    kostra("check", "--skjema", "9Z", "fil.dat")
    assert Path("ut.txt").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize("args", [("--format", "text"), ("--ut", "-")])
def test_who_says_format_or_place_decides_both(kostra: Kostra, check: FakeCheck, args: tuple[str, ...]) -> None:
    settings('[utdata]\nformat = "json"\nut = "ut.json"\n')
    ended = kostra("check", "--skjema", "9Z", "fil.dat", *args)
    assert ended.out.startswith("Kan sendes inn")
    assert not Path("ut.json").exists()


def test_the_language_of_the_report_is_set_for_all_checks(kostra: Kostra, check: FakeCheck) -> None:
    path = settings('sprak = "nn"\n')
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert ended.out.startswith("Kan sendast inn: ingen feil.\n")
    assert ended.err == f"Fra {path}: språk nn.\n"
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--sprak", "nb")
    assert ended.out.startswith("Kan sendes inn: ingen feil.\n")
    assert ended.err == ""


def test_parameters_are_handed_on_with_those_of_the_command_line(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    site.add_pack("9Z", 2040, parameters=COUNT)
    settings("[parametre]\nantall_deltakere = 31\n")
    kostra("check", "--skjema", "9Z", "fil.dat", "--antall-deltakere", "30")
    assert (check.asked["parametre"], check.asked["forvalg"]) == ({"antall_deltakere": 30}, {"antall_deltakere": 31})


def test_a_parameter_of_another_form_is_left_to_that_form(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    site.add_pack("9Z", 2040)
    site.add_pack("8", 2040, parameters=COUNT)
    settings("[parametre]\nantall_deltakere = 31\n")
    assert kostra("check", "--skjema", "9Z", "fil.dat").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[parametre]\nantal_deltakere = 31\n", "kostra.toml:2:1: feil: Ingen av skjemaene"),
        ("[parametre]\nantal_deltakere = 31\n", "mente du antall_deltakere?"),
        ("[parametre]\nantall_deltakere = '31'\n", "kostra.toml:2:1: feil: «antall_deltakere» har feil type."),
        ("komune = 1\n", "kostra.toml:1:1: feil: Nøkkelen «komune» finnes ikke."),
    ],
)
def test_wrong_settings_end_the_check_before_it_begins(
    kostra: Kostra, site: Site, check: FakeCheck, text: str, said: str
) -> None:
    site.add_pack("9Z", 2040, parameters=COUNT)
    settings(text)
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert (ended.code, ended.out, check.calls) == (2, "", [])
    assert said in ended.err


def test_settings_for_house_rules_and_acknowledgements_reach_the_check(kostra: Kostra, check: FakeCheck) -> None:
    path = settings("[husregler.senja]\nGRENSE = 5\n")
    kostra("check", "--skjema", "9Z", "fil.dat")
    assert check.asked["husregelverdier"] == {"senja": {"GRENSE": 5}}
    assert check.asked["kvitteringer"] == path.parent / "kvitteringer.toml"


def test_without_settings_there_is_nothing_of_them(kostra: Kostra, check: FakeCheck) -> None:
    assert kostra("check", "--skjema", "9Z", "fil.dat").err == ""
    assert (check.asked["husregelverdier"], check.asked["kvitteringer"], check.asked["forvalg"]) == ({}, None, {})
