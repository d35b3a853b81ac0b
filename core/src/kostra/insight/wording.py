"""The sentences that say what a systematic fault is, and the measure that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.insight.spread import Spread

_VENDOR = "Kontakt leverandøren av fagsystemet."
_MOST_FIELDS = 5


def most(spread: Spread, hit: int, total: int, file: str = "") -> str:
    """Return the sentence on a control that fires on most records, of one file or of all."""
    where = f" i {file}" if file else ""
    return f"Kontroll {_name(spread)} slår til på {share(hit, total, 'postene')}{where}: {_cause(spread)}"


def from_line(spread: Spread, hit: int, line: int, file: str) -> str:
    """Return the sentence on a control that fires on everything from one line on."""
    where = f" i {file}" if file else ""
    return (
        f"Kontroll {_name(spread)} slår til på alle {number(hit)} postene fra linje {line} og ut{where}, "
        f"og ikke på noen før: {_cause(spread)}"
    )


def caseworker(spread: Spread, hit: int, total: int, name: str) -> str:
    """Return the sentence on a control that fires on most of what one case worker has."""
    return (
        f"Kontroll {_name(spread)} slår til på {share(hit, total, 'postene')} til saksbehandler {name}, og sjeldnere "
        "hos andre: trolig samme feil hver gang. Se på hvordan opplysningen blir registrert, før postene rettes én for "
        "én."
    )


def most_lines(control: str, hit: int, total: int) -> str:
    """Return the sentence on a control of lines that most lines fail."""
    return f"Kontroll {control} slår til på {share(hit, total, 'linjene')}: trolig en feil i selve uttrekket. {_VENDOR}"


def last_years_lines(control: str, hit: int, total: int, length: int, expected: int, year: int) -> str:
    """Return the sentence on lines that have the length of last year's format."""
    return (
        f"Kontroll {control} slår til fordi {share(hit, total, 'linjene')} er {length} tegn, lengden i formatet for "
        f"{year}, og ikke {expected}: filen er trolig laget i fjorårets format. Lag uttrekket på nytt for riktig "
        "årgang. Går ikke det, så kontakt leverandøren av fagsystemet."
    )


def last_year(controls: Sequence[str], field: str, value: str, hit: int, total: int, year: int) -> str:
    """Return the sentence on records that say that they are last year's."""
    measure = _capital(share(hit, total, "postene"))
    return (
        f"{measure} har {value} i {field}: filen er trolig laget for {year}, ikke for {year + 1}. "
        f"Lag uttrekket på nytt for riktig årgang. {explains(controls)}"
    )


def shifted(controls: Sequence[str], first: str, last: str, by: int, hit: int, total: int) -> str:
    """Return the sentence on fields whose values stand some characters (negative: to the left) from their places."""
    how = f"{'ett' if abs(by) == 1 else abs(by)} tegn for langt til {'høyre' if by > 0 else 'venstre'}"
    return (
        f"Fra {first} til {last} står kodene {how} i {share(hit, total, 'postene som ble sett på')}: kolonnene er "
        f"trolig forskjøvet i selve uttrekket. {_VENDOR} {explains(controls)}"
    )


def swapped(controls: Sequence[str], one: str, other: str, hit: int, total: int) -> str:
    """Return the sentence on two fields that have each other's codes."""
    return (
        f"{one} har koder fra listen til {other}, og omvendt, i {share(hit, total, 'postene som ble sett på')}: "
        f"feltene er trolig byttet om i selve uttrekket. {_VENDOR} {explains(controls)}"
    )


def explains(controls: Sequence[str]) -> str:
    """Return which controls' findings a cause is likely to account for."""
    if len(controls) == 1:
        return f"Det forklarer trolig funnene til kontroll {controls[0]}."
    return f"Det forklarer trolig funnene til kontrollene {', '.join(controls[:-1])} og {controls[-1]}."


def share(hit: int, total: int, what: str) -> str:
    """Return a share with the numbers behind it: «97 % av postene (485 av 500)»; «all» only of every one."""
    if hit == total:
        return f"alle de {number(total)} {what}"
    return f"{100 * hit // total} % av {what} ({number(hit)} av {number(total)})"


def number(value: int) -> str:
    """Return a whole number with blanks between thousands."""
    return f"{value:,}".replace(",", " ")


def _name(spread: Spread) -> str:
    """Return a control's number, and the fields where it fires for others as well."""
    if not spread.fields:
        return spread.control
    more = f" og {len(spread.fields) - _MOST_FIELDS} til" if len(spread.fields) > _MOST_FIELDS else ""
    return f"{spread.control} ({', '.join(spread.fields[:_MOST_FIELDS])}{more})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cause(spread: Spread) -> str:
    if spread.house_rule:
        return "trolig en feil i selve uttrekket eller i husregelen, og ikke i hver post."
    return f"trolig en feil i selve uttrekket. {_VENDOR}"
