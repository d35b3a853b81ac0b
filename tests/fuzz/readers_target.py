"""Any bytes as a delivery: they end in a report in which every control has an outcome, or in a clear refusal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import openpyxl
from tests.fuzz.compiled_once import compile_once
from tests.fuzz.folders import folder
from tests.fuzz.judging import refusal_is_clear, report_is_whole

from kostra.api import Skjema, check
from kostra.api.errors import BrokenPackError, KostraError
from kostra.plugins.manager import HouseRules, Registry
from kostra.plugins.packs import LoadedPack, PackRef
from kostra.readers.input import Input

_FIELDS = (
    ("KOMMUNE", "1-4", "tekst", "rolle kommune"),
    ("AAR", "5-6", "tekst", "rolle årgang"),
    ("JOURNAL", "7-8", "tekst", "rolle journalnummer"),
    ("FNR", "9-19", "tekst", "rolle fødselsnummer sensitiv"),
    ("HVEM", "20-21", "tekst", "rolle saksbehandler"),
    ("TALL", "22-24", "heltall", ""),
    ("KRONER", "25-28", "desimal", ""),
    ("DAG", "29-34", "dato ddmmåå", ""),
    ("KODE", "35", "tekst", "kodeliste KODER"),
)
_CODES = 'kodeliste KODER\n    "1" "En"\n    "Å" "Bokstav"\n'
_LINES = "linjer enslig CR er linjeskift\nlinjer med bare blanke hoppes over\n"
_RULES = """\
regelsett {form} 2040 "Prøve"

filkontroll 000 fatal "Innhold"
filkontroll 001 fatal "Lengde"

kontroll 002 "Felt"
    for hvert felt
    når feltet er obligatorisk
    skal feltet er utfylt
    ellers feil "{{feltet.navn}} mangler."
    når feltet er utfylt
    skal feltet er gyldig
    ellers feil "{{feltet.navn}} er {{feltet}}, men skal være {{feltet.krav}}."

kontroll 005 "Fødselsnummer"
    skal gyldig_fødselsnummer(FNR)
    ellers advarsel "{{FNR}}: {{alder(FNR)}} år."

kontroll 006 "Én gang"
    for hver gruppe FNR, JOURNAL
    skal antall() = 1
    ellers feil "Står på {{linjer()}}; {{andre(JOURNAL)}} og {{liste(HVEM)}}."

kontroll 007 "Beløp"
    når KRONER > TALL / 3 eller rå(KODE) inneholder "€" eller DAG < dato(2001, 2, 28)
    gir info "{{KRONER * TALL}} {{DAG}} {{tekst_for(KODE)}} {{$kommunenummer}}."

kontroll 008 "Alt"
    for filen
    skal sum(TALL) < 99
    ellers advarsel "{{sum(TALL)}} {{minste(DAG)}} {{unike(KODE)}}."

statistikk "Tall"
    for hver rad klasser TALL
        0 til 9 "få", 10 og over "mange", ellers "ukjent"
