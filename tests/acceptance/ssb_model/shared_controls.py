"""The controls that 11F and 11C share: 003–005 and 008–013."""

from __future__ import annotations

from tests.acceptance.ssb_model.identity import (
    INCOMPLETE_SUFFIXES,
    check_digits_fit,
    holds_real_date,
    incomplete_birth,
    is_eleven_digits,
    ssb_birth_year,
)
from tests.acceptance.ssb_model.record import OSLO, Record

BYDELER = frozenset(f"{number:02}" for number in range(1, 16))


def control_003(record: Record) -> bool:
    """003, 2022–2026: KOMMUNE_NR is not the run's municipality."""
    return record.raw("KOMMUNE_NR") != record.run.region


def control_003b(record: Record) -> bool:
    """003B (bydel), 2022–2026: Oslo needs a bydel 01–15, everybody else a blank.

    2022 tells Oslo by the run's municipality, 2023–2026 by the record's own KOMMUNE_NR.
    """
    municipality = record.run.region if record.year == 2022 else record.raw("KOMMUNE_NR")
    if municipality == OSLO:
        return record.raw("BYDELSNR") not in BYDELER
    return not record.blank("BYDELSNR")


def control_004(record: Record) -> bool:
    """004, 2022–2026: VERSION is not the reporting year.

    2022 compares the two characters (a blank crashes SSB's program, and is a finding in `kostra`: D4); 2023–2026
    compare as numbers, where blank and unreadable count as 0.
    """
    if record.year == 2022:
        return record.raw("VERSION") != "22"
    return record.version_year() != record.year


def control_004a(record: Record) -> bool:
    """004A, 2025–2026: FODSELSDATO is no date."""
    return record.date("FODSELSDATO") is None


def control_005(record: Record) -> bool:
    """005, 2022–2026: PERSON_FODSELSNR is not eleven digits with fitting check digits.

    2023–2026 also accept an incomplete number with a readable date. `kostra` fires on fitting check digits without a
    real date too (D9).
    """
    number = record.raw("PERSON_FODSELSNR")
    if record.run.deviations and check_digits_fit(number):
        return not holds_real_date(number)
    return not accepted_number(record)


def accepted_number(record: Record) -> bool:
    """Say whether the program of the year takes the number for a person's: 005 without D9, and the key of 11C 005A."""
    number = record.raw("PERSON_FODSELSNR")
    if check_digits_fit(number):
        return True
    if record.year == 2022 or not (is_eleven_digits(number) and number.endswith(INCOMPLETE_SUFFIXES)):
        return False
    if record.run.deviations:
        return incomplete_birth(number, record.year) is not None
    return ssb_birth_year(number, record.year, record.run.run_day) is not None


def control_008(record: Record) -> bool:
    """008, 2022–2026: KJONN holds no valid code."""
    return not record.valid_code("KJONN")


def control_009(record: Record) -> bool:
    """009, 2022–2026: EKTSTAT holds no valid code."""
    return not record.valid_code("EKTSTAT")


def control_010(record: Record) -> bool:
    """010, 2022–2026: BU18 holds no valid code."""
    return not record.valid_code("BU18")


def control_011(record: Record) -> bool:
    """011, 2022–2026: children, but their number is missing, zero or negative."""
    return record.raw("BU18") == "1" and record.number0("ANTBU18") <= 0


def control_012(record: Record) -> bool:
    """012, 2022–2026: a number of children, but no yes to having any."""
    return record.number0("ANTBU18") > 0 and record.raw("BU18") != "1"


def control_013(record: Record) -> bool:
    """013, 11C 2022–2026 and 11F 2023–2026: 14 children or more."""
    return record.number0("ANTBU18") >= 14
