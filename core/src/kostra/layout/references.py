"""What a field refers to: its code list, and the field that its being mandatory depends on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kostra.diagnostics import Span, did_you_mean
from kostra.layout.codelists import PlacedCodes
from kostra.layout.faults import Faults
from kostra.layout.model import CodeList, Field
from kostra.layout.written import WrittenField

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")


def codes_of(
    one: WrittenField,
    width: int | None,
    lists: Mapping[str, PlacedCodes],
    broken: frozenset[str],
    faults: Faults,
) -> CodeList | None:
    """Return the field's code list; note it when there is none of that name or its codes do not fit the field."""
    named = one.option("kodeliste")
    if named is None:
        return None
    placed = lists.get(named.text)
    if placed is None:
        if named.text not in broken:
            message = f"Kodelisten {named.text} finnes ikke."
            faults.add("ukjent-kodeliste", message, named.span, hint=did_you_mean(named.text, lists))
        return None
    if one.type.type not in ("tekst", "heltall"):
        message = f"{one.name.text} er {one.type.type} og kan ikke ha en kodeliste."
        faults.add("kode-type", message, named.span, expected="tekst eller heltall")
        return placed.codes
    for code in placed.codes.codes:
        # A code from a file of its own has no place in this one: the field that uses it is shown instead.
        span: Span = placed.places.get(code, named.span)
        if width is not None and len(code) > width:
            message = f"Koden «{code}» er {len(code)} tegn og får ikke plass i {one.name.text}, som har {width}."
            faults.add("kode-bredde", message, span)
        elif one.type.type == "heltall" and not _WHOLE_NUMBER.fullmatch(code):
            message = f"Koden «{code}» er ikke et helt tall, men {one.name.text} er heltall."
            faults.add("kode-type", message, span)
    return placed.codes


def check_condition(one: WrittenField, fields: Mapping[str, Field], broken: frozenset[str], faults: Faults) -> None:
    """Note a condition on a field that does not exist, on the field itself, or on a value that it cannot hold."""
    if one.condition is None:
        return
    name = one.condition.field
    other = fields.get(name.text)
    if other is None:
        if name.text not in broken:
            message = f"Feltet {name.text} finnes ikke."
            faults.add("ukjent-felt", message, name.span, hint=did_you_mean(name.text, fields))
        return
    if name.text == one.name.text:
        message = f"At {name.text} er obligatorisk, kan ikke avhenge av {name.text} selv."
        faults.add("ukjent-felt", message, name.span, expected="et annet felt")
        return
    for value in one.condition.values:
        if other.codes is not None and value.text and value.text not in other.codes:
            message = f"«{value.text}» finnes ikke i kodelisten til {other.name}."
            faults.add("ukjent-kode", message, value.span, hint=did_you_mean(value.text, other.codes.codes))
        elif other.width is not None and len(value.text) > other.width:
            message = f"«{value.text}» er {len(value.text)} tegn, men {other.name} har {other.width}."
            faults.add("kode-bredde", message, value.span)
