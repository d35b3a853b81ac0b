"""kostra as a library: what `import kostra` offers, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kostra
from kostra.plugins.manager import Registry
from kostra.readers.input import Input

FORM, YEAR = "11F", 2022
DATA = Path(__file__).parents[1] / "acceptance" / "data" / "11F_2022_5421.dat"


def test_importing_it_loads_nothing() -> None:
    code = "import sys; import kostra; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(said.stdout.split())
    assert {name for name in loaded if name.partition(".")[0] == "kostra"} == {"kostra"}
    assert not loaded & {"numpy", "lark", "pluggy", "typer", "pandas"}


def test_what_it_offers_is_what_plugins_get() -> None:
    from kostra import api

    assert kostra.check is api.check
    assert kostra.Report is api.Report
    assert kostra.__version__
    assert set(kostra.__all__) <= set(dir(kostra))
    with pytest.raises(AttributeError, match="sjekk"):
        kostra.sjekk  # noqa: B018


def test_one_file_by_its_name() -> None:
    report = kostra.check(str(DATA), skjema=FORM, argang=YEAR)
    assert isinstance(report, kostra.Report)
    assert (report.form, report.year, report.municipality) == (FORM, YEAR, "5421")
    assert not report.may_submit
    assert report.findings != ()


def test_one_file_and_a_list_of_one_are_the_same() -> None:
    expected = kostra.check([DATA], skjema=FORM, argang=YEAR)
    assert kostra.check(DATA, skjema=FORM, argang=YEAR) == expected
    assert kostra.check(Input.of_bytes(DATA.name, DATA.read_bytes()), skjema=FORM, argang=YEAR) == expected


def test_a_check_that_cannot_be_carried_out_is_an_error_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(kostra.KostraError, match=r"borte\.dat"):
        kostra.check(tmp_path / "borte.dat", skjema=FORM, argang=YEAR)
    with pytest.raises(kostra.KostraError, match="Installert"):
        kostra.check(DATA, skjema="FINNES IKKE")


def test_every_installed_form_is_checked_the_same_way() -> None:
    registry = Registry()
    newest = {ref.form: ref for ref in registry.packs()}
    for ref in newest.values():
        examples = registry.load(ref.form, ref.year).skjema.examples
        assert examples is not None
        example = min((file for file in examples.iterdir() if file.name.startswith("gyldig")), key=lambda f: f.name)
        report = kostra.check(Input.of_bytes(example.name, example.read_bytes()), skjema=ref.form, argang=ref.year)
        assert report.to_dicts() == []
