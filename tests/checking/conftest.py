from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.plugins.distributions import Site, installed_in
from tests.toy import toy as toy

from kostra.cli.run import run
from kostra.plugins.manager import Registry

MODULE = """
from kostra.api import Deadlines, Skjema, hookimpl
from datetime import date

@hookimpl
def kostra_skjema():
    return Skjema.of_package(__name__, skjema={form!r}, argang={year}, title="Prøve", deadlines={deadlines})
"""


@dataclass
class Ended:
    """How a run ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def notes(self) -> list[str]:
        """The remarks of a report as text."""
        return [line.split(": ", 1)[1] for line in self.out.splitlines() if line.startswith("  Merknad: ")]

    @property
    def report(self) -> dict[str, Any]:
        """The report as JSON."""
        report: dict[str, Any] = json.loads(self.out)
        return report


Kostra = Callable[..., Ended]


@pytest.fixture
def kostra(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kostra:
    """Run the program in this process, in an empty folder, with the packs that are installed."""
    here = tmp_path / "her"
    here.mkdir()
    monkeypatch.chdir(here)

    def start(*args: str) -> Ended:
        code = run(args)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return start


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A folder with the only packs that are installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    installed = installed_in(folder, monkeypatch)
    yield installed
    installed.forget()


def example(form: str, year: int, name: str = "gyldig") -> bytes:
    """Return the bytes of the faultless example file of an installed pack."""
    examples = Registry().load(form, year).skjema.examples
    assert examples is not None
    (file,) = [file for file in examples.iterdir() if file.name.rpartition(".")[0] == name]
    return file.read_bytes()


def add_form(site: Site, form: str, year: int, layout: str, rules: str = "", deadlines: str = "Deadlines()") -> str:
    """Install a pack with layout and rules, and return its module."""
    module = f"pakke_{form.lower()}_{year}"
    folder = site.folder / module
    folder.mkdir()
    (folder / "__init__.py").write_text(MODULE.format(form=form, year=year, deadlines=deadlines), encoding="utf-8")
    (folder / "filbeskrivelse.layout").write_text(layout, encoding="utf-8")
    (folder / "kontroller.regler").write_text(rules or RULES.format(form=form, year=year), encoding="utf-8")
    site.add(f"kostra-skjema-{form.lower()}-{year}", {f"skjema-{form}-{year}": module}, {})
    site.modules.append(module)
    return module


RULES = """regelsett {form} {year} "Prøve"

filkontroll 000 fatal "Skal det leveres fil?"
    tom "Filen er tom."
filkontroll 001 feil "Postlengde"

kontroll 004 "Rapporteringsår"
    skal AAR er utfylt
    ellers feil "Året mangler."
    kilde "prøve"
    godta AAR = "40"
    avvis AAR = ""
"""
