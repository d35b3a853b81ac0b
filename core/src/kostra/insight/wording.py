"""The sentences that say what a systematic fault is, and the measure that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.insight.spread import Spread
from kostra.phrase import Phrase

_RECORDS = Phrase("postene")
_LINES = Phrase("linjene")
_LOOKED_AT = Phrase("postene som ble sett på")
_EXTRACT = Phrase("trolig en feil i selve uttrekket. Kontakt leverandøren av fagsystemet.")
_EXTRACT_OR_RULE = Phrase("trolig en feil i selve uttrekket eller i husregelen, og ikke i hver post.")
_MOST_FIELDS = 5


def most(spread: Spread, hit: int, total: int, file: str = "") -> Phrase:
    """Return the sentence on a control that fires on most records, of one file or of all."""
    return Phrase(
        "Kontroll {kontroll} slår til på {andel}{sted}: {grunn}",
        kontroll=_name(spread),
        andel=share(hit, total, _RECORDS),
        sted=f" i {file}" if file else "",
        grunn=_cause(spread),
    )


def from_line(spread: Spread, hit: int, line: int, file: str) -> Phrase:
    """Return the sentence on a control that fires on everything from one line on."""
    return Phrase(
        "Kontroll {kontroll} slår til på alle {antall} postene fra linje {linje} og ut{sted}, "
        "og ikke på noen før: {grunn}",
        kontroll=_name(spread),
        antall=number(hit),
        linje=line,
        sted=f" i {file}" if file else "",
        grunn=_cause(spread),
    )


def caseworker(spread: Spread, hit: int, total: int, name: str) -> Phrase:
    """Return the sentence on a control that fires on most of what one case worker has."""
    return Phrase(
        "Kontroll {kontroll} slår til på {andel} til saksbehandler {navn}, og sjeldnere hos andre: trolig samme feil "
        "hver gang. Se på hvordan opplysningen blir registrert, før postene rettes én for én.",
        kontroll=_name(spread),
        andel=share(hit, total, _RECORDS),
        navn=name,
    )


def most_lines(control: str, hit: int, total: int) -> Phrase:
    """Return the sentence on a control of lines that most lines fail."""
    return Phrase(
        "Kontroll {kontroll} slår til på {andel}{sted}: {grunn}",
        kontroll=control,
        andel=share(hit, total, _LINES),
        sted="",
        grunn=_EXTRACT,
    )


def last_years_lines(control: str, hit: int, total: int, length: int, expected: int, year: int) -> Phrase:
    """Return the sentence on lines that have the length of last year's format."""
    return Phrase(
        "Kontroll {kontroll} slår til fordi {andel} er {lengde} tegn, lengden i formatet for {argang}, og ikke "
        "{riktig}: filen er trolig laget i fjorårets format. Lag uttrekket på nytt for riktig årgang. Går ikke det, så "
        "kontakt leverandøren av fagsystemet.",
        kontroll=control,
        andel=share(hit, total, _LINES),
        lengde=length,
        argang=year,
        riktig=expected,
    )


def last_year(controls: Sequence[str], field: str, value: str, hit: int, total: int, year: int) -> Phrase:
    """Return the sentence on records that say that they are last year's."""
    return Phrase(
        "{andel} har {verdi} i {felt}: filen er trolig laget for {fjoraret}, ikke for {argang}. "
        "Lag uttrekket på nytt for riktig årgang. {forklarer}",
        andel=share(hit, total, _RECORDS, first=True),
        verdi=value,
        felt=field,
        fjoraret=year,
        argang=year + 1,
        forklarer=explains(controls),
    )


def shifted(controls: Sequence[str], first: str, last: str, by: int, hit: int, total: int) -> Phrase:
    """Return the sentence on fields whose values stand some characters (negative: to the left) from their places."""
    return Phrase(
        "Fra {fra} til {til} står kodene {hvor} i {andel}: kolonnene er trolig forskjøvet i selve uttrekket. "
        "Kontakt leverandøren av fagsystemet. {forklarer}",
        fra=first,
        til=last,
        hvor=_beside(by),
        andel=share(hit, total, _LOOKED_AT),
        forklarer=explains(controls),
    )


def swapped(controls: Sequence[str], one: str, other: str, hit: int, total: int) -> Phrase:
    """Return the sentence on two fields that have each other's codes."""
    return Phrase(
        "{ett} har koder fra listen til {annet}, og omvendt, i {andel}: feltene er trolig byttet om i selve uttrekket. "
        "Kontakt leverandøren av fagsystemet. {forklarer}",
        ett=one,
        annet=other,
        andel=share(hit, total, _LOOKED_AT),
        forklarer=explains(controls),
    )


def explains(controls: Sequence[str]) -> Phrase:
    """Return which controls' findings a cause is likely to account for."""
    if len(controls) == 1:
        return Phrase("Det forklarer trolig funnene til kontroll {kontroll}.", kontroll=controls[0])
    listed = f"{', '.join(controls[:-1])} og {controls[-1]}"
    return Phrase("Det forklarer trolig funnene til kontrollene {kontroller}.", kontroller=listed)


def share(hit: int, total: int, what: Phrase, *, first: bool = False) -> Phrase:
    """Return a share with the numbers behind it: «97 % av postene (485 av 500)»; «alle» only of every one.

    `first` says that a sentence begins with it.
    """
    if hit == total and first:
        return Phrase("Alle de {antall} {hva}", antall=number(total), hva=what)
    if hit == total:
        return Phrase("alle de {antall} {hva}", antall=number(total), hva=what)
    return Phrase(
        "{prosent} % av {hva} ({treff} av {alle})",
        prosent=100 * hit // total,
        hva=what,
        treff=number(hit),
        alle=number(total),
    )


def number(value: int) -> str:
    """Return a whole number with blanks between thousands."""
    return f"{value:,}".replace(",", " ")


def _name(spread: Spread) -> str:
    """Return a control's number, and the fields where it fires for others as well."""
    if not spread.fields:
        return spread.control
    more = f" og {len(spread.fields) - _MOST_FIELDS} til" if len(spread.fields) > _MOST_FIELDS else ""
    return f"{spread.control} ({', '.join(spread.fields[:_MOST_FIELDS])}{more})"


def _beside(by: int) -> Phrase:
    if abs(by) == 1:
        return Phrase("ett tegn for langt til høyre") if by > 0 else Phrase("ett tegn for langt til venstre")
    if by > 0:
        return Phrase("{antall} tegn for langt til høyre", antall=by)
    return Phrase("{antall} tegn for langt til venstre", antall=-by)


def _cause(spread: Spread) -> Phrase:
    return _EXTRACT_OR_RULE if spread.house_rule else _EXTRACT
