"""Where an installed pack's files are: its package, and the project it is built from when that is at hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kostra.api.errors import ArgumentError
from kostra.api.skjema import Skjema
from kostra.plugins.manager import Registry
from kostra.plugins.packs import PackRef, only_one, ranges


@dataclass(frozen=True, slots=True)
class Origin:
    """The pack that a new year is made from.

    `package` is the folder of its package; `project` that with its pyproject.toml, None when the pack is installed
    from a wheel.
    """

    ref: PackRef
    skjema: Skjema
    package: Path
    project: Path | None


def find_origin(registry: Registry, form: str, new: int, wanted: int | None) -> Origin:
    """Return the pack to start from: the wanted year's, or else the nearest one before the new year, or after it.

    Raises NoSuchFormError, BrokenPackError, and ArgumentError when the new year is there already or when the pack's
    files are not in a package of their own.
    """
    refs = registry.packs_for(form)
    years = [ref.year for ref in refs]
    if new in years:
        taken = next(ref for ref in refs if ref.year == new)
        raise ArgumentError(f"Skjema {taken.form} for {new} finnes fra før, i pakken {taken.distribution}.")
    old = min(years, key=lambda year: (year > new, abs(year - new))) if wanted is None else wanted
    loaded = registry.load(form, old)
    ref = only_one([ref for ref in refs if ref.year == old], form)
    module = ref.plugin.module.partition(":")[0].strip()
    rules, layout = loaded.skjema.rules, loaded.skjema.layout
    if (
        not isinstance(rules, Path)
        or not isinstance(layout, Path)
        or rules.parent != layout.parent
        or rules.parent.name != module
        or not (rules.parent / "__init__.py").is_file()
    ):
        others = ranges(year for year in years if year != old)
        raise ArgumentError(
            f"{loaded.distribution} har ikke filene sine i en egen pakke {module}, og kan ikke kopieres."
            + (f" Andre årganger: {others} (velg med --fra)." if others else "")
        )
    return Origin(ref, loaded.skjema, rules.parent, _project(rules.parent, ref.distribution))


def _project(package: Path, distribution: str) -> Path | None:
    for folder in (package.parent, package.parent.parent):
        try:
            with (folder / "pyproject.toml").open("rb") as file:
                name = tomllib.load(file).get("project", {}).get("name", "")
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        if _same(str(name), distribution):
            return folder
    return None


def _same(one: str, other: str) -> bool:
    return one.casefold().replace("_", "-").replace(".", "-") == other.casefold().replace("_", "-").replace(".", "-")
