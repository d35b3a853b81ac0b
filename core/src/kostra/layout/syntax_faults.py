"""What the user reads when a declaration of a layout file is not written as it should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kostra.diagnostics import Span, closest
from kostra.layout.faults import Faults

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

# The terminals in the words of the user, in the order in which a list of them is to read. Keywords are found by rule.
_PHRASES = {
    "_FILBESKRIVELSE": "«filbeskrivelse»",
    "_FORMAT": "«format»",
    "_LINJER": "«linjer»",
    "_ANDRE": "«andre bredder»",
    "ENCODING": "iso-8859-1 eller utf-8",
    "FORM": "navnet på skjemaet: siffer og bokstaver",
    "PATTERN": "et datomønster, for eksempel ddmmåååå",
    "INT": "et helt tall",
    "_DASH": "«-» og siste posisjon",
    "NAME": "et navn",
    "STRING": "en tekst i anførselstegn",
    "_COMMA": "komma",
    "_EQUAL": "«=»",
    "_UNEQUAL": "«≠»",
    "_NAAR": "«når»",
    "$END": "slutten av linjen",
}
_SILENT = {"BLANKS", "COMMENT"}

# What begins a declaration: here a name is a field's, and the list would only confuse.
_DECLARATION = {"_FILBESKRIVELSE", "_FORMAT", "_LINJER", "_MOTTAK", "_ANDRE", "_KODELISTE", "NAME"}
_DECLARATION_PHRASE = (
    "navnet på et felt, eller «filbeskrivelse», «format», «linjer», «mottak», «andre bredder» eller «kodeliste»"
)
_DECLARATION_WORDS = ("filbeskrivelse", "format", "linjer", "mottak", "andre", "kodeliste")

_WORD = re.compile(r"\w+")


def explain(error: UnexpectedInput, text: str, first_line: int, faults: Faults) -> None:
    """Note in `faults` why a declaration could not be parsed; `text` is the declaration, `first_line` its place."""
    accepts = _accepted(error)
    lines = text.split("\n")
    at_end = getattr(getattr(error, "token", None), "type", "") == "$END"
    row, column = _end_of(lines) if at_end else (error.line - 1, error.column - 1)
    line = lines[row]

    def span(start: int, length: int) -> Span:
        number = first_line + row
        return Span(faults.source.name, number, start + 1, number, start + 1 + max(1, length))

    if at_end:
        faults.add("syntaks", "Linjen slutter for tidlig.", span(column, 1), expected=_phrase(accepts))
        return
    if line[column] == '"' and "STRING" not in str(getattr(getattr(error, "token", None), "type", "")):
        faults.add(
            "åpen-tekst",
            "Teksten mangler anførselstegn til slutt.",
            span(column, len(line) - column),
            hint='sett " etter det siste tegnet på denne linjen; en tekst kan ikke gå over flere linjer',
        )
        return
    start, found = _found(line, column)
    if not found:
        faults.add("ulovlig-tegn", _unknown_character(line[column]), span(column, 1), expected=_phrase(accepts))
        return
    shown = "En tekst" if found.startswith('"') else f"«{found}»"
    faults.add(
        "syntaks",
        f"{shown} passer ikke her.",
        span(start, len(found)),
        expected=_phrase(accepts),
        hint=_hint(found, accepts, lines, row, start),
    )


def _accepted(error: UnexpectedInput) -> set[str]:
    """Return the names of the terminals that could have come instead."""
    names: Iterable[str] | None = getattr(error, "accepts", None) or getattr(error, "allowed", None)
    # The parser completes a declaration before it refuses what follows, and then has nothing left to accept.
    return set(names or getattr(error, "expected", None) or ("$END",)) - _SILENT


def _end_of(lines: list[str]) -> tuple[int, int]:
    """Return row and column after the last word that is no comment."""
    for row in range(len(lines) - 1, -1, -1):
        code = re.sub(r'("(?:\\.|[^"\\])*")|#.*', lambda match: match[1] or "", lines[row]).rstrip()
        if code:
            return row, len(code)
    return 0, 0


def _found(line: str, column: int) -> tuple[int, str]:
    """Return the whole word, text or sign at a column, and where it starts; no word for a sign of no meaning."""
    for match in _WORD.finditer(line):
        if match.start() <= column < match.end():
            return match.start(), match[0]
    if quoted := re.compile(r'"(?:\\.|[^"\\])*"').match(line, column):
        return column, quoted[0]
    return column, line[column] if line[column] in ",=≠<>-–" else ""


def _phrase(accepts: set[str]) -> str:
    if accepts >= _DECLARATION and "STRING" not in accepts:
        return _DECLARATION_PHRASE
    ordered = sorted(accepts, key=lambda name: (_rank(name), name))
    phrases = [_PHRASES.get(name, _keyword(name)) for name in ordered]
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} eller {phrases[-1]}" if phrases else ""


def _rank(name: str) -> int:
    """Keywords before what the user chooses, the end of the line last."""
    return 1 + list(_PHRASES).index(name) if name in _PHRASES else 0


def _keyword(name: str) -> str:
    return "«CR»" if name == "_CR" else f"«{name.removeprefix('_').lower()}»"


def _hint(found: str, accepts: set[str], lines: list[str], row: int, start: int) -> str:
    first_word = _WORD.match(lines[0])
    keywords = [_keyword(name).strip("«»") for name in accepts if name not in _PHRASES]
    slip = closest(found, keywords)
    if slip and slip != found:
        return f"mente du {slip}?"
    if row > 0 and "$END" in accepts and not lines[row][:start].strip():
        return "et felt eller en kodeliste begynner helt til venstre, uten innrykk"
    if first_word and (slip := closest(first_word[0], _DECLARATION_WORDS)) and slip != first_word[0]:
        return f"mente du {slip} først på linjen?"
    if "STRING" in accepts and _WORD.fullmatch(found):
        return f'tekster står i anførselstegn: "{found}"'
    return ""


def _unknown_character(character: str) -> str:
    name = {"\u00a0": "hardt mellomrom", "\ufeff": "byte-order mark"}.get(character)
    if name is None and unicodedata.category(character)[0] not in "CZ":
        return f"Tegnet «{character}» har ingen betydning her."
    return f"Tegnet U+{ord(character):04X}{f' ({name})' if name else ''} har ingen betydning her."
