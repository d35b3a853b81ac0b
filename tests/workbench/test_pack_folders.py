from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.plugins.distributions import Site
from tests.workbench.packs import START, install_pack, write_pack

from kostra.api.errors import BrokenPackError
from kostra.workbench.pack_folders import pack_in


def test_a_pack_is_found_in_its_folder_without_being_installed(tmp_path: Path) -> None:
    package = write_pack(tmp_path, 2050)
    skjema = pack_in(package)
    assert skjema is not None
    assert skjema.key == ("9Z", 2050)
    assert skjema.rules == package / "kontroller.regler"
    assert package.name not in sys.modules


def test_the_folder_counts_and_not_the_installed_pack_of_the_same_name(site: Site, tmp_path: Path) -> None:
    installed = install_pack(site, 2040)
    __import__(installed.name)
    copy = write_pack(tmp_path / "kopi", 2040, start=START.replace("Prøveskjema", "Kopi"))
    found = pack_in(copy)
    assert found is not None
    assert found.title == "Kopi"
    assert found.layout == copy / "filbeskrivelse.layout"
    again = pack_in(installed)
    assert again is not None
    assert (again.title, again.layout) == ("Prøveskjema", installed / "filbeskrivelse.layout")


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    assert pack_in(tmp_path) is None
    (tmp_path / "__init__.py").write_text("")
    assert pack_in(tmp_path) is None


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("import finnes_ikke", "kan ikke importeres: ModuleNotFoundError"),
        ("raise SystemExit(0)", "kan ikke importeres: SystemExit"),
        ("def kostra_skjema(): return 1/0", "virker ikke: ZeroDivisionError"),
        ("def kostra_skjema(): return 3", "virker ikke: kostra_skjema ga int, ikke et Skjema"),
    ],
)
def test_a_broken_pack_says_why(tmp_path: Path, start: str, said: str) -> None:
    package = write_pack(tmp_path, start=start)
    with pytest.raises(BrokenPackError, match=said):
        pack_in(package)
