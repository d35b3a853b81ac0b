"""The faults and boundary values that random files are made of; each changes the values of one record."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.acceptance.ssb_model.controls_11c import SITUATIONS, SUPPORT
from tests.acceptance.ssb_model.controls_11f import BIDRAG_BY_MONTH, CONDITIONS_2024, LAAN_BY_MONTH
from tests.acceptance.ssb_model.layout import Field, load_layout
from tests.acceptance.ssb_model.plausible import birth_of_age
from tests.acceptance.ssb_model.record import MONTHS, OSLO
from tests.acceptance.ssb_model.synthetic import (
    random_duf,
    random_garbage,
    random_impossible,
    random_incomplete,
    random_synthetic,
    random_wrong,
)

# Around every limit that a control of some year has, and around a century.
AGES = (-2, -1, 0, 1, 16, 17, 18, 19, 40, *range(59, 64), *range(67, 70), *range(94, 102), 110, 130)


@dataclass(frozen=True, slots=True)
class Work:
    """A record in the making: its values are changed in place; the records before it may be repeated."""

    rng: random.Random
    form: str
    year: int
    region: str
    values: dict[str, str]
    earlier: Sequence[dict[str, str]]

    def field(self, name: str) -> Field:
        """Give the field's layout."""
        return load_layout(self.form, self.year).by_name[name]

    def put_number(self, name: str, number: int) -> None:
        """Write a whole number in one of the ways that a case system may; as it is when it fills the field."""
        width = self.field(name).width
        plain = str(number)
        variants = [plain, plain, plain, plain.zfill(width), plain.ljust(width), f"+{plain}", f" {plain} "]
        self.values[name] = self.rng.choice([text for text in variants if len(text) <= width])


Fault = Callable[[Work], None]


# --- any field -------------------------------------------------------------------------------------------------------


def any_field_wrong(work: Work) -> None:
    """Put a blank, a wrong code, a displaced code or rubbish into any field but the identity number."""
    fields = [field for field in load_layout(work.form, work.year).fields if field.name != "PERSON_FODSELSNR"]
    _spoil(work, work.rng.choice(fields))


def coded_field_wrong(work: Work) -> None:
    """Put something wrong, or another valid code, into a field that has a code list."""
    fields = [field for field in load_layout(work.form, work.year).fields if field.codes]
    if work.rng.random() < 0.7:
        # The fields with a choice are few among those to tick, and have controls of their own.
        fields = [field for field in fields if len(field.codes) > 1]
    field = work.rng.choice(fields)
    if work.rng.random() < 0.4:
        work.values[field.name] = work.rng.choice(sorted(field.codes))
    else:
        _spoil(work, field)


def _spoil(work: Work, field: Field) -> None:
    rng, width = work.rng, field.width
    old = work.values.get(field.name, "").strip()
    work.values[field.name] = rng.choice(
        (
            "",
            "",
            "0" * width,
            f"{rng.randrange(10**width):0{width}}",
            old.lstrip("0")[:width].rjust(width),
            old[:-1].ljust(width),
            "X" * width,
            "å".rjust(width),
            ".-"[:width],
            "٣"[:width],
        )
    )


def number_field_wrong(work: Work) -> None:
    """Put an unreadable or oddly written number into a number field."""
    fields = [field for field in load_layout(work.form, work.year).fields if field.kind == "heltall"]
    field = work.rng.choice(fields)
    numbers = ("1 2", "1.5", "1,5", "1e3", "1_0", "abc", "+", "-", "-5", "+7", "-0", "--1", "0x1", "1 ", " 1", "00")
    work.values[field.name] = work.rng.choice([text for text in numbers if len(text) <= field.width])


def date_field_wrong(work: Work) -> None:
    """Put a boundary, impossible or unreadable date into a date field."""
    fields = [field for field in load_layout(work.form, work.year).fields if field.kind == "dato"]
    field = work.rng.choice(fields)
    put_date(work, field.name)


def put_date(work: Work, name: str) -> None:
    """Write a boundary date of the years that rules ask for, or one that is none, or that SSB bends into one."""
    rng = work.rng
    real, unreal = ("0101", "3112", "1506", "3006", "2802"), ("2902", "3102", "3106", "3202", "0113", "0001")
    day_month = rng.choice(real if rng.random() < 0.7 else unreal)
    around = [work.year + step for step in (-5, -4, -4, -1, 0, 1)]
    full_year = rng.choice((*around, 1900, 1998, 2000, 2099, 0))
    text = day_month + (f"{full_year:04}" if work.year >= 2025 else f"{full_year % 100:02}")
    wrong = ("", "0" * len(text), f" {text[1:]}", text[:-1], f"{text[:-1]}x", f"{text[:2]}.{text[3:]}")
    work.values[name] = rng.choice(wrong) if rng.random() < 0.25 else text


# --- who and where ---------------------------------------------------------------------------------------------------


