from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import Acknowledgement, Report
from kostra.reports.json_report import render

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "json-skjema.json").read_text(encoding="utf-8"))
REPORTS = (samples.healthy, samples.with_errors, samples.crashed, samples.table)


def content(report: Report, options: RenderOptions | None = None) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("".join(render(report, options or RenderOptions())))
    return read


def keys_of_objects(schema: object) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(keys_of_objects, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())).union(*map(keys_of_objects, schema.values()))


def test_the_published_schema_is_itself_valid_and_its_keys_are_ascii() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert all(key.isascii() for key in keys_of_objects(SCHEMA))


@pytest.mark.parametrize("report", REPORTS)
def test_reports_are_as_the_published_schema_says(report: Callable[[], Report]) -> None:
    jsonschema.validate(content(report()), SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c.pop("kan_sendes_inn"),
        lambda c: c["funn"][0].pop("gruppe"),
        lambda c: c["funn"][1]["felt"][0].update(fra="50"),
        lambda c: c["kontroller"][0].update(utfall="hoppet over"),
        lambda c: c["kontroller"][4].pop("grunn"),
        lambda c: c["statistikk"][0]["rader"][0].append(1),
        lambda c: c.update(skjemaversjon=2),
    ],
)
def test_the_schema_notices_a_changed_report(spoil: Callable[[dict[str, Any]], object]) -> None:
    changed = content(samples.with_errors())
    spoil(changed)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed, SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("report", REPORTS)
def test_every_key_that_is_written_is_described(report: Callable[[], Report]) -> None:
    def keys(value: object) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(keys, value))
        return set(value).union(*map(keys, value.values())) if isinstance(value, dict) else set()

    assert keys(content(report())) <= keys_of_objects(SCHEMA)


def test_a_finding_is_told_completely() -> None:
    found = content(samples.with_errors())["funn"][1]
    assert list(found.items())[:10] == [
        ("kontroll", "016"),
        ("alvor", "feil"),
        ("fil", "uttrekk.dat"),
        ("linjer", [12]),
        ("felt", [{"navn": "ARBEID", "fra": 50, "til": 51, "verdi": "01", "etikett": "Arbeidssituasjon"}]),
        ("journalnummer", "771"),
        ("saksbehandler", "Åse Berg"),
        ("melding", samples.WRONG_WORK.message),
        ("rettelse", samples.WRONG_WORK.fix),
        ("opphav", samples.PACK),
    ]


def test_outcomes_and_verdicts() -> None:
    told = content(samples.with_errors())
    assert (told["kan_sendes_inn"], told["husregler_ok"]) == (False, False)
    assert told["oppsummering"] == {"fatal": 0, "feil": 3, "advarsel": 1, "info": 1, "kvittert": 0}
    outcomes = {control["id"]: control for control in told["kontroller"]}
    assert outcomes["900"]["utfall"] == "ikke kjørt"
    assert outcomes["900"]["grunn"] == "--antall-deltakere er ikke oppgitt"
    assert (outcomes["005B"]["utfall"], outcomes["005B"]["antall"]) == ("funn", 2)
    assert outcomes["senja/001"]["husregel"] is True
    healthy = content(samples.healthy())
    assert (healthy["kan_sendes_inn"], healthy["husregler_ok"]) == (True, None)
    assert content(samples.crashed())["kan_sendes_inn"] is False


def test_an_acknowledgement_is_told_with_its_finding_and_counted_apart() -> None:
    accepted = replace(samples.MANY_KIDS, acknowledged=Acknowledgement("Ringt", "Kari", "2041-01-14"))
    told = content(replace(samples.healthy(), findings=(accepted, samples.WRONG_WORK)))
    jsonschema.validate(told, SCHEMA, jsonschema.Draft202012Validator)
    assert told["oppsummering"] == {"fatal": 0, "feil": 1, "advarsel": 0, "info": 0, "kvittert": 1}
    assert [f["kvittert"] for f in told["funn"]] == [{"grunn": "Ringt", "av": "Kari", "dato": "2041-01-14"}, None]


def test_findings_of_one_group_are_linked_and_positions_of_tables_are_null() -> None:
    groups = [f["gruppe"] for f in content(samples.with_errors())["funn"]]
    assert groups == [None, None, None, "005B:402", "005B:402", None]
    field = content(samples.table())["funn"][0]["felt"][0]
    assert (field["fra"], field["til"]) == (None, None)


def test_a_limit_and_strictness_change_nothing() -> None:
    report = samples.with_errors()
    options = RenderOptions(limit=1, strict=True, colour=True, width=40)
    assert "".join(render(report, options)) == "".join(render(report, RenderOptions()))


def test_one_finding_a_line_and_letters_as_they_are() -> None:
    lines = "".join(render(samples.with_errors(), RenderOptions())).splitlines()
    assert sum('"kontroll": "' in line for line in lines) == len(samples.with_errors().findings)
    assert any("Åse Berg" in line for line in lines)


def test_control_characters_and_quotes_survive() -> None:
    nasty = 'a"\\\n\x00\x1b\u2028æ😀'
    report = replace(samples.healthy(), findings=(replace(samples.WRONG_WORK, message=nasty),))
    text = "".join(render(report, RenderOptions()))
    assert json.loads(text)["funn"][0]["melding"] == nasty
    assert "\x1b" not in text
