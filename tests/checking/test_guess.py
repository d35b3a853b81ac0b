from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.checking.conftest import Kostra, add_form, example
from tests.plugins.distributions import Site

from kostra.plugins.manager import Registry
from kostra.plugins.packs import PackRef

# ── The installed forms ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", Registry().packs(), ids=lambda pack: f"{pack.form}-{pack.year}")
def test_every_example_file_is_recognised(kostra: Kostra, pack: PackRef) -> None:
    Path("fil").write_bytes(example(pack.form, pack.year))
    ended = kostra("check", "fil")
    assert (ended.code, ended.err) == (0, "")
    assert ended.notes[0].startswith(f"Skjema {pack.form} og årgang {pack.year} er gjettet av filen (")


def test_the_remark_says_what_it_was_told_by(kostra: Kostra) -> None:
    Path("uttrekk.dat").write_bytes(example("11F", 2022))
    Path("satser.csv").write_bytes(example("12", 2024))
    of_file = "Skjema 11F og årgang 2022 er gjettet av filen (linjelengde 324 og rapporteringsår 22)."
    assert kostra("check", "uttrekk.dat").notes[0] == of_file
    assert kostra("check", "uttrekk.dat", "--format", "json").report["merknader"][0] == of_file
    of_table = "Skjema 12 og årgang 2024 er gjettet av filen (25 av 25 kolonnenavn og rapporteringsår 24)."
    assert kostra("check", "satser.csv").notes[0] == of_table
    with_year = kostra("check", "uttrekk.dat", "--årgang", "2022")
    assert with_year.notes[0] == "Skjema 11F er gjettet av filen (linjelengde 324)."
    assert not any("gjettet" in note for note in kostra("check", "--skjema", "11F", "uttrekk.dat").notes)


def test_a_table_may_be_json_or_excel(kostra: Kostra) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    heading, row = (line.split(";") for line in example("7B", 2023).decode().splitlines()[:2])
    book = openpyxl.Workbook()
    book.active.append([])
    book.active.append(heading)
    book.active.append(row)
    book.save("svar.xlsx")
    Path("svar.json").write_text("[{" + ", ".join(f'"{k}": "{v}"' for k, v in zip(heading, row, strict=True)) + "}]")
    for name in ("svar.xlsx", "svar.json"):
        ended = kostra("check", name)
        assert ended.notes[0].startswith("Skjema 7B og årgang 2023 er gjettet av filen (20 av 20 kolonnenavn")


def test_a_minority_of_faulty_lines_makes_no_difference(kostra: Kostra) -> None:
    lines = example("11C", 2025).splitlines(keepends=True)
    Path("fil.dat").write_bytes(b"".join([b"kort\n", lines[0][:4] + b"23" + lines[0][6:], *lines]))
    assert kostra("check", "fil.dat").notes[0].startswith("Skjema 11C og årgang 2025 er gjettet")


def test_only_the_pack_that_fits_is_imported(kostra: Kostra, site: Site) -> None:
    modules = [add_form(site, form, year, fixed(form, year, 30)) for form in ("9Y", "9Z") for year in (2040, 2041)]
    Path("fil").write_text("40" + "9Y2" + " " * 25 + "\n")
    kostra("check", "fil")
    assert [module for module in modules if module in sys.modules] == ["pakke_9y_2040"]


# ── Several forms of one length ──────────────────────────────────────────────────────────────────────────────────────


def fixed(form: str, year: int, width: int) -> str:
    """A layout whose one code says the form."""
    return (
        f'filbeskrivelse {form} {year} "Prøve"\nformat fast bredde {width}\n\n'
        'AAR   1-2  tekst  rolle årgang  "År"\n'
        f'SLAG  3-5  tekst  kodeliste SLAG  "Slag"\nREST  6-{width}  tekst  "Resten"\n\n'
        f'kodeliste SLAG\n    "{form}1" "En"\n    "{form}2" "To"\n'
    )


def test_forms_of_one_length_are_told_apart_by_their_codes(kostra: Kostra, site: Site) -> None:
    for form in ("9Y", "9Z"):
        add_form(site, form, 2040, fixed(form, 2040, 30))
    Path("fil").write_text("".join(f"40{code}{' ' * 25}\n" for code in ("9Z1", "9Z2", "9Y1", "   ", "9Z1")))
    assert kostra("check", "fil").notes[0].startswith("Skjema 9Z og årgang 2040 er gjettet")


