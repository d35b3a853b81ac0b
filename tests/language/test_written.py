"""A compiled rule set still knows how it was written: where, under which number, and in which words."""

from __future__ import annotations

import pytest

from kostra.diagnostics import Source
from kostra.language import syntax
from kostra.language.compile import Compiled, compile_rules
from kostra.language.written.meanings import meanings_at
from kostra.language.written.origins import control_origins, controls_of, statistic_origins
from kostra.language.written.text import condition_text, control_text, message_text
from kostra.layout import load_layout

LAYOUT = """\
filbeskrivelse 9Z 2040 "Prøve"
format fast bredde 4

ANTALL  1-3  heltall  "Hvor mange?"
SVAR    4    tekst    "Svar?"
"""

MODULE = """\
modul felles "Felles"

parameter GRENSE: heltall
parameter ALVOR: alvor

kontroll 010 "Høyt antall"
    når ANTALL > GRENSE
    gir ALVOR "Antallet er {ANTALL}, mer enn {GRENSE}."

statistikk "I alt"
    "Sum" sum(ANTALL)
"""

RULES = """\
regelsett 9Z 2040 "Prøve"

konstant MANGE = 100

bruk felles (010, statistikk "I alt")
    med GRENSE = MANGE, ALVOR = advarsel
bruk felles (010 som 011)
    med GRENSE = 500, ALVOR = feil

filkontroll 001 fatal "Postlengde"

kontroll 020 "Svar"
    skal SVAR er utfylt
    ellers feil "Svaret mangler."

statistikk "Svar"
    "Sum" antall()
"""


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    layout = load_layout(Source.of("prøve.layout", LAYOUT), lambda _: None)
    compiled = compile_rules(Source.of("prøve.regler", RULES), layout, {"felles.regler": MODULE}.get)
    assert compiled is not None
    return compiled


def condition(compiled: Compiled, number: str) -> tuple[str, str]:
    """Return the rule of a control and its message, as this rule set has them."""
    origin = control_origins(compiled)[number]
    assert isinstance(origin.written, syntax.Control)
    names = meanings_at(compiled, origin)
    return condition_text(origin.written, names), message_text(origin.written.sentences[0].message, names)


def test_a_module_taken_twice_means_what_each_use_gives_it(compiled: Compiled) -> None:
    assert condition(compiled, "010") == ("når ANTALL > 100 gir advarsel", "Antallet er {ANTALL}, mer enn 100.")
    assert condition(compiled, "011") == ("når ANTALL > 500 gir feil", "Antallet er {ANTALL}, mer enn 500.")
    assert condition(compiled, "020") == ("skal SVAR er utfylt ellers feil", "Svaret mangler.")


def test_a_control_knows_its_module_and_its_number_there(compiled: Compiled) -> None:
    origins = control_origins(compiled)
    assert {number: (origin.module, origin.written.id) for number, origin in origins.items()} == {
        "001": ("", "001"),
        "010": ("felles", "010"),
        "011": ("felles", "010"),
        "020": ("", "020"),
    }
    assert list(origins) == [control.id for control in controls_of(compiled)]


def test_a_statistic_knows_its_module(compiled: Compiled) -> None:
    origins = statistic_origins(compiled)
    assert {title: origin.module for title, origin in origins.items()} == {"I alt": "felles", "Svar": ""}


def test_a_control_is_shown_as_it_was_written(compiled: Compiled) -> None:
    written = control_origins(compiled)["010"].written
    assert isinstance(written, syntax.Control)
    shown = 'når ANTALL > GRENSE\ngir ALVOR "Antallet er {ANTALL}, mer enn {GRENSE}."'
    assert control_text(written) == shown


def test_the_codes_that_a_message_names_can_be_told_with_the_texts_of_the_year() -> None:
    coded = LAYOUT.replace('tekst    "Svar?"', 'tekst    kodeliste SVARENE  "Svar?"')
    layout = load_layout(
        Source.of("x.layout", f'{coded}\nkodeliste SVARENE\n    "1" "Ja"\n    "2" "Nei"\n'), lambda _: None
    )
    rules = (
        'regelsett 9Z 2040 "Prøve"\nkonstant LOV = ("1", "2")\nkontroll 020 "Svar"\n    skal SVAR blant LOV\n'
        '    ellers feil "Svaret er {SVAR.kode}. Det skal være {SVAR.koder(LOV)}."\n'
    )
    compiled = compile_rules(Source.of("x.regler", rules), layout, lambda _: None)
    assert compiled is not None
    origin = control_origins(compiled)["020"]
    assert isinstance(origin.written, syntax.Control)
    message, names = origin.written.sentences[0].message, meanings_at(compiled, origin)
    assert message_text(message, names) == "Svaret er {SVAR.kode}. Det skal være {SVAR.koder(1, 2)}."
    told = message_text(message, names, with_codes=True)
    assert told == "Svaret er {SVAR.kode}. Det skal være 1 (Ja) eller 2 (Nei)."
