"""`kostra.toml`: what it says is used, and what is wrong with it is told with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kostra.api.errors import UnreadableError
from kostra.configuration.find import nearest
from kostra.configuration.model import Configuration
from kostra.configuration.reading import read_configuration
from kostra.diagnostics import DiagnosticError

COMPLETE = """\
skjema = "11F"
argang = 2026
kommune = "0301"
bydel = "01"
kvitteringer = "felles/godtatt.toml"
sprak = "nn"

[husregler]
filer = ["mine.regler"]

[husregler.senja]
GRENSE = 5
SATS = 1.50
KODER = ["01", "02"]

[utdata]
format = "html"
ut = "rapport.html"
maks = 0

[parametre]
antall_deltakere = 31
"""


def read(folder: Path, text: str | bytes) -> Configuration:
    path = folder / "kostra.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_configuration(path)


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "mine.regler").touch()
    found = read(tmp_path, COMPLETE)
    assert (found.form, found.year, found.municipality, found.district) == ("11F", 2026, "0301", "01")
    assert found.acknowledgements == tmp_path / "felles" / "godtatt.toml"
    assert found.house_rules == (tmp_path / "mine.regler",)
    assert found.house_values == {"senja": {"GRENSE": 5, "SATS": Decimal("1.50"), "KODER": ["01", "02"]}}
    assert (found.format, found.to, found.limit) == ("html", tmp_path / "rapport.html", 0)
    assert found.language == "nn"
    assert found.parameters == {"antall_deltakere": 31}


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, "")
    assert (found.form, found.year, found.municipality, found.format, found.limit) == (None,) * 5
    assert (found.house_rules, found.house_values, found.parameters) == ((), {}, {})
    assert found.acknowledgements == tmp_path / "kvitteringer.toml"


def test_house_rules_are_those_named_and_those_in_the_folder_each_once(tmp_path: Path) -> None:
    (tmp_path / "husregler").mkdir()
    for name in ("husregler/b.regler", "husregler/a.regler", "c.regler", "husregler/les.txt"):
        (tmp_path / name).touch()
    found = read(tmp_path, 'husregler = ["c.regler", "husregler/b.regler"]\n')
    assert [path.name for path in found.house_rules] == ["c.regler", "b.regler", "a.regler"]


def test_what_notepad_writes_can_be_read(tmp_path: Path) -> None:
    assert read(tmp_path, b'\xef\xbb\xbfskjema = "7B"\r\nkommune = "5530"\r\n').form == "7B"


FAULTS = {
    "unknown key": ('komune = "5530"', "1:1: feil: Nøkkelen «komune» finnes ikke.", "mente du kommune?"),
    "unknown key in a table": (
        "[utdata]\nformatt = 'x'",
        "2:1: feil: Nøkkelen «formatt» finnes ikke under [utdata].",
        "mente du format?",
    ),
    "municipality as a number": ("\nkommune = 5530", "2:1: feil: «kommune» er ikke fire sifre", 'kommune = "5530"'),
    "small municipality": ("kommune = 301", "1:1: feil", 'kommune = "0301"'),
    "leading zero": ("kommune = 0301", "1:", "Sett anførselstegn rundt det."),
    "word without quotes": ("skjema = elleve", "1:", "Skriv tekst i anførselstegn"),
    "Norwegian letter": ("\n\nårgang = 2026", "3:1: feil: Linjen er ikke gyldig TOML.", "uten æ, ø og å: argang"),
    "Norwegian letter in quotes": ('"årgang" = 2026', "1:1: feil: Nøkkelen «årgang» finnes ikke.", "mente du argang?"),
    "year as text": ('argang = "2026"', "1:1: feil: «argang» er ikke et årstall.", "Skriv argang = 2026"),
    "year of two digits": ("argang = 26", "1:1", "fire sifre"),
    "true for a number": ("[utdata]\nmaks = true", "2:1: feil: «maks» er ikke et heltall", ""),
    "same key twice": ('bydel = "01"\nbydel = "02"', "2:1: feil: Det samme er oppgitt to ganger.", ""),
    "no such language": ('sprak = "nynorsk"', "1:1: feil: «sprak» er ikke et språk", '"nb" (bokmål) eller "nn"'),
    "list of languages": ('sprak = ["nn"]', "1:1: feil: «sprak» er ikke et språk", '"nn" (nynorsk)'),
    "no value": ("skjema", "1:", "NØKKEL = VERDI"),
    "never closed": ("husregler = [", "1:", "ugyldig-toml"),
    "Windows path": ('kvitteringer = "C:\\kostra\\k.toml"', "1:", "skriv / i stedet"),
    "form as a number": ("skjema = 7", "1:1: feil: «skjema» er ikke en tekst.", ""),
    "empty text": ('skjema = ""', "1:1: feil: «skjema» er tom", ""),
    "table for a text": ("[skjema]", "1:2: feil: «skjema» er ikke en tekst.", ""),
    "text for a table": ('utdata = "html"', "1:1: feil: «utdata» er en tabell.", "[utdata]"),
    "missing file": ('husregler = ["borte.regler"]', "1:1: feil: Filen borte.regler finnes ikke", ""),
    "file for a list": ('husregler = "mine.regler"', "1:1: feil: «husregler» er ikke en liste.", ""),
    "value without a namespace": ("[husregler]\nGRENSE = 5", "2:1: feil: «GRENSE» står rett under", "[husregler.NAVN]"),
    "value of no kind": ("[husregler.senja]\nG = 2026-01-31", "2:1: feil: Verdien til «G»", ""),
    "empty list": ("[husregler.senja]\nG = []", "2:1: feil: «G» er ikke en liste", ""),
    "not a number": ("[parametre]\nsats = nan", "2:1: feil: Verdien til «sats»", ""),
    "truth": ("[parametre]\nsats = true", "2:1: feil: Verdien til «sats»", ""),
}


@pytest.mark.parametrize(("text", "place", "hint"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place_and_what_to_do(tmp_path: Path, text: str, place: str, hint: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        read(tmp_path, text)
    said = str(error.value)
    assert f"kostra.toml:{place}" in said
    assert hint in said


def test_all_faults_are_told_in_one_go(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticError) as error:
        read(tmp_path, 'skjemaet = "7"\nargang = 26\nkommune = 1\n[utdata]\nmaks = -1\n')
    assert [fault.span.line for fault in error.value.diagnostics] == [1, 2, 3, 5]


@pytest.mark.parametrize("data", [b"kommune = '\xe6'", b"\xff\xfe"])
def test_a_file_in_another_encoding(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableError, match="ikke UTF-8"):
        read(tmp_path, data)


@pytest.mark.parametrize("number", ["9" * 5000, "1e99999999999999999999", "1e400", "1e-400", "1" + "0" * 18])
def test_a_number_that_nobody_means_is_told_with_its_line(tmp_path: Path, number: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        read(tmp_path, f"[parametre]\ngrense = {number}\n")
    (fault,) = error.value.diagnostics
    assert fault.span.line == 2
    assert number not in fault.render() or len(number) < 500


def test_brackets_without_end(tmp_path: Path) -> None:
    with pytest.raises((UnreadableError, DiagnosticError)):
        read(tmp_path, "a = " + "[" * 100_000)


def test_the_nearest_settings_are_found_from_any_folder_below(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "kostra.toml").touch()
    assert nearest(below) == tmp_path / "kostra.toml"
    (tmp_path / "a" / "kostra.toml").touch()
    assert nearest(below) == tmp_path / "a" / "kostra.toml"
