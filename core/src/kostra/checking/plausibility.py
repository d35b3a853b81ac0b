"""Which of several layouts with the same record length the records of a file belong to, judged by their codes."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.checking.peek import LayoutHint
from kostra.diagnostics import Source
from kostra.layout.faults import Faults
from kostra.layout.parser import parse
from kostra.layout.written import ListedCodes, WrittenField

_LOOKED_AT = 200
_CLEARLY = 0.75


def most_plausible(lines: Sequence[str], hints: Sequence[LayoutHint]) -> list[LayoutHint]:
    """Return the layout whose codes stand where it says in the lines, or all that come near it.

    A filled-in field with a code of its list counts for a layout, one with anything else against it; a blank one says
    nothing. The lines have the record length of the layouts, the first ones are looked at.
    """
    if len(hints) < 2:
        return list(hints)
    width = hints[0].width
    some = [line for line in lines if len(line) == width][:_LOOKED_AT]
    merits = [_merit(some, hint) for hint in hints]
    highest = max(merits)
    return [hint for hint, merit in zip(hints, merits, strict=True) if highest <= 0 or merit > _CLEARLY * highest]


def _merit(lines: Sequence[str], hint: LayoutHint) -> int:
    merit = 0
    for start, end, codes in _coded_fields(hint):
        for line in lines:
            value = line[start - 1 : end].strip(" ")
            if value:
                merit += 1 if value in codes else -1
    return merit


def _coded_fields(hint: LayoutHint) -> list[tuple[int, int, frozenset[str]]]:
    """Return from, to and codes of the fields with a list that the layout file itself holds."""
    source = Source.of(hint.file.name, hint.text)
    declarations = parse(source, Faults(source)).declarations
    lists = {
        one.name.text: frozenset(code.text for code, _ in one.codes)
        for one in declarations
        if isinstance(one, ListedCodes)
    }
    found: list[tuple[int, int, frozenset[str]]] = []
    for one in declarations:
        codes = one.option("kodeliste") if isinstance(one, WrittenField) else None
        if codes is not None and codes.text in lists and isinstance(one, WrittenField) and one.positions is not None:
            first, last = one.positions
            found.append((first.number, last.number, lists[codes.text]))
    return found
