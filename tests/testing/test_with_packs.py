"""Synthetic data and the installed packs: made records suit the layout's own checks, broken ones are found."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from kostra.api import Report
from kostra.api.check import check
from kostra.checking.rulebook import load_layout_of
from kostra.layout.model import Layout
from kostra.plugins.manager import Registry
from kostra.plugins.packs import PackRef
from kostra.readers.input import Input
from kostra.testing import KINDS, break_record, random_record, read_rows, vary, write_rows

REGISTRY = Registry()
PACKS = REGISTRY.packs()
FIXED = [pack for pack in PACKS if pack.form in ("11F", "11C")]

# What a layout itself says: length, fields, municipality, district, year, and whether an identity number is one.
OF_THE_LAYOUT = ("000", "001", "002", "003", "003B", "004", "005")


def municipality_of(pack: PackRef) -> str:
    return "5421" if pack.year <= 2023 else "5530"


def layout_of(pack: PackRef) -> Layout:
    return load_layout_of(REGISTRY.load(pack.form, pack.year).skjema)


def models_of(pack: PackRef) -> list[dict[str, str]]:
    folder = REGISTRY.load(pack.form, pack.year).skjema.examples
    assert folder is not None
    return read_rows(layout_of(pack), (folder / "gyldig.dat").read_bytes())


def checked(pack: PackRef, rows: Sequence[dict[str, str]]) -> Report:
    name = "prøve.dat" if layout_of(pack).format == "fast" else "prøve.csv"
    data = write_rows(layout_of(pack), rows)
    municipality = municipality_of(pack)
    return check([Input.of_bytes(name, data)], skjema=pack.form, argang=pack.year, kommune=municipality)


def named(pack: PackRef) -> str:
    return f"{pack.form}-{pack.year}"


@pytest.mark.parametrize("pack", PACKS, ids=named)
def test_made_records_are_what_the_file_description_asks_for(pack: PackRef) -> None:
    rng = random.Random(pack.year)
    rows = [random_record(layout_of(pack), rng, municipality=municipality_of(pack)) for _ in range(50)]
    report = checked(pack, rows)
    assert report.files[0].records == 50
    assert [(f.control, f.message) for f in report.findings if f.control in OF_THE_LAYOUT] == []


@pytest.mark.parametrize("pack", FIXED, ids=named)
def test_records_varied_from_faultless_ones_are_faultless(pack: PackRef) -> None:
    rows = vary(models_of(pack), layout_of(pack), random.Random(pack.year), 300)
    report = checked(pack, rows)
    assert report.files[0].records == 300
    assert [(f.control, f.message) for f in report.findings] == []


@pytest.mark.parametrize("pack", FIXED, ids=named)
def test_every_fault_is_found_in_the_record_that_it_was_put_into(pack: PackRef) -> None:
    layout = layout_of(pack)
    rng = random.Random(f"{pack.form} {pack.year}")
    rows = vary(models_of(pack), layout, rng, 100)
    planted: dict[int, str] = {}
    # Nothing in 11C says what an amount should be.
    kinds = [kind for kind in KINDS if (pack.form, kind) != ("11C", "mistyped_amount")]
    for place, kind in enumerate(kinds, 60):
        # In 11C the same person may stand there again with another status.
        others = [row for row in rows[:60] if row.get("STATUS") == rows[place].get("STATUS")]
        fault = break_record(layout, rows[place], rng, kind, others=others)
        rows[place] = fault.record
        planted[place + 1] = fault.description
    found = {line for finding in checked(pack, rows).findings for line in finding.lines}
    assert {line: description for line, description in planted.items() if line not in found} == {}
