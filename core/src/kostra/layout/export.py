"""A layout as data for other programs: CSV, JSON Schema, Frictionless Table Schema."""

from __future__ import annotations

import csv
import io
from typing import Any

from kostra.layout.model import DatePattern, Field, Layout

_COLUMNS = (
    "navn",
    "fra",
    "til",
    "lengde",
    "type",
    "desimaler",
    "datoformat",
    "obligatorisk",
    "når",
    "rolle",
    "sensitiv",
    "enhet",
    "status",
    "kodeliste",
    "koder",
    "beskrivelse",
    "merknad",
)

_DATE_REGEX: dict[DatePattern, str] = {
    "ddmmåå": "^[0-9]{6}$",
    "ddmmåååå": "^[0-9]{8}$",
    "åååå-mm-dd": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
_DATE_FORMAT: dict[DatePattern, str] = {"ddmmåå": "%d%m%y", "ddmmåååå": "%d%m%Y", "åååå-mm-dd": "%Y-%m-%d"}
_FRICTIONLESS_TYPE = {"tekst": "string", "heltall": "integer", "desimal": "number", "dato": "date"}


def to_csv(layout: Layout) -> str:
    """Return the fields as CSV: semicolons, a line of column names, LF; codes as `1=Ja|2=Nei`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_row(field) for field in layout.fields)
    return out.getvalue()


def _row(field: Field) -> list[str]:
    codes = field.codes
    cells = {
        "navn": field.name,
        "fra": field.start,
        "til": field.end,
        "lengde": field.width,
        "type": field.type,
        "desimaler": field.decimals,
        "datoformat": field.date_pattern,
        "obligatorisk": "ja" if field.mandatory else "nei",
        "når": _when(field),
        "rolle": field.role,
        "sensitiv": "ja" if field.sensitive else "nei",
        "enhet": field.unit,
        "status": field.status,
        "kodeliste": codes.name if codes else None,
        "koder": "|".join(f"{code}={text}" for code, text in codes.codes.items()) if codes else None,
        "beskrivelse": field.label,
        "merknad": field.note,
    }
    return ["" if cells[column] is None else str(cells[column]) for column in _COLUMNS]


def _when(field: Field) -> str:
    condition = field.mandatory_when
    if condition is None:
        return ""
    return f"{condition.field} {'≠' if condition.negated else '='} {'|'.join(condition.values)}"


def to_json_schema(layout: Layout) -> dict[str, Any]:
    """Return a JSON Schema (2020-12) of the JSON files that the form can be read from: one row or a list of rows.

    Positions, role and unit stand in properties that begin with `x-kostra-`.
    """
    row: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: _property(field) for field in layout.fields},
        "required": [field.name for field in layout.fields if field.mandatory and field.mandatory_when is None],
        "additionalProperties": False,
    }
    if conditions := [_conditional(field) for field in layout.fields if field.mandatory_when]:
        row["allOf"] = conditions
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{layout.form} {layout.year}: {layout.title}",
        "oneOf": [{"$ref": "#/$defs/rad"}, {"type": "array", "items": {"$ref": "#/$defs/rad"}}],
        "$defs": {"rad": row},
    }


def _property(field: Field) -> dict[str, Any]:
    if field.codes is not None:
        # A number is written as text too, so that a leading zero is not lost; blank is no code but always allowed.
        out: dict[str, Any] = {
            "oneOf": [{"const": code, "title": text} for code, text in field.codes.codes.items()]
            + [{"enum": ["", None], "title": "blank"}]
        }
    elif field.type == "heltall":
        out = {"type": ["integer", "string", "null"], "pattern": "^ *[+-]?[0-9]* *$"}
    elif field.type == "desimal":
        out = {"type": ["number", "string", "null"], "pattern": "^ *[+-]?[0-9]*([.,][0-9]*)? *$"}
    else:
        out = {"type": ["string", "null"]}
        if field.date_pattern is not None:
            out["pattern"] = f"^$|{_DATE_REGEX[field.date_pattern]}"
        elif field.width is not None:
            out["maxLength"] = field.width
    out["title"] = field.label
    extra = {
        "x-kostra-fra": field.start,
        "x-kostra-til": field.end,
        "x-kostra-rolle": field.role,
        "x-kostra-enhet": field.unit,
        "x-kostra-sensitiv": field.sensitive or None,
        "x-kostra-status": field.status if field.status != "kjent" else None,
        "description": field.note or None,
    }
    return out | {key: value for key, value in extra.items() if value is not None}


def _conditional(field: Field) -> dict[str, Any]:
    condition = field.mandatory_when
    assert condition is not None
    among: dict[str, Any] = {"properties": {condition.field: {"enum": list(condition.values)}}}
    if not condition.negated:
        # Without this a row that lacks the other field would count as holding one of its values.
        among["required"] = [condition.field]
    held: dict[str, Any] = {"required": [field.name]}
    return {"if": among, "else": held} if condition.negated else {"if": among, "then": held}


def to_frictionless(layout: Layout) -> dict[str, Any]:
    """Return a Frictionless Table Schema; positions, role, unit and code texts are custom properties."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": f"{layout.form}-{layout.year}".lower(),
        "title": layout.title,
        "fields": [_frictionless_field(field) for field in layout.fields],
        "missingValues": [""],
    }


def _frictionless_field(field: Field) -> dict[str, Any]:
    # A field with codes is text even when its codes are numbers: it is compared, never calculated with.
    type_ = "string" if field.codes else _FRICTIONLESS_TYPE[field.type]
    constraints: dict[str, Any] = {}
    if field.mandatory and field.mandatory_when is None:
        constraints["required"] = True
    if field.codes is not None:
        constraints["enum"] = list(field.codes.codes)
    elif field.type == "tekst" and field.width is not None:
        constraints["maxLength"] = field.width
    out: dict[str, Any] = {"name": field.name, "title": field.label, "type": type_}
    if type_ == "date" and field.date_pattern is not None:
        out["format"] = _DATE_FORMAT[field.date_pattern]
    if type_ == "number":
        out["decimalChar"] = ","
    if constraints:
        out["constraints"] = constraints
    custom = {
        "fra": field.start,
        "til": field.end,
        "rolle": field.role,
        "enhet": field.unit,
        "sensitiv": field.sensitive or None,
        "koder": dict(field.codes.codes) if field.codes else None,
        "obligatoriskNår": _when(field) or None,
        "description": field.note or None,
    }
    return out | {key: value for key, value in custom.items() if value is not None}
