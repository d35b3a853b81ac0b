"""The record controls of form 11F (økonomisk sosialhjelp), one function each, and the table of what runs when."""

from __future__ import annotations

from tests.acceptance.ssb_model import shared_controls as shared
from tests.acceptance.ssb_model.control import ADVARSEL, ALWAYS_ADVARSEL, ALWAYS_FEIL, FEIL, Control, years
from tests.acceptance.ssb_model.identity import check_digits_fit, duf_fits
from tests.acceptance.ssb_model.record import Record
from tests.acceptance.ssb_model.values import read_date

_MONTH_NAMES = ("JAN", "FEB", "MARS", "APRIL", "MAI", "JUNI", "JULI", "AUG", "SEPT", "OKT", "NOV", "DES")
BIDRAG_BY_MONTH = tuple(f"BIDRAG_{month}" for month in _MONTH_NAMES)
LAAN_BY_MONTH = tuple(f"LAAN_{month}" for month in _MONTH_NAMES)

CONDITIONS_2022 = (
    "VILKARARBEID",
    "VILKARKURS",
    "VILKARUTD",
    "VILKARJOBBLOG",
    "VILKARJOBBTILB",
    "VILKARSAMT",
    "VILKAROKRETT",
    "VILKARLIVSH",
    "VILKARHELSE",
    "VILKARANNET",
    "VILKARDIGPLAN",
)
CONDITIONS_2024 = (*CONDITIONS_2022, "VILKARNORSKSAMISKOPPL")


def control_006(record: Record) -> bool:
    """006, 2023–2026: under 18. In 2026 SSB takes an unknown age for −1; `kostra` has no finding then (D10)."""
    age = record.age()
    if age is None:
        return record.year == 2026 and not record.run.deviations
    return age < 18


def control_007(record: Record) -> bool:
    """007: 68 or over in 2023–2024 (the limit of 11C, by mistake), 96 or over in 2025–2026. Unknown is not old."""
    age = record.age()
    return age is not None and age >= (68 if record.year <= 2024 else 96)


def control_013_2022(record: Record) -> bool:
    """013, 2022: ten children or more. SSB fires on a missing number too, by accident; `kostra` does not (D3)."""
    children = record.number("ANTBU18")
    if children is None:
        return not record.run.deviations
    return children >= 10


def control_014(record: Record) -> bool:
    """014, 2022–2026: VKLO holds no valid code."""
    return not record.valid_code("VKLO")


def control_015(record: Record) -> bool:
    """015, 2022–2026: lives on wages, but is not at work."""
    return record.raw("VKLO") == "1" and record.raw("ARBSIT") not in ("01", "02")


def control_016(record: Record) -> bool:
    """016, 2022–2026: lives on course benefits, but is in neither education nor a labour market measure."""
    return record.raw("VKLO") == "2" and record.raw("ARBSIT") not in ("03", "05", "06")


def control_017(record: Record) -> bool:
    """017, 2022–2026: lives on a student grant or loan, but is not in education."""
    return record.raw("VKLO") == "4" and record.raw("ARBSIT") != "03"


def control_018(record: Record) -> bool:
    """018, 2022–2026: lives on introduction benefit, but is not in the introduction scheme."""
    return record.raw("VKLO") == "6" and record.raw("ARBSIT") != "09"


def control_019(record: Record) -> bool:
    """019, 2022–2026: lives on qualification benefit, but is not in the qualification programme."""
    return record.raw("VKLO") == "8" and record.raw("ARBSIT") != "10"


def control_020(record: Record) -> bool:
    """020, 2022–2023: lives on social security, but TRYGDESIT names none of the nine benefits."""
    benefits = ("01", "02", "04", "05", "06", "07", "09", "10", "11")
    return record.raw("VKLO") == "3" and record.raw("TRYGDESIT") not in benefits


def control_020a(record: Record) -> bool:
    """020A, 2024–2025: does not live on social security, but TRYGDESIT is not 12 (a blank is not 12 either)."""
    return record.raw("VKLO") != "3" and record.raw("TRYGDESIT") != "12"


def control_020b(record: Record) -> bool:
    """020B, 2024–2026: lives on social security, but TRYGDESIT is none of the ten benefits (every code but 12)."""
    benefits = ("01", "02", "04", "05", "06", "07", "09", "10", "11", "13")
    return record.raw("VKLO") == "3" and record.raw("TRYGDESIT") not in benefits


def control_021(record: Record) -> bool:
    """021, 2023–2026: lives on social assistance in an unlikely situation; 03 is a likely one from 2026."""
    likely = {"02", "04", "05", "06", "07", "08"} | ({"03"} if record.year >= 2026 else set())
    return record.raw("VKLO") == "5" and record.raw("ARBSIT") not in likely


