"""Slips with signs: quotation marks, characters of other languages, parentheses and commas."""

from __future__ import annotations

import unicodedata

from kostra.language.parser_grammar import keywords
from kostra.language.parser_pieces import Piece
from kostra.language.syntax_errors_expected import expected_phrase
from kostra.language.syntax_errors_fault import END, Explanation, Fault, Recogniser

# Signs of other languages, and of word processors: what is written here instead.
_INSTEAD = {
    "==": "= (er lik)",
    "!=": "≠ (er ikke lik; <> betyr det samme)",
    "=/=": "≠ (er ikke lik; <> betyr det samme)",
    "=<": "<= (mindre enn eller lik)",
    "=>": ">= (større enn eller lik)",
    "≤": "<= (mindre enn eller lik)",
    "≥": ">= (større enn eller lik)",
    "&&": "og",
    "&": "og",
    "||": "eller",
    "|": "eller",
    "!": "ikke (foran det som ikke skal gjelde)",
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "- (den vanlige bindestreken)",
    "–": "- (den vanlige bindestreken)",
    "—": "- (den vanlige bindestreken)",
    "//": "# foran en kommentar",
    "/*": "# foran en kommentar",
    "[": "(",
    "]": ")",
}
_WRONG_QUOTES = frozenset("“”„«»‘’‚'`´″′")


def open_text(fault: Fault) -> Explanation | None:
    """A text that is not closed on its line, or a quotation mark missing in the midst of the line."""
    text = fault.line_has_open_text()
    if text is None:
        return None
    before = fault.piece(-1)
    if fault.at is not text and before.is_text and fault.adjacent(before, fault.at):
        # "03, "05": the text that begins too early is the one before the fault.
        return Explanation(
            "tekst-ikke-lukket",
            "På denne linjen mangler det et anførselstegn.",
            hint=f"se på {before.text}: der en tekst slutter, står det også et anførselstegn",
            where=before,
        )
    if fault.at is not text:
        return None
    return Explanation(
        "tekst-ikke-lukket",
        "Teksten mangler anførselstegn på slutten.",
        expected='" før linjen er slutt',
        hint="en lang tekst kan deles: skriv flere tekster etter hverandre, hver med sine anførselstegn",
    )


def wrong_quotes(fault: Fault) -> Explanation | None:
    """Quotation marks of a word processor or of another language."""
    mark = fault.at.text
    if len(mark) != 1 or mark not in _WRONG_QUOTES:
        return None
    return Explanation(
        "feil-anforselstegn",
        f"{mark} er ikke et anførselstegn i regelspråket.",
        expected='" (rette anførselstegn) foran og bak teksten',
        hint="tekstbehandlere bytter ut anførselstegn av seg selv: skriv dem på nytt her" if mark not in "'`´" else "",
    )


def foreign_sign(fault: Fault) -> Explanation | None:
    """A sign that means something in other languages."""
    sign = fault.at
    instead = _INSTEAD.get(sign.text)
    if sign.text == "/" and fault.piece(1).text == "/":
        instead = _INSTEAD["//"]
    if sign.text in ("–", "—", "−", "...", "…") and "RANGE" in fault.accepts:
        instead = ".. (fra og med … til og med)"
    if sign.text == "[" and fault.adjacent(fault.piece(-1), sign):
        instead = f"{fault.piece(-1).text}.kolonne for …" if fault.piece(-1).is_word else instead
    if instead is None or sign.text in keywords().values():
        return None
    return Explanation("ukjent-tegn", f"«{sign.text}» finnes ikke i språket.", expected=instead)


def group_range(fault: Fault) -> Explanation | None:
    """Another way of writing a range of fields or numbers."""
    if fault.at.text in ("-", "–", "—", "..") and "TIL" in fault.accepts:
        first, last = fault.piece(-1).text, fault.piece(1).text
        return Explanation(
            "uventet",
            f"Fra et tall til et annet skrives med «til», ikke «{fault.at.text}».",
            expected=f"{first} til {last}",
        )
    if fault.at.text == "+" and "TIL" in fault.accepts:
        return Explanation("uventet", "«+» hører ikke hjemme her.", expected=f"{fault.piece(-1).text} og over")
    if ("RANGE" not in fault.accepts and fault.at.text != "...") or fault.at.text not in (
        "-",
        "til",
        ":",
        "...",
        "…",
        ".",
    ):
        return None
    first, last = fault.piece(-1).text, fault.piece(1).text
    example = f": skriv {first} .. {last}" if last and fault.piece(1).is_word else ""
    return Explanation(
        "ukjent-tegn" if not fault.at.is_word else "uventet",
        f"Fra et felt til et annet skrives med to punktum, ikke «{fault.at.text}».",
        expected="..",
        hint=example.removeprefix(": "),
    )


