"""Slips in the build of a control: what it or one of its sentences lacks, and what comes too early or too late."""

from __future__ import annotations

from kostra.language.parser_grammar import keywords
from kostra.language.parser_pieces import HEADERS, ITEMS, Piece
from kostra.language.syntax_errors_fault import END, Explanation, Fault, Recogniser

METADATA = frozenset({"fordi", "råd", "kilde", "avvik", "felt", "viker", "godta", "avvis"})
SENTENCE = frozenset({"når", "skal"})
_SEVERITIES = ("fatal", "feil", "advarsel", "info")
_SEVERITY_PHRASE = "feil, advarsel eller info (fatal bare i filkontroller)"

MISSING_ID = "et nummer med tre siffer, og eventuelt store bokstaver: 016, 003B"


def control_id(fault: Fault) -> Explanation | None:
    """A control's number that is missing or not written as such."""
    if "CONTROL_ID" not in fault.accepts:
        return None
    written = fault.at.text
    if written[:1].isdigit():
        digits = written[: len(written) - len(written.lstrip("0123456789"))]
        proper = digits.zfill(3) + written[len(digits) :].upper()
        if not proper.isalnum():
            return None
        reason = "et slikt skrives med tre siffer" if len(digits) < 3 else "bokstavene i et slikt er store"
        return Explanation(
            "ugyldig-kontrollnummer",
            f"«{written}» er ikke et kontrollnummer: {reason}.",
            expected=proper,
        )
    keyword = fault.piece(-1).text
    if fault.at.is_word and fault.at.text not in keywords().values():
        return Explanation("ugyldig-kontrollnummer", f"«{written}» er ikke et kontrollnummer.", expected=MISSING_ID)
    if keyword in ("kontroll", "filkontroll"):
        named = "Filkontrollen" if keyword == "filkontroll" else "Kontrollen"
        return Explanation("mangler-kontrollnummer", f"{named} mangler nummer.", expected=MISSING_ID)
    return None


def title(fault: Fault) -> Explanation | None:
    """A control, statistic or header without its title."""
    if fault.accepts != {"STRING"}:
        return None
    keyword, number = fault.piece(-2).text, fault.piece(-1).text
    if keyword in ("kontroll", "husregler") and fault.same_line(fault.piece(-1), fault.at) and fault.at.is_word:
        return Explanation(
            "uten-anforselstegn", "Tittelen står uten anførselstegn.", expected='"' + fault.at.text + ' …"'
        )
    if keyword == "kontroll":
        return Explanation(
            "mangler-tittel",
            f"Kontroll {number} mangler tittel.",
            expected="en tittel i anførselstegn",
            hint=f'skriv for eksempel kontroll {number} "Hva kontrollen ser etter"',
        )
    if fault.piece(-1).text == "statistikk" or keyword in ("husregler", "filkontroll"):
        return Explanation("mangler-tittel", "Tittelen mangler.", expected="en tittel i anførselstegn")
    if fault.piece(-3).text in ("filkontroll", "regelsett"):
        return Explanation("mangler-tittel", "Tittelen mangler.", expected="en tittel i anførselstegn")
    return None


def year(fault: Fault) -> Explanation | None:
    """A rule set without its year."""
    if fault.accepts != {"INT"} or fault.piece(-2).text != "regelsett":
        return None
    form = fault.piece(-1)
    if form.is_number and len(form.text) == 4:
        return Explanation(
            "mangler-skjema", "Skjemaet mangler foran årgangen.", expected=f'regelsett LEGE {form.text} "…"', where=form
        )
    return Explanation("mangler-argang", "Årgangen mangler.", expected=f'et årstall: regelsett {form.text} 2030 "…"')


