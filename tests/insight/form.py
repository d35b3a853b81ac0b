"""A made-up form with neighbouring code fields, and faultless records of it to spoil."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kostra.api import Skjema, check
from kostra.api.report import Report, SystematicFault
from kostra.plugins.manager import HouseRules, Registry
from kostra.plugins.packs import LoadedPack, PackRef
from kostra.readers.input import Input

LAYOUT = """\
filbeskrivelse PRØVE 2040 "Prøve"
format fast bredde 36
andre bredder 2039 33, 2038 30

KOMMUNE    1-4    tekst  rolle kommune        "Kommune"
AAR        5-6    tekst  rolle årgang         "Årgang"
JOURNAL    7-12   tekst  rolle journalnummer  "Journalnummer"
ARBEID     13-14  tekst  kodeliste ARBEID     "Arbeid"
TRYGD      15-16  tekst  kodeliste TRYGD      "Trygd"
BOLIG      17-18  tekst  kodeliste BOLIG      "Bolig"
SKOLE      19-20  tekst  kodeliste SKOLE      "Skole"
NOTAT      21-24  tekst                       "Notat"
BEHANDLER  25-35  tekst  rolle saksbehandler  "Saksbehandler"
BELOP      36     heltall                     "Beløp"

kodeliste ARBEID
    "11" "a"
    "12" "b"

kodeliste TRYGD
    "21" "a"
    "22" "b"

kodeliste BOLIG
    "31" "a"
    "32" "b"

kodeliste SKOLE
    "41" "a"
    "42" "b"
"""
RULES = """\
regelsett PRØVE 2040 "Prøve"

feltgruppe KODENE = ARBEID, TRYGD, BOLIG

kontroll 004 "Årgang"
    skal AAR = "40"
    ellers feil "Årgangen er {AAR}."

kontroll 011 "Arbeid"
    skal rå(ARBEID) blant ARBEID
    ellers feil "Arbeid er {ARBEID}."

kontroll 012 "Trygd"
    skal rå(TRYGD) blant TRYGD
    ellers feil "Trygd er {TRYGD}."

kontroll 013 "Bolig"
    skal rå(BOLIG) blant BOLIG
    ellers feil "Bolig er {BOLIG}."

kontroll 014 "Skole"
    skal rå(SKOLE) blant SKOLE
    ellers feil "Skole er {SKOLE}."

kontroll 015 "Utfylt"
    for hvert felt i KODENE
    skal feltet er utfylt
    ellers advarsel "{feltet.navn} er blankt."

kontroll 020 "Høyt beløp"
    når BELOP > 5
    gir advarsel "Beløpet er {BELOP}."

kontroll 021 "Null"
    når BELOP = 0
    gir info "Beløpet er null."
"""
HOUSE = """\
husregler senja "Våre egne" for PRØVE

kontroll 001 "Ett"
    når BELOP = 1
    gir advarsel "Beløpet er 1."
"""


class Alone(Registry):
    """A registry in which only this form is installed."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        layout, rules = folder / "filbeskrivelse.layout", folder / "kontroller.regler"
        layout.write_text(LAYOUT, encoding="utf-8")
        rules.write_text(RULES, encoding="utf-8")
        self.pack = LoadedPack(Skjema("PRØVE", 2040, "Prøve", layout, rules), "kostra-skjema-prøve-2040", "0.1.0")

    def load(self, form: str, year: int) -> LoadedPack:
        return self.pack

    def packs(self) -> tuple[PackRef, ...]:
        return ()

    def packs_for(self, form: str) -> tuple[PackRef, ...]:
        return ()

    def house_rules(self, form: str, year: int) -> tuple[HouseRules, ...]:
        return ()


def row(number: int = 0, *, year: str = "40", codes: str = "", note: str = "", who: str = "", amount: int = 3) -> str:
    """Return a record; without `codes` the four code fields hold codes of their lists."""
    codes = codes or f"1{number % 2 + 1}2{number // 2 % 2 + 1}3{number // 4 % 2 + 1}4{number // 8 % 2 + 1}"
    return f"5530{year}J{number:05}{codes}{note:<4}{who:<11}{amount}"


def file(rows: Iterable[str], name: str = "uttrekk.dat") -> Input:
    """Return records as a file."""
    return Input.of_bytes(name, "".join(f"{one}\n" for one in rows).encode())


def checked(folder: Path, *files: Input, **options: Any) -> Report:
    """Check files of this form."""
    return check(list(files), skjema="PRØVE", argang=2040, registry=Alone(folder), lager=False, **options)


def faults(folder: Path, *files: Input, **options: Any) -> list[tuple[str, tuple[str, ...], int, int]]:
    """Return the systematic faults of files: what shows them, whose findings they explain, and the measure."""
    return [short(fault) for fault in checked(folder, *files, **options).systematic]


def short(fault: SystematicFault) -> tuple[str, tuple[str, ...], int, int]:
    """Return a fault without its text."""
    return fault.kind.value, fault.controls, fault.affected, fault.total
