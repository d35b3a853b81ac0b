"""What could have stood at a fault, in words: never the name of a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from kostra.language.parser_grammar import keywords

_COMPARE = "EQUAL NOT_EQUAL LESS LESS_EQUAL GREATER GREATER_EQUAL"

# Sets of terminals that a reader sees as one thing. The first one that is wholly there is taken away, and so on.
_TOGETHER: tuple[tuple[frozenset[str], frozenset[str], str], ...] = tuple(
    (frozenset(needed.split()), frozenset(covered.split()), phrase)
    for needed, covered, phrase in (
        (
            "KONTROLL KONSTANT BRUK",
            "KONTROLL ERSTATT FILKONTROLL BRUK FELTGRUPPE KONSTANT TABELL PARAMETER_WORD KODELISTE STATISTIKK $END",
            "begynnelsen på noe nytt («kontroll», «konstant» …)",
        ),
        (
            "FORDI KILDE GODTA",
            "FORDI RAAD KILDE AVVIK FELT VIKER GODTA AVVIS",
            "en opplysning («fordi» «råd» «kilde» «avvik» «felt» «viker» «godta» «avvis»)",
        ),
        ("FORDI KILDE", "FORDI RAAD KILDE AVVIK", "en opplysning («fordi» «råd» «kilde» «avvik»)"),
        (
            "NAME STRING LPAR ANTALL",
            "NAME STRING INT DECIMAL PARAMETER LPAR MINUS IKKE NOEN ALLE INGEN MINST ANTALL",
            "et felt, et tall, en tekst eller et annet uttrykk",
        ),
        (
            "NAME STRING PARAMETER",
            "NAME STRING INT DECIMAL MINUS PARAMETER LPAR",
            "en tekst i anførselstegn, et tall eller navnet på en liste",
        ),
        (
            "EQUAL BLANT MELLOM",
            f"{_COMPARE} BLANT MELLOM ER MANGLER STARTER SLUTTER INNEHOLDER HAR LPAR MEMBER I_WORD",
            "en test (= ≠ < <= > >= «blant» «mellom» «er …» «mangler» «starter med» …)",
        ),
        ("PLUS MINUS TIMES DIVIDE", "PLUS MINUS TIMES DIVIDE LPAR MEMBER I_WORD", "et regnetegn (+ - * /)"),
        (
            "STRING INT LPAR MINUS",
            "STRING INT DECIMAL MINUS LPAR NAME",
            "en tekst i anførselstegn, et tall, eller en liste av slike i parentes",
        ),
        (
            "STRING INT DATE_WORD",
            "STRING INT DECIMAL MINUS DATE_WORD",
            "en tekst i anførselstegn, et tall eller dato(år, måned, dag)",
        ),
        ("STRING INT NAME", "STRING INT NAME", "en kode fra kodelisten eller navnet på en liste"),
        ("STRING INT DECIMAL MINUS", "STRING INT DECIMAL MINUS", "en tekst i anførselstegn eller et tall"),
        ("NAME PARAMETER LPAR", "NAME PARAMETER LPAR", 'felt og verdi, som SVAR = "03"'),
        (
            "FILEN HVER HVERT",
            "FILEN HVER HVERT",
            "«hver rad», «hvert felt», «hvert sett», «hver gruppe», «filen» eller «filen og hver kode i …»",
        ),
        ("INT DECIMAL", "INT DECIMAL", "et tall"),
        (
            "UTFYLT GYLDIG",
            "UTFYLT BLANK GYLDIG OBLIGATORISK OPPGITT BARE",
            "«utfylt», «blank», «gyldig», «bare nuller», «obligatorisk» eller «oppgitt»",
        ),
    )
)

_PHRASES = {
    "STRING": "en tekst i anførselstegn",
    "INT": "et helt tall",
    "DECIMAL": "et tall",
    "NAME": "et navn",
    "PARAMETER": "en parameter ($navn)",
    "MEMBER": "punktum og et navn",
    "COLUMN": "navnet på en kolonne",
    "CONTROL_ID": "et kontrollnummer (016, 003B)",
    "FORM": "et skjema, som LEGE",
    "EQUAL": "«=»",
    "NOT_EQUAL": "«≠»",
    "LESS": "«<»",
    "LESS_EQUAL": "«<=»",
    "GREATER": "«>»",
    "GREATER_EQUAL": "«>=»",
    "PLUS": "«+»",
    "MINUS": "«-»",
    "TIMES": "«*»",
    "DIVIDE": "«/»",
    "LPAR": "«(»",
    "RPAR": "«)»",
    "COMMA": "komma",
    "COLON": "«:»",
    "RANGE": "«..»",
    "$END": "slutten av filen",
}

# What closes something comes first: it is what is most often missing.
_FIRST = (
    "SKAL",
    "GIR",
    "ELLERS",
    "KLASSER",
    "RPAR",
    "COMMA",
    "STRING",
    "CONTROL_ID",
    "NAAR",
    "FOR",
    "OG",
    "ELLER",
)


def expected_phrase(accepts: Iterable[str]) -> str:
    """Return what the terminals of a set are to a reader: «skal», «gir» eller et regnetegn."""
    left = set(accepts)
    together = []
    for needed, covered, phrase in _TOGETHER:
        if needed <= left:
            left -= covered
            together.append(phrase)
    known = keywords()
    single = sorted(left, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    phrases = [f"«{known[name]}»" if name in known else _PHRASES[name] for name in single]
    # Declarations can follow almost anything; they come last, as what is expected least.
    ordered = list(dict.fromkeys(phrases + together[::-1]))
    return listed(ordered)


def listed(phrases: list[str]) -> str:
    """Return phrases as a list in a sentence: a, b eller c."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} eller {phrases[-1]}"
