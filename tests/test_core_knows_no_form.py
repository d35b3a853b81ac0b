"""The core knows no form, no year and no field: what it says and does comes from packs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ORDINARY_WORDS = {"VERSION", "STATUS", "PLAN"}  # field names that programs use for their own things as well


def field_names() -> set[str]:
    names = set()
    for layout in ROOT.glob("plugins/*/src/*/filbeskrivelse.layout"):
        names |= set(
            re.findall(r"^([A-ZÆØÅ0-9_]+) +(?:[0-9]|tekst|heltall|desimal|dato)", layout.read_text("utf-8"), re.M)
        )
    return names - ORDINARY_WORDS


def core_files() -> Iterator[Path]:
    for file in sorted((ROOT / "core").rglob("*")):
        if file.suffix in {".py", ".md", ".j2", ".js", ".css", ".html"} and "__pycache__" not in file.parts:
            yield file


def test_no_form_year_or_field_is_named_in_the_core() -> None:
    names = field_names()
    assert "KOMMUNE_NR" in names
    # «2020-12» and «2.1.0» are versions of standards; a reporting year stands alone.
    unwanted = re.compile(rf"\b(?:11CF?|11F|7B|202[2-9]|{'|'.join(sorted(names))})\b")
    found = [
        f"{file.relative_to(ROOT)}:{number}: {match[0]}"
        for file in core_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for match in unwanted.finditer(re.sub(r"[uU+]+202[89]", "", line))
    ]
    assert found == []
