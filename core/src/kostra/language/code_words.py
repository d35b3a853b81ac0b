"""Codes in words, each with its text."""

from __future__ import annotations

from collections.abc import Iterable

from kostra.layout.model import CodeList, Field

_MOST = 15


def in_words(codes: CodeList, chosen: Iterable[str]) -> str:
    """Return codes with their texts: «03 (Under utdanning) eller 05 (Tiltak)»; blank has no text."""
    items = [codes.in_words(code) or "blank" for code in dict.fromkeys(chosen)]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} eller {items[-1]}"


def all_codes(field: Field) -> str:
    """Return every code of a field's list, in words; the name of the list when it is long."""
    assert field.codes is not None
    if len(field.codes.codes) > _MOST:
        return f"en kode i listen {field.codes.name}"
    return in_words(field.codes, field.codes.codes)