"""
_SUFFIXES = ("", ".csv", ".tsv", ".json", ".xlsx")
_FORMS = ("FAST", "LINJER", "TABELL")


def _layout(form: str) -> str:
    table = form == "TABELL"
    head = "format tabell\n" if table else "format fast bredde 35\nandre bredder 2039 33\n"
    lines = [
        f'{name} {"" if table else at} {kind} {more} "{name}" {"obligatorisk" if name == "TALL" else ""}\n'
        for name, at, kind, more in _FIELDS
    ]
    rules = _LINES if form == "LINJER" else ""
    return f'filbeskrivelse {form} 2040 "Prøve"\n{head}{rules}{"".join(lines)}{_CODES}'


class _Alone(Registry):
    """A registry in which only one of the forms is installed."""

    def __init__(self, folder: Path, form: str) -> None:
        super().__init__()
        layout, rules = folder / f"{form}.layout", folder / f"{form}.regler"
        layout.write_text(_layout(form), encoding="utf-8")
        rules.write_text(_RULES.format(form=form), encoding="utf-8")
        self.pack = LoadedPack(Skjema(form, 2040, "Prøve", layout, rules), f"kostra-skjema-{form}", "0.1.0")

    def load(self, form: str, year: int) -> LoadedPack:
        """Return the only pack."""
        return self.pack

    def packs_for(self, form: str) -> tuple[PackRef, ...]:
        """Return none: there is no other form to confuse it with."""
        return ()

    def packs(self) -> tuple[PackRef, ...]:
        """Return none."""
        return ()

    def house_rules(self, form: str, year: int) -> tuple[HouseRules, ...]:
        """Return none."""
        return ()


@cache
def _registries() -> dict[str, _Alone]:
    compile_once()
    here = folder()
    return {form: _Alone(here, form) for form in _FORMS}


def try_one(data: bytes) -> None:
    """Check the bytes after the first, which says as what: the form, the ending, and whether they are a sheet's XML."""
    if not data:
        return
    kind, content = data[0], data[1:]
    form = _FORMS[kind % 3]
    suffix = _SUFFIXES[kind // 3 % 5]
    if suffix == ".xlsx" and kind >= 128:
        content = _workbook(content)
    try:
        given = Input.of_bytes(f"fil{suffix}", content)
        report = check(given, skjema=form, argang=2040, registry=_registries()[form], lager=False)
    except BrokenPackError:
        raise
    except KostraError as error:
        refusal_is_clear(error)
        return
    report_is_whole(report)


def _workbook(sheet: bytes) -> bytes:
    """Return a workbook whose only sheet is that XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in _parts().items():
            archive.writestr(zipfile.ZipInfo(name), sheet if name.endswith("sheet1.xml") else part)
    return out.getvalue()


@cache
def _parts() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([name for name, *_ in _FIELDS])
    sheet.append(["1103", "40", "A1", "10819012488", "Åse", 5, 1.5, date(2040, 1, 1), "1"])
    sheet.append(["1103", "40", "A1", None, True, "=1+1", datetime(2040, 1, 1, 8), time(8), "#REF!"])
    sheet.cell(2, 6).number_format = "000"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _kind(form: str, suffix: str, *, sheet: bool = False) -> bytes:
    found = (n for n in range(256) if _FORMS[n % 3] == form and _SUFFIXES[n // 3 % 5] == suffix and sheet == (n > 127))
    return bytes([next(found)])


def seeds() -> Iterator[bytes]:
    """Yield a small delivery of each kind."""
    row = "110340A110819012488ÅB  51,5 010140Å"
    for form in ("FAST", "LINJER"):
        for line in (row, row.replace("Å", "€"), " " * 35, row[:33], "\x1a", ""):
            for encoding in ("utf-8", "iso-8859-1"):
                text = f"{line}\n{row}\r\n{line}"
                yield _kind(form, "") + text.encode(encoding, "replace")
    names = [name for name, *_ in _FIELDS]
    cells = ["1103", "40", "A1", "10819012488", "Åse", "5", "1,5", "010140", '"Å"']
    for suffix, sign in ((".csv", ";"), (".tsv", "\t"), ("", ";")):
        yield _kind("TABELL", suffix) + f"{sign.join(names)}\n{sign.join(cells)}\n{sign * 8}\n".encode()
    yield _kind("TABELL", ".csv") + b'sep=,\r\n"KOMMUNE",TALL\r\n"1""1","2\n3"\r\n'
    quoted = ", ".join(f'"{name}": "{cell.strip(chr(34))}"' for name, cell in zip(names, cells, strict=True))
    yield _kind("TABELL", ".json") + f'[{{{quoted}}}, {{"TALL": 1e3, "tall": null, "X": [NaN, true]}}]'.encode()
    parts = _parts()
    yield _kind("TABELL", ".xlsx", sheet=True) + next(xml for name, xml in parts.items() if name.endswith("sheet1.xml"))
    sheet = next(xml for name, xml in parts.items() if name.endswith("sheet1.xml"))
    yield _kind("TABELL", ".xlsx") + _workbook(sheet)


WORDS = (
    *(name for name, *_ in _FIELDS),
    *("\r\n", "\r", "\n", "\t", ";", ",", '"', '""', "\ufeff", "\x1a", "\0", "sep=;", "10819012488", "1103", "€", "Å"),
    *("null", "true", "NaN", "Infinity", "1e999", "\\ud800", "[{", "}]", '{"TALL":', "-0"),
    *('<c r="A1" t="n">', "<v>", "</v>", "</c>", "<row>", "</row>", "<f>", "</f>", 't="s"', 't="e"', 't="b"', 't="d"'),
    *('t="inlineStr"', "<is><t>", "</t></is>", 's="1"', 'r="1048577"', 'r="XFE1"', "&#0;", "<!DOCTYPE", "<!ENTITY"),
    *("PK\x03\x04", "PK\x05\x06", "PK\x01\x02"),
)
