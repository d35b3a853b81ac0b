from __future__ import annotations

import json
from collections.abc import Callable

from tests.cli.conftest import Ended
from tests.plugins.distributions import Site

Kostra = Callable[..., Ended]

SEASON = "Deadlines(opens=datetime.date(2041, 1, 2), due=datetime.date(2041, 1, 15), source='brev')"


def test_forms_years_versions_and_deadlines(kostra: Kostra, site: Site) -> None:
    site.add_pack("9Z", 2040, aliases=("9ZX",), also=("9ZX",), deadlines=SEASON)
    site.add_pack("9Z", 2041)
    ended = kostra("skjema")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "9Z  Prøveskjema\n"
        "  2040  kostra-skjema-9z-2040 0.1.0\n"
        "        åpner 02.01.2041, frist 15.01.2041, siste retting ikke kjent, foreløpige tall ikke kjent, "
        "endelige tall ikke kjent\n"
        "  2041  kostra-skjema-9z-2041 0.1.0\n"
        "        frister ikke kjent\n"
    )
    assert kostra("skjema", "--argang", "2040").out.startswith("9Z  Prøveskjema (også kalt 9ZX)\n  2040")


def test_broken_plugins_are_shown_with_the_reason_and_harm_nothing(kostra: Kostra, site: Site) -> None:
    site.add_pack("9Z", 2040)
    site.add_pack("8", 2040, source="import finnes_ikke")
    site.add("arkiv", {"etter-arkiv": "brak", "leser-x": "god"}, {"brak": "1/0", "god": ""})
    site.add("rot", {"rot": "rot"}, {"rot": ""})
    ended = kostra("skjema")
    assert ended.code == 0
    working, broken = ended.out.split("Virker ikke\n")
    assert "9Z  Prøveskjema" in working
    assert "Andre tillegg\n  leser-x  arkiv 0.1.0\n" in working
    assert "«skjema-8-2040» (kostra-skjema-8-2040, modul pakke_8_2040): ModuleNotFoundError" in broken
    assert "«etter-arkiv» (arkiv, modul brak): ZeroDivisionError" in broken
    assert "«rot» (rot, modul rot): navnet" in broken


def test_as_json(kostra: Kostra, site: Site) -> None:
    site.add_pack(
        "9Z", 2040, aliases=("9ZX",), deadlines=SEASON, parameters="Parameter('antall', 'heltall', 'Antall.'),"
    )
    site.add_pack("8", 2041, source="1/0")
    told = json.loads(kostra("skjema", "--format", "json").out)
    assert told["program"] == "kostra 0.1.0"
    (form,) = told["skjemaer"]
    assert (form["skjema"], form["argang"], form["ogsa_kalt"]) == ("9Z", 2040, ["9ZX"])
    assert form["frister"]["frist"] == "2041-01-15"
    assert form["frister"]["siste_retting"] is None
    assert form["valg"] == [{"valg": "--antall", "type": "heltall", "hjelp": "Antall."}]
    assert [broken["navn"] for broken in told["virker_ikke"]] == ["skjema-8-2041"]


def test_nothing_to_show(kostra: Kostra, site: Site) -> None:
    assert kostra("skjema").out.startswith("Ingen skjemaer er installert.\nPakken «kostra»")
    site.add_pack("9Z", 2040)
    assert kostra("skjema", "--argang", "2041").out == "Ingen slike skjemaer er installert.\n"


def test_wrong_options(kostra: Kostra) -> None:
    for args, said in (
        (("--format", "xml"), "Ukjent format «xml». Formatene er text, json."),
        (("--argang", "i fjor"), "--argang: «i fjor» er ikke fire sifre."),
        (("--antall", "3"), "Ukjent valg --antall."),
        (("9Z",), "Uventet argument: 9Z."),
    ):
        ended = kostra("skjema", *args)
        assert (ended.code, ended.out) == (2, "")
        assert said in ended.err
