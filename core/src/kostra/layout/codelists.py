"""Code lists: from the pairs of a layout file, or from a file of comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kostra.diagnostics import Span, did_you_mean
from kostra.layout.faults import Faults
from kostra.layout.model import CodeList, CodeListOrigin
from kostra.layout.written import ImportedCodes, ListedCodes, Written

Resolve = Callable[[str], str | None]
"""Gives the text of a file of comma-separated values by its name, or None when there is no such file."""


@dataclass(frozen=True, slots=True)
class PlacedCodes:
    """A code list and where each code that the layout file itself holds is written."""

    codes: CodeList
    places: dict[str, Span]
    span: Span


def read_lists(
    declarations: Iterable[ListedCodes | ImportedCodes], resolve: Resolve, faults: Faults
) -> dict[str, PlacedCodes]:
    """Return the code lists by name; faults of codes, files and columns are noted."""
    lists: dict[str, PlacedCodes] = {}
    for declaration in declarations:
        name = declaration.name
        if name.text in lists:
            first = lists[name.text].span.line
            faults.add("duplikat-kodeliste", f"Kodelisten {name.text} står også på linje {first}.", name.span)
            continue
        if isinstance(declaration, ListedCodes):
            lists[name.text] = _listed(declaration, faults)
        else:
            lists[name.text] = _imported(declaration, resolve, faults)
    return lists


def _listed(declaration: ListedCodes, faults: Faults) -> PlacedCodes:
    codes: dict[str, str] = {}
    places: dict[str, Span] = {}
    if not declaration.codes:
        faults.add(
            "tom-kodeliste",
            f"Kodelisten {declaration.name.text} har ingen koder.",
            declaration.name.span,
            expected='koder med tekst, for eksempel "1" "Ja"',
        )
    _add(declaration.codes, codes, places, faults)
    return PlacedCodes(CodeList(declaration.name.text, codes), places, declaration.name.span)


def _add(
    pairs: Iterable[tuple[Written, Written]], codes: dict[str, str], places: dict[str, Span], faults: Faults
) -> None:
    for code, text in pairs:
        if not _is_code(code.text):
            faults.add(
                "ugyldig-kode",
                "En kode kan ikke være tom eller ha blanke foran eller bak.",
                code.span,
                hint="et blankt felt er alltid tillatt og trenger ingen kode",
            )
        elif code.text in codes:
            faults.add("duplikat-kode", f"Koden «{code.text}» står to ganger i kodelisten.", code.span)
        else:
            codes[code.text] = text.text
            places[code.text] = code.span


def _is_code(code: str) -> bool:
    return bool(code) and code == code.strip()


def _imported(declaration: ImportedCodes, resolve: Resolve, faults: Faults) -> PlacedCodes:
    file, columns = declaration.file, declaration.columns
    codes: dict[str, str] = {}
    places: dict[str, Span] = {}
    text = resolve(file.text)
    if text is None:
        faults.add(
            "ukjent-fil",
            f"Filen {file.text} finnes ikke.",
            file.span,
            expected="en CSV-fil ved siden av filbeskrivelsen eller blant de felles kodelistene",
        )
    else:
        _read_csv(text, declaration, codes, faults)
    _add(declaration.added, codes, places, faults)
    origin = CodeListOrigin(
        file.text,
        (columns[0].text, columns[1].text) if columns else None,
        tuple((code.text, label.text) for code, label in declaration.added),
    )
    return PlacedCodes(CodeList(declaration.name.text, codes, origin), places, declaration.name.span)


def _read_csv(text: str, declaration: ImportedCodes, codes: dict[str, str], faults: Faults) -> None:
    """Read a file with semicolons between the columns and their names in the first line."""
    file = declaration.file
    rows = csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    try:
        header = [name.strip() for name in next(rows, [])]
        wanted = _wanted_columns(header, declaration, faults)
        if wanted is None:
            return
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) <= max(wanted) or not _is_code(row[wanted[0]]):
                message = f"Linje {rows.line_num} i {file.text} har ingen kode i kolonnen {header[wanted[0]]}."
                faults.add("ugyldig-kode", message, file.span)
            elif (code := row[wanted[0]]) in codes:
                message = f"Koden «{code}» står to ganger i {file.text}; den andre gangen på linje {rows.line_num}."
                faults.add("duplikat-kode", message, file.span)
            else:
                codes[code] = row[wanted[1]].strip()
    except csv.Error:
        faults.add("ukjent-fil", f"Filen {file.text} kan ikke leses som CSV (linje {rows.line_num}).", file.span)


def _wanted_columns(header: list[str], declaration: ImportedCodes, faults: Faults) -> tuple[int, int] | None:
    file = declaration.file
    if declaration.columns is None:
        if len(header) >= 2:
            return 0, 1
        faults.add(
            "ukjent-kolonne",
            f"{file.text} har ikke to kolonner.",
            file.span,
            expected="en linje med kolonnenavn og semikolon mellom dem, for eksempel kode;tekst",
        )
        return None
    for column in declaration.columns:
        if column.text not in header:
            faults.add(
                "ukjent-kolonne",
                f"{file.text} har ingen kolonne {column.text}.",
                column.span,
                expected=f"en av kolonnene {', '.join(header)}",
                hint=did_you_mean(column.text, header),
            )
    if any(column.text not in header for column in declaration.columns):
        return None
    code, label = declaration.columns
    return header.index(code.text), header.index(label.text)
