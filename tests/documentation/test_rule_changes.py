"""The smallest true thing is said of a changed rule, and before and after are shown where nothing short is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documentation.editions import LAYOUT, RULES, changed, told, written

from kostra.documentation.compare import compare

CASES = [
    (("MANGE = 10", "MANGE = 12"), "001: grensen endret fra 10 til 12 (Mange)"),
    (("gir advarsel", "gir feil"), "001: advarsel ble feil (Mange)"),
    (("ANTALL >= MANGE", "ANTALL > MANGE"), "001: grensen for «ANTALL» endret fra «>= 10» til «> 10» (Mange)"),
    (('blant "1", "2"', 'blant "1", "2", "3"'), "003: SVAR: 3 (Vet ikke) er kommet til (Svar)"),
    (('blant "1", "2"', '= "2"'), "003: SVAR: 1 (Ja) er falt bort (Svar)"),
    ((" og ANTALL > 0", ""), "002: vilkåret «ANTALL > 0» er falt bort (Grunn)"),
    (('SVAR = "1" og', 'SVAR = "1" og REST er blank og'), "002: vilkåret «REST er blank» er kommet til (Grunn)"),
    (("GRUNN_1 .. GRUNN_2", "GRUNN_1"), "002: GRUNN_2 teller ikke lenger med (Grunn)"),
    (("GRUNN_1 .. GRUNN_2", "GRUNN_1 .. GRUNN_2, REST"), "002: REST teller med (Grunn)"),
    (
        ('    når SVAR = "1" og ANTALL > 0\n', ""),
        '002: gjelder ikke lenger bare når «SVAR = "1" og ANTALL > 0» (Grunn)',
    ),
    (("    råd", "    viker\n    råd"), "003: viker nå for andre kontroller (Svar)"),
    (("    råd", "    felt SVAR, REST\n    råd"), "003: funnene peker på SVAR og REST (Svar)"),
    (("    råd", '    avvik "D1"\n    råd'), "003: nytt avvik: D1 (Svar)"),
    (('råd "Rett svaret."', 'råd "Spør."'), "003: bare teksten er endret (råd) (Svar)"),
    (('"Ingen grunn."', '"Grunn mangler."'), "002: bare teksten er endret (melding) (Grunn)"),
    (('kontroll 003 "Svar"', 'kontroll 004 "Svar"'), "003 er nå 004 (Svar)"),
    (("kontroll 003", "kontroll 004"), "003 er nå 004 (Svar)"),
    (('klasser ANTALL 0 til 9 "Få"', 'klasser ANTALL 0 til 8 "Få"'), "«Svar»: grensene mellom klassene er endret"),
    (('statistikk "Svar"', 'statistikk "Antall"'), "«Svar» heter nå «Antall»"),
]


@pytest.mark.parametrize(("rules", "expected"), CASES)
def test_one_change_is_one_sentence(tmp_path: Path, rules: tuple[str, str], expected: str) -> None:
    assert told(changed(tmp_path, rules=rules)) == [expected]


@pytest.mark.parametrize(
    "rules",
    [
        ('SVAR = "1" og ANTALL > 0', 'ANTALL > 0 og SVAR = "1"'),
        ("konstant MANGE", "konstant FLERE"),
        ("feltgruppe GRUNNER = GRUNN_1 .. GRUNN_2", "feltgruppe GRUNNER = GRUNN_1, GRUNN_2"),
        ("    når ANTALL >= MANGE", "    når ANTALL >= 10"),
    ],
)
def test_what_is_only_written_otherwise_is_no_change(tmp_path: Path, rules: tuple[str, str]) -> None:
    if "FLERE" in rules[1]:
        rules = ("MANGE", "FLERE")
    found = changed(tmp_path, rules=rules)
    assert [change.kind for change in found.changes if change.kind != "tekst"] == []


CODES = """\
kontroll 003 "Svar"
    for filen og hver kode i SVAR
    skal antall(der feltet = koden) > 0
    ellers feil "Ingen har svart {koden}."
