"""One record of a file with everything a control may ask it, and how records are written for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.acceptance.ssb_model.identity import kostra_age, ssb_age
from tests.acceptance.ssb_model.layout import Layout, load_layout
from tests.acceptance.ssb_model.synthetic import synthetic_of_age
from tests.acceptance.ssb_model.values import is_blank, read_date, read_number

OSLO = "0301"
MONTHS = tuple(f"STMND_{month}" for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Run:
    """What the control program is told: form, reporting year, municipality; which voice; the day it runs."""

    form: str
    year: int
    region: str
    deviations: bool
    run_day: date

    @property
    def layout(self) -> Layout:
        """Give the layout of the form and year."""
        return load_layout(self.form, self.year)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the right length, numbered as the finding is to be numbered."""

    run: Run
    line: int
    text: str

    @property
    def year(self) -> int:
        """Give the reporting year of the run (not the record's VERSION)."""
        return self.run.year

    def raw(self, name: str) -> str:
        """Give the field's characters, blanks included."""
        field = self.run.layout.by_name[name]
        return self.text[field.start - 1 : field.end]

    def blank(self, name: str) -> bool:
        """Tell whether the field is nothing but blanks."""
        return is_blank(self.raw(name))

    def number(self, name: str) -> int | None:
        """Read the field as a whole number; None when missing."""
        return read_number(self.raw(name))

    def number0(self, name: str) -> int:
        """Read the field as a whole number; 0 when missing."""
        return self.number(name) or 0

    def total0(self, names: Iterable[str]) -> int:
        """Add up fields, missing ones as 0."""
        return sum(self.number0(name) for name in names)

    def valid_code(self, name: str) -> bool:
        """Tell whether the raw value stands in the field's own code list."""
        return self.raw(name) in self.run.layout.by_name[name].codes

    def date(self, name: str, *, only_real_days: bool = False) -> date | None:
        """Read the field as a date; None when missing. `kostra` accepts real days only (D2)."""
        pattern = self.run.layout.by_name[name].date_pattern
        return read_date(self.raw(name), pattern, only_real_days=only_real_days or self.run.deviations)

    def has_month(self) -> bool:
        """Tell whether at least one month holds its own code (SSB's «varighet»)."""
        return any(self.valid_code(month) for month in MONTHS)

    def version_year(self) -> int:
        """Read VERSION as a year: 1–99 means 2001–2099, everything else stays (0 when missing)."""
        number = self.number0("VERSION")
        return 2000 + number if 1 <= number <= 99 else number

    def age(self) -> int | None:
        """Give the age in the reporting year, or None when unknown."""
        number = self.raw("PERSON_FODSELSNR")
        if self.run.deviations:
            return kostra_age(number, self.year)
        return ssb_age(number, self.year, self.run.run_day)


def write_record(form: str, year: int, values: Mapping[str, str]) -> str:
    """Write a record of the layout's length; numbers are put to the right of their field, everything else left.

    Raises ValueError for a value wider than its field. Names that the year's layout lacks are left out.
    """
    characters: list[str] = []
    for field in load_layout(form, year).fields:
        value = values.get(field.name, "")
        if len(value) > field.width:
            raise ValueError(f"{field.name}: {value!r} is wider than {field.width}")
        characters.append(value.rjust(field.width) if field.kind == "heltall" else value.ljust(field.width))
    return "".join(characters)


def write_date(year: int, day: date) -> str:
    """Write a date as the year's layouts want it: six digits until 2024, eight from 2025."""
    return f"{day:%d%m}{day.year:04}" if year >= 2025 else f"{day:%d%m%y}"


def base_record(form: str, year: int, region: str) -> dict[str, str]:
    """Give the values of a small, faultless record of a person of 40 with a synthetic identity number."""
    values = {
        "KOMMUNE_NR": region,
        "VERSION": f"{year % 100:02}",
        "BYDELSNR": "07" if region == OSLO else "",
        "FODSELSDATO": f"1501{year - 40}",
        "PERSON_JOURNALNR": "J0000001",
        "PERSON_FODSELSNR": synthetic_of_age(40, year),
        "KJONN": "2",
        "EKTSTAT": "1",
        "BU18": "2",
        "SAKSBEHANDLER": "Åse Sæther",
        "STMND_1": "01",
    }
    if form == "11F":
        return values | {
            "VKLO": "5",
            "TRYGDESIT": "12",
            "ARBSIT": "07",
            "BIDRAG": "1000",
            "LAAN": "0",
            "BIDRAG_JAN": "1000",
            "GITT_OKONOMIRAD": "2",
            "FAAT_INDIVIDUELL_PLAN": "2",
            "BOSIT": "1",
            "VILKARSOSLOV": "2",
            "VILKARSAMEKT": "2",
        }
    return values | {
        "REG_DATO": write_date(year, date(year - 1, 2, 1)),
        "VEDTAK_DATO": write_date(year, date(year - 1, 3, 1)),
        "BEGYNT_DATO": write_date(year, date(year - 1, 4, 1)),
        "KVP_KOMM": "2",
        "KVP_OSLO": "2" if region == OSLO else "",
        "KVP_MED_ASTONAD": "2",
        "KVP_STONAD": "100000",
        "STATUS": "1",
    }
