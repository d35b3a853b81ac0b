"""From a layout file to the layout, with every fault of the file reported at once."""

from __future__ import annotations

from typing import TypeVar

from kostra.diagnostics import MOST_CHARACTERS, DiagnosticError, Source, Span, closest, too_large
from kostra.layout.codelists import Resolve, read_lists
from kostra.layout.faults import Faults
from kostra.layout.fields import read_fields
from kostra.layout.model import Layout, LineRules
from kostra.layout.parser import parse
from kostra.layout.positions import check_positions
from kostra.layout.written import (
    Declaration,
    Format,
    Header,
    ImportedCodes,
    ListedCodes,
    LoneCr,
    OtherWidths,
    Reception,
    SkipBlank,
    Written,
    WrittenField,
    WrittenLayout,
)

_D = TypeVar("_D", bound=Declaration)


def load_layout(source: Source, resolve: Resolve) -> Layout:
    """Return the layout that a layout file describes.

    `resolve` gives the text of a code list's CSV file by name, or None when there is no such file.

    Raises:
        DiagnosticError: With all faults of the file, in its order.
    """
    if len(source.text) > MOST_CHARACTERS:
        raise DiagnosticError([too_large(source)])
    faults = Faults(source)
    written = parse(source, faults)
    header = _only(written, Header, "filbeskrivelse", 'filbeskrivelse SKJEMA ÅRGANG "tittel"', faults)
    format_ = _only(written, Format, "format", "format fast bredde ANTALL, eller format tabell", faults)
    lone_cr = _only(written, LoneCr, "", "", faults)
    skip_blank = _only(written, SkipBlank, "", "", faults)
    reception = _only(written, Reception, "", "", faults)
    others = _only(written, OtherWidths, "", "", faults)
    width = format_.width if format_ else None
    if format_ and width is None:
        _check_table(lone_cr or skip_blank, others, faults)
    if width is not None and width.number < 1:
        faults.add("bredde", "Bredden må være minst 1.", width.span)
    lists = read_lists((d for d in written.declarations if isinstance(d, ListedCodes | ImportedCodes)), resolve, faults)
    broken = frozenset(word for words in written.broken for word in words)
    declared = [d for d in written.declarations if isinstance(d, WrittenField)]
    fixed = width is not None or any(d.positions for d in declared) if format_ is None else width is not None
    fields = read_fields(declared, "fast" if fixed else "tabell", lists, broken, faults)
    if not declared and not written.broken:
        faults.add("mangler", "Filbeskrivelsen har ingen felt.", _start(source))
    if width is not None and not any(_may_be_field(first) for first, _ in written.broken):
        check_positions(declared, width, faults)
    other_widths = _other_widths(others, header, faults)
    faults.raise_any()
    assert header is not None
    return Layout(
        form=header.form.text,
        year=header.year.number,
        title=header.title.text,
        format="fast" if fixed else "tabell",
        fields=fields,
        width=width.number if width else None,
        code_lists={name: placed.codes for name, placed in lists.items()},
        other_widths=other_widths,
        line_rules=LineRules(lone_cr=lone_cr is not None, skip_blank=skip_blank is not None),
        reception_encoding=reception.encoding.text if reception else None,
    )


def _only(written: WrittenLayout, kind: type[_D], keyword: str, example: str, faults: Faults) -> _D | None:
    """Return the one declaration of a kind; note further ones, and a missing one that must be there."""
    found = [d for d in written.declarations if isinstance(d, kind)]
    for again in found[1:]:
        first = found[0].span.line
        faults.add("dobbelt", f"Dette er sagt allerede, på linje {first}.", again.span, hint="behold bare én av dem")
    if not found and keyword and not any(closest(first, [keyword]) for first, _ in written.broken):
        message = f"Filbeskrivelsen mangler linjen som begynner med «{keyword}»."
        faults.add("mangler", message, _start(faults.source), expected=example)
    return found[0] if found else None


def _start(source: Source) -> Span:
    return Span(source.name, 1, 1, 1, 2)


def _may_be_field(word: str) -> bool:
    return word not in ("filbeskrivelse", "format", "linjer", "mottak", "andre", "kodeliste")


def _check_table(lines: LoneCr | SkipBlank | None, others: OtherWidths | None, faults: Faults) -> None:
    if lines is not None:
        faults.add("tabell", "Regler for linjer gjelder bare fast format.", lines.span)
    if others is not None:
        faults.add("tabell", "En tabell har ingen bredde, og ingen andre bredder.", others.span)


def _other_widths(others: OtherWidths | None, header: Header | None, faults: Faults) -> dict[int, int]:
    widths: dict[int, int] = {}
    for year, width in others.widths if others else ():
        if header is not None and year.number == header.year.number:
            message = f"{year.number} er denne årgangen; dens bredde står etter «format fast bredde»."
            faults.add("årgang", message, year.span, expected="andre årganger enn filbeskrivelsens egen")
        elif year.number in widths:
            faults.add("årgang", f"Årgang {year.number} står to ganger.", year.span)
        widths[year.number] = width.number
    for year in _years(others, header):
        if not 1900 <= year.number <= 9999:
            faults.add("årgang", f"{year.text} er ikke en årgang.", year.span, expected="et årstall med fire siffer")
    return widths


def _years(others: OtherWidths | None, header: Header | None) -> list[Written]:
    return ([header.year] if header else []) + [year for year, _ in (others.widths if others else ())]
