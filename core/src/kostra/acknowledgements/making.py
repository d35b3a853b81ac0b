"""Making acknowledgements: which findings of a report are meant, and what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kostra.acknowledgements.key import Key
from kostra.acknowledgements.marks import marks_of
from kostra.acknowledgements.model import Entry
from kostra.api.errors import ArgumentError
from kostra.api.report import Acknowledgement, Finding, Report
from kostra.layout.model import Layout
from kostra.readers.records import RecordSource

_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: control and line (None: of the whole delivery), and, to tell several apart, field, file, code."""

    control: str
    line: int | None
    field: str | None = None
    file: str | None = None
    code: str | None = None


def select(report: Report, wanted: Wanted) -> tuple[Finding, ...]:
    """Return the findings that are meant.

    ArgumentError, saying what there is instead, when there are none, when they stand in several files, and when one of
    them is an error.
    """
    control = _control(report, wanted.control)
    of_control = [finding for finding in report.findings if finding.control == control]
    if not of_control:
        raise ArgumentError(f"Kontroll {control} har ingen funn i denne leveransen.")
    found = [f for f in of_control if (f.lines == () if wanted.line is None else wanted.line in f.lines)]
    if wanted.file is not None:
        found = [finding for finding in found if finding.file == wanted.file]
    if wanted.field is not None:
        found = [f for f in found if wanted.field.upper() in (field.name.upper() for field in f.fields)]
    if wanted.code is not None:
        found = [f for f in found if not f.lines and wanted.code.strip() in (field.value for field in f.fields)]
    if not found:
        raise ArgumentError(f"Kontroll {control} har ikke det funnet. {_there_is(of_control)}")
    if len({finding.file for finding in found}) > 1:
        raise ArgumentError(f"Linje {wanted.line} finnes i flere filer. Oppgi hvilken med --fil.")
    if any(finding.severity.blocks for finding in found):
        raise ArgumentError(f"Funnet til kontroll {control} er en feil. Feil kan ikke kvitteres; de må rettes.")
    return tuple(found)


def make(
    findings: Sequence[Finding],
    report: Report,
    layout: Layout,
    sources: Sequence[RecordSource],
    key: Key,
    said: Acknowledgement,
) -> list[Entry]:
    """Return the acknowledgements of findings, each once."""
    marks = marks_of(findings, report, layout, sources, key)
    return [Entry(report.form, report.year, report.municipality, mark, key.name, said) for mark in dict.fromkeys(marks)]


def _control(report: Report, wanted: str) -> str:
    known = [control.id for control in report.controls]
    found = next((name for name in known if name.casefold() == wanted.strip().casefold()), None)
    if found is None:
        open_ = sorted({finding.control for finding in report.findings if not finding.severity.blocks})
        hint = f" Det som kan kvitteres, er fra kontroll {', '.join(open_)}." if open_ else ""
        raise ArgumentError(f"Det er ingen kontroll {wanted}.{hint}")
    return found


def _there_is(findings: Sequence[Finding]) -> str:
    lines = sorted({line for finding in findings for line in finding.lines})
    if not lines:
        codes = sorted({field.value for finding in findings for field in finding.fields if field.value})
        what = (
            f"Funnene gjelder hele leveransen og kode {', '.join(codes)}" if codes else "Funnet gjelder hele leveransen"
        )
        return f"{what}; utelat --linje."
    more = f" og {len(lines) - _MOST_LISTED} til" if len(lines) > _MOST_LISTED else ""
    return f"Den har funn på linje {', '.join(map(str, lines[:_MOST_LISTED]))}{more}."
