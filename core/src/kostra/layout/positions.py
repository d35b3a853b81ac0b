"""Whether the fields of a fixed-width record cover it: each position once, none left out."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.diagnostics import Span
from kostra.layout.faults import Faults
from kostra.layout.written import Written, WrittenField


def check_positions(fields: Sequence[WrittenField], width: Written, faults: Faults) -> None:
    """Note gaps, overlaps, fields out of order, and a record width that differs from the last position.

    Nothing is noted while a field's own positions are wrong: what follows from that would only bury it. Positions that
    a record does not use are a field too («RESERVERT»): nothing in a record goes unnamed.
    """
    placed = [(d.positions[0].number, d.positions[1].number, d) for d in fields if d.positions]
    if len(placed) < len(fields) or any(not 1 <= start <= end for start, end, _ in placed):
        return
    for (start, _, field), (previous_start, _, previous) in zip(placed[1:], placed, strict=False):
        if start < previous_start:
            message = f"{field.name.text} står etter {previous.name.text}, men begynner før det i posten."
            expected = "feltene i den rekkefølgen de har i posten"
            faults.add("rekkefølge", message, field.name.span, expected=expected)
    covered, last = 0, ""
    for start, end, field in sorted(placed, key=lambda one: one[:2]):
        name, span = field.name.text, _span(field)
        if start > covered + 1:
            message = f"{_positions(covered + 1, start - 1)} hører ikke til noe felt."
            hint = "er de ubrukt, så gi dem et felt, for eksempel RESERVERT"
            faults.add("hull", message, span, expected=f"at {name} begynner i {covered + 1}", hint=hint)
        elif start <= covered:
            both = _positions(start, min(end, covered))
            faults.add("overlapp", f"{both} hører til både {last} og {name}.", span)
        if end > covered:
            covered, last = end, name
    if placed and covered != width.number:
        faults.add(
            "bredde",
            f"Bredden er {width.number}, men det siste feltet, {last}, slutter i posisjon {covered}.",
            width.span,
            expected=f"bredde {covered}, eller at {last} slutter i {width.number}",
        )


def _span(field: WrittenField) -> Span:
    assert field.positions is not None
    return field.positions[0].span.to(field.positions[1].span)


def _positions(first: int, last: int) -> str:
    return f"Posisjon {first}" if first == last else f"Posisjon {first}–{last}"
