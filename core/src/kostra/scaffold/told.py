"""What the user is told of what was made: the files, what to look at, and what to do next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from kostra.scaffold.new_house_rules import NewHouseRules
from kostra.scaffold.new_year import NewPack
from kostra.scaffold.revisit import Revisit
from kostra.workbench.places import shown_path


def told_year(pack: NewPack) -> str:
    """Return what to say of a new year."""
    lines = [f"Laget {shown_path(pack.folder)} av {pack.form} {pack.old_year}.", "", "Dette må du se på:"]
    lines += [*(_place(pack.folder, each) for each in pack.revisit), ""]
    lines += [*_bundle(pack), *_install(pack)]
    lines += _commands(
        f"kostra lint {pack.form} {pack.year}",
        f"kostra test {pack.form} {pack.year}",
        f"kostra diff {pack.form} {pack.old_year} {pack.year}",
    )
    return "\n".join(lines) + "\n"


def told_form(pack: NewPack) -> str:
    """Return what to say of a new form."""
    lines = [f"Laget {shown_path(pack.folder)} for skjema {pack.form} {pack.year}.", "", "Dette må du se på:"]
    lines += [*(_place(pack.folder, each) for each in pack.revisit), "", *_bundle(pack), *_install(pack)]
    lines += _commands(f"kostra lint {pack.form} {pack.year}", f"kostra test {pack.form} {pack.year}")
    return "\n".join(lines) + "\n"


def told_house_rules(made: NewHouseRules) -> str:
    """Return what to say of house rules."""
    rules = _quoted(shown_path(made.rules))
    lines = [f"Laget {shown_path(made.folder or made.rules)} for skjema {', '.join(made.forms)}.", ""]
    if made.folder is not None:
        lines += ["Installer pakken, så kjøres husreglene med de offisielle kontrollene:"]
        lines += [f"  python -m pip install --editable {_quoted(shown_path(made.folder))}", ""]
    lines += ["Bytt ut de to eksemplene med egne kontroller, og se etter:"]
    lines += [f"  kostra lint {rules}", f"  kostra test {rules}"]
    if made.folder is None:
        lines += [f"  kostra check --skjema {made.forms[0]} --husregler {rules} FIL"]
    return "\n".join(lines) + "\n"


def _place(folder: Path, place: Revisit) -> str:
    file = shown_path(folder / place.file)
    if not place.lines:
        return f"  {file}: {place.text}"
    first, *others = place.lines
    also = f" (også linje {', '.join(map(str, others))})" if others else ""
    return f"  {file}:{first}: {place.text}{also}"


def _bundle(pack: NewPack) -> Iterator[str]:
    """Yield where a bundle that lists the older year, or other packs beside it, should list the new one."""
    root = pack.folder.absolute().parent.parent / "pyproject.toml"
    wanted = f'"{pack.names.distribution}=={pack.version}",'
    try:
        text = root.read_text(encoding="utf-8")
        listed = tomllib.loads(text).get("project", {}).get("dependencies", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return
    stem = pack.names.distribution.removesuffix(str(pack.year))
    near = [each for each in listed if str(each).startswith(stem)] or [
        each for each in listed if str(each).startswith("kostra-skjema-")
    ]
    if not near:
        return
    line = next((n for n, each in enumerate(text.split("\n"), 1) if f'"{near[-1]}"' in each), None)
    place = shown_path(root) + (f":{line}" if line else "")
    yield from (f"Samlepakken skal også ha den. Legg til etter {place}:", f"    {wanted}", "")


def _install(pack: NewPack) -> Iterator[str]:
    root = pack.folder.absolute().parent.parent
    beside_others = pack.folder.absolute().parent.name == "plugins" and (root / "Makefile").is_file()
    how = "make install" if beside_others else f"python -m pip install --editable {_quoted(shown_path(pack.folder))}"
    yield from ("Installer den, og se etter:", f"  {how}")


def _commands(*commands: str) -> Iterator[str]:
    yield from (f"  {command}" for command in commands)


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
