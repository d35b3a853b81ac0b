"""Slips with words: words of other languages, everyday Norwegian, capitals and typing errors."""

from __future__ import annotations

import difflib

from kostra.language.parser_grammar import keywords
from kostra.language.parser_pieces import Piece
from kostra.language.syntax_errors_expected import expected_phrase
from kostra.language.syntax_errors_fault import END, Explanation, Fault, Recogniser

_EITHER = "«skal» (et krav) eller «gir» (et funn)"

# What people write who think in another language, or in everyday Norwegian.
_INSTEAD = {
    "and": "«og»",
    "samt": "«og»",
    "or": "«eller»",
    "not": "«ikke»",
    "ikkje": "«ikke»",
    "if": "«når»",
    "when": "«når»",
    "hvis": "«når»",
    "dersom": "«når»",
    "then": _EITHER,
    "så": _EITHER,
    "da": _EITHER,
    "gi": "«gir»",
    "gjev": "«gir»",
    "må": "«skal»",
    "must": "«skal»",
    "else": "«ellers»",
    "elles": "«ellers»",
    "otherwise": "«ellers»",
    "in": "«blant»",
    "between": "«mellom»",
    "is": "«er» eller «=»",
    "missing": "«mangler»",
    "contains": "«inneholder»",
    "lik": "=",
    "ulik": "≠",
    "større": ">",
    "mindre": "<",
    "rule": "«kontroll»",
    "regel": "«kontroll»",
    "because": "«fordi»",
    "begrunnelse": "«fordi»",
    "tiltak": "«råd»",
    "retting": "«råd»",
    "tips": "«råd»",
    "eksempel": "«godta» (skal gå gjennom) eller «avvis» (skal gi funn)",
    "frå": "«fra»",
    "hvor": "«der»",
    "where": "«der»",
}

# After «er»: what people say of a field, and how it is written.
_STATES = {
    "lik": ("=", "{subject} = …"),
    "like": ("=", "{subject} = …"),
    "ulik": ("≠", "{subject} ≠ …"),
    "større": (">", "{subject} > …"),
    "høyere": (">", "{subject} > …"),
    "over": (">", "{subject} > …"),
    "mer": (">", "{subject} > …"),
    "mindre": ("<", "{subject} < …"),
    "lavere": ("<", "{subject} < …"),
    "under": ("<", "{subject} < …"),
    "minst": (">=", "{subject} >= …"),
    "høyst": ("<=", "{subject} <= …"),
    "tom": ("«blank»", "{subject} er blank"),
    "tomt": ("«blank»", "{subject} er blank"),
    "blankt": ("«blank»", "{subject} er blank"),
    "fylt": ("«utfylt»", "{subject} er utfylt"),
    "i": ("«blant»", "{subject} blant …"),
    "en": ("«blant»", "{subject} blant …"),
    "blant": ("«blant» uten «er»", "{subject} blant …"),
    "mellom": ("«mellom» uten «er»", "{subject} mellom … og …"),
    "mangler": ("«mangler» uten «er»", "{subject} mangler"),
    "null": ("= 0 eller «bare nuller»", "{subject} = 0"),
    "not": ("«ikke» foran feltet", "ikke {subject} er …"),
}


def after_er(fault: Fault) -> Explanation | None:
    """`er lik`, `er ikke`, `er tom`, `er "03"`."""
    er, subject, word = fault.piece(-1), fault.piece(-2), fault.at
    if er.text != "er":
        return None
    named = subject.text if subject.is_word and fault.piece(-3).text != "." else "…"
    if word.text == "ikke":
        following = fault.piece(1).text
        hint = f"sett «ikke» foran: ikke {named} er {following}" if following in keywords().values() else ""
        return Explanation(
            "ikke-etter-er",
            "«ikke» kan ikke stå etter «er».",
            expected=f"ikke {named} er …, eller {named} ≠ …",
            hint=hint,
        )
    if word.text.lower() in _STATES:
        expected, hint = _STATES[word.text.lower()]
        return Explanation(
            "uventet-etter-er",
            f"«er {word.text}» finnes ikke i språket.",
            expected=expected,
            hint=f"skriv {hint.format(subject=named)}",
            where=Piece(f"er {word.text}", er.start, word.end),
        )
    if word.is_text or word.is_number or (word.is_word and word.text.isupper()) or word.text.startswith("$"):
        return Explanation(
            "uventet-etter-er",
            "Etter «er» kan det ikke stå en verdi.",
            expected="=",
            hint=f"skriv {named} = {word.text}" if not word.is_open_text else "",
            where=er,
        )
    if word is END or word.text in keywords().values():
        return Explanation(
            "mangler-etter-er",
            "Etter «er» mangler det som skal gjelde.",
            expected=expected_phrase(fault.accepts),
            where=er,
        )
    return None


