"""A finding as one row of a table: the columns that the reports for spreadsheets share."""

from __future__ import annotations

from collections.abc import Iterable

from kostra.api.report import FieldValue, Finding

COLUMNS = (
    "alvor",
    "kontroll",
    "tittel",
    "saksbehandler",
    "journalnummer",
    "fil",
    "linje",
    "felt",
    "posisjon",
    "verdi",
    "melding",
    "rettelse",
    "opphav",
    "gruppe",
    "kvittert_grunn",
    "kvittert_av",
    "kvittert_dato",
    "siden_sist",
)
"""The headings, in the order of the cells."""


def cells(finding: Finding, between: str) -> tuple[str, ...]:
    """Return a finding's cells, in the order of `COLUMNS`; `between` stands between several lines or fields.

    «felt», «posisjon» and «verdi» always have equally many parts, so that they can be taken apart together.
    """

    def joined(parts: Iterable[str]) -> str:
        return between.join(parts)

    said = finding.acknowledged
    return (
        finding.severity.value,
        finding.control,
        finding.title,
        finding.caseworker.strip(),
        finding.journal_number.strip(),
        finding.file or "",
        joined(map(str, finding.lines)),
        joined(field.name for field in finding.fields),
        joined(map(position, finding.fields)),
        joined(field.value for field in finding.fields),
        finding.message,
        finding.fix,
        finding.origin,
        finding.group or "",
        *(("", "", "") if said is None else (said.reason, said.by, said.date)),
        finding.progress.value if finding.progress is not None else "",
    )


def position(field: FieldValue) -> str:
    """Return where a field stands: «50–51», «42», or nothing in table forms.

    The dash is an en dash: a spreadsheet would take 10-11 for a date.
    """
    if field.start is None:
        return ""
    return str(field.start) if field.end in (None, field.start) else f"{field.start}–{field.end}"
