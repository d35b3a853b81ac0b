"""The project around a package: its pyproject.toml and its README."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from importlib.resources import files
from typing import Any

from kostra.plugins.packs import PackRef
from kostra.scaffold.names import PackNames, with_year

VERSION = "0.1.0"

_NEEDS_KOSTRA = "kostra-core"


@dataclass(frozen=True, slots=True)
class Project:
    """What the pyproject.toml of a new pack says."""

    names: PackNames
    description: str
    entry_points: tuple[str, ...]
    dependencies: tuple[str, ...]


def rendered(template: str, **values: object) -> str:
    """Return a template of this package with values put into it."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # none of the templates is HTML
    )
    text = (files("kostra.scaffold") / "maler" / template).read_text(encoding="utf-8")
    return environment.from_string(text).render(values)


def pyproject(project: Project) -> str:
    """Return a pyproject.toml."""
    return rendered("pyproject.toml.j2", **_toml(project))


def pyproject_for_year(text: str, project: Project, old: PackNames, old_year: int, year: int) -> str:
    """Return the older pack's pyproject.toml for a new year; a fresh one when it does not become what it should."""
    new = text.replace(old.distribution, project.names.distribution).replace(old.package, project.names.package)
    new = with_year(new, old_year, year)
    new = re.sub(r'^(version\s*=\s*)"[^"\n]*"', rf'\1"{VERSION}"', new, count=1, flags=re.MULTILINE)
    return new if _says(new, project) else pyproject(project)


def dependencies_of(ref: PackRef) -> tuple[str, ...]:
    """Return what an installed pack depends on; at least the core of the version that runs now."""
    import kostra

    try:
        found = [each for each in requires(ref.distribution) or () if ";" not in each]
    except PackageNotFoundError:
        found = []
    return tuple(found) or (f"{_NEEDS_KOSTRA}>={kostra.__version__}",)


def newest_core() -> str:
    """Return the dependency on the core of the version that runs now, or a later one."""
    import kostra

    return f"{_NEEDS_KOSTRA}>={kostra.__version__}"


def _says(text: str, project: Project) -> bool:
    try:
        content = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError:
        return False
    points: Mapping[str, Any] = content.get("entry-points", {}).get("kostra", {})
    wanted = dict.fromkeys(project.entry_points, project.names.package)
    return bool(content.get("name") == project.names.distribution and points == wanted and "version" in content)


def _toml(project: Project) -> dict[str, object]:
    return {
        "distribution": _quoted(project.names.distribution),
        "version": _quoted(VERSION),
        "description": _quoted(project.description),
        "dependencies": _list(project.dependencies),
        "entry_points": [(_quoted(name), _quoted(project.names.package)) for name in project.entry_points],
        "package": _quoted(f"src/{project.names.package}"),
    }


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(map(_quoted, values)) + "]"
