"""An empty table to fill in, made from a layout: what is filled in already, and what to write in each column."""

from __future__ import annotations

import csv
import io

from kostra.layout.model import Condition, Field, Layout

_MOST_CODES = 8


def to_csv_template(layout: Layout) -> str:
    """Return the names of the columns and a first row with what is known of it, with semicolons and CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([field.name for field in layout.fields])
    known = filled_in(layout)
    if known:
        writer.writerow([known.get(field.name, "") for field in layout.fields])
    return out.getvalue()


def filled_in(layout: Layout) -> dict[str, str]:
    """Return what every row holds, by field: the year, in as many digits as its field takes."""
    field = layout.with_role("årgang")
    return {} if field is None else {field.name: _year(field, layout.year)}


def what_to_write(field: Field, year: int) -> str:
    """Return in words what a field takes, as it is written in a sheet of a year."""
    if field.role == "årgang":
        return f"{_year(field, year)} i hver rad"
    if field.codes is not None:
        return f"Velg en kode: {codes_in_words(field)}"
    if field.type == "heltall":
        return "Helt tall"
    if field.type == "desimal":
        places = {None: "", 0: " uten desimaler", 1: ", høyst 1 desimal"}
        return "Tall" + places.get(field.decimals, f", høyst {field.decimals} desimaler")
    if field.type == "dato":
        return f"Dato, for eksempel 31.12.{year}"
    return "Tekst" if field.width is None else f"Tekst, høyst {field.width} tegn"


def codes_in_words(field: Field) -> str:
    """Return the first codes of a field with their texts: «1 = Ja, 2 = Nei»."""
    assert field.codes is not None
    pairs = [f"{code} = {text}" if text else code for code, text in field.codes.codes.items()]
    return ", ".join(pairs[:_MOST_CODES]) + (" …" if len(pairs) > _MOST_CODES else "")


def when_mandatory(field: Field) -> str:
    """Return whether a field must be filled in: «ja», «nei», or under which condition."""
    condition = field.mandatory_when
    if condition is None:
        return "ja" if field.mandatory else "nei"
    return f"når {_condition(condition)}"


def _year(field: Field, year: int) -> str:
    return f"{year % 100:02}" if field.width == 2 else f"{year:04}"


def _condition(condition: Condition) -> str:
    values = " eller ".join(condition.values)
    return f"{condition.field} {'ikke er' if condition.negated else 'er'} {values}"