"""


def test_what_is_asked_of_each_code_is_another_when_the_codes_or_the_fields_are(tmp_path: Path) -> None:
    rules = RULES[: RULES.index("kontroll 003")] + CODES + RULES[RULES.index("\nstatistikk") :]
    coded = LAYOUT.replace('tekst                    "Resten"', 'tekst  kodeliste SVAR    "Resten"')
    old = written(tmp_path / "før", rules, coded)
    fewer = written(tmp_path / "færre", rules, coded.replace('    "3" "Vet ikke"\n', ""))
    more = written(tmp_path / "flere", rules.replace("i SVAR", "i SVAR, REST"), coded)
    assert "003: bygger på SVAR, som er endret (uten koden 3) (Svar)" in told(compare(old, fewer))
    assert told(compare(old, more)) == ["003: REST teller med (Svar)"]


def test_a_rule_that_is_another_is_shown_before_and_after(tmp_path: Path) -> None:
    (change,) = changed(tmp_path, rules=("skal noen av GRUNNER er utfylt", "skal REST er utfylt")).changes
    (point,) = change.points
    assert (point.what, point.quoted) == ("setning", True)
    assert point.before == 'når SVAR = "1" og ANTALL > 0 skal noen av GRUNNER er utfylt ellers feil'
    assert point.after == 'når SVAR = "1" og ANTALL > 0 skal REST er utfylt ellers feil'


def test_a_number_given_to_another_control_is_a_new_control_and_a_new_number(tmp_path: Path) -> None:
    new = (
        'kontroll 003 "Svar"',
        'kontroll 003 "Resten"\n    skal REST er utfylt\n    ellers feil "Blank."\n\nkontroll 003A "Svar"',
    )
    assert sorted(told(changed(tmp_path, rules=new))) == ["003 er ny: Resten (feil)", "003 er nå 003A (Svar)"]


def test_a_sentence_more_and_sentences_in_another_order_are_told(tmp_path: Path) -> None:
    one = '    skal SVAR blant "1", "2"\n    ellers feil "Svaret er {SVAR}."\n'
    two = '    når REST = "X"\n    gir advarsel "X."\n'
    first = written(tmp_path / "en")
    more = written(tmp_path / "to", RULES.replace(one, one + two))
    turned = written(tmp_path / "tre", RULES.replace(one, two + one))
    assert told(compare(first, more)) == ["003: en setning er kommet til; annen tekst i melding (Svar)"]
    assert told(compare(more, turned)) == ["003: setningene prøves i en annen rekkefølge; annen tekst i melding (Svar)"]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (('"Hvor mange?"', '"Hvor mange i alt?"'), ["ANTALL: ny tekst, «mange?» ble «mange i alt?»"]),
        (
            ('heltall                  "', 'heltall                  status antatt "'),
            ["ANTALL: statusen er endret fra kjent til antatt"],
        ),
        (('"Resten"', '"Resten"  obligatorisk'), ["REST: nå obligatorisk"]),
        (('    "3" "Vet ikke"\n', ""), ["SVAR: ute er koden: 3 Vet ikke"]),
        (('"Vet ikke"', '"Ukjent"'), ["SVAR: ny tekst på 3 («Vet ikke» ble «Ukjent»)"]),
        (("REST     11-12", "ANNET    11-12"), ["REST heter nå ANNET (11–12, tekst)"]),
    ],
)
def test_a_change_of_the_layout(tmp_path: Path, layout: tuple[str, str], expected: list[str]) -> None:
    assert told(changed(tmp_path, layout=layout)) == expected


def test_deadlines_are_not_compared_where_no_pack_was_asked(tmp_path: Path) -> None:
    found = changed(tmp_path)
    assert not found.old.registered
    assert found.of("frister") == ()
