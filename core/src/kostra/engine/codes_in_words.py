"""Codes of fields in words: the text of each, or each with its text."""

from __future__ import annotations

from typing import Any

from kostra.engine.formatting import exact_number
from kostra.engine.lifting import lift
from kostra.engine.lookups import vector_of
from kostra.engine.values import Numbers, Texts, Vector
from kostra.layout.model import CodeList

NOT_IN_LIST = "finnes ikke i kodelisten"


def texts_of(codes: CodeList | None, values: Texts) -> Vector:
    """Return the text of each code; missing where it is not in the list."""
    labels = {} if codes is None else {code.strip(" "): label for code, label in codes.codes.items()}
    return vector_of(lift([values], lambda key: labels.get(key[0]), {}), "tekst")


def with_texts(codes: CodeList | None, values: Texts | Numbers) -> Vector:
    """Return each code with its text, «02 (Arbeid, deltid)»; what is not in the list is said not to be.

    What is blank stays so, and what is missing. A number is the code that reads as it.
    """
    if codes is None:
        listed: dict[Any, str] = {}
    elif isinstance(values, Texts):
        listed = {code.strip(" "): code for code in codes.codes}
    else:
        listed = {int(code): code for code in codes.codes if code.isascii() and code.isdigit()}

    def in_words(key: tuple[Any, ...]) -> str:
        (value,) = key
        if codes is not None and value in listed:
            return codes.in_words(listed[value])
        shown = value if isinstance(value, str) else exact_number(value)
        return f"{shown} ({NOT_IN_LIST})" if shown and codes is not None else shown

    return vector_of(lift([values], in_words, {}), "tekst")