@pytest.mark.parametrize("codes", [("   ", "   "), ("9Z1", "9Y1"), ("xxx", "9Y1")])
def test_what_the_codes_do_not_decide_is_left_to_the_user(kostra: Kostra, site: Site, codes: tuple[str, str]) -> None:
    for form in ("9Y", "9Z"):
        add_form(site, form, 2040, fixed(form, 2040, 30))
    Path("fil").write_text("".join(f"40{code}{' ' * 25}\n" for code in codes))
    ended = kostra("check", "fil")
    assert (ended.code, ended.out) == (2, "")
    assert "kan være 9Y for 2040 eller 9Z for 2040 (linjelengde 30 og rapporteringsår 40)." in ended.err


# ── What cannot be told ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "fil: filen er tom."),
        (b"hei\nhei\n", "fil: 2 linjer på 3 tegn. Ingen av skjemaene har så lange linjer; de har "),
        (b"KOMMUNE_NR;VERSION;EPOST\n5421;22;k@x.no\n", "fil: kolonnene er KOMMUNE_NR, VERSION, EPOST. De ligner ikke"),
        (b'[{"KOMMUNE_NR": "5421", "SVAR": "1"}]', "fil: kolonnene er KOMMUNE_NR, SVAR. De ligner ikke"),
        ("KOMMUNE_NR\n5421\n".encode("utf-16"), "fil: filen er ikke ren tekst."),
    ],
)
def test_nothing_fits(kostra: Kostra, content: bytes, said: str) -> None:
    Path("fil").write_bytes(content)
    ended = kostra("check", "fil")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Feil: Det kan ikke ses av filen hvilket skjema den er for. Oppgi det med --skjema.\n")
    assert said in ended.err
    assert "Installert: 7 (2022–2026), 7B (2022–2026), 11C (2022–2026), 11F (2022–2026), 12 (2022–2026)." in ended.err


def test_the_first_row_is_not_repeated_where_it_may_be_about_people(kostra: Kostra) -> None:
    Path("fil.csv").write_text("5421;22;Kari Nordmann;kari@example.com;12345678;1\n")
    ended = kostra("check", "fil.csv")
    assert ended.code == 2
    assert "ingen av cellene i første rad er navnet på et felt" in ended.err
    assert not any(told in ended.err for told in ("Kari", "kari@", "12345678"))


def test_a_year_that_is_not_installed_is_told_with_the_form(kostra: Kostra) -> None:
    Path("fil.dat").write_bytes(b"".join(line[:4] + b"19" + line[6:] for line in example("11F", 2022).splitlines(True)))
    ended = kostra("check", "fil.dat")
    assert ended.code == 2
    assert "Det passer til 11F (2022–2024), men rapporteringsåret er 2019." in ended.err
    Path("fil.csv").write_bytes(example("12", 2022).replace(b";22;", b";19;"))
    ended = kostra("check", "fil.csv")
    assert ended.code == 2
    assert "Skjema 12 er gjettet av filen (25 av 25 kolonnenavn og rapporteringsår 19)" in ended.err
    assert "er installert bare for 2022–2026" in ended.err


def test_a_table_without_a_year_asks_for_it(kostra: Kostra) -> None:
    Path("fil.csv").write_bytes(example("12", 2022).replace(b";22;", b";;"))
    ended = kostra("check", "fil.csv")
    assert ended.code == 2
    assert "Skjema 12 er gjettet av filen (25 av 25 kolonnenavn), men rapporteringsåret står ikke der." in ended.err
    assert kostra("check", "fil.csv", "--argang", "2022").notes[0] == (
        "Skjema 12 er gjettet av filen (25 av 25 kolonnenavn)."
    )


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"PK\x03\x04nei"])
def test_a_file_of_another_kind_is_named_as_such(kostra: Kostra, content: bytes) -> None:
    Path("fil").write_bytes(content)
    ended = kostra("check", "fil")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Feil: fil er ")


def test_without_packs(kostra: Kostra, site: Site) -> None:
    Path("fil").write_text("noe\n")
    ended = kostra("check", "fil")
    assert ended.code == 2
    assert "Ingen skjemaer er installert." in ended.err


def test_a_pack_that_cannot_be_imported_does_not_hinder_the_others(kostra: Kostra, site: Site) -> None:
    site.add_pack("9X", 2040, source="import finnes_ikke")
    add_form(site, "9Z", 2040, fixed("9Z", 2040, 30))
    Path("fil").write_text("409Z1" + " " * 25 + "\n")
    assert kostra("check", "fil").notes[0].startswith("Skjema 9Z og årgang 2040 er gjettet")
