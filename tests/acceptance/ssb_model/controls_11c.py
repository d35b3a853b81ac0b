"""The record controls of form 11C (kvalifiseringsstønad), one function each, and the table of what runs when."""

from __future__ import annotations

from tests.acceptance.ssb_model import shared_controls as shared
from tests.acceptance.ssb_model.control import ADVARSEL, ALWAYS_ADVARSEL, ALWAYS_FEIL, FEIL, Control, years
from tests.acceptance.ssb_model.record import OSLO, Record

SUPPORT = ("KVP_MED_KOMMBOS", "KVP_MED_HUSBANKBOS", "KVP_MED_SOSHJ_ENGANG", "KVP_MED_SOSHJ_PGM", "KVP_MED_SOSHJ_SUP")

SITUATIONS = (
    "AVSL_ORDINAERTARB",
    "AVSL_ARBLONNSTILS",
    "AVSL_ARBMARK",
    "AVSL_SKOLE",
    "AVSL_UFORE",
    "AVSL_AAP",
    "AVSL_OK_AVKLAR",
    "AVSL_UTEN_OK_AVKLAR",
    "AVSL_ANNET",
    "AVSL_UKJENT",
)


def control_006(record: Record) -> bool:
    """006, 2022–2026: under 18. In 2022 SSB takes an unknown age for −1; `kostra` has no finding then (D10)."""
    age = record.age()
    if age is None:
        return record.year == 2022 and not record.run.deviations
    return age < 18


def control_007(record: Record) -> bool:
    """007: 68 or over in 2022–2024, over 68 in 2025–2026. Unknown is not old."""
    age = record.age()
    return age is not None and (age >= 68 if record.year <= 2024 else age > 68)


def _too_early_by_version(record: Record, name: str) -> bool:
    """No date, or one of a year more than four before the one that VERSION names; Oslo's records are let off."""
    if record.raw("KOMMUNE_NR") == OSLO:
        return False
    day = record.date(name)
    return day is None or record.version_year() - day.year > 4


def control_014(record: Record) -> bool:
    """014, 2022–2026: REG_DATO is no date, or too early by VERSION (2022 compares two-digit years: the same)."""
    return _too_early_by_version(record, "REG_DATO")


def control_015(record: Record) -> bool:
    """015, 2022–2026: VEDTAK_DATO is no date, or too early by VERSION."""
    return _too_early_by_version(record, "VEDTAK_DATO")


def control_016(record: Record) -> bool:
    """016, 2022–2023: BEGYNT_DATO is no date, or too early by VERSION.

    2024–2026: no date, too early by the reporting year, or after it.
    """
    if record.year <= 2023:
        return _too_early_by_version(record, "BEGYNT_DATO")
    if record.raw("KOMMUNE_NR") == OSLO:
        return False
    day = record.date("BEGYNT_DATO")
    return day is None or record.year - day.year > 4 or day.year > record.year


def control_019(record: Record) -> bool:
    """019, 2022–2026: KVP_KOMM holds no valid code."""
    return not record.valid_code("KVP_KOMM")


def control_020(record: Record) -> bool:
    """020, 2022–2026: comes from another municipality's programme, but KOMMNR_KVP_KOMM is no municipality.

    The special number 9999 is accepted in 2025–2026.
    """
    return record.raw("KVP_KOMM") == "1" and not record.valid_code("KOMMNR_KVP_KOMM")


def control_020a(record: Record) -> bool:
    """020A, 2022: a record of Oslo without a valid KVP_OSLO."""
    return record.raw("KOMMUNE_NR") == OSLO and not record.valid_code("KVP_OSLO")


def control_021(record: Record) -> bool:
    """021, 2022–2026: had social assistance, but its type is no valid code."""
    return record.raw("YTELSE_SOSHJELP") == "1" and not record.valid_code("YTELSE_TYPE_SOSHJ")


def control_026(record: Record) -> bool:
    """026, 2022–2026: KVP_MED_ASTONAD holds no valid code."""
    return not record.valid_code("KVP_MED_ASTONAD")


def control_027(record: Record) -> bool:
    """027, 2022–2026: yes to other support without naming any, or no and yet naming some.

    Against a no, 2022 counts everything but a blank or a zero; 2023–2026 only a field's own code.
    """
    answer = record.raw("KVP_MED_ASTONAD")
    named = any(record.valid_code(name) for name in SUPPORT)
    if answer == "1":
        return not named
    if answer == "2":
        return any(record.raw(name) not in (" ", "0") for name in SUPPORT) if record.year == 2022 else named
    return False


