"""The example in eksempler/ does what its cells say."""

from __future__ import annotations

import re
import runpy
import tempfile
from pathlib import Path

import pytest

from kostra.api import Severity

EXAMPLE = Path(__file__).parents[2] / "eksempler" / "notatbok.py"


def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas", reason="pandas er ikke installert (kostra[notatbok])")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = runpy.run_path(str(EXAMPLE))
    said = capsys.readouterr().out
    assert "Kan sendes inn: False" in said
    assert left["etter_kontroll"].sum() == sum(
        left["rapport"].count(severity) for severity in Severity if severity.blocks
    )
    assert set(left["etter_saksbehandler"].index) == {
        f.caseworker for f in left["rapport"].findings if f.severity.blocks
    }
    assert list(left["over_tid"].columns) == [2022, 2023]
    assert left["etter_felt"].sum() == sum(len(finding.fields) for finding in left["rapport"].findings)


def test_it_is_cut_into_cells_that_say_what_they_do() -> None:
    cells = re.findall(r"^# %%(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert cells
    assert all(title.strip() for title in cells)
