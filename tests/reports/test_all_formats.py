"""Every built-in format shows the same findings of a file that is out to harm its reader, and none leaks."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kostra.api import Parameter, Skjema, check
from kostra.api.formats import Rendered, RenderOptions, ReportFormat
from kostra.api.report import Report
from kostra.characters import column_of
from kostra.cli.run import run
from kostra.identity import is_valid
from kostra.plugins.manager import HouseRules, Registry
from kostra.plugins.packs import LoadedPack
from kostra.readers.input import Input
from kostra.reports import builtin_formats
from kostra.reports.page import harmless

GOLDEN = Path(__file__).parent / "golden" / "alle"
FORMATS = [pytest.param(format_, id=format_.name) for format_ in builtin_formats()]

PLANTED = "10819012488"  # the tenth of January 1990, the month raised by 80: nobody's
SHOWN = "108190*****"

LAYOUT = """\
filbeskrivelse PRØVE 2040 "Prøve <b>&amp;</b>"
format fast bredde 84

KOMMUNE    1-4    tekst  rolle kommune                    "Kommunenummer"
AAR        5-6    tekst  rolle årgang                     "Årgang"
JOURNAL    7-12   tekst  rolle journalnummer              "Journalnummer"
FNR        13-23  tekst  rolle fødselsnummer  sensitiv    "Fødselsnummer"
BEHANDLER  24-43  tekst  rolle saksbehandler              "Saksbehandler"
NOTAT      44-83  tekst                                   "Notat: hva «ble» sagt, <hvorfor>?"
BELOP      84     heltall                                 "Beløp"
"""
RULES = """\
regelsett PRØVE 2040 "Prøve"

kontroll 002 "Notatet er langt nok"
    skal BELOP = 5
    ellers feil "Notatet til {FNR} er {NOTAT}, skrevet av {BEHANDLER}: 100 % feil, {{ikke sant}}?"
    fordi "Et <kort> notat sier lite."
    råd "Skriv «mer»; og bedre."

kontroll 003 "Notatet gjelder en person"
    for hver gruppe FNR
    skal antall() = 1
    ellers advarsel "Linjene {linjer()} gjelder {FNR}."
    felt FNR, NOTAT

kontroll 004 "Antall"
    når BELOP > $grense
    gir feil "Beløpet er over {$grense}."

statistikk "Beløp <i alt>"
    "Sum" sum(BELOP)
"""
LIMIT = Parameter("grense", "heltall", "Grensen")
NOTES = (
    f"kjent som {PLANTED} fra før",
    "<script>alert(1)</script>",
    "\"dobbelt\" 'enkel' ; , | % :: ]]> &amp; \\",
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "snu \u202e\u2067 om \u200f\ufeff",
    "😀 æøå ﷽ 👩\u200d🔬",
    "\x1b[2J\x07\x00\x0b\u2028 ::error::x",
)
CASEWORKERS = ("Åse/Berg [1]", "=1+1", "<b>Ola</b>", "", f"{PLANTED}", "\u202eOla", "History", "'Per'")


class Alone(Registry):
    """A registry in which one made-up form is installed."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        layout, rules = folder / "filbeskrivelse.layout", folder / "kontroller.regler"
        layout.write_text(LAYOUT, encoding="utf-8")
        rules.write_text(RULES, encoding="utf-8")
        form = Skjema("PRØVE", 2040, "Prøve", layout, rules, parameters=(LIMIT,))
        self.pack = LoadedPack(form, "kostra-skjema-prøve-2040", "0.1.0")

    def load(self, form: str, year: int) -> LoadedPack:
        return self.pack

    def house_rules(self, form: str, year: int) -> tuple[HouseRules, ...]:
        return ()


def checked(folder: Path, *, sensitive: bool = False) -> Report:
    rows = [
        f"110340J{number:05}{PLANTED}{name:<20}{note:<40}{number % 10}"
        for number, (name, note) in enumerate(zip(CASEWORKERS, NOTES, strict=True))
    ]
    data = "\n".join(rows).encode()
    report = check(
        [Input.of_bytes(f"uttrekk, 50 % & <{PLANTED}>.dat", data)],
        skjema="PRØVE",
        argang=2040,
        registry=Alone(folder),
        vis_sensitivt=sensitive,
    )
    # What moves with every version of the program, and with every change of how rule sets are told apart.
    return replace(report, program="kostra 0.1.0", rule_set="sha256:0123")


