"""The report as SARIF 2.1.0, the exchange format of programs that check files (OASIS standard, 27 March 2020)."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from kostra.api.formats import RenderOptions
from kostra.api.report import CheckedFile, ControlResult, FieldValue, Finding, Outcome, Report, Severity
from kostra.reports import wording
from kostra.reports.tongue import Tongue, tongue
from kostra.reports.visible import visible

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.FATAL: "error",
    Severity.FEIL: "error",
    Severity.ADVARSEL: "warning",
    Severity.INFO: "note",
}
# In a message braces hold the place of arguments (section 3.11.5), and brackets before a parenthesis are a link
# (3.11.6): values from a file must be neither.
_BRACES = str.maketrans({"{": "{{", "}": "}}"})
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the report as a SARIF log of one run, one result a line; the limit of findings has no say."""
    say = tongue(options.language)
    rules = _rules(report)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    yield f'{{"$schema": {_dump(_SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
    yield f'"tool": {{"driver": {_dump(_driver(report, say))[:-1]}, "rules": ['
    yield from _lines(rules)
    yield f']}}, "extensions": [{_dump(_component(report.package))}]}},\n'
    yield "".join(f"{_dump(key)}: {_dump(value)},\n" for key, value in _head(report, index, say).items())
    yield '"results": ['
    yield from _lines(_results(report, index))
    yield "]\n}]}\n"


def _driver(report: Report, say: Tongue) -> dict[str, Any]:
    return {**_component(report.program), "language": f"{say.language}-NO"}


def _component(name_and_version: str) -> dict[str, Any]:
    name, _, version = name_and_version.rpartition(" ")
    return {"name": name, "version": version} if name else {"name": name_and_version}


def _head(report: Report, index: dict[str, int], say: Tongue) -> dict[str, Any]:
    return {
        "automationDetails": {"id": f"kostra/{report.form}/{report.year}/"},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(file) for file in dict.fromkeys(report.files)],
        "invocations": [
            {
                "executionSuccessful": not report.crashed,
                "toolExecutionNotifications": [
                    *({"level": "warning", "message": _message(say(fault.text))} for fault in report.systematic),
                    *(
                        _notification(report, control, index, say)
                        for control in report.controls
                        if control.outcome in (Outcome.CRASHED, Outcome.NOT_RUN)
                    ),
                    *({"level": "note", "message": _message(say(note))} for note in report.notes),
                ],
            }
        ],
        "properties": {
            "skjema": report.form,
            "argang": report.year,
            "kommune": report.municipality,
            "regelsett": report.rule_set,
            "kan_sendes_inn": report.may_submit,
            "husregler_ok": report.house_rules_ok,
            "konklusjon": wording.verdict(report, say),
            **({"siden_sist": wording.progress(report, say)} if report.comparison is not None else {}),
        },
    }


def _artifact(file: CheckedFile) -> dict[str, Any]:
    return {"location": _location_of(file.name), "encoding": file.encoding.upper(), "hashes": {"sha-256": file.sha256}}


def _rules(report: Report) -> list[dict[str, Any]]:
    # Why a control is there, and what to do about it, is told by its findings.
    told: dict[str, Finding] = {}
    for finding in report.findings:
        told.setdefault(finding.control, finding)
    listed = {control.id: control.title for control in report.controls}
    titles = listed | {name: finding.title for name, finding in told.items() if name not in listed}
    return [_rule(report, name, title, told.get(name)) for name, title in titles.items()]