def severity(fault: Fault) -> Explanation | None:
    """A sentence or file control without its severity."""
    if fault.accepts != {"NAME"}:
        return None
    if fault.piece(-1).text in ("ellers", "gir"):
        if fault.at.text in ("skal", "gir", "når", "ellers"):
            return Explanation(
                "uventet",
                f"«{fault.at.text}» kan ikke stå rett etter «{fault.piece(-1).text}».",
                expected=f'et alvor og en melding: {fault.piece(-1).text} feil "…"',
            )
        return Explanation(
            "mangler-alvor",
            f"Etter «{fault.piece(-1).text}» mangler alvoret.",
            expected=_SEVERITY_PHRASE,
        )
    if fault.piece(-2).text == "filkontroll":
        return Explanation("mangler-alvor", "Filkontrollen mangler alvor.", expected="fatal, feil, advarsel eller info")
    return None


def message(fault: Fault) -> Explanation | None:
    """A sentence without its message."""
    if fault.accepts != {"STRING"} or fault.piece(-2).text not in ("ellers", "gir"):
        return None
    if fault.at.is_word and fault.at.text not in keywords().values():
        return Explanation(
            "uten-anforselstegn", "Meldingen står uten anførselstegn.", expected='"' + fault.at.text + ' …"'
        )
    return Explanation(
        "mangler-melding",
        f"Meldingen mangler etter «{fault.piece(-2).text} {fault.piece(-1).text}».",
        expected="en tekst i anførselstegn",
    )


def or_for_otherwise(fault: Fault) -> Explanation | None:
    """`eller feil "…"` where `ellers` was meant."""
    if not (fault.at.is_text and fault.piece(-1).is_word and fault.piece(-2).text == "eller"):
        return None
    if "ELLERS" not in fault.accepts:
        return None
    return Explanation(
        "eller-for-ellers",
        "«eller» står der meldingen begynner.",
        expected="«ellers»",
        hint=f"skriv ellers {fault.piece(-1).text} foran meldingen",
        where=fault.piece(-2),
    )


def unfinished_sentence(fault: Fault) -> Explanation | None:
    """A sentence that stops before it has said what it must."""
    ends = _ends_sentence(fault)
    if {"SKAL", "GIR"} <= fault.accepts and (ends or fault.at.text == "ellers"):
        if fault.at.text == "ellers":
            return Explanation("mangler-skal", "«ellers» står uten «skal».", expected='når … skal … ellers feil "…"')
        return _unfinished(
            fault,
            "mangler-skal",
            "Setningen har verken «skal» eller «gir».",
            'skal … ellers feil "…", eller gir feil "…"',
        )
    if "ELLERS" in fault.accepts and not fault.open_parenthesis():
        if fault.at.text == "gir":
            return Explanation("mangler-ellers", "Etter «skal» følger «ellers», ikke «gir».", expected="«ellers»")
        if ends:
            return _unfinished(fault, "mangler-ellers", "Setningen mangler «ellers».", 'ellers feil "…"')
        if fault.at.text in _SEVERITIES and fault.piece(1).is_text:
            return Explanation("mangler-ellers", f"Det mangler «ellers» foran «{fault.at.text}».", expected="«ellers»")
    if {"SKAL", "GIR"} <= fault.accepts and fault.at.text in _SEVERITIES and fault.piece(1).is_text:
        return Explanation("mangler-gir", f"Det mangler «gir» foran «{fault.at.text}».", expected="«gir»")
    return None


def _unfinished(fault: Fault, code: str, text: str, expected: str) -> Explanation:
    before = fault.piece(-1)
    following = f" før «{fault.at.text}»" if fault.at is not END else ""
    return Explanation(code, text.rstrip(".") + following + ".", expected=expected, where=_behind(before))


def _behind(piece: Piece) -> Piece:
    return Piece("", piece.end, piece.end)


def _ends_sentence(fault: Fault) -> bool:
    word = fault.at.text
    return fault.at is END or word in ITEMS or word in HEADERS or word in METADATA or word in SENTENCE


