"""Slips in expressions and lists: commas, parentheses, tests in a row, and keywords where names belong."""

from __future__ import annotations

from itertools import pairwise

from kostra.language.parser_grammar import keywords
from kostra.language.parser_pieces import HEADERS, ITEMS, Piece
from kostra.language.syntax_errors_controls import METADATA, SENTENCE
from kostra.language.syntax_errors_expected import expected_phrase
from kostra.language.syntax_errors_fault import END, Explanation, Fault, Recogniser

_COMPARISONS = frozenset({"=", "≠", "<>", "<", "<=", ">", ">=", "blant", "mellom", "er", "mangler"})


def lookup(fault: Fault) -> Explanation | None:
    """A lookup inside a calculation."""
    dot = fault.piece(-2).text
    if fault.at.text not in ("for", "per") or dot != ".":
        return None
    return Explanation(
        "oppslag-uten-parentes",
        "Et oppslag i en tabell må stå i parentes når det er del av et regnestykke.",
        expected=f"({fault.piece(-3).text}.{fault.piece(-1).text} {fault.at.text} …)",
    )


def chained_tests(fault: Fault) -> Explanation | None:
    """`1 < A < 5`, `A = B = C`."""
    if fault.at.text not in _COMPARISONS or "OG" not in fault.accepts or "EQUAL" in fault.accepts:
        return None
    opened = fault.open_parenthesis()
    inside = [piece.text for piece in fault.pieces[: fault.index] if opened is None or piece.start > opened.start]
    if "blant" in inside and "," in inside[_last(inside, "blant") :] and opened is not None:
        return Explanation(
            "liste-uten-parentes",
            "Listen etter «blant» står i et funksjonskall og må ha parentes rundt seg.",
            hint='skriv for eksempel blant ("1", "2"), så kommaene ikke forveksles med funksjonens egne',
        )
    hint = "for et intervall: X mellom 1 og 5" if fault.at.text[0] in "<>" else ""
    if any(pair == ("antall", "av") for pair in pairwise(inside)):
        hint = "sett parentes rundt «antall av …» når tallet skal sammenlignes: (antall av GRUPPE er gyldig) > 3"
    return Explanation(
        "to-tester",
        f"«{fault.at.text}» kan ikke følge rett etter en annen test.",
        expected="«og» eller «eller» mellom to tester",
        hint=hint,
    )


def _last(words: list[str], word: str) -> int:
    return len(words) - 1 - words[::-1].index(word)


def commas(fault: Fault) -> Explanation | None:
    """A comma missing between two values, or one with nothing after it."""
    before, at = fault.piece(-1), fault.at
    if before.text == ",":
        return Explanation(
            "komma-for-mye",
            "Etter kommaet mangler et ledd." if at is END else f"Mellom kommaet og «{at.text}» mangler et ledd.",
            hint="ta bort kommaet hvis listen er slutt",
            where=before,
        )
    if "COMMA" in fault.accepts and _is_value(at) and _is_value(before):
        both = " (eller «og», «eller»)" if "OG" in fault.accepts and at.is_word else ""
        return Explanation("mangler-komma", f"Det mangler et komma{both} foran {_shown(at)}.", expected=", (komma)")
    return None


def _is_value(piece: Piece) -> bool:
    return piece is not END and (
        piece.is_text or piece.text[0].isdigit() or piece.text[0] == "$" or (piece.is_word and piece.text.isupper())
    )


def _shown(piece: Piece) -> str:
    return piece.text if piece.is_text else f"«{piece.text}»"


def separators(fault: Fault) -> Explanation | None:
    """Another word or sign than the one that separates parts here."""
    if fault.at.text in ("og", "eller") and "COMMA" in fault.accepts and "OG" not in fault.accepts:
        return Explanation("uventet", f"Her skilles leddene med komma, ikke «{fault.at.text}».", expected=", (komma)")
    if fault.at.text == "," and fault.piece(-1).text == ")" and "GODTA" in fault.accepts:
        return Explanation(
            "komma-for-mye", "Radene i et eksempel står etter hverandre uten komma.", hint="ta bort kommaet"
        )
    if fault.at.text in ("til", "..", "-", "–") and "SOM" in fault.accepts:
        return Explanation("uventet", "Kontroller nevnes én for én.", expected=f"{fault.piece(-1).text}, …")
    return None


def names(fault: Fault) -> Explanation | None:
    """A keyword, a quoted text or a parenthesis where a name belongs."""
    at, before = fault.at, fault.piece(-1)
    if "NAME" not in fault.accepts:
        return None
    if at.text in keywords().values() and (before.text in _NAMED or fault.piece(1).text in ("=", "≠", "<", ">", "<=")):
        return Explanation(
            "nokkelord-som-navn",
            f"«{at.text}» er et ord i språket og kan ikke være et navn.",
            expected="et annet navn",
            hint="navn skrives gjerne med store bokstaver",
        )
    if at.is_text and "STRING" not in fault.accepts:
        return Explanation("navn-i-anforselstegn", "Navn skrives uten anførselstegn.", expected=at.text.strip('"'))
    if at.text == "(" and before.text == "=":
        return Explanation("uventet", "Feltene i en feltgruppe står uten parentes.", hint="ta bort parentesen")
    return None


_NAMED = frozenset({"konstant", "feltgruppe", "tabell", "kodeliste", "parameter", "modul", "husregler", "bruk"})


def statistic(fault: Fault) -> Explanation | None:
    """A statistic without anything to count."""
    if fault.accepts != {"STRING", "FOR"}:
        return None
    return Explanation(
        "mangler-tall",
        "Etter tittelen mangler det som skal telles.",
        expected='for hver rad klasser …, eller et navn i anførselstegn og et tall: "Beløp" sum(BELØP)',
    )


def second_text(fault: Fault) -> Explanation | None:
    """Two texts where only one can stand."""
    if fault.at.is_text and fault.piece(-1).is_text and "STRING" not in fault.accepts:
        return Explanation(
            "uventet",
            "Her kan det bare stå én tekst.",
            expected=expected_phrase(fault.accepts),
            hint="slå de to tekstene sammen",
        )
    return None


def open_parenthesis(fault: Fault) -> Explanation | None:
    """A parenthesis that is still open where the sentence goes on or ends."""
    opened = fault.open_parenthesis()
    goes_on = {"skal", "gir", "ellers", "klasser", "med"} | METADATA | SENTENCE | ITEMS | HEADERS
    if opened is None or "RPAR" not in fault.accepts or not (fault.at is END or fault.at.text in goes_on):
        return None
    place = f"før «{fault.at.text}»" if fault.at is not END else "før slutten"
    return Explanation("ulukket-parentes", "Parentesen blir aldri lukket.", expected=f"«)» {place}", where=opened)


OPEN_PARENTHESIS: tuple[Recogniser, ...] = (open_parenthesis, lookup)
"""Tried before the faults of sentences: what looks unfinished there may just not be closed."""

LISTS: tuple[Recogniser, ...] = (chained_tests, commas, separators, names, statistic, second_text)
