"""Control 002 (filbeskrivelse), field by field: as SSB runs it in 2022 and 11F 2026, and as D8 adds it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from tests.acceptance.ssb_model.layout import Field
from tests.acceptance.ssb_model.record import OSLO, Record
from tests.acceptance.ssb_model.values import is_blank, read_number

MANDATORY = "obligatorisk"
CODE = "kode"
NUMBER = "heltall"
DATE = "dato"
ZERO_DATE = "nulldato"


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A finding 002 of D8 before it yields: the file's own line, the field, and what is wrong with it.

    `reason` is "obligatorisk", "kode", "heltall", "dato" or "nulldato" (a date of zeros only: 002 accepted it in 2022
    and rejects it in 11F 2026).
    """

    line: int
    field: str
    reason: str


def runs_in_ssb(form: str, year: int) -> bool:
    """Tell whether SSB's program of the season runs 002 for the form."""
    return year == 2022 or (form == "11F" and year == 2026)


def findings_002(record: Record) -> int:
    """002, 11F and 11C 2022, 11F 2026: count the findings of a record; the severity is `feil`."""
    return sum(_findings_of_field(record, field) for field in record.run.layout.fields)


def _findings_of_field(record: Record, field: Field) -> int:
    raw = record.raw(field.name)
    if is_blank(raw):
        return int(_must_be_filled(record, field))
    if record.year == 2022:
        return _findings_2022(record, field)
    return int(_wrong_by_type(record, field) is not None)


def _findings_2022(record: Record, field: Field) -> int:
    """2022, not blank: outside the code list, not a number, or neither zeros nor a date.

    BOSIT is a number with a code list, so SSB may say both; `kostra` says it once (D16).
    """
    raw = record.raw(field.name)
    reasons = 0
    if field.codes and raw not in field.codes:
        reasons += 1
    if field.kind == "heltall" and read_number(raw) is None:
        reasons += 1
    if field.kind == "dato" and raw.strip("0") and record.date(field.name) is None:
        reasons += 1
    return min(reasons, 1) if record.run.deviations else reasons


def candidates_002(record: Record) -> list[Candidate]:
    """D8: list what 002 has to say about a record of a year in which SSB does not run it, one entry a field."""
    candidates = []
    for field in record.run.layout.fields:
        raw = record.raw(field.name)
        if is_blank(raw):
            reason = MANDATORY if _must_be_filled(record, field) else None
        else:
            reason = _wrong_by_type(record, field)
        if reason is not None:
            candidates.append(Candidate(record.line, field.name, reason))
    return candidates


def _must_be_filled(record: Record, field: Field) -> bool:
    """Mandatory by the layout; BYDELSNR in `kostra` only for a record of Oslo (D1)."""
    if field.name == "BYDELSNR" and record.run.deviations:
        return field.mandatory and record.raw("KOMMUNE_NR") == OSLO
    return field.mandatory


def _wrong_by_type(record: Record, field: Field) -> str | None:
    """2023–2026, not blank: one question by the field's type; zeros are no date."""
    raw = record.raw(field.name)
    if field.kind == "heltall":
        return NUMBER if read_number(raw) is None else None
    if field.kind == "dato":
        if record.date(field.name) is not None:
            return None
        return DATE if raw.strip("0") else ZERO_DATE
    return CODE if field.codes and raw not in field.codes else None
