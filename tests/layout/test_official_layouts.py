"""The layout files of the official plugins."""

from __future__ import annotations

from pathlib import Path

import pytest

import kostra_rulesets
from kostra.diagnostics import Source
from kostra.layout import Layout, load_layout, print_layout

ROOT = Path(__file__).parents[2]
LAYOUTS = sorted(ROOT.glob("plugins/*/src/*/filbeskrivelse.layout"))


def load(path: Path) -> Layout:
    return load_layout(Source.of(path.name, path.read_text(encoding="utf-8")), kostra_rulesets.text)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.parent.name)
def test_it_is_in_canonical_form_and_belongs_to_its_folder(path: Path) -> None:
    layout = load(path)
    assert print_layout(layout) == path.read_text(encoding="utf-8")
    assert path.parent.name == f"kostra_{layout.form}_{layout.year}".lower()


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.parent.name)
def test_identity_numbers_are_sensitive_and_a_row_says_where_and_when_it_belongs(path: Path) -> None:
    layout = load(path)
    assert {field.name for field in layout.fields if field.name in ("PERSON_FODSELSNR", "PERSON_DUF")} == {
        field.name for field in layout.fields if field.sensitive
    }
    assert layout.with_role("kommune") is layout.by_name["KOMMUNE_NR"]
    assert layout.with_role("årgang") is layout.by_name["VERSION"]


def test_a_year_knows_the_record_lengths_of_the_other_years() -> None:
    fixed = [layout for layout in map(load, LAYOUTS) if layout.format == "fast"]
    widths = {(layout.form, layout.year): layout.width for layout in fixed}
    assert widths
    for layout in fixed:
        others = {year: width for (form, year), width in widths.items() if form == layout.form and year != layout.year}
        assert layout.other_widths == others