def control_022_age(record: Record) -> bool:
    """022 in 2022–2025, 023A in 2026: old-age pension at a young age; an unknown age counts as −1 (D11).

    The age is too young up to 62 in 2022–2023, under 60 in 2024–2025, under 62 in 2026.
    """
    if record.raw("TRYGDESIT") != "07":
        return False
    age = record.age()
    if age is None:
        return True
    if record.year <= 2023:
        return age <= 62
    return age < 60 if record.year <= 2025 else age < 62


def control_022_code(record: Record) -> bool:
    """022, 2026: TRYGDESIT holds no valid code."""
    return not record.valid_code("TRYGDESIT")


def _has_children(record: Record) -> bool:
    """Yes to children, and a number of them."""
    return record.raw("BU18") == "1" and record.number0("ANTBU18") > 0


def control_023_children(record: Record) -> bool:
    """023 in 2022–2025, 023B in 2026: transitional benefit without children.

    In 2022 either the yes or a number (a negative one too) is enough; later both are needed.
    """
    if record.raw("TRYGDESIT") != "05":
        return False
    if record.year == 2022:
        return record.raw("BU18") != "1" and record.number0("ANTBU18") == 0
    return not _has_children(record)


def control_023c(record: Record) -> bool:
    """023C, 2026: child benefit without children."""
    return record.raw("TRYGDESIT") == "13" and not _has_children(record)


def control_024(record: Record) -> bool:
    """024, 2022–2026: disability or old-age pension in an unlikely situation; 03, 05 and 06 are likely from 2026."""
    likely = {"02", "04", "07"} | ({"03", "05", "06"} if record.year >= 2026 else set())
    return record.raw("TRYGDESIT") in ("04", "07") and record.raw("ARBSIT") not in likely


def control_024b(record: Record) -> bool:
    """024B, 2022–2026: work assessment allowance, but unemployed without being registered."""
    return record.raw("VKLO") == "3" and record.raw("TRYGDESIT") == "11" and record.raw("ARBSIT") == "08"


def control_025(record: Record) -> bool:
    """025, 2022–2026: ARBSIT holds no valid code."""
    return not record.valid_code("ARBSIT")


def control_026(record: Record) -> bool:
    """026, 2022–2026: no month."""
    return not record.has_month()


def _no_amount(record: Record) -> bool:
    """Neither a positive BIDRAG nor a positive LAAN."""
    return record.number0("BIDRAG") <= 0 and record.number0("LAAN") <= 0


def _total(record: Record) -> int:
    """BIDRAG and LAAN together, missing ones as 0."""
    return record.number0("BIDRAG") + record.number0("LAAN")


def control_027(record: Record) -> bool:
    """027, 2022–2026: no amount."""
    return _no_amount(record)


def control_028(record: Record) -> bool:
    """028, 2022: months, but no amount."""
    return record.has_month() and _no_amount(record)


def control_029(record: Record) -> bool:
    """029, 2022: an amount, but no month."""
    return _total(record) > 0 and not record.has_month()


def control_030(record: Record) -> bool:
    """030: the total is over 600 000 in 2022, 600 000 or over in 2023–2024, over 1 000 000 in 2025–2026."""
    total = _total(record)
    if record.year == 2022:
        return total > 600_000
    return total >= 600_000 if record.year <= 2024 else total > 1_000_000


def control_031(record: Record) -> bool:
    """031, 2022–2026: the total is 200 or less; in 2022 not when both amounts are 0 or missing."""
    if record.year == 2022 and record.number0("BIDRAG") == 0 and record.number0("LAAN") == 0:
        return False
    return _total(record) <= 200


def control_032(record: Record) -> bool:
    """032, 2022–2026: GITT_OKONOMIRAD holds no valid code."""
    return not record.valid_code("GITT_OKONOMIRAD")


def control_033(record: Record) -> bool:
    """033, 2022–2026: FAAT_INDIVIDUELL_PLAN holds no valid code."""
    return not record.valid_code("FAAT_INDIVIDUELL_PLAN")


def control_035(record: Record) -> bool:
    """035, 2022–2026: BOSIT holds no valid code."""
    return not record.valid_code("BOSIT")


def control_036(record: Record) -> bool:
    """036, 2022–2026: the months do not add up to BIDRAG; in 2022 only asked when BIDRAG is positive."""
    total = record.number0("BIDRAG")
    if record.year == 2022 and total <= 0:
        return False
    return record.total0(BIDRAG_BY_MONTH) != total


def control_037(record: Record) -> bool:
    """037, 2022–2026: the months do not add up to LAAN; in 2022 only asked when LAAN is positive."""
    total = record.number0("LAAN")
    if record.year == 2022 and total <= 0:
        return False
    return record.total0(LAAN_BY_MONTH) != total


