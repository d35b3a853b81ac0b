"""What counts as a change of a control's meaning, and what does not."""

from __future__ import annotations

import pytest

from kostra.diagnostics import Source
from kostra.language.compile import compile_rules
from kostra.layout import load_layout

LAYOUT = """\
filbeskrivelse X 2024 "Prøve"
format fast bredde 12

SVAR    1     tekst    kodeliste SVARENE  "Svar"
ANTALL  2-4   heltall                     "Antall"
SAK     5-12  tekst                       "Sak"

kodeliste SVARENE
    "1" "Ja"
    "2" "Nei"
"""
GROUPS = """\
regelsett X 2024 "Prøve"
kontroll 001 "Samme sak to ganger"
    for hver gruppe SAK der SVAR er gyldig og ANTALL > 3
    skal antall() = 1
    ellers feil "Saken står på {linjer()}."
"""
LOOKUP = """\
regelsett X 2024 "Prøve"
tabell SATSER "satser" fra "satser.csv" nøkkel svar
kontroll 001 "Over satsen"
    når ANTALL > (SATSER.sats for SVAR)
    gir feil "Antallet er {ANTALL}."
"""
CODES = """\
regelsett X 2024 "Prøve"
kontroll 001 "Ingen har svart det"
    for filen og hver kode i SVAR
    skal antall(der feltet = koden) > 0
    ellers info "Ingen har {koden} ({koden.etikett})."
"""
RATES = "svar;sats\n1;10\n2;20\n"


def fingerprint(rules: str, layout: str = LAYOUT, rates: str = RATES) -> str:
    """Return the fingerprint of the only control."""
    fields = load_layout(Source.of("x.layout", layout), lambda _: None)
    compiled = compile_rules(Source.of("x.regler", rules), fields, {"satser.csv": rates}.get)
    assert compiled is not None
    return compiled.program.controls[0].fingerprint


@pytest.mark.parametrize(
    ("written", "instead"),
    [('    "2" "Nei"', '    "2" "Nei"\n    "3" "Vet ikke"'), ("2-4   heltall", "2-4   desimal 1")],
    ids=["a code more", "another type"],
)
def test_the_fields_that_choose_the_rows_of_a_group_belong_to_the_meaning(written: str, instead: str) -> None:
    assert written in LAYOUT
    assert fingerprint(GROUPS) != fingerprint(GROUPS, LAYOUT.replace(written, instead))


def test_what_people_call_a_table_is_a_text_but_its_rows_are_not() -> None:
    assert fingerprint(LOOKUP) == fingerprint(LOOKUP.replace('"satser" fra', '"de gjeldende satsene" fra'))
    assert fingerprint(LOOKUP) != fingerprint(LOOKUP, rates=RATES.replace("20", "21"))


def test_the_codes_that_are_asked_about_belong_to_the_meaning_but_not_their_order_and_texts() -> None:
    listed = '    "1" "Ja"\n    "2" "Nei"\n'
    assert listed in LAYOUT
    meaning = fingerprint(CODES)
    assert meaning == fingerprint(CODES, LAYOUT.replace(listed, '    "2" "Nei"\n    "1" "Ja, takk"\n'))
    assert meaning == fingerprint(CODES.replace("i SVAR", "i (SVAR .. SVAR)"))
    assert meaning != fingerprint(CODES, LAYOUT.replace(listed, listed + '    "3" "Vet ikke"\n'))
