from __future__ import annotations

import io
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.checking.conftest import Kostra, add_form
from tests.checking.conftest import kostra as kostra
from tests.checking.conftest import site as site
from tests.plugins.distributions import Site

openpyxl = pytest.importorskip("openpyxl")

TABLE = """filbeskrivelse 9Z 2040 "Prøveskjema"
format tabell

AAR      tekst 4    rolle årgang        "Årstall"  obligatorisk
STED     tekst 2    kodeliste STEDER    "Hvor?"
ÅRSVERK  desimal 1  enhet "årsverk"     "Hvor mange?"  obligatorisk når STED = "01"
BELØP    desimal 2  status antatt       "Hvor mye?"  merknad "laget for prøven"
SPM      tekst                          "=1+1"

kodeliste STEDER
"""
PLACES = {f"{number:02}": f"Sted nummer {number}, med et langt navn" for number in range(1, 41)}


def columns(sheet: Any) -> dict[str, int]:
    """The number of each column by its name."""
    return {cell.value: cell.column for cell in sheet[1]}


def validation(sheet: Any, cell: str) -> Any:
    """What Excel refuses in a cell."""
    (found,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    return found


def explained(book: Any) -> dict[str, list[str]]:
    """The explanation of each field: the cells beside its name."""
    rows = [[cell or "" for cell in row] for row in book["Forklaring"].iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if row[0] == "Felt")
    return {row[0]: row[1:] for row in rows[top + 1 :]}


def test_what_is_filled_in_is_what_check_reads(kostra: Kostra) -> None:
    ended = kostra("mal", "--skjema", "12", "--argang", "2022", "--ut", "mal.xlsx")
    assert (ended.code, ended.out) == (0, "")
    assert "kostra check --skjema 12 --argang 2022 mal.xlsx" in ended.err
    book = openpyxl.load_workbook("mal.xlsx")
    sheet = book.active
    place = columns(sheet)
    assert sheet.cell(2, place["VERSION"]).value == "22"
    answers = {"KOMMUNE_NR": "0301", "BYDELSNR": "01", "SKJEMAANSVARLIG": "Åse", "EPOST": "x", "TELEFON": "12345678"}
    answers |= {name: "1" for name in place if name.startswith(("FOLGER", "INNGAR", "BARNE", "BARNS", "KONTANT"))}
    for name, value in answers.items():
        sheet.cell(2, place[name], value)
    sheet.cell(2, place["VEDTAKSDATO"], datetime(2021, 12, 14))
    sheet.cell(2, place["SATS_ENSLIG"], 6650)
    sheet.cell(2, place["SATS_PAR"], "abc")
    book.save("fylt ut.xlsx")
    report = kostra("check", "fylt ut.xlsx", "--format", "json").report
    assert (report["skjema"], report["argang"], report["kommune"]) == ("12", 2022, "0301")
    assert {(f["kontroll"], f["felt"][0]["navn"], f["felt"][0]["verdi"]) for f in report["funn"]} == {
        ("002", "SATS_PAR", "abc"),
        ("010", "EPOST", "x"),
    }
    assert not any("nuller foran" in note for note in report["merknader"])


@pytest.mark.parametrize("form", ["7", "7B", "12"])
@pytest.mark.parametrize("name", ["mal.xlsx", "mal.csv"])
def test_an_empty_template_is_read_and_lacks_only_the_answers(kostra: Kostra, form: str, name: str) -> None:
    kostra("mal", "--skjema", form, "--argang", "2023", "--ut", name)
    ended = kostra("check", name, "--format", "json")
    assert ended.code == 1
    assert (ended.report["skjema"], ended.report["argang"]) == (form, 2023)
    assert {finding["kontroll"] for finding in ended.report["funn"]} <= {"002"}
    assert all("skal fylles ut" in finding["melding"] for finding in ended.report["funn"])


def test_the_sheet_keeps_zeros_in_front_and_offers_the_codes(kostra: Kostra, site: Site) -> None:
    add_form(site, "9Z", 2040, TABLE + "".join(f'    "{code}" "{text}"\n' for code, text in PLACES.items()))
    ended = kostra("mal", "--skjema", "9z", "--ut", "mal.xlsx")
    assert ended.code == 0
    assert "Malen er for 2040, den nyeste årgangen som er installert." in ended.err
    book = openpyxl.load_workbook("mal.xlsx")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["AAR", "STED", "ÅRSVERK", "BELØP", "SPM"]
    assert [cell.value for cell in sheet[2]] == ["2040", None, None, None, None]
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[letter].number_format for letter in "ABE"] == ["@"] * 3
    rule = validation(sheet, "B2")
    assert rule.type == "list"
    name, cells = rule.formula1.split("!")
    offered = [cell.value for (cell,) in book[name][cells.replace("$", "")]]
    assert offered == list(PLACES)
    assert len(rule.prompt) <= 255
    assert validation(sheet, "C500").type == "decimal"
    assert validation(sheet, "A2").type == "textLength"


