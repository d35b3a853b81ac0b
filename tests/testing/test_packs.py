"""What plugin authors are told about their own examples, on a made-up pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from kostra.api import Skjema
from kostra.api.errors import BrokenPackError, UnreadableError
from kostra.testing.packs import (
    check_examples,
    coverage,
    expected_text,
    faulty_file_problems,
    rule_example_problems,
    valid_file_problems,
)

LAYOUT = """\
filbeskrivelse PRØVE 2024 "Prøve"
format fast bredde 8

KOMMUNE  1-4  tekst    rolle kommune  "Kommunenummer"
AAR      5-6  tekst    rolle årgang   "Årgang"
ANTALL   7-8  heltall                 "Antall"
"""

RULES = """\
regelsett PRØVE 2024 "Prøve"

kontroll 001 "Antall er oppgitt"
    skal ANTALL er gyldig
    ellers feil "Antallet er {ANTALL}."
    godta ANTALL = 3
    avvis ANTALL = ""

kontroll 002 "Ikke for mange"
    når ANTALL > 20
    gir advarsel "Antallet er {ANTALL}."
    godta ANTALL = 20
    avvis ANTALL = 21
"""


def pack(tmp_path: Path, rules: str = RULES, **examples: str) -> Skjema:
    folder = tmp_path / "eksempler"
    folder.mkdir()
    for name, text in {"gyldig_dat": "11032405\n110324 7\n", **examples}.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    (tmp_path / "filbeskrivelse.layout").write_text(LAYOUT, encoding="utf-8")
    (tmp_path / "kontroller.regler").write_text(rules, encoding="utf-8")
    return Skjema(
        skjema="PRØVE",
        argang=2024,
        title="Prøve",
        layout=tmp_path / "filbeskrivelse.layout",
        rules=tmp_path / "kontroller.regler",
        examples=folder,
    )


def test_a_good_pack_has_no_problems(tmp_path: Path) -> None:
    skjema = pack(tmp_path, feil_dat="110324  \n11032422\n", feil_funn="# to feil\n\n001 feil 1\n002 advarsel 2\n")
    assert check_examples(skjema) == []
    assert coverage(skjema).silent == ()
    assert coverage(skjema).share == 1


def test_an_example_that_says_something_else_than_its_control(tmp_path: Path) -> None:
    rules = RULES.replace("godta ANTALL = 20", "godta ANTALL = 22").replace('avvis ANTALL = ""', "avvis ANTALL = 1")
    assert rule_example_problems(pack(tmp_path, rules)) == [
        "Kontroll 001: eksemplet i kontroller.regler, linje 7 skulle vært avvist, men gir ikke funn.",
        "Kontroll 002: eksemplet i kontroller.regler, linje 12 skulle vært godtatt, men gir funn.",
    ]


def test_a_control_without_examples(tmp_path: Path) -> None:
    skjema = pack(tmp_path, RULES.replace("    avvis ANTALL = 21\n", ""))
    assert check_examples(skjema) == ["Kontroll 002 har ingen eksempler etter «avvis»."]
    assert coverage(skjema).fired == ("001",)
    assert coverage(skjema).silent == ("002",)
    assert coverage(skjema).share == 0.5


def test_a_control_counts_as_seen_when_a_faulty_file_makes_it_fire(tmp_path: Path) -> None:
    skjema = pack(tmp_path, RULES.replace("    avvis ANTALL = 21\n", ""), feil_dat="11032422\n")
    assert coverage(skjema).silent == ()


def test_an_example_that_cannot_be_tried(tmp_path: Path) -> None:
    rules = RULES.replace("når ANTALL > 20", "når ANTALL > 20 og KOMMUNE = $kommunenummer")
    (problem, *_) = rule_example_problems(pack(tmp_path, rules))
    assert problem.startswith("Kontroll 002: eksemplet i kontroller.regler, linje 12 kan ikke prøves")


def test_a_valid_file_with_findings(tmp_path: Path) -> None:
    (problem,) = valid_file_problems(pack(tmp_path, gyldig_dat="11032405\n11032499\n"))
    assert problem == "gyldig.dat skulle vært uten funn: 002 advarsel 2: Antallet er 99."


def test_a_pack_without_a_valid_file(tmp_path: Path) -> None:
    skjema = pack(tmp_path)
    (tmp_path / "eksempler" / "gyldig.dat").unlink()
    assert valid_file_problems(skjema) == ["Det er ingen eksempelfil som heter gyldig…"]


def test_a_faulty_file_with_other_findings_than_expected(tmp_path: Path) -> None:
    skjema = pack(tmp_path, feil_dat="11032422\n11032423\n", feil_funn="002 advarsel 1\n001 feil 2\n")
    assert faulty_file_problems(skjema) == [
        "feil.dat: ventet «001 feil 2», men det er ikke funnet.",
        "feil.dat: fant «002 advarsel 2», men det er ikke ventet.",
    ]


def test_a_faulty_file_without_expected_findings(tmp_path: Path) -> None:
    assert faulty_file_problems(pack(tmp_path, feil_dat="11032422\n")) == [
        "feil.dat mangler feil.funn ved siden av seg."
    ]


def test_the_expected_findings_can_be_written_from_a_report(tmp_path: Path) -> None:
    skjema = pack(tmp_path, feil_dat="".join(f"110324{antall}\n" for antall in (" 1", "  ", *range(18, 30))))
    text = expected_text(skjema, "feil.dat")
    assert text == "001 feil 2\n" + "".join(f"002 advarsel {line}\n" for line in range(6, 15))
    (tmp_path / "eksempler" / "feil.funn").write_text(text, encoding="utf-8")
    assert faulty_file_problems(skjema) == []


def test_a_pack_with_rules_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BrokenPackError, match="ANTAL "):
        check_examples(pack(tmp_path, RULES.replace("ANTALL > 20", "ANTAL > 20")))


def test_findings_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"annet\.dat"):
        expected_text(pack(tmp_path), "annet.dat")
