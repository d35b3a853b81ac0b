from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kostra.batch.finding import find
from kostra.batch.kept import STATE


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


def reasons(folder: Path, out: str = "ut") -> dict[str, str]:
    return {name: one.reason for one in find(folder, folder / out).passed_over for name in one.names}


def test_files_are_found_in_every_folder_in_order_of_name(tmp_path: Path) -> None:
    put(tmp_path, "b/fil.dat", "a/x/fil.csv", "fil med blank.dat", "uten ending")
    found = find(tmp_path, tmp_path / "ut")
    assert [file.name for file in found.files] == ["a/x/fil.csv", "b/fil.dat", "fil med blank.dat", "uten ending"]
    assert found.passed_over == found.unreadable == ()


def test_what_is_no_delivery_is_passed_over_with_the_reason(tmp_path: Path) -> None:
    put(tmp_path, "README", "LESMEG.txt", ".DS_Store", ".skjult/fil.dat", "~$satser.xlsx", "brev.docx", "alt.zip")
    put(tmp_path, "rapport.html", "fil.dat.bak", "Thumbs.db", "fil.dat~")
    assert reasons(tmp_path) == {
        "README": "ikke data",
        "LESMEG.txt": "ikke data",
        "Thumbs.db": "ikke data",
        ".DS_Store": "skjult",
        ".skjult/": "skjult",
        "~$satser.xlsx": "skjult",
        "brev.docx": "et dokument",
        "alt.zip": "et arkiv; pakk det ut for å få det med",
        "rapport.html": "en rapport eller nettside",
        "fil.dat.bak": "en sikkerhetskopi eller midlertidig fil",
        "fil.dat~": "en sikkerhetskopi eller midlertidig fil",
    }
    assert find(tmp_path, tmp_path / "ut").files == ()


def test_results_inside_the_folder_are_never_taken_for_deliveries(tmp_path: Path) -> None:
    put(tmp_path, "ut/rapporter/a.json", f"forrige/{STATE}", "forrige/rapporter/b.csv", "fil.dat")
    (tmp_path / "rapport.json").write_text('{\n"skjemaversjon": 1,\n"funn": []}', encoding="utf-8")
    (tmp_path / "funn.csv").write_text('\ufeff"alvor";"kontroll";"tittel"\r\n', encoding="utf-8")
    assert [file.name for file in find(tmp_path, tmp_path / "ut").files] == ["fil.dat"]
    assert reasons(tmp_path) == {
        "ut/": "mappen som rapportene skrives til",
        "forrige/": "rapporter fra en tidligere kjøring",
        "rapport.json": "en rapport fra kostra",
        "funn.csv": "en rapport fra kostra",
    }


def test_a_copy_in_the_same_folder_is_passed_over_but_not_one_elsewhere(tmp_path: Path) -> None:
    for name in ("a/fil - Kopi.dat", "a/fil.dat", "b/fil.dat"):
        put(tmp_path, name)
        (tmp_path / name).write_bytes(b"det samme")
    assert reasons(tmp_path) == {"a/fil - Kopi.dat": "lik fil.dat, byte for byte"}
    assert [file.name for file in find(tmp_path, tmp_path / "ut").files] == ["a/fil.dat", "b/fil.dat"]


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes rights that few have there")
def test_links_never_lead_in_circles_and_a_broken_one_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a/fil.dat")
    (tmp_path / "a" / "rundt").symlink_to(tmp_path)
    (tmp_path / "borte.dat").symlink_to(tmp_path / "finnes ikke")
    os.mkfifo(tmp_path / "rør")
    assert reasons(tmp_path) == {"a/rundt/": "en lenke til en mappe", "rør": "ikke en vanlig fil"}
    (broken,) = find(tmp_path, tmp_path / "ut").unreadable
    assert broken.names == ("borte.dat",)
    assert "finnes ikke" in broken.reason
    assert str(tmp_path) not in broken.reason
