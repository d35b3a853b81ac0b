"""A layout as data for other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kostra.diagnostics import Source
from kostra.layout import Layout, load_layout
from kostra.layout.export import to_csv, to_frictionless, to_json_schema

FIXED = """\
filbeskrivelse 9X 2024 "Prøve"
format fast bredde 10
KOMMUNE  1-4   tekst  rolle kommune  "Kommune; nummer"  obligatorisk
SVAR     5     heltall  kodeliste JA_NEI  "Svar"  obligatorisk når KOMMUNE = "0301"
DATO     6-10  tekst  sensitiv  "Resten"
kodeliste JA_NEI
    "1" "Ja"
    "2" "Nei"
"""

TABLE = """\
filbeskrivelse 9X 2024 "Prøve"
format tabell
KOMMUNE  tekst 4  "Kommune"  obligatorisk
BYDEL    tekst 2  "Bydel"    obligatorisk når KOMMUNE = "0301"
ANDRE    tekst    "Andre"    obligatorisk når KOMMUNE ≠ "0301"
SVAR     tekst    kodeliste JA_NEI  "Svar"
SUM      heltall  enhet "kroner"    "Sum"
ANDEL    desimal 1                  "Andel"
DATO     dato ddmmåååå              "Dato"
kodeliste JA_NEI
    "1" "Ja"
    "2" "Nei"
"""


def layout(text: str) -> Layout:
    return load_layout(Source.of("prøve.layout", text), lambda name: None)


def test_csv_has_one_line_for_each_field() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(layout(FIXED))), delimiter=";"))
    assert [row["navn"] for row in rows] == ["KOMMUNE", "SVAR", "DATO"]
    assert rows[0] | {"fra": "1", "til": "4", "lengde": "4", "rolle": "kommune", "obligatorisk": "ja"} == rows[0]
    assert rows[0]["beskrivelse"] == "Kommune; nummer"
    assert (rows[1]["kodeliste"], rows[1]["koder"], rows[1]["når"]) == ("JA_NEI", "1=Ja|2=Nei", "KOMMUNE = 0301")
    assert [row["sensitiv"] for row in rows] == ["nei", "nei", "ja"]


def row(**cells: object) -> dict[str, object]:
    return {"KOMMUNE": "5530", "ANDRE": "x"} | cells


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (row(), True),
        ([row(), row(SUM=6650, ANDEL=1.5, SVAR="1", DATO="31122024")], True),
        (row(SUM="6650", ANDEL="1,5", SVAR=None), True),
        (row(SVAR="3"), False),
        (row(SUM="6 650"), False),
        (row(DATO="31.12.2024"), False),
        (row(KOMMUNE="55300"), False),
        (row(UKJENT="x"), False),
        ({"KOMMUNE": "5530"}, False),
        ({"KOMMUNE": "0301", "BYDEL": "01"}, True),
        ({"KOMMUNE": "0301"}, False),
        ({"BYDEL": "01"}, False),
    ],
)
def test_the_json_schema_accepts_what_the_layout_describes(data: object, fits: bool) -> None:
    schema = to_json_schema(layout(TABLE))
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(data) is fits


def test_the_table_schema_names_types_codes_and_positions() -> None:
    def by_name(text: str) -> dict[str, Any]:
        return {field["name"]: field for field in to_frictionless(layout(text))["fields"]}

    table = by_name(TABLE)
    assert [table[name]["type"] for name in ("KOMMUNE", "SUM", "ANDEL", "DATO")] == [
        "string",
        "integer",
        "number",
        "date",
    ]
    assert table["DATO"]["format"] == "%d%m%Y"
    assert table["SVAR"]["constraints"] == {"enum": ["1", "2"]}
    assert table["KOMMUNE"]["constraints"] == {"required": True, "maxLength": 4}
    assert "constraints" not in table["SUM"]
    fixed = by_name(FIXED)
    assert (fixed["SVAR"]["fra"], fixed["SVAR"]["til"], fixed["SVAR"]["koder"]) == (5, 5, {"1": "Ja", "2": "Nei"})


@pytest.mark.parametrize("text", [FIXED, TABLE])
def test_the_schemas_are_plain_json(text: str) -> None:
    for schema in (to_json_schema(layout(text)), to_frictionless(layout(text))):
        assert json.loads(json.dumps(schema)) == schema
