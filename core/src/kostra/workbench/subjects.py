"""What there is to look into behind a target: rule sets, house rules, modules and file descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from kostra.api.errors import KostraError
from kostra.api.skjema import Skjema
from kostra.checking.resources import read_source
from kostra.workbench.installed import Installed, each_once
from kostra.workbench.kinds import opening_of
from kostra.workbench.pack_folders import pack_in
from kostra.workbench.places import shown_path
from kostra.workbench.targets import LAYOUT, RULES, InstalledPack, Target, files_below

_DESCRIPTION = re.compile(r"filbeskrivelse\s+(\S+)\s+([0-9]{4})")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A rule set and the layout it is for; of a file that is in no pack, the form is made up from what is beside it.

    `is_pack`: with example files and a lock, if it has them.
    """

    skjema: Skjema
    is_pack: bool = True


@dataclass(frozen=True, slots=True)
class HouseRuleFile:
    """A file of house rules: whether they are for a form and year is found out for every installed one."""

    file: Path


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """A module, looked at by itself."""

    file: Path


@dataclass(frozen=True, slots=True)
class LayoutFile:
    """A file description, looked at by itself, and the folders of its code lists."""

    file: Path
    folders: tuple[Traversable, ...]


@dataclass(frozen=True, slots=True)
class UnknownRuleFile:
    """A rule file whose first line does not say what it is."""

    file: Path


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that cannot be looked into at all, and why; the rest can."""

    message: str


Subject: TypeAlias = RuleSet | HouseRuleFile | ModuleFile | LayoutFile | UnknownRuleFile | Trouble


def subjects(installed: Installed, targets: Iterable[Target]) -> Iterator[Subject]:
    """Yield what there is behind the targets, each thing once.

    A folder without rules, a pack that cannot be imported, a file that is not UTF-8, and a rule set without a file
    description are troubles.
    """
    seen: set[object] = set()
    for target in targets:
        for subject in _behind(installed, target):
            identity = _identity(subject)
            if identity not in seen:
                seen.add(identity)
                yield subject


def _behind(installed: Installed, target: Target) -> Iterator[Subject]:
    if isinstance(target, InstalledPack):
        yield RuleSet(target.skjema)
    elif target.is_dir():
        yield from _in_folder(installed, target)
    else:
        yield _one_file(installed, target)


def _in_folder(installed: Installed, folder: Path) -> Iterator[Subject]:
    files = files_below(folder, (RULES, LAYOUT))
    if not files:
        yield Trouble(f"Det er ingen regelfiler i {folder}.")
    by_folder: dict[Path, list[Path]] = {}
    for file in files:
        by_folder.setdefault(file.parent, []).append(file)
    for parent, together in by_folder.items():
        try:
            pack = pack_in(parent)
        except KostraError as error:
            yield Trouble(str(error))
            continue
        for file in together:
            # The description of a pack is looked at together with its rules, also where these are missing.
            if pack is not None and _same(pack.layout, file):
                yield RuleSet(pack)
            else:
                yield _of_file(installed, file, pack)


def _one_file(installed: Installed, file: Path) -> Subject:
    try:
        return _of_file(installed, file, pack_in(file.absolute().parent))
    except KostraError as error:
        return Trouble(str(error))


def _of_file(installed: Installed, file: Path, pack: Skjema | None) -> Subject:
    try:
        return _looked_at(installed, file, pack)
    except KostraError as error:
        return Trouble(str(error))


def _looked_at(installed: Installed, file: Path, pack: Skjema | None) -> Subject:
    if file.suffix == LAYOUT:
        folders = pack.modules if pack is not None else installed.shelves()
        return LayoutFile(file, each_once((file.absolute().parent, *folders)))
    if pack is not None and _same(pack.rules, file):
        return RuleSet(pack)
    opening = opening_of(read_source(file))
    match opening.kind:
        case "modul":
            return ModuleFile(file)
        case "husregler":
            return HouseRuleFile(file)
        case "regelsett" if opening.year is not None:
            return RuleSet(_made_up(installed, file, opening.name, opening.year), is_pack=False)
        case _:
            return UnknownRuleFile(file)


def _made_up(installed: Installed, file: Path, form: str, year: int) -> Skjema:
    """Return a form for a rule set that is in no pack; parameters and modules are those of the nearest pack."""
    near = installed.nearest(form, year)
    layout: Traversable | None = _layout_beside(file, form, year)
    if layout is None and near is not None and near.argang == year:
        layout = near.layout
    if layout is None:
        raise KostraError(
            f"Det er ingen filbeskrivelse for {form} {year} ved siden av {shown_path(file)}. "
            f"Legg den i samme mappe, som filbeskrivelse{LAYOUT}."
        )
    return Skjema(
        skjema=form,
        argang=year,
        title="",
        layout=layout,
        rules=file.absolute(),
        modules=installed.shelves(near),
        parameters=near.parameters if near is not None else (),
    )


def _layout_beside(file: Path, form: str, year: int) -> Path | None:
    """Return the only file description beside a rule set, or of several the one for the form and year."""
    beside = sorted(file.absolute().parent.glob(f"*{LAYOUT}"))
    if len(beside) <= 1:
        return beside[0] if beside else None
    for layout in beside:
        match = _DESCRIPTION.search(read_source(layout).text)
        if match and (match[1].upper(), int(match[2])) == (form.upper(), year):
            return layout
    return None


def _identity(subject: Subject) -> object:
    if isinstance(subject, Trouble):
        return subject
    if isinstance(subject, RuleSet):
        return type(subject), str(subject.skjema.rules)
    return type(subject), subject.file.resolve()


def _same(file: Traversable, other: Path) -> bool:
    return isinstance(file, Path) and file.resolve() == other.resolve()
