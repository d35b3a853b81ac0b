"""What the user points at: installed packs by the name of the form, or folders and files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kostra.api.errors import ArgumentError, NoSuchFormError
from kostra.api.skjema import Skjema
from kostra.plugins.manager import Registry
from kostra.plugins.packs import listing
from kostra.workbench.places import shown_path

RULES = ".regler"
LAYOUT = ".layout"

_YEAR = re.compile(r"[0-9]{4}")
_FORM_AND_YEAR = re.compile(r"(?P<form>[^:/\\]+):(?P<year>[0-9]{4})")


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """An installed pack, a form in a year."""

    skjema: Skjema


Target: TypeAlias = InstalledPack | Path


def targets(registry: Registry, words: Sequence[str], house_rules: Sequence[Path] = ()) -> tuple[Target, ...]:
    """Return what the words of a command line point at, each once.

    Without words that is the pack in the current folder, or else the `house_rules` that belong to the folder.

    A form is one word (all its years), a form and years behind it, or «form:year». Everything else is a path. A form's
    name wins over a file of the same name; `./` before the name makes it a file. Raises ArgumentError for what is
    neither, NoSuchFormError for a year that is not installed, and BrokenPackError for a pack that cannot be used.
    """
    if not words:
        return _here(house_rules)
    found: dict[object, Target] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        years: list[int] = []
        written = _FORM_AND_YEAR.fullmatch(word)
        form = written["form"] if written else word
        if _is_path(word) or not _is_form(registry, form):
            path = _existing(registry, word)
            found.setdefault(path.resolve(), path)
            continue
        if written:
            years.append(int(written["year"]))
        while not written and waiting and _YEAR.fullmatch(waiting[0]) and not _is_form(registry, waiting[0]):
            years.append(int(waiting.pop(0)))
        for year in years or registry.years(form):
            skjema = registry.load(form, year).skjema
            found.setdefault(skjema.key, InstalledPack(skjema))
    return tuple(found.values())


def files_below(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """Return the files in a folder and below that end so, in order; hidden folders are left out."""
    found = [path for suffix in suffixes for path in folder.rglob(f"*{suffix}") if path.is_file()]
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _here(house_rules: Sequence[Path]) -> tuple[Target, ...]:
    here = Path.cwd()
    # A pack's own folder has the package under src; the package's folder has the files themselves.
    if any(next(here.glob(f"{where}*{suffix}"), None) for where in ("", "src/*/") for suffix in (RULES, LAYOUT)):
        return (here,)
    if house_rules:
        return tuple(house_rules)
    raise ArgumentError(
        f"Det er ingen pakke i {here}. Oppgi et skjema, eventuelt med årgang, eller en mappe eller fil."
    )


def _is_path(word: str) -> bool:
    return "/" in word or "\\" in word or word in (".", "..") or Path(word).suffix in (RULES, LAYOUT)


def _is_form(registry: Registry, word: str) -> bool:
    try:
        return bool(registry.packs_for(word))
    except NoSuchFormError:
        return False


def _existing(registry: Registry, word: str) -> Path:
    path = Path(word)
    if path.is_dir() or path.is_file():
        if path.is_file() and path.suffix not in (RULES, LAYOUT):
            raise ArgumentError(f"{shown_path(path)} er verken regelfil ({RULES}) eller filbeskrivelse ({LAYOUT}).")
        return path
    if _is_path(word):
        raise ArgumentError(f"{word} finnes ikke.")
    from kostra.diagnostics import closest

    packs = registry.packs()
    known = [name for pack in packs for name in (pack.form, *pack.aliases)]
    written = _FORM_AND_YEAR.fullmatch(word)
    suggestion = closest(written["form"] if written else word, known)
    hint = f" Mente du {suggestion}?" if suggestion else ""
    installed = f" Installert: {listing(packs)}." if packs else ""
    raise ArgumentError(f"«{word}» er verken et skjema, en mappe eller en fil.{hint}{installed}")
