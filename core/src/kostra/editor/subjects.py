"""Which field a value is compared with, and what the names of a scope stand for, told from the words alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kostra.language.parser_pieces import Piece
from kostra.language.shown_codes import CODES

_COMPARISONS = frozenset({"=", "≠", "<>"})


def subject_of(before: Sequence[Piece]) -> str:
    """Return the name before `=`, `≠` or `blant` when a value of that comparison comes next; else an empty text."""
    at = len(before) - 1
    while at >= 0 and (before[at].is_text or before[at].is_number or before[at].text in (",", "(", "-")):
        at -= 1
    if at < 1:
        return ""
    ahead = before[at + 1 :]
    operator = before[at].text
    if operator == "blant":
        if len(ahead) % 2 and ahead[0].text != "(":
            return ""  # the list is not waiting for a value
    elif operator not in _COMPARISONS or ahead:
        return ""
    if before[at - 1].text == "fjor" and at >= 3 and before[at - 2].text == "i":  # FIELD i fjor = …
        at -= 2
    name = before[at - 1]
    if not name.is_word or (at >= 2 and before[at - 2].text in (".", "..")):
        return ""
    return name.text


def chosen_from(before: Sequence[Piece]) -> str:
    """Return X when one of the codes of `X.koder(…)` comes next; else an empty text."""
    at = len(before) - 1
    while at >= 0 and before[at].text not in ("(", ")"):
        at -= 1
    words = [piece.text for piece in before[max(at - 3, 0) : at + 1]]
    return words[0] if words[1:] == [".", CODES, "("] and before[-1].text in ("(", ",") else ""


def in_list(before: Sequence[Piece]) -> bool:
    """Return whether the next word is one more in a list after `blant`."""
    at = len(before) - 1
    while at >= 0 and (before[at].is_text or before[at].is_number or before[at].text in (",", "(", "-")):
        at -= 1
    return at >= 0 and before[at].text == "blant" and before[-1].text in (",", "(")


def set_names(item: Sequence[Piece]) -> dict[str, str]:
    """Return what the names of `for hvert sett A, B i G, H` run through, as far as that is a name: {A: G, B: H}."""
    words = [piece.text for piece in item]
    if "sett" not in words:
        return {}
    start = words.index("sett") + 1
    if "i" not in words[start:]:
        return {word: "" for word in words[start:] if word.isidentifier()}
    end = words.index("i", start)
    names = [word for word in words[start:end] if word != ","]
    return dict(zip(names, _sources(words[end + 1 :]) + [""] * len(names), strict=False))


def over_codes(item: Sequence[Piece]) -> bool:
    """Return whether an item begins with the scope `for filen og hver kode`, in which `koden` has a meaning."""
    return ("hver", "kode") in pairwise(piece.text for piece in item)


def _sources(words: Sequence[str]) -> list[str]:
    """Return the first name of each source of a set; of one that is listed in parentheses, the first of the list."""
    found: list[str] = []
    depth, wanted = 0, True
    for word in words:
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif word == "," and depth == 0:
            wanted = True
        elif wanted:
            found.append(word)
            wanted = False
        elif depth == 0 and word not in (".", ","):
            break
    return found
