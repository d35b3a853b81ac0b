"""The columns of a table's heading, matched with the fields of a layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kostra.diagnostics import closest
from kostra.layout.model import Field, Layout
from kostra.phrase import Phrase
from kostra.readers.records import LineProblem

_MANY_DIGITS = re.compile(r"[0-9]{6}")
_LONGEST_SHOWN = 40
MOST_COLUMNS = 16_384
"""As many as a spreadsheet can have."""
MOST_SUGGESTIONS = 50


@dataclass(frozen=True, slots=True)
class Columns:
    """The heading of a table: the field of each column, None for one that stands for no field.

    `named` tells for each column whether it has a name, if only a wrong one: it was reported then. `usable` is False
    when the line is no heading at all, so that nothing below it can be understood.
    """

    fields: tuple[Field | None, ...]
    named: tuple[bool, ...]
    problems: tuple[LineProblem, ...]
    notes: tuple[str, ...]
    usable: bool

    def hidden(self, filled: Sequence[bool], line: int) -> LineProblem | None:
        """Return the problem of a row with content where no column has a name; `filled` tells which cells have any."""
        for place, has_content in enumerate(filled):
            if has_content and not (place < len(self.named) and self.named[place]):
                message = f"Raden har innhold i kolonne nummer {place + 1}, som ikke er noe felt."
                return LineProblem("celle", message, line, advice="Tøm cellen, eller gi kolonnen navnet på et felt.")
        return None


def field_named(name: str, layout: Layout) -> Field | None:
    """Return the field that a heading means: capitals and blanks around it make no difference."""
    wanted = name.strip().casefold()
    return next((f for f in layout.fields if f.name.casefold() == wanted), None)


def match_columns(names: Sequence[str], line: int | None, layout: Layout) -> Columns:
    """Return the columns of a heading that stands on `line`, with what is wrong with them."""
    fields: list[Field | None] = []
    problems: list[LineProblem] = []
    if len(names) > MOST_COLUMNS:
        message = f"Første rad har {len(names)} kolonner. Så mange har ikke noe skjema."
        advice = "Se etter skilletegn som er for mange, eller om filen er av et annet slag."
        return Columns((), (), (LineProblem("struktur", message, line, advice=advice),), (), usable=False)
    named = [name for name in names if name.strip()]
    known = [name for name in named if field_named(name, layout)]
    if not known:
        examples = ", ".join(f.name for f in layout.fields[:3])
        message = f"Det mangler en rad med kolonnenavn ({examples} …) øverst, eller navnene er helt andre."
        advice = "Skriv navnene på kolonnene i første rad, slik de står i filbeskrivelsen."
        return Columns((), (), (LineProblem("struktur", message, line, advice=advice),), (), usable=False)
    seen: set[str] = set()
    for name in names:
        field = field_named(name, layout)
        if field is None and name.strip():
            problems.append(unknown_column(name, line, layout, suggest=len(problems) < MOST_SUGGESTIONS))
        elif field is not None and field.name in seen:
            problems.append(LineProblem("kolonne", f"Kolonnen {field.name} står to ganger.", line))
            field = None
        if field is not None:
            seen.add(field.name)
        fields.append(field)
    problems += missing_columns(seen, line, layout)
    has_name = tuple(bool(name.strip()) for name in names)
    return Columns(tuple(fields), has_name, tuple(problems), tuple(absent_notes(seen, layout)), usable=True)


def unknown_column(name: str, line: int | None, layout: Layout, *, suggest: bool = True) -> LineProblem:
    """Return the problem of a column that is no field; what may be data rather than a name is not repeated.

    To find what it may be a slip of takes time, which a file with hundreds of unknown columns is not worth: `suggest`.
    """
    shown = name.strip()
    if len(shown) > _LONGEST_SHOWN or _MANY_DIGITS.search(shown):
        return LineProblem("kolonne", "En kolonne har et navn som ikke er noe felt i skjemaet.", line)
    slip = closest(shown, [f.name for f in layout.fields]) if suggest else None
    advice = f"Mente du {slip}?" if slip else "Ta bort kolonnen, eller gi den navnet den har i filbeskrivelsen."
    return LineProblem("kolonne", f"Kolonnen «{shown}» finnes ikke i skjemaet.", line, advice=advice)


def missing_columns(seen: set[str], line: int | None, layout: Layout) -> list[LineProblem]:
    """Return a problem for each column that every row must fill in and that is not there."""
    return [
        LineProblem("kolonne", f"Kolonnen {f.name} («{f.label}») mangler.", line, advice="Legg til kolonnen.")
        for f in layout.fields
        if f.mandatory and f.mandatory_when is None and f.name not in seen
    ]


def absent_notes(seen: set[str], layout: Layout) -> list[str]:
    """Return a remark on the columns that are not there and need not be."""
    absent = [f.name for f in layout.fields if f.name not in seen and (not f.mandatory or f.mandatory_when)]
    return [Phrase("Filen har ikke kolonnene {navn}. De regnes som blanke.", navn=", ".join(absent))] if absent else []
