from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.plugins.distributions import Site
from tests.workbench.packs import LAYOUT, MODULE, RULES, install_pack

Kostra = Callable[..., Ended]

HOUSE = """\
husregler senja "Senja" for 9Z 2041

kontroll 001 "Svar"
    skal SVAR er utfylt
    ellers feil "Svaret mangler."
"""


@pytest.fixture(autouse=True)
def years(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install three years: the limit of 010 is raised in the second, and 011 is called 012 in the third."""
    folder = tmp_path / "her"
    folder.mkdir()
    monkeypatch.chdir(folder)
    install_pack(site, 2040)
    later = RULES.replace("= 100", "= 200")
    install_pack(site, 2041, rules=later)
    install_pack(site, 2042, rules=later.replace("010, 011", "010, 011 som 012"), layout=LAYOUT)
    return folder


def test_everything_about_a_control(kostra: Kostra, site: Site) -> None:
    ended = kostra("explain", "9Z:010")
    assert (ended.code, ended.err) == (0, "")
    file = (site.folder / "pakke_9z_2042" / "felles.regler").as_posix()
    page, _, place = ended.out.partition("Skrevet i\n")
    assert page == (
        "9Z:010  Høyt antall\n"
        "Advarsel: se om det er riktig.\n"
        "9Z 2042, Prøveskjema\n"
        "\n"
        "Med ord\n"
        "  Når ANTALL er mer enn 200, gis det en advarsel.\n"
        "\n"
        "Regelen\n"
        "  når ANTALL > GRENSE\n"
        '  gir advarsel "Antallet er {ANTALL}."\n'
        "\n"
        "Der\n"
        "  GRENSE  200, satt for 9Z 2042\n"
        "\n"
        "Hvorfor\n"
        "  Så mange er det sjelden.\n"
        "\n"
        "Slik rettes det\n"
        "  Tell en gang til.\n"
        "\n"
        "Kilde\n"
        "  kilden\n"
        "\n"
        "Avvik fra SSBs program\n"
        "  D3\n"
        "\n"
        "Felt\n"
        "  ANTALL  8–10  Hvor mange?\n"
        "                heltall\n"
        "\n"
        "Eksempler\n"
        "  godtas   ANTALL = 1\n"
        "  avvises  ANTALL = 999\n"
        "\n"
        "Årganger\n"
        "  2040; endret i 2041; lik siden\n"
        "\n"
    )
    assert " ".join(place.split()) == f"{file}, linje 9 (modulen felles)"


def test_an_earlier_year_and_a_control_with_another_number(kostra: Kostra) -> None:
    for words in (("9Z:010", "--argang", "2040"), ("9z", "2040", "10"), ("9Z", "10", "--årgang", "2040")):
        assert "GRENSE  100, satt for 9Z 2040\n" in kostra("explain", *words).out
    ended = kostra("explain", "9Z", "012")
    assert "9Z 2042, Prøveskjema\n" in ended.out
    assert "Årganger\n  ny i 2042\n  I 2040–2041 har den nummer 011.\n" in ended.out
    assert "der den har nummer 011" in " ".join(ended.out.split())
    assert "1 Ja; 2 Nei\n" in ended.out


def test_a_control_of_the_whole_file(kostra: Kostra) -> None:
    ended = kostra("explain", "9Z:001")
    assert "Fatal feil: må rettes før resten kan kontrolleres.\n" in ended.out
    assert "Regelen\n  Hver linje skal ha 22 tegn.\n" in ended.out
    assert "2040; lik siden\n" in ended.out


def test_identity_numbers_in_examples_are_hidden_unless_asked_for(kostra: Kostra) -> None:
    for more in ((), ("--format", "json")):
        assert "04838010070" not in kostra("explain", "9Z:020", *more).out
        assert "04838010070" in kostra("explain", "9Z:020", "--vis-sensitivt", *more).out
    assert kostra("explain", "9Z:020").out.endswith(
        "Numre som kan være fødselsnumre, er skjult. --vis-sensitivt viser dem.\n"
    )


def test_as_json(kostra: Kostra) -> None:
    told = json.loads(kostra("explain", "9Z:010", "--format", "json").out)
    assert (told["kontroll"], told["argang"], told["alvor"], told["hindrer_innsending"]) == (
        "010",
        2042,
        ["advarsel"],
        False,
    )
    assert told["regel"] == ["når ANTALL > GRENSE", 'gir advarsel "Antallet er {ANTALL}."']
    assert told["navn"] == [{"navn": "GRENSE", "betyr": "200", "satt_for_skjemaet": True}]
    assert told["avvik"] == ["D3"]
    assert [(field["navn"], field["fra"], field["til"]) for field in told["felt"]] == [("ANTALL", 8, 10)]
    years = told["arganger"]
    assert (years["finnes"], years["endret"]) == ([2040, 2041, 2042], [2041])
    assert years["fingeravtrykk"]["2041"] == years["fingeravtrykk"]["2042"] != years["fingeravtrykk"]["2040"]
    assert all(key.isascii() for key in told)


def test_house_rules(kostra: Kostra, years: Path) -> None:
    (years / "kostra.toml").write_text("")
    (years / "husregler").mkdir()
    (years / "husregler" / "senja.regler").write_text(HOUSE, encoding="utf-8")
    named: list[tuple[str, ...]] = [("senja/001",), ("9Z:senja/1",), ("9Z", "Senja/001")]
    for words in named:
        ended = kostra("explain", *words)
        assert ended.out.startswith(
            "senja/001  Svar\nHusregel. Feil: må rettes. Avgjør ikke om filen kan sendes inn.\n9Z 2041, Prøveskjema\n"
        )
    assert "Årganger\n  Er for 9Z 2041.\n" in ended.out
    wrong: list[tuple[tuple[str, ...], str]] = [
        (("sinja/001",), "Det er ingen husregler som heter «sinja» her. Mente du senja?"),
        (("senja/009",), "Det er ingen kontroll 009 i husreglene senja. Mente du 001?"),
        (("senja/001", "--argang", "2040"), "senja/001 gjelder ikke 2040, men 9Z 2041."),
    ]
    for words, said in wrong:
        ended = kostra("explain", *words)
        assert ended.code == 2
        assert said in ended.err


def test_house_rules_with_values_of_their_own(kostra: Kostra, years: Path) -> None:
    (years / "kostra.toml").write_text('[husregler.senja]\nGRENSE = 7\nALVORET = "info"\n', encoding="utf-8")
    (years / "husregler").mkdir()
    rules = """husregler senja "Senja" for 9Z

parameter GRENSE: heltall
parameter ALVORET: alvor
parameter ANNEN: heltall

kontroll 001 "Antall"
    når ANTALL > GRENSE
    gir ALVORET "Mer enn {GRENSE}."

kontroll 002 "Annet"
    når ANTALL > ANNEN
    gir feil "Mer enn {ANNEN}."
"""
    (years / "husregler" / "senja.regler").write_text(rules, encoding="utf-8")
    ended = kostra("explain", "senja/001")
    assert "Husregel. Opplysning: til orientering." in ended.out
    assert '  gir info "Mer enn {GRENSE}."\n\nDer\n  GRENSE  7, satt i kostra.toml\n' in ended.out
    assert "Kan ikke kjøres: ANNEN er ikke gitt noen verdi (i kostra.toml)." in kostra("explain", "senja/002").out
    assert (
        kostra("lint", "husregler/senja.regler", "--streng").out == "Ingen feil i husreglene husregler/senja.regler.\n"
    )


def test_what_is_not_there(kostra: Kostra) -> None:
    for words, said in (
        (("9Z:021",), "Det er ingen kontroll 021 i 9Z. Mente du 020? Kontrollene er 001, 010, 011, 012, 020."),
        (("9Z:012", "--argang", "2040"), "Kontroll 012 finnes ikke i 9Z 2040, men i 2042. I 2040 har den nummer 011."),
        (("9Z:010", "--argang", "2050"), "9Z finnes for 2040–2042, ikke 2050."),
        (("9Q:010",), "Skjema 9Q er ikke installert."),
        (("010",), "Oppgi skjemaet også, for eksempel 9Z:010."),
        (("9Z",), "Oppgi kontrollen også. 9Z 2042 har 001, 010, 012, 020."),
        (("9Z", "2040", "010", "--argang", "2041"), "Årgangen er oppgitt både som 2040 og som 2041."),
        (("a", "b", "c", "d"), "Oppgi én kontroll"),
    ):
        ended = kostra("explain", *words)
        assert (ended.code, ended.out) == (2, "")
        assert said in ended.err


def test_a_year_whose_rules_are_broken_is_left_out_and_named(kostra: Kostra, site: Site) -> None:
    install_pack(site, 2043, rules=RULES.replace("skal FNR", "skal FNRR"))
    ended = kostra("explain", "9Z:010")
    assert ended.code == 0
    assert "9Z 2043 er ikke med, for reglene har feil." in ended.err
    assert "9Z 2042, Prøveskjema\n" in ended.out
    broken = kostra("explain", "9Z:010", "--argang", "2043")
    assert broken.code == 2
    assert "Regelsettet 9Z 2043 kan ikke brukes:" in broken.err


def test_names_are_explained_where_they_are_declared(kostra: Kostra, site: Site) -> None:
    module = MODULE.replace("ANTALL > GRENSE", 'ANTALL > GRENSE og SVAR blant JA_NEI og MERKNAD ≠ "x"').replace(
        "parameter ALVOR", "konstant HØYT = 5\nfeltgruppe ALLE = SVAR, ANTALL\nparameter ALVOR"
    )
    module = module.replace("skal SVAR er gyldig", "skal SVAR er gyldig eller ANTALL > HØYT og noen av ALLE er utfylt")
    install_pack(site, 2044, module=module)
    assert (
        "Der\n  GRENSE  100, satt for 9Z 2044\n  JA_NEI  kodelisten i filbeskrivelsen, med 2 koder\n"
        in kostra("explain", "9Z:010").out
    )
    assert "Der\n  HØYT  5\n  ALLE  feltene SVAR, ANTALL\n" in kostra("explain", "9Z:011", "--argang", "2044").out