def test_every_field_is_explained(kostra: Kostra, site: Site) -> None:
    add_form(site, "9Z", 2040, TABLE + '    "01" "Her"\n    "02" "Der"\n')
    kostra("mal", "--skjema", "9Z", "--ut", "mal.xlsx")
    book = openpyxl.load_workbook("mal.xlsx")
    fields = explained(book)
    assert fields["AAR"] == ["Årstall", "2040 i hver rad", "ja", "", "kjent", ""]
    assert fields["SPM"][1] == "Tekst"
    assert fields["STED"][:3] == ["Hvor?", "Velg en kode: 01 = Her, 02 = Der", "nei"]
    assert fields["ÅRSVERK"][1:4] == ["Tall, høyst 1 desimal", "når STED er 01", "årsverk"]
    assert fields["BELØP"][1:] == ["Tall, høyst 2 desimaler", "nei", "", "antatt", "laget for prøven"]
    remark = book.worksheets[0]["C1"].comment.text
    assert "Hvor mange? (årsverk)" in remark
    assert "Må fylles ut: når STED er 01." in remark
    assert "antatt" in book.worksheets[0]["D1"].comment.text


def test_a_question_is_never_a_formula(kostra: Kostra, site: Site) -> None:
    add_form(site, "9Z", 2040, TABLE + '    "01" "=2+2"\n')
    kostra("mal", "--skjema", "9Z", "--ut", "mal.xlsx")
    book = openpyxl.load_workbook("mal.xlsx")
    types = {cell.value: cell.data_type for sheet in book.worksheets for row in sheet for cell in row}
    assert types["=1+1"] == types["=2+2"] == "s"


def test_without_a_file_the_template_is_csv_on_the_screen(kostra: Kostra, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(screen, encoding="cp1252"))
    assert kostra("mal", "--skjema", "7", "--årgang", "2024").code == 0
    heading, row, nothing = screen.getvalue().decode("utf-8").split("\r\n")
    assert heading.startswith("KOMMUNE_NR;KOMMUNENAVN;VERSION;")
    assert row.startswith(";;24;")
    assert (len(heading.split(";")), nothing) == (len(row.split(";")), "")


def test_names_with_norwegian_letters_survive_excel(kostra: Kostra, site: Site) -> None:
    add_form(site, "9Z", 2040, TABLE + '    "01" "Her"\n')
    kostra("mal", "--skjema", "9Z", "--ut", "mal.csv")
    assert Path("mal.csv").read_bytes().startswith(b"\xef\xbb\xbfAAR;STED;")
    assert kostra("check", "--skjema", "9Z", "mal.csv", "--format", "json").report["funn"] == []


def test_a_filled_in_form_is_not_written_over(kostra: Kostra) -> None:
    Path("mal.csv").write_text("utfylt")
    ended = kostra("mal", "--skjema", "12", "--ut", "mal.csv")
    assert ended.code == 2
    assert "mal.csv finnes fra før, og kan være fylt ut." in ended.err
    assert Path("mal.csv").read_text() == "utfylt"
    assert kostra("mal", "--skjema", "12", "--ut", "mal.csv", "--overskriv").code == 0
    assert Path("mal.csv").read_text().startswith("KOMMUNE_NR;")
    assert os.listdir() == ["mal.csv"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Oppgi med --skjema hvilket skjema malen er for. Installert: 7 (2022–2026)"),
        (("--skjema", "13"), "Skjema 13 er ikke installert."),
        (("--skjema", "12", "--argang", "2019"), "12 finnes for 2022–2026, ikke 2019."),
        (("--skjema", "12", "--argang", "22"), "--argang: «22» er ikke fire sifre."),
        (("--skjema", "12", "--ut", "mal.ods"), "en mal er en Excel-fil (.xlsx) eller en CSV-fil (.csv)"),
        (("--skjema", "12", "--ut", "borte/mal.xlsx"), "finnes ikke"),
        (("--skjema", "11F", "--argang", "2024"), "Skjema 11F fylles ikke ut for hånd"),
        (("--skjema", "11cf"), "hentes ut av fagsystemet"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence(kostra: Kostra, args: tuple[str, ...], said: str) -> None:
    ended = kostra("mal", *args)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Feil: ")
    assert said in ended.err
    assert os.listdir() == []


def test_fixed_width_forms_are_pointed_to_the_file_description(kostra: Kostra) -> None:
    ended = kostra("mal", "--skjema", "11F", "--argang", "2024", "--ut", "mal.xlsx")
    assert ended.code == 2
    assert "324 tegn i hver linje" in ended.err
    assert "kostra docs 11F 2024" in ended.err


def test_without_openpyxl_csv_is_the_way(kostra: Kostra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kostra.layout.template_workbook", None)
    ended = kostra("mal", "--skjema", "12", "--ut", "mal.xlsx")
    assert ended.code == 2
    assert 'pip install "kostra[excel]"' in ended.err
    assert kostra("mal", "--skjema", "12", "--ut", "mal.csv").code == 0
