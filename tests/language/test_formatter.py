"""The canonical form of a rule file: what formatting changes, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kostra.diagnostics import Source
from kostra.language.formatter import format_rule_file
from kostra.language.parser import parse_rule_file

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((Path(__file__).parent / "fixtures" / "syntax" / "gyldige").glob("*.regler"))
SHIPPED = sorted([*ROOT.glob("rulesets/src/**/*.regler"), *ROOT.glob("plugins/*/src/**/*.regler")])


def formatted(text: str) -> str:
    return format_rule_file(parse_rule_file(Source.of("prøve.regler", text)))


@pytest.mark.parametrize("path", [*EXAMPLES, *SHIPPED], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_formatting_says_the_same_and_is_final(path: Path) -> None:
    tree = parse_rule_file(Source.of(path.name, path.read_text(encoding="utf-8")))
    text = format_rule_file(tree)
    again = parse_rule_file(Source.of(path.name, text))
    assert again == tree
    assert [comment.text for comment in again.comments] == [comment.text for comment in tree.comments]
    assert format_rule_file(again) == text
    assert all(len(line) <= 120 or "#" in line for line in text.splitlines())


def test_layout_of_a_whole_file() -> None:
    messy = """\
#  Øverst
  regelsett 11F 2022   "Prøve"
bruk sosial(003,003B som 903)med X=-5,L=("01","02")
konstant A=200
konstant B = 0.50


konstant C = "x"
kontroll 016 "En"
for hver rad
når VKLO="2"og ikke(A<>1)
skal ((ARBSIT) blant ("03","05")) ellers feil "Den er "
"{ARBSIT}."
fordi "Slik." råd "Gjør." kilde "SSB" avvik "D1" felt ARBSIT,VKLO viker
godta(ARBSIT="03",$år=2022)()avvis(ARBSIT="01")
statistikk "Alder" for hver rad der A=1 klasser alder(F)under 18 "Barn",18 og over "Voksne",ellers "Ukjent"
statistikk "Tall" "Ett" (sum(A)) , "To" antall(der A=1)
"""
    assert (
        formatted(messy)
        == """\
# Øverst
regelsett 11F 2022 "Prøve"

bruk sosial (003, 003B som 903)
    med X = -5, L = ("01", "02")

konstant A = 200
konstant B = 0.50

konstant C = "x"

kontroll 016 "En"
    når VKLO = "2" og ikke A ≠ 1
    skal ARBSIT blant "03", "05"
    ellers feil "Den er {ARBSIT}."
    fordi "Slik."
    råd "Gjør."
    kilde "SSB" avvik "D1"
    felt ARBSIT, VKLO
    viker
    godta (ARBSIT = "03", $år = 2022) ()
    avvis ARBSIT = "01"

statistikk "Alder"
    for hver rad der A = 1 klasser alder(F)
        under 18 "Barn", 18 og over "Voksne", ellers "Ukjent"

statistikk "Tall"
    "Ett" sum(A), "To" antall(der A = 1)
"""
    )


def test_comments_stay_where_they_stood() -> None:
    text = """\
# Rettigheter: fritt fram.

# Om filen
regelsett 11F 2022 "Prøve"  # bak

# ── Grenser ──

konstant A = 1  # bak A
# over B
konstant B = 2

feltgruppe G = X,  # bak X
    # over Y
    Y, Z  # bak Z

# over kontrollen
kontroll 001 "En"  # ok: bak tittelen
    # over når
    når A = 1  # bak A = 1
        og B = 2
    # over gir
    gir feil "Nei."  # bak meldingen
    # over avvis
    avvis A = 1
    # under det hele

# Slutt
"""
    assert formatted(text) == text


def test_parentheses_stand_only_where_they_are_needed() -> None:
    def condition(text: str) -> str:
        whole = formatted(f'modul m\nkontroll 001 "En"\n    når {text}\n    gir feil "Nei."\n')
        return whole.split("    når ")[1].split("\n")[0]

    assert condition("((A = 1) og (B = 2)) eller (C = 3)") == "A = 1 og B = 2 eller C = 3"
    assert condition("A = 1 og (B = 2 eller C = 3)") == "A = 1 og (B = 2 eller C = 3)"
    assert condition("(A - (B - C)) * 2 > (X eller 0)") == "(A - (B - C)) * 2 > (X eller 0)"
    assert condition("(A - B) - C > -(2)") == "A - B - C > -2"
    assert condition("ikke (A = 1 og B = 2)") == "ikke (A = 1 og B = 2)"
    assert condition("(antall av G er gyldig) > 2") == "(antall av G er gyldig) > 2"
    assert condition("A > 2 * (T.sats for K per D)") == "A > 2 * (T.sats for K per D)"
    assert condition("A > (T.sats per D)") == "A > T.sats per D"
    assert condition('f((A blant "1", "2"), B) = 1') == 'f(A blant ("1", "2"), B) = 1'


def test_long_lines_break_outside_parentheses_first() -> None:
    text = formatted(
        'modul m\nkontroll 001 "En"\n    når ikke kontrollsiffer_stemmer(PERSON_FODSELSNR) og (PERSON_DUF er utfylt '
        'eller som_dato(del(PERSON_FODSELSNR, 1, 6), "ddmmåå") mangler)\n    gir feil "Nei."\n'
    )
    assert text.splitlines()[3:5] == [
        "    når ikke kontrollsiffer_stemmer(PERSON_FODSELSNR)",
        '        og (PERSON_DUF er utfylt eller som_dato(del(PERSON_FODSELSNR, 1, 6), "ddmmåå") mangler)',
    ]


def test_long_messages_break_between_sentences_or_words() -> None:
    first = "Arbeidssituasjonen er {ARBSIT} ({tekst_for(ARBSIT)}), og det er den ikke alltid. "
    second = "Med livsopphold {VKLO} skal den være 03, 05 eller 06; se rettledningen for året."
    text = formatted(f'modul m\nkontroll 001 "En"\n    når A = 1\n    gir feil "{first}{second}"\n')
    assert text.splitlines()[4:] == [f'    gir feil "{first}"', f'        "{second}"']
    word = "x" * 200
    assert f'gir feil "{word}"' in formatted(f'modul m\nkontroll 001 "En"\n    når A = 1\n    gir feil "{word}"\n')


def test_braces_and_escapes_are_written_as_they_were() -> None:
    message = r'''gir feil "{{ \" \\ {A = \"\\\\}\"} }}"'''
    text = formatted(f'modul m\nkontroll 001 "En"\n    når A = 1\n    {message}\n')
    assert text.splitlines()[-1].strip() == message
