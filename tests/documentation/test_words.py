"""The rule language reads itself aloud in sentences that a statistician would have written."""

from __future__ import annotations

import pytest
from tests.documentation.editions import year

from kostra.documentation.phrases import control_in_words
from kostra.documentation.terms import FUNCTIONS, TRUTHS
from kostra.documentation.written import written_controls
from kostra.language.functions import BUILTINS, SPECIAL

SENTENCES = [
    (
        "11F",
        2022,
        "016",
        (
            "Når VKLO er 2 (Kursstønad/lønn i arbeidsmarkedstiltak), skal ARBSIT være 03 (Under utdanning), "
            "05 (Arbeidsmarkedstiltak (statlig)) eller 06 (Kommunalt tiltak); ellers gis det en feil."
        ),
    ),
    ("11F", 2022, "013", "Når ANTBU18 er minst 10, gis det en advarsel."),
    ("11F", 2022, "008", "KJONN skal være 1 (Mann) eller 2 (Kvinne); ellers gis det en feil."),
    ("11F", 2022, "026", "Minst ett av feltene i STØNADSMÅNEDER skal være gyldig; ellers gis det en feil."),
    (
        "11F",
        2022,
        "038",
        (
            "Når PERSON_FODSELSNR ikke har elleve sifre der kontrollsifrene stemmer og (PERSON_DUF er fylt ut eller "
            "tegnene 1 til 6 i PERSON_FODSELSNR lest som en dato (ddmmåå) mangler), skal PERSON_DUF være et gyldig "
            "DUF-nummer; ellers gis det en feil."
        ),
    ),
    ("11F", 2025, "904", "Når UTBETDATO er etter UTBETTOMDATO, gis det en advarsel."),
    ("11F", 2025, "030", "Når summen av BIDRAG og LAAN er mer enn 1 000 000, gis det en advarsel."),
    ("11F", 2025, "005B", "Linjer med samme PERSON_JOURNALNR ses under ett."),
    ("11F", 2025, "005B", "Antall linjer skal være 1; ellers gis det en feil."),
    ("11F", 2025, "002", "Gjelder hvert felt for seg."),
    ("11C", 2025, "900", "Gjelder hele leveransen under ett."),
    (
        "11C",
        2026,
        "953",
        "Gjelder hele leveransen under ett, og spør om hver kode i kodelisten til KJONN, BU18 og STATUS.",
    ),
    (
        "11C",
        2025,
        "016",
        "Når KOMMUNE_NR er noe annet enn 0301 og rapporteringsåret − året i BEGYNT_DATO er mer enn 4, gis det en feil.",
    ),
]


@pytest.mark.parametrize(("form", "number", "control", "expected"), SENTENCES)
def test_a_control_in_words(form: str, number: int, control: str, expected: str) -> None:
    found = written_controls(year(form, number))[control]
    assert expected in control_in_words(found.tree, found.meanings)


def test_every_function_of_the_language_has_words() -> None:
    assert {*FUNCTIONS, *TRUTHS} == {*BUILTINS, *SPECIAL}
