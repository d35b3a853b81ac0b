"""From a place where parsing stopped to a diagnostic that helps: what stands there, what belongs there, what to do.

The slips that people make are recognised one by one (signs, words, controls, lists); what none of them recognises is
described by what could have stood there.
"""

from __future__ import annotations

from kostra.diagnostics import Diagnostic
from kostra.language.parser_grammar import StartRule
from kostra.language.parser_pieces import HEADERS, ITEMS, Piece
from kostra.language.parser_place import Place, TemplatePlace, diagnostic
from kostra.language.syntax_errors_controls import CONTROLS, METADATA, SENTENCE
from kostra.language.syntax_errors_expected import expected_phrase
from kostra.language.syntax_errors_fault import END, Explanation, Fault
from kostra.language.syntax_errors_lists import LISTS, OPEN_PARENTHESIS
from kostra.language.syntax_errors_signs import LATE_SIGNS, SIGNS
from kostra.language.syntax_errors_words import LATE_WORDS, WORDS

_RECOGNISERS = (*SIGNS, *WORDS, *OPEN_PARENTHESIS, *CONTROLS, *LISTS, *LATE_WORDS, *LATE_SIGNS)
# Words that go on from something that is whole, or begin something new.
_GOES_ON = (
    METADATA | SENTENCE | ITEMS | HEADERS | {"gir", "ellers", "eller", "og", "av", "klasser", "der", "per", "med"}
)
_LONGEST_QUOTED = 40


def explain(text: str, offset: int, start: StartRule, place: Place) -> Diagnostic:
    """Return the diagnostic for a text that could not be parsed from an offset on."""
    fault = Fault(text, offset, start)
    explanation = next((found for recognise in _RECOGNISERS if (found := recognise(fault))), None) or _plain(fault)
    hint = explanation.hint
    if not hint and explanation.code == "uventet" and isinstance(place, TemplatePlace):
        hint = "skriv {{ og }} hvis meldingen skal vise klammer"
    where = explanation.where or fault.at
    if where is END:
        last = fault.piece(-1)
        span = place.stretch(text, last.end, last.end)
    else:
        span = place.stretch(text, where.start, where.end)
    return diagnostic(place, span, explanation.code, explanation.message, expected=explanation.expected, hint=hint)


def _plain(fault: Fault) -> Explanation:
    """Say what stands there, or that something is missing, and what could stand there."""
    at, before = fault.at, fault.piece(-1)
    complete = "$END" in fault.accepts
    expected = expected_phrase(fault.accepts - {"$END"} if fault.start == "expression" else fault.accepts)
    if not complete and before is not END and (at is END or at.text in _GOES_ON):
        following = f" foran «{at.text}»" if at is not END else ""
        gap = Piece("", before.end, before.end)
        return Explanation("mangler-noe", f"Etter {_shown(before)} mangler det noe{following}.", expected, where=gap)
    hint = ""
    if "KONTROLL" in fault.accepts or "REGELSETT" in fault.accepts:
        hint = "skal linjen være en kommentar? Sett # foran" if _begins_line(fault) else ""
    if at is END:
        return Explanation("mangler-noe", "Her mangler det noe.", expected)
    return Explanation("uventet", f"{_shown(at)} hører ikke hjemme her.", expected, hint)


def _begins_line(fault: Fault) -> bool:
    return fault.at.start == 0 or fault.text[fault.at.start - 1] == "\n"


def _shown(piece: Piece) -> str:
    text = piece.text if len(piece.text) <= _LONGEST_QUOTED else piece.text[:_LONGEST_QUOTED] + "…"
    return text if piece.is_text else f"«{text}»"
