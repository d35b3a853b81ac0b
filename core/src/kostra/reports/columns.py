"""A finding as one row of a table: the columns that the reports for spreadsheets share."""

from __future__ import annotations

from collections.abc import Iterable

from kostra.api.report import FieldValue, Finding, Progress, Severity
from kostra.phrase import Phrase
from kostra.reports.tongue import Tongue

COLUMNS = (
    Phrase("alvor"),
    Phrase("kontroll"),
    Phrase("tittel"),
    Phrase("saksbehandler"),
    Phrase("journalnummer"),
    Phrase("fil"),
    Phrase("linje"),
    Phrase("felt"),
    Phrase("posisjon"),
    Phrase("verdi"),
    Phrase("melding"),
    Phrase("rettelse"),
    Phrase("opphav"),
    Phrase("gruppe"),
    Phrase("kvittert_grunn"),
    Phrase("kvittert_av"),
    Phrase("kvittert_dato"),
    Phrase("siden_sist"),
)
"""The headings, in the order of the cells."""

SEVERITIES = {
    Severity.FATAL: Phrase("fatal"),
    Severity.FEIL: Phrase("feil"),
    Severity.ADVARSEL: Phrase("advarsel"),
    Severity.INFO: Phrase("info"),
}
"""A severity as a cell has it: in bokmål its value."""

_PROGRESS = {Progress.NEW: Phrase("ny"), Progress.UNCHANGED: Phrase("uendret")}


def cells(finding: Finding, between: str, say: Tongue) -> tuple[str, ...]:
    """Return a finding's cells, in the order of `COLUMNS`; `between` stands between several lines or fields.

    «felt», «posisjon» and «verdi» always have equally many parts, so that they can be taken apart together.
    """

    def joined(parts: Iterable[str]) -> str:
        return between.join(parts)

    said = finding.acknowledged
    return (
        say(SEVERITIES[finding.severity]),
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
        say(_PROGRESS[finding.progress]) if finding.progress is not None else "",
    )


def position(field: FieldValue) -> str:
    """Return where a field stands: «50–51», «42», or nothing in table forms.

    The dash is an en dash: a spreadsheet would take 10-11 for a date.
    """
    if field.start is None:
        return ""
    return str(field.start) if field.end in (None, field.start) else f"{field.start}–{field.end}"
