"""From a file's text to its findings: lines, the file controls 000 and 001, then every other control."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tests.acceptance.ssb_model import controls_11c, controls_11f
from tests.acceptance.ssb_model.control import FATAL, FEIL
from tests.acceptance.ssb_model.duplicates import records_005a, records_005b
from tests.acceptance.ssb_model.file_description import Candidate, candidates_002, findings_002, runs_in_ssb
from tests.acceptance.ssb_model.record import OSLO, Record, Run

CONTROLS = {"11F": controls_11f.CONTROLS, "11C": controls_11c.CONTROLS}
RUN_DAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding: control number ("003", "003B", "020A", …), severity, and line, None for one about the whole file."""

    control: str
    severity: str
    line: int | None


class ProgramCrashed(Exception):
    """SSB's program of 2022 ends without a report on this file (D4)."""


def findings(
    form: str,
    year: int,
    text: str,
    *,
    region: str,
    has_attachment: bool = True,
    deviations: bool = False,
    run_day: date = RUN_DAY,
) -> list[Expected]:
    """List what SSB's program (`deviations=False`) or `kostra` (`True`) finds in a file, by line and control.

    `form` is "11F" or "11C", `region` the municipality's four digits, `has_attachment` False when the municipality
    says that it has no recipients. `run_day` is the day of the run, which decides centuries in SSB's 2023 and 2024.
    Lines are numbered without the skipped ones in SSB's voice and as they stand in the file in `kostra`'s (D12). 002
    as D8 adds it is not included: see `extra_002`. Raises ProgramCrashed where SSB's program of 2022 does.
    """
    run = Run(form, year, region, deviations, run_day)
    lines = _lines(text, run)
    stopped = _control_000(text, lines, run, has_attachment=has_attachment)
    if stopped is None:
        stopped = _control_001(lines, run)
    if stopped is not None:
        return stopped
    records = [Record(run, number, line) for number, line in lines]
    if year == 2022 and not deviations:
        _crash_of_2022(records)
    found = [
        Expected(control.number, control.severity[year], record.line)
        for record in records
        for control in CONTROLS[form]
        if year in control.severity and control.fires(record)
    ]
    found += [Expected("005A", FEIL, record.line) for record in records_005a(records)]
    found += [Expected("005B", FEIL, record.line) for record in records_005b(records)]
    if runs_in_ssb(form, year):
        found += [Expected("002", FEIL, record.line) for record in records for _ in range(findings_002(record))]
    return sorted(found, key=lambda finding: (finding.line or 0, finding.control))


def extra_002(form: str, year: int, text: str, *, region: str, has_attachment: bool = True) -> list[Candidate]:
    """List D8's findings 002 before any of them yields: 11F 2023–2025 and 11C 2023–2026, one a line and field.

    Their severity is `advarsel`. What is left of them is what no other control of the same line points at. Empty where
    the file stops at 000 or 001, and in the years in which 002 is a control of its own.
    """
    run = Run(form, year, region, True, RUN_DAY)
    lines = _lines(text, run)
    if runs_in_ssb(form, year):
        return []
    if _control_000(text, lines, run, has_attachment=has_attachment) is not None or _control_001(lines, run):
        return []
    return [candidate for number, line in lines for candidate in candidates_002(Record(run, number, line))]


def _lines(text: str, run: Run) -> list[tuple[int, str]]:
    """Split a file into numbered lines.

    2022: LF, CRLF and lone CR end a line; lines of nothing but blanks and control characters are dropped. 2023–2026:
    only LF ends a line, CRs at its ends are taken off, and only an empty line is dropped.
    """
    if run.year == 2022:
        split = re.split(r"\r\n|\r|\n", text)
        kept = [(number, line) for number, line in enumerate(split, 1) if any(c > " " for c in line)]
    else:
        split = [line.strip("\r") for line in text.split("\n")]
        kept = [(number, line) for number, line in enumerate(split, 1) if line]
    if run.deviations:
        return kept
    return [(number, line) for number, (_, line) in enumerate(kept, 1)]


def _control_000(text: str, lines: list[tuple[int, str]], run: Run, *, has_attachment: bool) -> list[Expected] | None:
    """000: does the file's existence agree with the municipality's word? A list ends the run, None lets it go on."""
    if run.deviations:
        fires, ends = _control_000_kostra(text, lines, run, has_attachment=has_attachment)
    elif run.year >= 2023:
        # The season's test is one character, whatever it is; without attachment the run ends in any case.
        fires, ends = (len(text) == 1) == has_attachment, not has_attachment
    elif run.form == "11C":
        fires, ends = bool(lines) != has_attachment, False
    else:
        fires, ends = False, False
    if fires:
        return [Expected("000", FEIL if run.year == 2022 else FATAL, None)]
    return [] if ends else None


def _control_000_kostra(
    text: str, lines: list[tuple[int, str]], run: Run, *, has_attachment: bool
) -> tuple[bool, bool]:
    """000 by D5: both forms, all years; a file without content is none, as is one character from 2023."""
    has_content = bool(lines) and not (run.year >= 2023 and len(text) == 1)
    return has_content != has_attachment, not has_attachment


def _control_001(lines: list[tuple[int, str]], run: Run) -> list[Expected] | None:
    """001: the length of every line, and tabs except in SSB's 2022 (D6). A list ends the run.

    SSB's 2022 makes one finding for the file; later years, and `kostra` always (D13), one a line.
    """
    tabs_count = run.year >= 2023 or run.deviations
    wrong = [number for number, line in lines if len(line) != run.layout.length or (tabs_count and "\t" in line)]
    if not wrong:
        return None
    if run.year == 2022:
        return [Expected("001", FEIL, number) for number in (wrong if run.deviations else [None])]
    return [Expected("001", FATAL, number) for number in wrong]


def _crash_of_2022(records: list[Record]) -> None:
    """2022: VERSION of less than two characters, and in 11C one that is no number in a record outside Oslo."""
    for record in records:
        too_short = len(record.raw("VERSION").strip(" ")) < 2
        no_number = record.number("VERSION") is None and record.raw("KOMMUNE_NR") != OSLO
        if too_short or (record.run.form == "11C" and no_number):
            raise ProgramCrashed(f"VERSION in line {record.line}")