def identity_number(work: Work) -> None:
    """Put an identity number of an odd kind or an age at a limit."""
    rng = work.rng
    age = rng.choice(AGES)
    birth = birth_of_age(rng, age, work.year)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: random_synthetic(rng, birth),
        lambda: random_synthetic(rng, birth),
        lambda: random_synthetic(rng, birth, offset=rng.choice((40, 65))),
        lambda: random_synthetic(rng, birth, offset=rng.choice((40, 65, 80)), d_number=True),
        lambda: random_synthetic(rng, birth, individuals=range(500, 1000)),
        lambda: random_wrong(rng, birth),
        lambda: random_wrong(rng, birth, d_number=True),
        lambda: random_incomplete(rng, birth),
        lambda: random_incomplete(rng, birth, d_number=True),
        lambda: random_incomplete(rng, birth, offset=rng.choice((40, 65, 80))),
        lambda: random_impossible(rng),
        lambda: random_garbage(rng),
        lambda: "00000000000",
        lambda: "",
    )
    work.values["PERSON_FODSELSNR"] = rng.choice(kinds)()
    if rng.random() < 0.4 and work.form == "11F":
        work.values["TRYGDESIT"] = "07"


def duf_number(work: Work) -> None:
    """Put a DUF number, right or wrong, mostly in place of the identity number."""
    rng = work.rng
    if rng.random() < 0.7:
        work.values["PERSON_FODSELSNR"] = rng.choice(("", "", "", random_garbage(rng), "310299     "))
    duf = rng.choice((random_duf(rng, valid=True), random_duf(rng, valid=False), "", "1234567890", "0" * 12))
    work.values["PERSON_DUF"] = duf


def municipality(work: Work) -> None:
    """Put another municipality, Oslo included, sometimes with a bydel."""
    work.values["KOMMUNE_NR"] = work.rng.choice((OSLO, OSLO, "1103", "5530", "301", "", "9999", " 301"))
    if work.rng.random() < 0.5:
        bydel(work)


def bydel(work: Work) -> None:
    """Put a bydel, valid or not."""
    work.values["BYDELSNR"] = work.rng.choice(("01", "15", "16", "17", "00", " 1", "1 ", "", "", "AB"))


def version(work: Work) -> None:
    """Put another reporting year."""
    years = (f"{(work.year + step) % 100:02}" for step in (-1, 1, -4, 4, 5))
    work.values["VERSION"] = work.rng.choice((*years, "", "00", " 2", "2 ", "XX", "99"))


def repeated_identity(work: Work) -> None:
    """Repeat an earlier identity number, with the same or another STATUS."""
    if not work.earlier:
        return
    earlier = work.rng.choice(work.earlier)
    work.values["PERSON_FODSELSNR"] = earlier["PERSON_FODSELSNR"]
    if "STATUS" in work.values and work.rng.random() < 0.5:
        work.values["STATUS"] = earlier["STATUS"]


def repeated_journal(work: Work) -> None:
    """Repeat an earlier journal number, perhaps displaced, in other letters, or blank."""
    if not work.earlier:
        return
    journal = work.rng.choice(work.earlier)["PERSON_JOURNALNR"]
    displaced = journal.strip().rjust(8)
    work.values["PERSON_JOURNALNR"] = work.rng.choice((journal, journal, displaced, journal.lower(), ""))


# --- children, months, amounts ---------------------------------------------------------------------------------------


def children(work: Work) -> None:
    """Put a number of children at a limit, with or without the yes."""
    work.values["BU18"] = work.rng.choice(("1", "1", "2", "", "0"))
    work.values["ANTBU18"] = work.rng.choice(("", "0", "00", "1", " 1", "9", "10", "13", "14", "15", "99", "-1", "x"))


def months(work: Work) -> None:
    """Take months away, or put another month's code into one."""
    keep_one = work.rng.random() < 0.3
    for name in MONTHS:
        work.values[name] = ""
    if keep_one:
        work.values[work.rng.choice(MONTHS)] = work.rng.choice(("01", "12", "13", "1", " 1", "00", "XX"))


