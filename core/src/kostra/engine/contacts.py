"""The shape of e-mail addresses and telephone numbers; whether they exist cannot be told.

The shape is judged generously and in time linear in the length: no pattern matching that could run wild.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kostra.characters import strings_of
from kostra.readers.records import Bools, Chars

_NATIONAL_DIGITS = 8
_COUNTRY_CODES = ("+47", "0047")
_LONGEST_ADDRESS = 254
_NAME_SIGNS = frozenset(".!#$%&'*+/=?^_`{|}~-")


def is_email(chars: Chars) -> Bools:
    """Tell which texts are shaped like `name@domain.top`."""
    return _judged(chars, _shaped_like_address)


def is_phone_number(chars: Chars) -> Bools:
    """Tell which texts are eight digits, with +47 or 0047 before them or not; blanks may stand between digits."""
    return _judged(chars, _shaped_like_phone_number)


def _judged(chars: Chars, test: Callable[[str], bool]) -> Bools:
    return np.array([test(text.strip(" ")) for text in strings_of(chars)], dtype=np.bool_)


def _shaped_like_address(text: str) -> bool:
    name, at, domain = text.partition("@")
    labels = domain.split(".")
    return (
        len(text) <= _LONGEST_ADDRESS
        and bool(name and at)
        and all(character.isalnum() or character in _NAME_SIGNS for character in name)
        and not (name.startswith(".") or name.endswith(".") or ".." in name)
        and len(labels) > 1
        and len(labels[-1]) > 1
        and all(_is_label(label) for label in labels)
    )


def _is_label(label: str) -> bool:
    edges_fit = label != "" and label[0] != "-" and label[-1] != "-"
    return edges_fit and all(character.isalnum() or character == "-" for character in label)


def _shaped_like_phone_number(text: str) -> bool:
    digits = text.replace(" ", "")
    for code in _COUNTRY_CODES:
        if digits.startswith(code) and len(digits) > _NATIONAL_DIGITS:
            digits = digits.removeprefix(code)
            break
    return len(digits) == _NATIONAL_DIGITS and digits.isascii() and digits.isdigit()
