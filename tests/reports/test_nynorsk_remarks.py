"""Remarks and reasons of whole checks in nynorsk: with values that are phrases themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.toy import Toy, row
from tests.toy import toy as toy

from kostra.api import check
from kostra.api.formats import RenderOptions
from kostra.api.report import Report
from kostra.reports import text

EXTRACT = Path(__file__).parents[1] / "acceptance" / "data" / "11F_2023_5421.dat"
HOUSE = """\
husregler senja "Egne" for 9Z

kontroll 001 "A"
    når MERKNAD er utfylt
    gir feil "A."

statistikk "Merknader"
    "Antall" antall(der MERKNAD er utfylt)
"""


def nynorsk(report: Report) -> str:
    return text.render(report, RenderOptions(language="nn"))


def test_why_house_rules_cannot_be_run(toy: Toy) -> None:
    said = nynorsk(toy.check(row(year=2041), year=2041, husregler=[toy.house(HOUSE, "egne.regler")]))
    assert "senja/001  A: ikkje køyrd (Feltet MERKNAD finst ikkje i 9Z 2041.)" in said
    remark = "Husreglane i egne.regler: Statistikken «Merknader» er utelaten: Feltet MERKNAD finst ikkje i 9Z 2041."
    assert remark in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Skjema 11F og årgang 2023 er gjetta av fila (linjelengd 324 og rapporteringsår 23)."),
        ({"argang": 2023}, "Skjema 11F er gjetta av fila (linjelengd 324)."),
    ],
)
def test_what_the_form_was_told_by(options: dict[str, int], said: str, tmp_path: Path) -> None:
    file = tmp_path / "uttrekk.dat"
    file.write_bytes(b"".join(EXTRACT.read_bytes().splitlines(keepends=True)[:3]))
    assert f"Merknad: {said}" in nynorsk(check([file], lager=False, **options))  # type: ignore[arg-type]


def test_a_file_whose_name_holds_an_identity_number(toy: Toy) -> None:
    file = toy.house(HOUSE, "10819012488.regler")
    said = nynorsk(toy.check(row(year=2041), year=2041, husregler=[file]))
    assert "Merknad: Husreglar frå 108190*****.regler: Egne (senja)." in said
    assert "10819012488" not in said