def control_028(record: Record) -> bool:
    """028, 2022–2026: no month, and not on leave."""
    return not record.has_month() and record.raw("STATUS") != "2"


def control_029(record: Record) -> bool:
    """029: 2022: KVP_STONAD is missing (0 is not). 2023–2026: in the programme (1) without a positive amount."""
    if record.year == 2022:
        return record.number("KVP_STONAD") is None
    return record.raw("STATUS") == "1" and record.number0("KVP_STONAD") <= 0


def control_030(record: Record) -> bool:
    """030: months without an amount. 2022: missing. 2023–2026: blank (not unreadable or 0), and not on leave."""
    if not record.has_month():
        return False
    if record.year == 2022:
        return record.number("KVP_STONAD") is None
    return record.raw("STATUS") != "2" and record.blank("KVP_STONAD")


def control_031(record: Record) -> bool:
    """031, 2022–2026: an amount, but no month; from 2023 only for those in the programme (1)."""
    if record.year >= 2023 and record.raw("STATUS") != "1":
        return False
    return record.number0("KVP_STONAD") > 0 and not record.has_month()


def control_032(record: Record) -> bool:
    """032, 2022–2026: more than 600 000."""
    return record.number0("KVP_STONAD") > 600_000


def control_036(record: Record) -> bool:
    """036, 2022–2026: STATUS holds no valid code (7 is one from 2023)."""
    return not record.valid_code("STATUS")


def control_037(record: Record) -> bool:
    """037: the end date of those who have ended.

    2022: status 3–5 needs a date, every other status six blanks. 2023: status 3, 4, 5 and 7 needs a date. 2024–2026:
    these need a real day of the reporting year.
    """
    ended = record.raw("STATUS") in (("3", "4", "5") if record.year == 2022 else ("3", "4", "5", "7"))
    if not ended:
        return record.year == 2022 and not record.blank("AVSL_DATO")
    day = record.date("AVSL_DATO", only_real_days=record.year >= 2024)
    return day is None or (record.year >= 2024 and day.year != record.year)


def control_038(record: Record) -> bool:
    """038, 2022–2026: completed (3, and from 2023 also 7), but no situation is named."""
    completed = record.raw("STATUS") in (("3",) if record.year == 2022 else ("3", "7"))
    return completed and not any(record.valid_code(name) for name in SITUATIONS)


def control_039(record: Record) -> bool:
    """039, 2022–2026: completed (3 only), but AVSL_VIKTIGSTE_INNTEKT holds no valid code."""
    return record.raw("STATUS") == "3" and not record.valid_code("AVSL_VIKTIGSTE_INNTEKT")


CONTROLS = (
    Control("003", ALWAYS_FEIL, shared.control_003),
    Control("003B", ALWAYS_FEIL, shared.control_003b),
    Control("004", ALWAYS_FEIL, shared.control_004),
    Control("004A", years(2025, 2026, FEIL), shared.control_004a),
    Control("005", years(2022, 2023, ADVARSEL) | years(2024, 2026, FEIL), shared.control_005),
    Control("006", years(2022, 2022, ADVARSEL) | years(2023, 2026, FEIL), control_006),
    Control("007", ALWAYS_ADVARSEL, control_007),
    Control("008", ALWAYS_FEIL, shared.control_008),
    Control("009", ALWAYS_FEIL, shared.control_009),
    Control("010", ALWAYS_FEIL, shared.control_010),
    Control("011", ALWAYS_FEIL, shared.control_011),
    Control("012", ALWAYS_FEIL, shared.control_012),
    Control("013", ALWAYS_FEIL, shared.control_013),
    Control("014", ALWAYS_FEIL, control_014),
    Control("015", ALWAYS_FEIL, control_015),
    Control("016", ALWAYS_FEIL, control_016),
    Control("019", ALWAYS_FEIL, control_019),
    Control("020", ALWAYS_FEIL, control_020),
    Control("020A", years(2022, 2022, ADVARSEL), control_020a),
    Control("021", ALWAYS_FEIL, control_021),
    Control("026", ALWAYS_FEIL, control_026),
    Control("027", ALWAYS_FEIL, control_027),
    Control("028", ALWAYS_ADVARSEL, control_028),
    Control("029", ALWAYS_ADVARSEL, control_029),
    Control("030", ALWAYS_ADVARSEL, control_030),
    Control("031", ALWAYS_ADVARSEL, control_031),
    Control("032", ALWAYS_ADVARSEL, control_032),
    Control("036", ALWAYS_FEIL, control_036),
    Control("037", ALWAYS_FEIL, control_037),
    Control("038", ALWAYS_FEIL, control_038),
    Control("039", ALWAYS_FEIL, control_039),
)
