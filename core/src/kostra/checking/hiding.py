"""Hiding identity numbers in what rule files and their names bring into a result.

The engine hides what comes from the data. Titles, reasons and advice are written by people, house rules' file names
too, and may hold a number by accident.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kostra.api.report import ControlResult, Finding, StatisticTable
from kostra.masking import mask_label, mask_text


def hidden_controls(controls: Iterable[ControlResult]) -> list[ControlResult]:
    """Return the results with no identity number in id, title or reason."""
    return [
        replace(one, id=mask_text(one.id), title=mask_text(one.title), reason=mask_text(one.reason)) for one in controls
    ]


def hidden_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings with no identity number in what their rules say; the very same when there is none to hide."""
    # A large report has few different texts of this kind, so each is looked at once.
    texts = {text for one in findings for text in _texts(one)}
    shown = {text: masked for text in texts if (masked := mask_text(text)) != text}
    if not shown:
        return findings
    return tuple(_hidden(one, shown) if any(text in shown for text in _texts(one)) else one for one in findings)


def hidden_statistics(tables: Iterable[StatisticTable]) -> tuple[StatisticTable, ...]:
    """Return the tables with no identity number in titles and labels."""
    return tuple(
        replace(table, title=mask_text(table.title), rows=tuple((mask_label(label), n) for label, n in table.rows))
        for table in tables
    )


def _texts(finding: Finding) -> tuple[str, ...]:
    return finding.control, finding.title, finding.fix, finding.why, finding.origin, finding.group or ""


def _hidden(finding: Finding, shown: dict[str, str]) -> Finding:
    return replace(
        finding,
        control=shown.get(finding.control, finding.control),
        title=shown.get(finding.title, finding.title),
        fix=shown.get(finding.fix, finding.fix),
        why=shown.get(finding.why, finding.why),
        origin=shown.get(finding.origin, finding.origin),
        group=None if finding.group is None else shown.get(finding.group, finding.group),
    )