def decimal_comma(fault: Fault) -> Explanation | None:
    """0,5 instead of 0.5."""
    before, after = fault.piece(-1), fault.piece(1)
    if fault.at.text != "," or not (before.is_number and after.is_number):
        return None
    if not (fault.adjacent(before, fault.at) and fault.adjacent(fault.at, after)):
        return None
    return Explanation(
        "desimalkomma",
        "Desimaler skrives med punktum.",
        expected=f"{before.text}.{after.text}",
        where=Piece(f"{before.text},{after.text}", before.start, after.end),
    )


def spaced_number(fault: Fault) -> Explanation | None:
    """600 000 instead of 600000."""
    before = fault.piece(-1)
    if not (fault.at.is_number and before.is_number and len(fault.at.text) == 3 and len(before.text) <= 3):
        return None
    if "\n" in fault.text[before.end : fault.at.start]:
        return None
    whole = before.text + fault.at.text
    return Explanation(
        "delt-tall",
        "Tall skrives uten mellomrom.",
        expected=whole,
        where=Piece(whole, before.start, fault.at.end),
    )


def closing_parenthesis(fault: Fault) -> Explanation | None:
    """A parenthesis that nothing opened, or with nothing in it."""
    if fault.at.text != ")":
        return None
    opened = fault.piece(-1)
    if opened.text == "(":
        where = Piece("()", opened.start, fault.at.end)
        return Explanation("tom-parentes", "Parentesen er tom.", expected_phrase(fault.accepts), where=where)
    if fault.open_parenthesis() is None:
        return Explanation("parentes-uten-start", "Parentesen lukkes, men er aldri åpnet.")
    return None


def lone_dollar(fault: Fault) -> Explanation | None:
    """A dollar sign without a name."""
    if fault.at.text != "$":
        return None
    return Explanation("ukjent-tegn", "Etter «$» mangler navnet på en parameter.", expected="for eksempel $årgang")


def braces(fault: Fault) -> Explanation | None:
    """A brace outside a message."""
    if fault.at.text not in ("{", "}"):
        return None
    return Explanation(
        "ukjent-tegn",
        f"«{fault.at.text}» hører bare hjemme i meldinger.",
        hint="utenfor meldinger skrives feltet uten klammer, og grupper settes i parentes ( )",
    )


def punctuation(fault: Fault) -> Explanation | None:
    """Marks of ordinary prose."""
    sign = fault.at.text
    before, after = fault.piece(-1), fault.piece(1)
    if sign == "." and before.is_word and after.is_word and fault.same_line(before, after):
        return Explanation(
            "ukjent-tegn",
            "Rundt punktumet i et oppslag er det ikke mellomrom.",
            expected=f"{before.text}.{after.text}",
        )
    if sign == ".":
        return Explanation("ukjent-tegn", "Setninger i regelspråket slutter uten punktum.", hint="ta bort punktumet")
    if sign in (";", ":") and len(fault.accepts) > 2:
        hint = "i lister skilles leddene med komma" if "COMMA" in fault.accepts else f"ta bort «{sign}»"
        return Explanation("ukjent-tegn", f"«{sign}» hører ikke hjemme her.", hint=hint)
    return None


def strange_character(fault: Fault) -> Explanation | None:
    """Any other character that the language does not have."""
    character = fault.at.text
    if len(character) != 1 or character.isalnum() or character in '_"=≠<>+-*/(),:;.#':
        return None
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Co", "Cn", "Cs"):
        return Explanation(
            "usynlig-tegn",
            f"Her står et usynlig tegn (U+{ord(character):04X}).",
            hint="det følger ofte med når tekst limes inn: slett det og skriv linjen på nytt",
        )
    return Explanation("ukjent-tegn", f"Tegnet «{character}» finnes ikke i språket.")


def comparison_split(fault: Fault) -> Explanation | None:
    """`= =`, `> =`: two signs of comparison with a blank between."""
    before = fault.piece(-1)
    pair = before.text + fault.at.text
    meant = {"==": "=", ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "<>": "≠"}.get(pair)
    if meant is None or before is END:
        return None
    return Explanation(
        "uventet",
        f"«{fault.at.text}» kan ikke stå rett etter «{before.text}».",
        expected=f"{meant} (uten mellomrom)" if len(meant) == 2 else meant,
        where=Piece(pair, before.start, fault.at.end),
    )


SIGNS: tuple[Recogniser, ...] = (
    open_text,
    wrong_quotes,
    group_range,
    foreign_sign,
    comparison_split,
    decimal_comma,
    spaced_number,
    closing_parenthesis,
    lone_dollar,
    braces,
    strange_character,
)

LATE_SIGNS: tuple[Recogniser, ...] = (punctuation,)
"""Tried last, when nothing about the order of words explains the fault."""