def amounts_11f(work: Work) -> None:
    """Put a total at a limit, spread over grant, loan and months so that it adds up or not."""
    rng = work.rng
    total = rng.choice(
        (-5, 0, 0, 1, 199, 200, 201, 599_999, 600_000, 600_001, 999_999, 1_000_000, 1_000_001, 9_999_999)
    )
    laan = rng.choice((0, 0, total, total // 2, -1))
    bidrag = min(total - laan, 9_999_999)
    work.put_number("LAAN", laan)
    work.put_number("BIDRAG", bidrag)
    if rng.random() < 0.2:
        work.values[rng.choice(("LAAN", "BIDRAG"))] = rng.choice(("", "0000000", "abc"))
    for names, amount in ((BIDRAG_BY_MONTH, bidrag), (LAAN_BY_MONTH, laan)):
        for name in names:
            work.values[name] = ""
        spread = amount + rng.choice((0, 0, 0, 1, -1))
        work.put_number(names[0], spread - 1)
        work.put_number(names[11], 1)


def amount_11c(work: Work) -> None:
    """Put an amount at a limit, with a status that matters."""
    if work.rng.random() < 0.3:
        work.values["KVP_STONAD"] = work.rng.choice(("", "", "0000000", "abc", "1 000"))
    else:
        work.put_number("KVP_STONAD", work.rng.choice((-1, 0, 1, 7999, 599_999, 600_000, 600_001, 9_999_999)))
    if work.rng.random() < 0.5:
        work.values["STATUS"] = work.rng.choice("1123")
    if work.rng.random() < 0.4:
        months(work)


# --- the forms' own --------------------------------------------------------------------------------------------------


def livelihood(work: Work) -> None:
    """Combine livelihood, benefit and situation at random."""
    for name in ("VKLO", "TRYGDESIT", "ARBSIT"):
        if work.rng.random() < 0.7:
            work.values[name] = work.rng.choice(sorted(work.field(name).codes))
    if work.rng.random() < 0.4:
        work.values["VKLO"] = "3"
    if work.rng.random() < 0.3:
        work.values["TRYGDESIT"] = work.rng.choice(("05", "07", "11", "12", "13", "04", "03", "08", " 7", ""))
    if work.rng.random() < 0.3:
        work.values["ARBSIT"] = work.rng.choice(("08", "03", "11", "00", ""))
    if work.rng.random() < 0.1:
        work.values.update({"VKLO": "3", "TRYGDESIT": "11", "ARBSIT": "08"})


def conditions(work: Work) -> None:
    """Say yes to conditions and take away or confuse what must go with it."""
    rng = work.rng
    work.values["VILKARSOSLOV"] = "1"
    for name in CONDITIONS_2024:
        work.values[name] = ""
    for name in ("UTBETDATO", "UTBETTOMDATO"):
        if rng.random() < 0.7:
            put_date(work, name)
    name = rng.choice(CONDITIONS_2024)
    work.values[name] = rng.choice(("", "16", "20", "99", *_own_codes(work, name)))


def programme_end(work: Work) -> None:
    """Combine status, end date, situation and income at random."""
    rng = work.rng
    work.values["STATUS"] = rng.choice(("1", "2", "3", "3", "4", "5", "6", "7", "7", "8", "0", ""))
    put_date(work, "AVSL_DATO")
    if rng.random() < 0.6:
        for name in SITUATIONS:
            work.values[name] = ""
        name = rng.choice(SITUATIONS)
        work.values[name] = rng.choice(("", "99", "01", *_own_codes(work, name)))
    if rng.random() < 0.6:
        codes = sorted(work.field("AVSL_VIKTIGSTE_INNTEKT").codes)
        work.values["AVSL_VIKTIGSTE_INNTEKT"] = rng.choice(("", "00", "12", *codes))


def programme_dates(work: Work) -> None:
    """Put the three dates of the programme's start at limits."""
    for name in ("REG_DATO", "VEDTAK_DATO", "BEGYNT_DATO"):
        if work.rng.random() < 0.6:
            put_date(work, name)
    if work.rng.random() < 0.2:
        version(work)


def other_support(work: Work) -> None:
    """Answer yes or no to other support and name some, none, or wrong ones."""
    rng = work.rng
    work.values["KVP_MED_ASTONAD"] = rng.choice(("1", "2", "2", "", "3"))
    for name in SUPPORT:
        work.values[name] = rng.choice(("", "", "", "0", "1", *_own_codes(work, name)))


def earlier_programme(work: Work) -> None:
    """Come from another municipality's programme, or Oslo's bydel, or not."""
    rng = work.rng
    work.values["KVP_KOMM"] = rng.choice(("1", "1", "2", "", "0"))
    codes = ("", "9999", "0000", "3001", "3101", "1507", "1508", "5421", "5530", OSLO, work.region)
    work.values["KOMMNR_KVP_KOMM"] = rng.choice(codes)
    work.values["KVP_OSLO"] = rng.choice(("", "1", "2", "3"))


def earlier_benefits(work: Work) -> None:
    """Combine social assistance before the programme with its type."""
    work.values["YTELSE_SOSHJELP"] = work.rng.choice(("1", "1", "", "2", "0"))
    work.values["YTELSE_TYPE_SOSHJ"] = work.rng.choice(("", "1", "2", "3", "4"))


def _own_codes(work: Work, name: str) -> tuple[str, ...]:
    """Give the codes of a field, none where the year lacks it."""
    field = load_layout(work.form, work.year).by_name.get(name)
    return () if field is None else tuple(sorted(field.codes))


_EVERYWHERE: tuple[Fault, ...] = (
    any_field_wrong,
    any_field_wrong,
    coded_field_wrong,
    coded_field_wrong,
    number_field_wrong,
    date_field_wrong,
    identity_number,
    identity_number,
    identity_number,
    municipality,
    bydel,
    version,
    repeated_identity,
    repeated_identity,
    repeated_journal,
    children,
    children,
    months,
)

FAULTS: dict[str, tuple[Fault, ...]] = {
    "11F": (*_EVERYWHERE, duf_number, amounts_11f, amounts_11f, livelihood, livelihood, conditions, conditions),
    "11C": (
        *_EVERYWHERE,
        amount_11c,
        amount_11c,
        programme_end,
        programme_end,
        programme_dates,
        other_support,
        earlier_programme,
        earlier_benefits,
    ),
}
