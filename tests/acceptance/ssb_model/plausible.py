"""Random records without faults: what a well-kept case system would export.

`kostra` has nothing to say about them (apart from its own controls), in any form, year or municipality; a test holds
the model to that.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.acceptance.ssb_model.controls_11c import SITUATIONS, SUPPORT
from tests.acceptance.ssb_model.controls_11f import (
    BIDRAG_BY_MONTH,
    CONDITIONS_2022,
    CONDITIONS_2024,
    LAAN_BY_MONTH,
)
from tests.acceptance.ssb_model.layout import load_layout
from tests.acceptance.ssb_model.record import OSLO, write_date
from tests.acceptance.ssb_model.synthetic import random_synthetic

CASE_WORKERS = ("Åse Sæther", "Øyvind Bø", "Kjærsti Å", "N. Hansen", "SB 14", "Tåg/Ødegå", "æøåÆØÅ", "")

# Situations (ARBSIT) that go with each source of livelihood (VKLO), in every year.
_SITUATIONS_BY_LIVELIHOOD = {
    "1": ("01", "02"),
    "2": ("03", "05", "06"),
    "3": ("02", "04", "07"),
    "4": ("03",),
    "5": ("02", "04", "05", "06", "07", "08"),
    "6": ("09",),
    "7": ("01", "03", "08", "10"),
    "8": ("10",),
    "9": ("02", "04", "06"),
}


def birth_of_age(rng: random.Random, age: int, year: int) -> date:
    """Pick a birth date of somebody whose age is `age` in the reporting year."""
    return date(year - age, 1, 1) + timedelta(days=rng.randrange(365))


def plausible_record(
    rng: random.Random, form: str, year: int, region: str, serial: int, *, age: int | None = None
) -> dict[str, str]:
    """Make the values of a faultless record; `serial` makes the journal number unique, `age` is 20–66."""
    birth = birth_of_age(rng, rng.randint(20, 66) if age is None else age, year)
    age = year - birth.year
    children = rng.choice((0, 0, 1, 2, 5, 9))
    values = {
        "KOMMUNE_NR": region,
        "VERSION": f"{year % 100:02}",
        "BYDELSNR": f"{rng.randint(1, 15):02}" if region == OSLO else "",
        "DISTRIKTSNR": rng.choice(("", "01")),
        "FODSELSDATO": f"{birth:%d%m}{birth.year}",
        "PERSON_JOURNALNR": rng.choice((f"J{serial:07}", f"{serial:08}", f"{serial}", f"å{serial}")),
        "PERSON_FODSELSNR": random_synthetic(rng, birth, d_number=rng.random() < 0.1),
        "KJONN": rng.choice("12"),
        "EKTSTAT": rng.choice("12345"),
        "BU18": "1" if children else "2",
        "ANTBU18": str(children) if children or rng.random() < 0.3 else "",
        # Mandatory in 11F from 2025, so blank only before.
        "SAKSBEHANDLER": rng.choice(CASE_WORKERS[:-1] if year >= 2025 else CASE_WORKERS),
    }
    for month in rng.sample(range(1, 13), rng.randint(1, 12)):
        values[f"STMND_{month}"] = f"{month:02}"
    if form == "11F":
        values |= _plausible_11f(rng, year, age, children, {name for name in values if name.startswith("STMND_")})
    else:
        values |= _plausible_11c(rng, year, region)
    return values


def _plausible_11f(rng: random.Random, year: int, age: int, children: int, months: set[str]) -> dict[str, str]:
    livelihood = rng.choice("123456789")
    values = {
        "PERSON_DUF": "",
        "VKLO": livelihood,
        "TRYGDESIT": _benefit(rng, year, age, children) if livelihood == "3" else "12",
        "ARBSIT": rng.choice(_SITUATIONS_BY_LIVELIHOOD[livelihood]),
        "GITT_OKONOMIRAD": rng.choice("12"),
        "FAAT_INDIVIDUELL_PLAN": rng.choice("12"),
        "BOSIT": rng.choice("123456"),
        "VILKARSOSLOV": rng.choice("12"),
        "VILKARSAMEKT": rng.choice("12"),
    }
    bidrag_total = laan_total = 0
    for month in sorted(months):
        index = int(month.removeprefix("STMND_")) - 1
        bidrag, laan = rng.randint(201, 20_000), rng.choice((0, 0, 0, rng.randint(1, 9_000)))
        bidrag_total, laan_total = bidrag_total + bidrag, laan_total + laan
        values[BIDRAG_BY_MONTH[index]] = str(bidrag)
        values[LAAN_BY_MONTH[index]] = rng.choice(("0", "")) if laan == 0 else str(laan)
    values |= {"BIDRAG": str(bidrag_total), "LAAN": str(laan_total)}
    if values["VILKARSOSLOV"] == "1":
        first = date(year, 1, 1) + timedelta(days=rng.randrange(300))
        values["UTBETDATO"] = write_date(year, first)
        values["UTBETTOMDATO"] = write_date(year, first + timedelta(days=rng.randrange(60)))
        for name in rng.sample(CONDITIONS_2022 if year <= 2023 else CONDITIONS_2024, rng.randint(1, 3)):
            values[name] = _own_code("11F", year, name)
    return values


def _benefit(rng: random.Random, year: int, age: int, children: int) -> str:
    benefits = ["01", "02", "04", "06", "09", "10", "11"]
    if age >= 63:
        benefits.append("07")
    if children:
        benefits.append("05")
        if year >= 2024:
            benefits.append("13")
    return rng.choice(benefits)


def _plausible_11c(rng: random.Random, year: int, region: str) -> dict[str, str]:
    registered = date(year - 3, 1, 1) + timedelta(days=rng.randrange(900))
    decided = registered + timedelta(days=rng.randrange(90))
    moved = rng.choice("12")
    social_assistance = rng.random() < 0.5
    support = rng.choice("12")
    status = rng.choice("12345" if year == 2022 else "123457")
    values = {
        "REG_DATO": write_date(year, registered),
        "VEDTAK_DATO": write_date(year, decided),
        "BEGYNT_DATO": write_date(year, decided + timedelta(days=rng.randrange(30))),
        "KVP_KOMM": moved,
        "KOMMNR_KVP_KOMM": rng.choice(sorted(load_layout("11C", year).by_name["KOMMNR_KVP_KOMM"].codes))
        if moved == "1"
        else "",
        "KVP_OSLO": rng.choice("12") if region == OSLO else "",
        "YTELSE_SOSHJELP": "1" if social_assistance else "",
        "YTELSE_TYPE_SOSHJ": rng.choice("23") if social_assistance else "",
        "YTELSE_INTRO": rng.choice(("", "4")),
        "KVP_MED_ASTONAD": support,
        "KVP_STONAD": str(rng.randint(1, 600_000)),
        "STATUS": status,
    }
    if support == "1":
        for name in rng.sample(SUPPORT, rng.randint(1, 3)):
            values[name] = _own_code("11C", year, name)
    if status in "3457":
        values["AVSL_DATO"] = write_date(year, date(year, 1, 1) + timedelta(days=rng.randrange(365)))
    if status in "37":
        name = rng.choice(SITUATIONS)
        values[name] = _own_code("11C", year, name)
        codes = load_layout("11C", year).by_name["AVSL_VIKTIGSTE_INNTEKT"].codes
        values["AVSL_VIKTIGSTE_INNTEKT"] = rng.choice(sorted(codes))
    return values


def _own_code(form: str, year: int, name: str) -> str:
    (code,) = load_layout(form, year).by_name[name].codes
    return code