def content(rendered: Rendered) -> bytes:
    if isinstance(rendered, bytes):
        return rendered
    text = rendered if isinstance(rendered, str) else "".join(rendered)
    return text.encode("utf-8", "backslashreplace")


def everything(rendered: Rendered) -> str:
    """Return all that a report holds as text, what is packed inside it included."""
    data = content(rendered)
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


def as_read(rendered: Rendered) -> str:
    """Return what somebody sees who opens the report: of a workbook its cells, of a page not how it is made."""
    data = content(rendered)
    if data.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        return "".join(
            f"== {sheet.title} {sheet.auto_filter.ref or ''}\n"
            + "".join(
                f"{cell.coordinate} {cell.data_type} {cell.value!r}\n"
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            )
            for sheet in book.worksheets
        )
    text = data.decode().replace("\r\n", "\n")
    if not text.startswith("<!DOCTYPE html>"):
        return text
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/]+=*", "sha256-…", text)


def test_the_planted_number_is_one_that_would_be_recognised() -> None:
    assert bool(is_valid(column_of([PLANTED]))[0])


@pytest.mark.parametrize("format_", FORMATS)
def test_report_as_it_is_read(format_: ReportFormat, tmp_path: Path) -> None:
    """Rewritten by running the tests with KOSTRA_REWRITE_GOLDEN=1; read the difference before keeping it."""
    golden = GOLDEN / f"{format_.name}.txt"
    text = as_read(format_.render(checked(tmp_path), RenderOptions()))
    if os.environ.get("KOSTRA_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", FORMATS)
def test_no_identity_number_leaks(format_: ReportFormat, tmp_path: Path) -> None:
    hidden = everything(format_.render(checked(tmp_path), RenderOptions()))
    assert PLANTED not in hidden
    assert PLANTED[6:] not in hidden
    assert SHOWN in hidden


@pytest.mark.parametrize("format_", FORMATS)
def test_the_identity_number_is_there_for_those_who_ask_for_it(format_: ReportFormat, tmp_path: Path) -> None:
    report = checked(tmp_path, sensitive=True)
    assert PLANTED in everything(format_.render(report, RenderOptions(sensitive=True)))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_report_gives_the_same_bytes(format_: ReportFormat, tmp_path: Path) -> None:
    report = checked(tmp_path)
    assert content(format_.render(report, RenderOptions())) == content(format_.render(report, RenderOptions()))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_finding_is_there(format_: ReportFormat, tmp_path: Path) -> None:
    report = checked(tmp_path)
    numbered = tuple(replace(f, message=f"melding nummer {n}.") for n, f in enumerate(report.findings))
    text = everything(format_.render(replace(report, findings=numbered), RenderOptions()))
    assert [f.message for f in numbered if f.message not in text] == []


@pytest.mark.parametrize("format_", [f for f in FORMATS if f.id not in ("json", "sarif", "html")])
def test_nothing_turns_the_text_or_hides_in_it(format_: ReportFormat, tmp_path: Path) -> None:
    """JSON and SARIF keep values as they are, for programs, and the page isolates each text of the file."""
    text = everything(format_.render(checked(tmp_path), RenderOptions())).replace("\r\n", "\n").removeprefix("\ufeff")
    assert [character for character in "".join(text.split("\n")) if harmless(character) != character] == []


def test_no_markup_from_the_file_becomes_markup(tmp_path: Path) -> None:
    for format_ in builtin_formats():
        if format_.name in ("html", "junit", "xlsx"):
            text = everything(format_.render(checked(tmp_path), RenderOptions()))
            assert "<script>alert" not in text
            assert "<b>Ola" not in text


def test_the_help_of_check_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert re.findall(r"\w+", re.findall(r"Rapportens format: (.*?)\.", said)[0].replace(" eller", "")) == [
        *("text", "json"),
        *(format_.name for format_ in builtin_formats()[2:]),
    ]


def test_formats_are_imported_when_a_report_is_written_in_them() -> None:
    before = {name for name in sys.modules if name.startswith("kostra.reports.")}
    builtin_formats()
    assert {name for name in sys.modules if name.startswith("kostra.reports.")} == before