def order_in_control(fault: Fault) -> Explanation | None:
    """Scope, sentences and metadata in another order than this; or a control without a sentence."""
    word = fault.at.text
    before_sentences = "NAAR" in fault.accepts and "FORDI" not in fault.accepts
    if before_sentences and word in METADATA:
        return Explanation(
            "opplysning-for-setning",
            f"«{word}» står før kontrollens første setning.",
            expected="først «når … skal … ellers» eller «når … gir», deretter «fordi», «råd», «kilde» og resten",
        )
    if before_sentences and word == "for":
        return Explanation(
            "to-omfang",
            "Kontrollen sier to ganger hva den gjelder for.",
            expected="bare én «for …»",
            hint="lag to kontroller hvis begge trengs",
        )
    if before_sentences and (fault.at is END or word in ITEMS):
        return Explanation(
            "mangler-setning",
            "Kontrollen har ingen setning.",
            expected='når … skal … ellers feil "…", eller når … gir feil "…"',
            where=_behind(fault.piece(-1)),
        )
    if word in SENTENCE and "GODTA" in fault.accepts:
        return Explanation(
            "setning-etter-opplysning",
            f"Setningen («{word} …») står etter opplysningene om kontrollen.",
            expected="alle setningene først, deretter «fordi», «råd», «kilde» og resten",
            hint="flytt setningen opp, eller lag en egen kontroll",
        )
    if word == "for" and {"GODTA", "SKAL", "GIR", "ELLERS"} & fault.accepts:
        return Explanation(
            "omfang-etter-setning",
            "«for …» står for langt ned i kontrollen.",
            expected="«for …» rett under tittelen, før første setning",
        )
    return None


def each(fault: Fault) -> Explanation | None:
    """`hver felt`, `hvert rad`; `hver kode` without «filen og» before it."""
    proper = {"felt": "hvert", "sett": "hvert", "rad": "hver", "gruppe": "hver"}.get(fault.at.text)
    before = fault.piece(-1)
    if _of_codes(fault):
        return Explanation(
            "uventet",
            "Det som spør om hver kode, gjelder hele filen.",
            expected="for filen og hver kode i …",
            hint="«feltet» er feltet med kodelisten, og «koden» den koden det spørres om",
        )
    if proper is None or before.text not in ("hver", "hvert") or before.text == proper:
        return None
    return Explanation(
        "uventet", f"Det heter «{proper} {fault.at.text}».", expected=f"for {proper} {fault.at.text}", where=before
    )


def _of_codes(fault: Fault) -> bool:
    """Tell whether a scope over codes is begun otherwise than it is written: «for hver kode», «for filen hver kode»."""
    words = [fault.piece(distance).text for distance in range(-3, 3)]
    before, at = words[:3], words[3:]
    if before[1:] in (["for", "hver"], ["for", "hvert"]):
        return at[0] == "kode"
    if before[1:] == ["for", "filen"] or before == ["for", "filen", "og"]:
        return "kode" in at and at[0] in ("hver", "hvert", "per", "for", "kode", ",")
    return False


def list_of_controls(fault: Fault) -> Explanation | None:
    """`bruk modul` without the controls it takes."""
    if fault.accepts != {"LPAR"} or fault.piece(-2).text != "bruk":
        return None
    return Explanation(
        "mangler-kontroller",
        f"Kontrollene som skal brukes fra {fault.piece(-1).text}, er ikke nevnt.",
        expected="kontrollene ved nummer, i parentes",
        hint=f"skriv for eksempel bruk {fault.piece(-1).text} (003, 005A)",
    )


def replaced_what(fault: Fault) -> Explanation | None:
    """`erstatt` without `kontroll`."""
    if fault.accepts != {"KONTROLL"}:
        return None
    return Explanation("uventet", "Etter «erstatt» mangler ordet «kontroll».", expected='erstatt kontroll 016 "…"')


CONTROLS: tuple[Recogniser, ...] = (
    control_id,
    title,
    year,
    severity,
    message,
    or_for_otherwise,
    unfinished_sentence,
    each,
    order_in_control,
    list_of_controls,
    replaced_what,
)