def _rule(report: Report, name: str, title: str, finding: Finding | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": _rule_id(report, name), "name": title, "shortDescription": {"text": visible(title)}}
    if finding is not None and finding.why:
        rule["fullDescription"] = {"text": visible(finding.why)}
    if finding is not None and finding.fix:
        rule["help"] = {"text": visible(finding.fix)}
    return rule


def _rule_id(report: Report, control: str) -> str:
    # With the form, as the command line names controls: 016 of two forms are two rules of one program.
    return f"{report.form}:{control}"


def _notification(report: Report, control: ControlResult, index: dict[str, int], say: Tongue) -> dict[str, Any]:
    name = _rule_id(report, control.id)
    crashed = control.outcome is Outcome.CRASHED
    if crashed:
        said = say("Kontroll {nummer} krasjet", nummer=control.id)
    else:
        said = say("Kontroll {nummer} ble ikke kjørt", nummer=control.id)
    return {
        "level": "error" if crashed else "warning",
        "message": _message(f"{said}: {say(control.reason)}"),
        "associatedRule": {"id": name, "index": index[name]},
    }


def _results(report: Report, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    # All results have «suppressions» or none has (section 3.27.23): empty says that this one is not suppressed.
    suppressing = bool(report.acknowledged)
    for finding in report.findings:
        result = _result(report, finding, index, seen)
        yield result | {"suppressions": _suppressions(finding)} if suppressing else result


def _result(report: Report, finding: Finding, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    name = _rule_id(report, finding.control)
    result: dict[str, Any] = {
        "ruleId": name,
        "ruleIndex": index[name],
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
    }
    places = _places(finding)
    if places:
        result["locations"] = places[:1]
    if places[1:]:
        result["relatedLocations"] = places[1:]
    identity = _identity(report, finding)
    seen[identity] += 1
    fingerprint = hashlib.sha256(f"{identity}\n{seen[identity]}".encode("utf-8", "backslashreplace")).hexdigest()
    result["partialFingerprints"] = {"kostraFunn/v1": fingerprint}
    if finding.progress is not None:
        result["baselineState"] = finding.progress.name.lower()
    result["properties"] = {
        "alvor": finding.severity.value,
        "linjer": list(finding.lines),
        "felt": [_field(field) for field in finding.fields],
        "journalnummer": finding.journal_number,
        "saksbehandler": finding.caseworker,
        "opphav": finding.origin,
        "husregel": finding.house_rule,
        "gruppe": finding.group,
    }
    return result


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    said = finding.acknowledged
    if said is None:
        return []
    by = {"av": said.by, "dato": said.date}
    return [{"kind": "external", "status": "accepted", "justification": visible(said.reason), "properties": by}]


def _places(finding: Finding) -> list[dict[str, Any]]:
    """Return where a finding is: its line and first field, then the other fields, then the other lines."""
    if not finding.file:
        return []
    if not finding.lines:
        return [_place(finding.file)]
    line = finding.lines[0]
    fields = [field for field in finding.fields if field.start is not None]
    first = [_place(finding.file, line, field) for field in fields] or [_place(finding.file, line)]
    places = [*first, *(_place(finding.file, other) for other in finding.lines[1:])]
    return [place for number, place in enumerate(places) if place not in places[:number]]


def _place(file: str, line: int | None = None, field: FieldValue | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _location_of(file)}
    place = {"physicalLocation": physical}
    if line is not None:
        physical["region"] = {"startLine": line}
    if line is not None and field is not None and field.start is not None:
        # The end is the column after the last.
        physical["region"] |= {"startColumn": field.start, "endColumn": (field.end or field.start) + 1}
        place["message"] = _message(field.label or field.name)
    return place


def _location_of(file: str) -> dict[str, Any]:
    return {"uri": quote(file.encode("utf-8", "backslashreplace"), safe="")}


def _field(field: FieldValue) -> dict[str, Any]:
    return {"navn": field.name, "fra": field.start, "til": field.end, "verdi": field.value, "etikett": field.label}


def _identity(report: Report, finding: Finding) -> str:
    """Return what makes a finding the same next time: the person, not the line, which moves when others are added.

    Of the whole delivery, the codes that it is about.
    """
    journal = finding.journal_number.strip()
    whom = f"journal {journal}" if journal else f"linje {finding.lines}"
    fields = [field.name for field in finding.fields]
    if not finding.lines:
        fields += [field.value for field in finding.fields if field.value]
    return "\n".join([_rule_id(report, finding.control), finding.file or "", whom, *fields])


def _message(text: str) -> dict[str, Any]:
    return {"text": _LINK.sub(r"\\[", "\n".join(map(visible, text.split("\n")))).translate(_BRACES)}


def _lines(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    separator = "\n "
    for entry in entries:
        yield separator + _dump(entry)
        separator = ",\n "


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
