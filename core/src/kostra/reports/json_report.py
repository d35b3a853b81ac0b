"""The report for other programs: JSON, described by `docs/json-skjema.json`.

Keys are ASCII and never change their meaning; new ones may be added. The text is made piece by piece, one finding a
line, so that a large report needs no second copy of itself in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kostra.api.formats import RenderOptions
from kostra.api.report import (
    Acknowledgement,
    CheckedFile,
    Comparison,
    ControlResult,
    FieldValue,
    Finding,
    Outcome,
    Report,
    Severity,
    SystematicFault,
)

VERSION = 1
"""`skjemaversjon`: goes up only when a key is removed or changes its meaning."""


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the report as JSON text, ending in a line feed.

    Neither the limit of findings nor the strictness of the run has a say: a program gets everything.
    """
    yield "{\n"
    yield "".join(f"{_dump(key)}: {_dump(value)},\n" for key, value in _head(report).items())
    yield from _lines("kontroller", map(_control, report.controls))
    yield ",\n"
    yield from _lines("funn", map(_finding, report.findings))
    yield ",\n"
    tables = ({"tittel": t.title, "rader": [list(row) for row in t.rows]} for t in report.statistics)
    yield from _lines("statistikk", tables)
    yield "\n}\n"


def _head(report: Report) -> dict[str, Any]:
    return {
        "skjemaversjon": VERSION,
        "program": report.program,
        "skjema": report.form,
        "argang": report.year,
        "tittel": report.title,
        "pakke": report.package,
        "regelsett": report.rule_set,
        "merknader": list(report.notes),
        "filer": list(map(_file, report.files)),
        "fjorarets_filer": list(map(_file, report.last_year_files)),
        "kommune": report.municipality,
        "kan_sendes_inn": report.may_submit,
        "husregler_ok": report.house_rules_ok,
        "oppsummering": {
            **{severity.value: report.count(severity) for severity in Severity},
            "kvittert": len(report.acknowledged),
        },
        "systematiske": [_systematic(fault) for fault in report.systematic],
        "sammenligning": None if report.comparison is None else _comparison(report.comparison),
    }


def _file(file: CheckedFile) -> dict[str, Any]:
    return {"navn": file.name, "poster": file.records, "tegnsett": file.encoding, "sha256": file.sha256}


def _systematic(fault: SystematicFault) -> dict[str, Any]:
    return {
        "art": fault.kind.value,
        "kontroller": list(fault.controls),
        "antall": fault.affected,
        "av": fault.total,
        "andel": round(fault.share, 4),
        "tekst": fault.text,
    }


def _comparison(since: Comparison) -> dict[str, Any]:
    return {
        "nye": since.new,
        "uendret": since.unchanged,
        "borte": len(since.gone),
        "rettet": len(since.mended),
        "borte_funn": [
            {
                "kontroll": finding.control,
                "tittel": finding.title,
                "alvor": finding.severity.value,
                "fil": finding.file,
                "linjer": list(finding.lines),
                "felt": list(finding.fields),
                "verdier": list(finding.values),
                "journalnummer": finding.journal_number,
                "saksbehandler": finding.caseworker,
                "kontrollert": finding.checked,
            }
            for finding in since.gone
        ],
    }


def _control(control: ControlResult) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": control.id, "tittel": control.title, "utfall": control.outcome.value}
    if control.outcome in (Outcome.OK, Outcome.FOUND):
        entry["antall"] = control.count
    else:
        entry["grunn"] = control.reason
    entry["husregel"] = control.house_rule
    return entry


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kontroll": finding.control,
        "alvor": finding.severity.value,
        "fil": finding.file,
        "linjer": list(finding.lines),
        "felt": [_field(f) for f in finding.fields],
        "journalnummer": finding.journal_number,
        "saksbehandler": finding.caseworker,
        "melding": finding.message,
        "rettelse": finding.fix,
        "opphav": finding.origin,
        "husregel": finding.house_rule,
        "gruppe": finding.group,
        "tittel": finding.title,
        "fordi": finding.why,
        "kvittert": _acknowledgement(finding.acknowledged),
        "siden_sist": None if finding.progress is None else finding.progress.value,
    }


def _acknowledgement(said: Acknowledgement | None) -> dict[str, str] | None:
    return None if said is None else {"grunn": said.reason, "av": said.by, "dato": said.date}


def _field(field: FieldValue) -> dict[str, Any]:
    return {
        "navn": field.name,
        "fra": field.start,
        "til": field.end,
        "verdi": field.value,
        "etikett": field.label,
    }


def _lines(key: str, entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a key and its array, one entry a line."""
    yield f"{_dump(key)}: ["
    separator = "\n "
    for entry in entries:
        yield separator + _dump(entry)
        separator = ",\n "
    yield "]" if separator == "\n " else "\n]"


# One for all: `json.dumps` would make a new one for every finding.
_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
