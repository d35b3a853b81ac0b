"""Hiding identity numbers in texts: for everything that leaves the program, error messages included.

A number of eleven digits keeps its first six (the date), the rest becomes `*`. Importing this module imports no numpy.
"""

from __future__ import annotations

import re

from kostra.phrase import Phrase

_SHOWN = 6
_IDENTITY = re.compile(r"\d{11,}|\d{6}[ \u00a0\-–_.]\d{5,}")
_EXACTLY = re.compile(r"\d{11,}|(?<!\d)\d{6}[ \u00a0\-–_.]\d{5}(?!\d)")
_LONG_RUN = re.compile(r"\d{6,}")
_ELEVEN = re.compile(r"\d{11}")
_NINE_OR_LESS = 10**9


def mask_text(text: str) -> str:
    """Hide all but the first six digits of every identity number in a text.

    An identity number is eleven digits or more in a run, or six digits, a blank, hyphen, underscore or full
    stop, and five digits or more. A text without any is returned itself, and a phrase is still a phrase.
    """
    masked = _IDENTITY.sub(lambda match: _keep_six(match[0]), text)
    if masked == text:
        return text
    return _masked_phrase(text, masked) if isinstance(text, Phrase) else masked


def mask_label(text: str) -> str:
    """Hide identity numbers in what a rule file calls a class of figures; «100000–149999» is a range, and stays."""
    return _EXACTLY.sub(lambda match: _keep_six(match[0]), text)


def mask_sensitive(value: str) -> str:
    """Hide the value of a sensitive field: eleven digits keep the first six, of anything else nothing is seen."""
    stripped = value.strip(" ")
    return _keep_six(stripped) if _ELEVEN.fullmatch(stripped) else "*" * len(stripped)


def mask_long_runs(text: str) -> str:
    """Hide every run of six digits or more in a text."""
    return _LONG_RUN.sub(lambda match: "*" * len(match[0]), text)


def mask_number(value: int) -> str | None:
    """Return how to show a number that may be an identity number without its leading zero; None when it is not."""
    return None if abs(value) < _NINE_OR_LESS else _keep_six(str(abs(value)).zfill(11))


def _masked_phrase(phrase: Phrase, masked: str) -> str:
    """Return a phrase with numbers hidden in its values; where they stand elsewhere, what was `masked` as a whole."""
    values = {name: mask_text(value) if isinstance(value, str) else value for name, value in phrase.values.items()}
    hidden = Phrase(phrase.template, **values)
    return hidden if hidden == masked else masked


def _keep_six(number: str) -> str:
    tail = "".join("*" if character.isdigit() else character for character in number[_SHOWN:])
    return number[:_SHOWN] + tail