def control_038(record: Record) -> bool:
    """038, 2022–2026: neither an identity number nor a DUF number.

    2022: the identity number's check digits do not fit, nor the DUF number's, and it is not so that the identity
    number begins with a readable date while the DUF number is blank. 2023–2026: the identity number is blank and the
    DUF number's check digits do not fit.
    """
    number, duf = record.raw("PERSON_FODSELSNR"), record.raw("PERSON_DUF")
    if duf_fits(duf):
        return False
    if record.year >= 2023:
        return record.blank("PERSON_FODSELSNR")
    if check_digits_fit(number):
        return False
    begins_with_date = read_date(number[:6], "ddMMyy", only_real_days=record.run.deviations) is not None
    return not (begins_with_date and record.blank("PERSON_DUF"))


def control_039(record: Record) -> bool:
    """039, 2022–2026: VILKARSOSLOV holds no valid code."""
    return not record.valid_code("VILKARSOSLOV")


def control_040(record: Record) -> bool:
    """040, 2022–2026: VILKARSAMEKT holds no valid code."""
    return not record.valid_code("VILKARSAMEKT")


def control_041(record: Record) -> bool:
    """041, 2022–2026: conditions, but UTBETDATO is no date."""
    return record.raw("VILKARSOSLOV") == "1" and record.date("UTBETDATO") is None


def control_042(record: Record) -> bool:
    """042, 2022–2026: conditions, but UTBETTOMDATO is no date."""
    return record.raw("VILKARSOSLOV") == "1" and record.date("UTBETTOMDATO") is None


def control_043(record: Record) -> bool:
    """043, 2022–2026: conditions, but none of them is named; VILKARNORSKSAMISKOPPL counts from 2024."""
    names = CONDITIONS_2022 if record.year <= 2023 else CONDITIONS_2024
    return record.raw("VILKARSOSLOV") == "1" and not any(record.valid_code(name) for name in names)


CONTROLS = (
    Control("003", ALWAYS_FEIL, shared.control_003),
    Control("003B", ALWAYS_FEIL, shared.control_003b),
    Control("004", ALWAYS_FEIL, shared.control_004),
    Control("004A", years(2025, 2026, FEIL), shared.control_004a),
    Control("005", years(2022, 2023, ADVARSEL) | years(2024, 2026, FEIL), shared.control_005),
    Control("006", years(2023, 2026, ADVARSEL), control_006),
    Control("007", years(2023, 2026, ADVARSEL), control_007),
    Control("008", ALWAYS_FEIL, shared.control_008),
    Control("009", ALWAYS_FEIL, shared.control_009),
    Control("010", ALWAYS_FEIL, shared.control_010),
    Control("011", ALWAYS_FEIL, shared.control_011),
    Control("012", ALWAYS_FEIL, shared.control_012),
    Control("013", years(2022, 2022, ADVARSEL), control_013_2022),
    Control("013", years(2023, 2026, FEIL), shared.control_013),
    Control("014", ALWAYS_FEIL, control_014),
    Control("015", ALWAYS_FEIL, control_015),
    Control("016", ALWAYS_FEIL, control_016),
    Control("017", ALWAYS_FEIL, control_017),
    Control("018", ALWAYS_FEIL, control_018),
    Control("019", ALWAYS_FEIL, control_019),
    Control("020", years(2022, 2023, FEIL), control_020),
    Control("020A", years(2024, 2025, ADVARSEL), control_020a),
    Control("020B", years(2024, 2026, FEIL), control_020b),
    Control("021", years(2023, 2026, ADVARSEL), control_021),
    Control("022", years(2022, 2025, FEIL), control_022_age),
    Control("022", years(2026, 2026, FEIL), control_022_code),
    Control("023", years(2022, 2025, FEIL), control_023_children),
    Control("023A", years(2026, 2026, FEIL), control_022_age),
    Control("023B", years(2026, 2026, FEIL), control_023_children),
    Control("023C", years(2026, 2026, FEIL), control_023c),
    Control("024", ALWAYS_ADVARSEL, control_024),
    Control("024B", ALWAYS_FEIL, control_024b),
    Control("025", ALWAYS_FEIL, control_025),
    Control("026", ALWAYS_FEIL, control_026),
    Control("027", ALWAYS_FEIL, control_027),
    Control("028", years(2022, 2022, FEIL), control_028),
    Control("029", years(2022, 2022, FEIL), control_029),
    Control("030", ALWAYS_ADVARSEL, control_030),
    Control("031", ALWAYS_ADVARSEL, control_031),
    Control("032", ALWAYS_FEIL, control_032),
    Control("033", ALWAYS_FEIL, control_033),
    Control("035", ALWAYS_FEIL, control_035),
    Control("036", ALWAYS_ADVARSEL, control_036),
    Control("037", ALWAYS_ADVARSEL, control_037),
    Control("038", years(2022, 2022, FEIL) | years(2023, 2026, ADVARSEL), control_038),
    Control("039", ALWAYS_FEIL, control_039),
    Control("040", ALWAYS_FEIL, control_040),
    Control("041", ALWAYS_FEIL, control_041),
    Control("042", ALWAYS_FEIL, control_042),
    Control("043", ALWAYS_FEIL, control_043),
)
