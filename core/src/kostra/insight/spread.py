"""Where each control's findings stand: the records it fires on, file by file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from kostra.api.report import Finding, Report, Severity
from kostra.frozen import frozen


@frozen
class Spread:
    """The records that a control fires on, for the same fields, each with its first finding.

    `records` are their numbers, in order. `fields` are the fields' names where the control fires for others as well,
    for a fault in one field is not the fault in another; else empty.
    """

    control: str
    house_rule: bool
    records: tuple[int, ...]
    findings: tuple[Finding, ...]
    fields: tuple[str, ...] = ()


@frozen
class Part:
    """A file of the delivery and its records: from `first` up to, but not including, `end`."""

    name: str
    first: int
    end: int

    @property
    def size(self) -> int:
        """Return the number of records."""
        return self.end - self.first

    def of(self, spread: Spread) -> range:
        """Return which places among a control's records are in this file."""
        return range(bisect_right(spread.records, self.first - 1), bisect_right(spread.records, self.end - 1))


def parts(report: Report) -> tuple[Part, ...]:
    """Return the files of a report with their records."""
    ends = list(accumulate(file.records for file in report.files))
    return tuple(Part(file.name, end - file.records, end) for file, end in zip(report.files, ends, strict=True))


def counting(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that ask for something: neither information, nor accepted earlier."""
    return (f for f in findings if f.severity is not Severity.INFO and f.acknowledged is None)


def spreads(report: Report) -> tuple[Spread, ...]:
    """Return where the findings of each control stand, field by field, in the order of the controls' numbers."""
    found: dict[str, dict[tuple[str, ...], dict[int, Finding]]] = {}
    for finding in report.findings:
        if finding.record is not None and finding.severity is not Severity.INFO and finding.acknowledged is None:
            fields = tuple([field.name for field in finding.fields])
            found.setdefault(finding.control, {}).setdefault(fields, {}).setdefault(finding.record, finding)
    return tuple(
        _spread(rows, fields if len(found[control]) > 1 else ())
        for control in sorted(found, key=lambda name: ("/" in name, name))
        for fields, rows in found[control].items()
    )


def together(several: Sequence[Spread]) -> Spread:
    """Return where a control fires for any of several fields."""
    if len(several) == 1:
        return several[0]
    rows: dict[int, Finding] = {}
    for one in several:
        for record, finding in zip(one.records, one.findings, strict=True):
            rows.setdefault(record, finding)
    return _spread(rows, tuple(dict.fromkeys(name for one in several for name in one.fields)))


def _spread(rows: dict[int, Finding], fields: tuple[str, ...]) -> Spread:
    ordered = sorted(rows)
    findings = tuple([rows[record] for record in ordered])
    return Spread(findings[0].control, findings[0].house_rule, tuple(ordered), findings, fields)
