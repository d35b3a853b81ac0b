"""All findings as compact data for the page's script: columns of numbers, and every text once.

A column per property keeps a large report small: 100 000 findings differ in few texts besides their messages.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from typing import Any, Generic, TypeAlias, TypeVar

from kostra.api.report import FieldValue, Finding, Progress, Report, Severity
from kostra.reports import html_assets, html_listing, wording
from kostra.reports.html_text import visible
from kostra.reports.order import Case
from kostra.reports.tongue import Tongue

_T = TypeVar("_T", bound=Hashable)

# «<» could end the script element or open a comment; the others are not whitespace to every parser of JSON.
_ESCAPED = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029\ufeff"}

_SEVERITIES = {severity: number for number, severity in enumerate(Severity)}

_Control: TypeAlias = tuple[str, str, str, str, str, int]
_Field: TypeAlias = tuple[str, int, int, str]

_NONE = -1
"""Stands for no file, no group and no acknowledgement, for JSON is shorter without nulls."""


class _Numbered(Generic[_T]):
    """Distinct values, each with the number of its first appearance."""

    def __init__(self) -> None:
        self._numbers: dict[_T, int] = {}

    def of(self, value: _T) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[_T]:
        return iter(self._numbers)


class _Columns:
    """The columns under construction, and what their numbers stand for."""

    def __init__(self) -> None:
        self.texts = _Numbered[str]()
        self.controls = _Numbered[_Control]()
        self.field_sets = _Numbered[tuple[_Field, ...]]()
        self.acknowledgements = _Numbered[tuple[str, str, str]]()
        self._links = _Numbered[str]()
        names = "gruppe sak kontroll alvor melding journal fil linjer feltsett verdier kobling kvittert ny"
        self.columns: dict[str, list[Any]] = {name: [] for name in names.split()}

    def add(self, group: int, case_number: int, case: Case, finding: Finding) -> None:
        text = self.texts.of
        said = finding.acknowledged
        row = (
            group,
            case_number,
            self.controls.of(_control(finding)),
            _SEVERITIES[finding.severity],
            text(finding.message),
            text(case.journal_number),
            _NONE if finding.file is None else text(finding.file),
            finding.lines[0] if len(finding.lines) == 1 else list(finding.lines),
            self.field_sets.of(tuple(map(_field, finding.fields))),
            [text(field.value) for field in finding.fields],
            _NONE if finding.group is None else self._links.of(finding.group),
            _NONE if said is None else self.acknowledgements.of((said.by, said.date, said.reason)),
            int(finding.progress is Progress.NEW),
        )
        for column, value in zip(self.columns.values(), row, strict=True):
            column.append(value)


def encoded(report: Report, listing: html_listing.Listing, say: Tongue) -> Iterator[str]:
    """Yield the findings as JSON that may stand in a script element."""
    columns = _Columns()
    number = 0
    for place, group in enumerate(listing.groups):
        for case in group.cases:
            for finding in case.findings:
                columns.add(place, number, case, finding)
            number += 1
    text = columns.texts.of
    fields = _Numbered[_Field]()
    sets = [[fields.of(field) for field in field_set] for field_set in columns.field_sets]
    head: dict[str, Any] = {
        "overskrift": visible(wording.checked(report, say)),
        "flereFiler": len(report.files) > 1,
        "alvor": [[severity.value, say(wording.NAMES[severity][0]).capitalize()] for severity in Severity],
        "grupper": [
            [visible(group.title), group.text, int(group.known), int(group.accepted)] for group in listing.groups
        ],
        "kontroller": [[*map(text, texts), house] for *texts, house in columns.controls],
        "felt": [[text(name), start, end, text(label)] for name, start, end, label in fields],
        "feltsett": sets,
        "kvitteringer": [list(map(text, said)) for said in columns.acknowledgements],
        "tekster": list(map(visible, columns.texts)),
    }
    translated = {phrase: say(phrase) for phrase in html_assets.script_phrases()}
    head |= {"ord": translated} if say.phrases else {}
    yield "{"
    yield "".join(f'"{key}":{_dump(value)},\n' for key, value in head.items())
    separator = '"kolonner":{\n'
    for name, column in columns.columns.items():
        yield f'{separator}"{name}":{_dump(column)}'
        separator = ",\n"
    yield "}}"


def _control(finding: Finding) -> _Control:
    texts = (finding.control, finding.title, finding.fix, finding.why, finding.origin)
    return (*texts, int(finding.house_rule))


def _field(field: FieldValue) -> _Field:
    start = _NONE if field.start is None else field.start
    return field.name, start, start if field.end is None else field.end, field.label


def _dump(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPED.items():  # several times faster than str.translate on a large report
        text = text.replace(character, escape)
    return text
