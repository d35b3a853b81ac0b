"""Throw-away distributions on disk: metadata and modules, as pip would leave them."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from kostra.plugins import discovery
from kostra.plugins.distributions import distributions

PACK = """
from importlib.resources import files
from pathlib import Path
from kostra.api import Deadlines, Parameter, Skjema, hookimpl
import datetime

@hookimpl
def kostra_skjema():
    return Skjema({form!r}, {year}, "Prøveskjema", Path("x.layout"), Path("x.regler"), aliases={aliases!r},
                  parameters=({parameters}), deadlines={deadlines})
"""


@dataclass
class Site:
    """A folder of installed distributions, the only ones that kostra sees."""

    folder: Path
    modules: list[str] = field(default_factory=list)

    def add(self, name: str, entry_points: dict[str, str], modules: dict[str, str], version: str = "0.1.0") -> None:
        """Install a distribution: entry points by name, and the source text of its modules by name."""
        info = self.folder / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
        lines = ["[kostra]", *(f"{key} = {value}" for key, value in entry_points.items())]
        (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        for module, source in modules.items():
            (self.folder / f"{module}.py").write_text(source, encoding="utf-8")
            self.modules.append(module)
        importlib.invalidate_caches()

    def add_pack(
        self,
        form: str,
        year: int,
        *,
        name: str = "",
        module: str = "",
        source: str | None = None,
        aliases: tuple[str, ...] = (),
        also: tuple[str, ...] = (),
        parameters: str = "",
        deadlines: str = "Deadlines()",
    ) -> str:
        """Install a pack and return its module; `also` are further forms that get an entry point."""
        module = module or f"pakke_{form.lower()}_{year}"
        text = PACK.format(form=form, year=year, aliases=aliases, parameters=parameters, deadlines=deadlines)
        entry_points = {f"skjema-{each}-{year}": module for each in (form, *also)}
        self.add(name or f"kostra-skjema-{form.lower()}-{year}", entry_points, {module: source or text})
        return module

    def imported(self) -> list[str]:
        """Return which of the modules were imported."""
        return [module for module in self.modules if module in sys.modules]

    def forget(self) -> None:
        """Let the modules of this site be imported anew by the next test."""
        for module in self.imported():
            del sys.modules[module]


def installed_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Make a folder the only place where kostra looks for distributions."""
    site = Site(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(discovery, "distributions", partial(distributions, [str(folder)]))
    return site
