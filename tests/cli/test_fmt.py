from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.plugins.distributions import Site
from tests.workbench.packs import LAYOUT, RULES, install_pack, write_pack

Kostra = Callable[..., Ended]

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "language" / "fixtures"

UNTIDY = """\
modul   felles "Felles"
kontroll 010   "Svar"  # ja eller nei
  skal   SVAR er gyldig
  ellers feil "Svaret er {SVAR}."
# slutt
"""
TIDY = """\
modul felles "Felles"

kontroll 010 "Svar"  # ja eller nei
    skal SVAR er gyldig
    ellers feil "Svaret er {SVAR}."

# slutt
"""


def rule_files() -> list[Path]:
    """Return the rule files of the repository but for those that show what the parser makes of odd ones."""
    files = (path for folder in ROOT.iterdir() if not folder.name.startswith(".") for path in folder.rglob("*.regler"))
    return sorted(path for path in files if not path.is_relative_to(FIXTURES))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "her"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_the_rule_files_of_the_repository_have_the_one_form(kostra: Kostra) -> None:
    files = rule_files()
    assert files
    ended = kostra("fmt", "--check", *map(str, files))
    assert (ended.code, ended.err) == (0, ""), ended.out


def test_a_file_is_written_in_the_one_form_and_then_stays(kostra: Kostra, here: Path) -> None:
    file = here / "felles.regler"
    file.write_text(UNTIDY, encoding="utf-8")
    file.chmod(0o640)
    ended = kostra("fmt", "felles.regler")
    assert (ended.code, ended.out, ended.err) == (0, "Endret: felles.regler\n1 fil er endret.\n", "")
    assert file.read_text(encoding="utf-8") == TIDY
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o640
    assert kostra("fmt", "felles.regler").out == "1 fil er i orden.\n"


def test_line_ends_encoding_mark_and_decomposed_letters_are_mended(kostra: Kostra, here: Path) -> None:
    file = here / "felles.regler"
    file.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("Svaret", "Sva\u030aret").replace("\n", "\r\n").encode())
    assert kostra("fmt", ".").code == 0
    assert file.read_bytes() == TIDY.replace("Svaret", "Svåret").encode()


def test_looking_only(kostra: Kostra, here: Path) -> None:
    file = here / "felles.regler"
    file.write_text(UNTIDY, encoding="utf-8")
    (here / "pent.regler").write_text(TIDY, encoding="utf-8")
    check = kostra("fmt", ".", "--check")
    assert check.code == 1
    assert check.out == "Ville blitt endret: felles.regler\n1 fil ville blitt endret og 1 fil er i orden.\n"
    diff = kostra("fmt", ".", "--diff")
    assert diff.code == 1
    assert diff.out.startswith('--- felles.regler\n+++ felles.regler\n@@ -1,5 +1,7 @@\n-modul   felles "Felles"\n')
    assert diff.err == "1 fil ville blitt endret og 1 fil er i orden.\n"
    assert file.read_text(encoding="utf-8") == UNTIDY
    assert kostra("fmt", "pent.regler", "--check", "--diff").code == 0


def test_a_file_with_faults_is_left_alone_and_the_others_are_not(kostra: Kostra, here: Path) -> None:
    broken = UNTIDY.replace("ellers feil", "ellers fiel")
    (here / "a.regler").write_text(broken, encoding="utf-8")
    (here / "b.regler").write_text(UNTIDY, encoding="utf-8")
    (here / "c.regler").write_bytes(b"modul \xe6")
    ended = kostra("fmt", ".")
    assert ended.code == 2
    assert "a.regler har skrivefeil og er ikke rørt.\na.regler:4:" in ended.err
    assert "c.regler er ikke UTF-8" in ended.err
    assert (here / "a.regler").read_text(encoding="utf-8") == broken
    assert (here / "b.regler").read_text(encoding="utf-8") == TIDY
    assert ended.out.endswith("1 fil er endret og 2 filer er ikke rørt.\n")


def test_layouts_keep_their_comments(kostra: Kostra, here: Path) -> None:
    file = write_pack(here, layout="# viktig\n" + LAYOUT) / "filbeskrivelse.layout"
    before = file.read_bytes()
    assert kostra("fmt", "pakke_9z_2040").code == 0
    ended = kostra("fmt", "pakke_9z_2040/filbeskrivelse.layout")
    assert ended.code == 0
    assert "er en filbeskrivelse og er ikke rørt." in ended.err
    assert file.read_bytes() == before


def test_an_installed_pack(kostra: Kostra, site: Site, here: Path) -> None:
    package = install_pack(site, 2040, rules=RULES.replace("    skal FNR", "  skal FNR"))
    assert kostra("fmt", "9Z", "--check").code == 1
    assert kostra("fmt", "9Z").code == 0
    assert (package / "kontroller.regler").read_text(encoding="utf-8") == RULES.replace("{year}", "2040")


def test_no_identity_number_in_a_difference(kostra: Kostra, here: Path) -> None:
    file = here / "felles.regler"
    file.write_text(TIDY.replace("# slutt", '    godta   SVAR = "04838010070"'), encoding="utf-8")
    ended = kostra("fmt", "felles.regler", "--diff")
    assert '+    godta SVAR = "048380*****"\n' in ended.out
    assert "04838010070" not in ended.out + ended.err