def misplaced_not(fault: Fault) -> Explanation | None:
    """`SVAR ikke blant …`, `X ikke er utfylt`, `X ikke = 3`."""
    if fault.at.text not in ("ikke", "ikkje", "not") or "BLANT" not in fault.accepts:
        return None
    subject, after = fault.piece(-1).text, fault.piece(1).text
    named = subject if fault.piece(-1).is_word and fault.piece(-2).text != "." else "…"
    if after == "=":
        return Explanation("ikke-etter-felt", "«ikke =» skrives som ett tegn.", expected=f"{named} ≠ …")
    return Explanation(
        "ikke-etter-felt",
        "«ikke» står foran det hele, ikke etter feltet.",
        expected=f"ikke {named} {after} …",
    )


def capitals(fault: Fault) -> Explanation | None:
    """A keyword in capitals, perhaps read as the name of a field."""
    for piece, known in ((fault.at, fault.words), (fault.piece(-1), _BEFORE_A_NAME)):
        if piece.is_word and piece.text != piece.text.lower() and piece.text.lower() in known:
            small = piece.text.lower()
            return Explanation(
                "store-bokstaver",
                f"«{piece.text}» er skrevet med store bokstaver.",
                expected=f"«{small}» (nøkkelord har små bokstaver)",
                where=piece,
            )
    return None


# Keywords that a name can follow, and which are themselves taken for a name when misspelt.
_BEFORE_A_NAME = frozenset({"ikke", "noen", "alle", "ingen", "minst", "antall"})


def foreign_word(fault: Fault) -> Explanation | None:
    """A word of another language, where parsing stopped or just before, where it passed for the name of a field."""
    for piece in (fault.at, fault.piece(-1)):
        instead = _INSTEAD.get(piece.text.lower()) if piece is not END else None
        follows_dot = piece.start > 0 and fault.text[piece.start - 1] in ".$"
        if instead is None or follows_dot or piece.text in keywords().values():
            continue
        if piece is not fault.at and not (fault.at.is_word or fault.at.is_text or fault.at.is_number):
            continue
        if piece.text in ("så", "da", "then") and not {"skal", "gir"} <= fault.words:
            instead = "«ellers»" if "ellers" in fault.words else "ingenting: ta bort ordet"
        return Explanation("ukjent-ord", f"«{piece.text}» finnes ikke i språket.", expected=instead, where=piece)
    return None


def typing_error(fault: Fault) -> Explanation | None:
    """A word that is nearly a keyword."""
    if not fault.at.is_word or fault.at.text in keywords().values():
        meant = _misspelt_before(fault)
        return None if meant is None else _meant(fault.piece(-1), meant)
    meant = _nearly(fault.at.text, fault.words)
    if meant is not None:
        return _meant(fault.at, meant)
    meant = _misspelt_before(fault)
    return None if meant is None else _meant(fault.piece(-1), meant)


def _misspelt_before(fault: Fault) -> str | None:
    before = fault.piece(-1)
    if before is END or not before.is_word or before.text in keywords().values() or before.text != before.text.lower():
        return None
    if before.start > 0 and fault.text[before.start - 1] in ".$":
        return None
    wanted = {"noen", "alle", "ingen", "antall"} if fault.at.text == "av" else {"ikke"}
    return _nearly(before.text, wanted) if fault.at.is_word else None


def _nearly(word: str, known: frozenset[str] | set[str]) -> str | None:
    if len(word) < 3 or word.isupper():
        return None
    close = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.7)
    return close[0] if close else None


def _meant(piece: Piece, keyword: str) -> Explanation:
    return Explanation(
        "ukjent-ord",
        f"«{piece.text}» er ikke et ord i språket.",
        expected=f"«{keyword}»",
        hint=f"mente du {keyword}?",
        where=piece,
    )


WORDS: tuple[Recogniser, ...] = (after_er, misplaced_not, capitals, foreign_word)

LATE_WORDS: tuple[Recogniser, ...] = (typing_error,)
"""Tried after the faults of structure, which know better what a correctly spelt word does in the wrong place."""
