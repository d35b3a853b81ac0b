from __future__ import annotations

import json
import pickle

from kostra.masking import mask_text
from kostra.phrase import Phrase
from kostra.reports.tongue import Tongue

NYNORSK = Tongue("nn", {"{fil} har {feil}.": "{fil} inneheld {feil}.", "ingen feil": "ikkje noko gale"})
SAID = Phrase("{fil} har {feil}.", fil="{a}.dat", feil=Phrase("ingen feil"))


def test_a_phrase_is_its_text_in_bokmal() -> None:
    assert SAID == "{a}.dat har ingen feil."
    assert json.dumps({"tekst": SAID}) == '{"tekst": "{a}.dat har ingen feil."}'


def test_a_phrase_is_said_in_another_language_with_the_phrases_in_it() -> None:
    assert NYNORSK(SAID) == "{a}.dat inneheld ikkje noko gale."


def test_a_text_that_is_not_known_stays_whatever_is_in_it() -> None:
    assert NYNORSK("Filen {b} er tom.") == "Filen {b} er tom."


def test_a_phrase_sent_from_another_process_is_still_a_phrase() -> None:
    sent = pickle.loads(pickle.dumps(SAID))  # noqa: S301
    assert NYNORSK(sent) == "{a}.dat inneheld ikkje noko gale."


def test_hiding_identity_numbers_keeps_a_phrase_and_never_gives_a_number_back() -> None:
    assert NYNORSK(mask_text(SAID)) == "{a}.dat inneheld ikkje noko gale."
    named = Phrase("{fil} har {feil}.", fil="10819012488.dat", feil="")
    assert NYNORSK(mask_text(named)) == "108190*****.dat inneheld ."
