from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import Acknowledgement, Finding
from kostra.reports.columns import COLUMNS
from kostra.reports.csv_report import neutralised, render

NASTY = st.text(st.sampled_from("=+-@\t\r\n;,|\"' 5a\u00a0\u200f＝"), max_size=12) | st.text(max_size=12)


def text_of(findings: Iterable[Finding], options: RenderOptions | None = None) -> str:
    report = replace(samples.with_errors(), findings=tuple(findings))
    return "".join(render(report, options or RenderOptions()))


def rows(text: str, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=delimiter))


def only_row(finding: Finding) -> dict[str, str]:
    (row,) = csv.DictReader(text_of([finding]).removeprefix("\ufeff").splitlines(), delimiter=";")
    return row


def test_excel_on_a_norwegian_machine_opens_it_right() -> None:
    text = text_of(samples.with_errors().findings)
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.count("\n") == text.count("\r\n") == 1 + len(samples.with_errors().findings)
    assert rows(text)[0] == list(COLUMNS)


def test_a_finding_is_a_row_and_every_column_is_filled_from_it() -> None:
    assert only_row(replace(samples.WRONG_WORK, group="016-1")) == {
        "alvor": "feil",
        "kontroll": "016",
        "tittel": "Kurs som viktigste kilde",
        "saksbehandler": "Åse Berg",
        "journalnummer": "771",
        "fil": "uttrekk.dat",
        "linje": "12",
        "felt": "ARBEID",
        "posisjon": "50–51",
        "verdi": "01",
        "melding": "Arbeidssituasjonen er 01. Med kurs som viktigste kilde skal den være 03 eller 05.",
        "rettelse": "Rett arbeidssituasjonen i fagsystemet.",
        "opphav": samples.PACK,
        "gruppe": "016-1",
        "kvittert_grunn": "",
        "kvittert_av": "",
        "kvittert_dato": "",
        "siden_sist": "",
    }


def test_what_was_accepted_earlier_says_why_by_whom_and_when() -> None:
    row = only_row(replace(samples.MANY_KIDS, acknowledged=Acknowledgement("=Ringt", "Kari Moe", "2040-01-15")))
    assert (row["kvittert_grunn"], row["kvittert_av"], row["kvittert_dato"]) == ("'=Ringt", "Kari Moe", "2040-01-15")


def test_several_lines_and_fields_can_be_taken_apart_together() -> None:
    blank = replace(samples.KIDS, name="UTEN", value="")
    row = only_row(replace(samples.WRONG_WORK, lines=(3, 20), fields=(samples.WORK, blank, samples.KIDS)))
    assert row["linje"].split(" | ") == ["3", "20"]
    parts = [row[column].split(" | ") for column in ("felt", "posisjon", "verdi")]
    assert parts == [["ARBEID", "UTEN", "BARN"], ["50–51", "42", "42"], ["01", "", "9"]]


def test_the_limit_of_findings_has_no_say() -> None:
    findings = samples.with_errors().findings
    assert text_of(findings, RenderOptions(limit=1)) == text_of(findings)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+5", "'+5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        (" \u00a0=1", " \u00a0'=1"),
        ("＝1", "'＝1"),
        ("Beløp,=1;@x", "Beløp,'=1;'@x"),
        ("13 | =1", "13 | '=1"),
        ("\t=1", "\\x09=1"),
        ("\r\n=1", "\\x0d\\x0a=1"),
        ("-5", "-5"),
        ("-5,50", "-5,50"),
        ("ola@nav.no, 2-3 = 4", "ola@nav.no, 2-3 = 4"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_execute_gets_an_apostrophe(text: str, written: str) -> None:
    assert neutralised(text) == written


@settings(deadline=None)
@given(NASTY, NASTY)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_no_cell_starts_a_formula_at_whichever_delimiter_the_file_is_split(
    delimiter: str, message: str, title: str
) -> None:
    text = text_of([replace(samples.WRONG_WORK, message=message, title=title, caseworker=message)])
    for row in rows(text, delimiter):
        for cell in row:
            assert not cell.lstrip('\ufeff" \u00a0').startswith(("=", "+", "@", "＝")), cell
            if cell.startswith("-"):
                assert cell.replace(",", "").replace(".", "")[1:].isdecimal(), cell


@settings(deadline=None)
@given(NASTY)
def test_nothing_but_apostrophes_is_added(text: str) -> None:
    printable = "".join(character for character in text if character.isprintable())
    assert neutralised(printable).replace("'", "") == printable.replace("'", "")
