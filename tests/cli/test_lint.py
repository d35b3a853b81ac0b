from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.plugins.distributions import Site
from tests.workbench.packs import MODULE, RULES, START, install_pack, write_pack

from kostra.language.lock import lock_of

Kostra = Callable[..., Ended]

HOUSE = """\
husregler senja "Senja" for 9Z 2040 til 2041

kontroll 001 "Svar"
    når SVAR = "1" og ANTALL = 0
    gir advarsel "Det er svart ja, men antallet er {ANTALL}."
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "her"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_good_packs_installed_or_not(kostra: Kostra, site: Site, here: Path) -> None:
    install_pack(site, 2040)
    install_pack(site, 2041)
    write_pack(here / "ny" / "src", 2042)
    for words, what in ((["9Z"], "9Z 2040–2041"), (["9Z:2041"], "9Z 2041"), (["ny"], "9Z 2042 og modulen felles")):
        ended = kostra("lint", *words)
        assert (ended.code, ended.out, ended.err) == (0, f"Ingen feil i {what}.\n", "")


def test_every_fault_of_every_file_in_one_run(kostra: Kostra, here: Path) -> None:
    broken = RULES.replace("skal FNR", "skal FNRR") + 'kontrol 021 "X"\n'
    write_pack(here / "a", 2040, rules=broken)
    write_pack(here / "b", 2041, module=MODULE.replace("avvis ANTALL = 999", "avvis ANTALL = 9"))
    ended = kostra("lint", "a", "b")
    assert ended.code == 1
    assert (
        "a/pakke_9z_2040/kontroller.regler:7:10: feil: «FNRR» er ikke et felt i 9Z 2040, og ikke deklarert i filen. "
        "[ukjent-felt]\n"
        "  7 |     skal FNRR er utfylt\n"
        "    |          ^^^^\n"
    ) in ended.out
    assert "råd: mente du FNR?" in ended.out
    assert "a/pakke_9z_2040/kontroller.regler:12:1: feil: «kontrol»" in ended.out
    assert (
        "b/pakke_9z_2041/felles.regler:16:5: feil: Eksemplet skulle slå til, men gjorde det ikke. [eksempel]\n"
        "  16 |     avvis ANTALL = 9\n"
        "     |     ^^^^^^^^^^^^^^^^\n"
        "  gjelder: 9Z 2041\n"
    ) in ended.out
    assert ended.out.endswith("3 feil i 9Z 2040–2041 og modulen felles.\n")


def test_an_example_that_fires_though_it_should_not(kostra: Kostra, here: Path) -> None:
    write_pack(here, rules=RULES.replace('godta FNR = "04838010070"', "godta ANTALL = 2"))
    ended = kostra("lint", "pakke_9z_2040/kontroller.regler")
    assert ended.code == 1
    assert "kontroller.regler:10:5: feil: Eksemplet skulle godtas, men kontrollen slo til. [eksempel]" in ended.out


def test_an_example_that_cannot_be_tried(kostra: Kostra, here: Path) -> None:
    rules = RULES.replace("skal FNR er utfylt", "skal FNR er utfylt og ANTALL = $ventet")
    write_pack(here, rules=rules)
    ended = kostra("lint", "pakke_9z_2040/kontroller.regler")
    assert ended.out.count("Eksemplet kan ikke prøves: ") == 2


def test_a_fault_of_a_shared_module_is_told_once_with_its_years(kostra: Kostra, site: Site) -> None:
    shared = site.folder / "delt"
    shared.mkdir()
    (shared / "__init__.py").write_text("")
    (shared / "felles.regler").write_text(MODULE.replace("avvis ANTALL = 999", "avvis ANTALL = 150"), encoding="utf-8")
    site.modules.append("delt")
    for year, limit in ((2040, 100), (2041, 200), (2042, 300)):
        package = install_pack(site, year, rules=RULES.replace("GRENSE = 100", f"GRENSE = {limit}"))
        (package / "felles.regler").unlink()
        start = START.replace("parameters=", 'modules=["delt"], parameters=').replace("{year}", str(year))
        (package / "__init__.py").write_text(start, encoding="utf-8")
    ended = kostra("lint", "9Z")
    assert ended.code == 1
    assert ended.out.count("[eksempel]") == 1
    assert "  gjelder: 9Z 2041–2042\n" in ended.out


def test_warnings_count_only_when_strict(kostra: Kostra, here: Path) -> None:
    write_pack(here, rules=RULES + "\nkonstant UBRUKT = 3\n")
    ended = kostra("lint", "pakke_9z_2040")
    assert ended.code == 0
    assert "advarsel: UBRUKT er ikke brukt i filen. [ubrukt]" in ended.out
    assert ended.out.endswith("1 advarsel i 9Z 2040 og modulen felles.\n")
    assert kostra("lint", "pakke_9z_2040", "--streng").code == 1


def test_a_scope_over_codes_that_never_asks_about_the_code_is_a_slip(kostra: Kostra, here: Path, site: Site) -> None:
    install_pack(site, 2040)
    scope = "    for filen og hver kode i SVAR\n"
    rule = scope + '    skal antall(der feltet = {value}) > 0\n    ellers info "Ingen: {{koden}}."\n'
    head = 'husregler senja "Senja" for 9Z 2040\n\nkontroll 001 "Svar"\n'
    (here / "hus.regler").write_text(head + rule.format(value='"1"'), encoding="utf-8")
    said = kostra("lint", "hus.regler").out
    assert "hus.regler:4:5: advarsel: Kontroll 001 spør ikke om «koden», så hver kode gir det samme svaret." in said
    (here / "hus.regler").write_text(head + rule.format(value="koden"), encoding="utf-8")
    assert kostra("lint", "hus.regler").out == "Ingen feil i husreglene hus.regler.\n"


def test_a_module_by_itself(kostra: Kostra, here: Path) -> None:
    (here / "felles.regler").write_text(MODULE.replace('    kilde "kilden" avvik "D3"\n', ""), encoding="utf-8")
    ended = kostra("lint", "felles.regler")
    assert ended.code == 1
    assert "felles.regler:9:10: feil: Kontroll 010 mangler «kilde». [mangler-kilde]" in ended.out


def test_a_rule_set_beside_its_layout_takes_the_rest_from_what_is_installed(
    kostra: Kostra, site: Site, here: Path
) -> None:
    install_pack(site, 2040)
    package = write_pack(here, 2041)
    (package / "__init__.py").unlink()
    (package / "kontroller.regler").rename(package / "mine.regler")
    assert kostra("lint", "pakke_9z_2041/mine.regler").out == "Ingen feil i 9Z 2041.\n"
    (package / "filbeskrivelse.layout").unlink()
    ended = kostra("lint", "pakke_9z_2041/mine.regler")
    assert ended.code == 2
    assert "Det er ingen filbeskrivelse for 9Z 2041 ved siden av pakke_9z_2041/mine.regler." in ended.err


def test_house_rules_are_tried_in_every_year_they_are_for(kostra: Kostra, site: Site, here: Path) -> None:
    for year in (2040, 2041, 2042):
        install_pack(site, year)
    (here / "senja.regler").write_text(HOUSE, encoding="utf-8")
    assert kostra("lint", "senja.regler").out == "Ingen feil i husreglene senja.regler.\n"
    (here / "senja.regler").write_text(HOUSE.replace("ANTALL = 0", "ANTALL = 0 og MERK = 1"), encoding="utf-8")
    ended = kostra("lint", "senja.regler", "--streng")
    assert ended.code == 1
    assert "Feltet MERK finnes ikke i 9Z 2040–2041, så kontroll 001 blir aldri kjørt. [felt-finnes-ikke]" in ended.out
    assert "råd: mente du MERKNAD?" in ended.out


def test_a_field_that_some_years_lack_is_nothing_to_warn_of(kostra: Kostra, site: Site, here: Path) -> None:
    install_pack(site, 2040)
    from tests.workbench.packs import LAYOUT

    install_pack(site, 2041, layout=LAYOUT.replace("MERKNAD ", "TILLEGG "))
    (here / "senja.regler").write_text(HOUSE.replace("ANTALL = 0", 'MERKNAD = "x"'), encoding="utf-8")
    assert kostra("lint", "senja.regler", "--streng").out == "Ingen feil i husreglene senja.regler.\n"


def test_house_rules_of_the_current_folder(kostra: Kostra, site: Site, here: Path) -> None:
    install_pack(site, 2040)
    (here / "kostra.toml").write_text("")
    (here / "husregler").mkdir()
    (here / "husregler" / "senja.regler").write_text(HOUSE, encoding="utf-8")
    assert kostra("lint").out == "Ingen feil i husreglene husregler/senja.regler.\n"


def test_house_rules_for_what_is_not_installed(kostra: Kostra, here: Path) -> None:
    (here / "senja.regler").write_text(HOUSE, encoding="utf-8")
    ended = kostra("lint", "senja.regler")
    assert ended.code == 2
    assert "senja.regler er for skjemaer som ikke er installert, og er ikke kontrollert." in ended.err


def test_a_layout_by_itself(kostra: Kostra, here: Path) -> None:
    package = write_pack(here)
    file = package / "filbeskrivelse.layout"
    assert kostra("lint", str(file.relative_to(here))).code == 0
    file.write_text(file.read_text("utf-8").replace("8-10 ", "9-10 "), encoding="utf-8")
    ended = kostra("lint", str(file.relative_to(here)))
    assert ended.code == 1
    assert "pakke_9z_2040/filbeskrivelse.layout:" in ended.out


def test_a_closed_year_that_has_changed(kostra: Kostra, here: Path) -> None:
    from kostra.checking.rulebook import Extensions
    from kostra.workbench.compiled import compile_pack
    from kostra.workbench.pack_folders import pack_in

    package = write_pack(here)
    skjema = pack_in(package)
    assert skjema is not None
    compiled = compile_pack(skjema, Extensions()).compiled
    assert compiled is not None
    (package / "kontroller.lock").write_text(lock_of(compiled.program), encoding="utf-8")
    assert "lukket" not in kostra("lint", "pakke_9z_2040").out
    (package / "kontroller.regler").write_text(
        RULES.replace("{year}", "2040").replace("= 100", "= 101"), encoding="utf-8"
    )
    ended = kostra("lint", "pakke_9z_2040", "--streng")
    assert ended.code == 1
    assert "kontroll 010 er endret. [lukket-årgang]" in ended.out


def test_what_cannot_be_read_does_not_hide_the_rest(kostra: Kostra, here: Path) -> None:
    write_pack(here, 2040, rules=RULES.replace("skal FNR", "skal FNRR"))
    write_pack(here, 2041, start=START + "\nimport finnes_ikke\n")
    (write_pack(here, 2042) / "felles.regler").write_bytes("modul felles # \xe6".encode("latin-1"))
    ended = kostra("lint", ".")
    assert ended.code == 2
    assert "[ukjent-felt]" in ended.out
    assert "pakke_9z_2041 kan ikke importeres: ModuleNotFoundError" in ended.err
    assert "Filen felles.regler er ikke UTF-8." in ended.err


def test_as_json_and_for_github(kostra: Kostra, here: Path) -> None:
    write_pack(here, rules=RULES.replace("avvis FNR", 'avvis MERKNAD = "%", FNR').replace('FNR = ""', 'FNR = "1"'))
    told = json.loads(kostra("lint", "pakke_9z_2040", "--format", "json").out)
    assert told["undersokt"] == ["9Z 2040", "modulen felles"]
    (found,) = told["funn"]
    assert (found["kode"], found["niva"], found["fil"], found["linje"], found["kolonne"], found["kontroll"]) == (
        "eksempel",
        "feil",
        "pakke_9z_2040/kontroller.regler",
        11,
        5,
        "020",
    )
    assert kostra("lint", "pakke_9z_2040", "--format", "github").out.startswith(
        "::error file=pakke_9z_2040/kontroller.regler,line=11,endLine=11,col=5,endColumn=34,title=eksempel::"
        "Eksemplet skulle slå til, men gjorde det ikke.\n"
    )


def test_no_identity_number_in_any_format(kostra: Kostra, here: Path) -> None:
    write_pack(here, rules=RULES.replace('avvis FNR = ""', 'avvis FNR = "04838010070"'))
    for format_ in ("text", "json", "github"):
        ended = kostra("lint", "pakke_9z_2040", "--format", format_)
        assert ended.code == 1
        assert "04838010070" not in ended.out + ended.err
    assert '    avvis FNR = "048380*****"\n' in kostra("lint", "pakke_9z_2040").out


def test_nothing_to_lint(kostra: Kostra, here: Path) -> None:
    (here / "tom").mkdir()
    for args, said in (
        (("tom",), "Det er ingen regelfiler i tom."),
        ((), "Det er ingen pakke i "),
        (("--format", "xml", "tom"), "Ukjent format «xml». Formatene er text, json, github."),
    ):
        ended = kostra("lint", *args)
        assert ended.code == 2
        assert said in ended.err
