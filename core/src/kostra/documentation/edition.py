"""What is compared or described: a form in a year, with its rules both compiled and as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError
from kostra.api.skjema import LAYOUT_FILE, RULES_FILE, Skjema
from kostra.checking.resources import read_source
from kostra.checking.rulebook import Extensions, compile_file, compile_pack, load_layout_of
from kostra.diagnostics import DiagnosticError
from kostra.language.compile import Compiled
from kostra.layout.model import Layout
from kostra.workbench.installed import Installed
from kostra.workbench.kinds import opening_of
from kostra.workbench.pack_folders import pack_in
from kostra.workbench.places import shown_path

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry


@dataclass(frozen=True)
class Edition:
    """A form in a year.

    `origin` is the distribution and its version, or the file or folder that the user named. `registered` tells whether
    the pack itself was asked: only then its deadlines and parameters are known.
    """

    skjema: Skjema
    origin: str
    layout: Layout
    compiled: Compiled
    registered: bool

    @property
    def name(self) -> str:
        """Return form and year, or the name of house rules."""
        program = self.compiled.program
        return program.namespace or f"{program.form} {program.year}"


def installed(registry: Registry, form: str, year: int) -> Edition:
    """Return an installed form in a year; NoSuchFormError or BrokenPackError when there is none to be had."""
    pack = registry.load(form, year)
    return _of_pack(registry, pack.skjema, f"{pack.distribution} {pack.version}".strip())


def of_path(registry: Registry, path: Path) -> Edition:
    """Return what a pack's folder or a rule file holds.

    A folder holds the pack's module, or has it below `src`; the module is asked for the form as if it were installed.
    Beside a rule file the layout is taken when it stands there, else that of the installed form and year; house rules
    are read for the newest installed year that they are for. Raises ArgumentError for anything else.
    """
    if path.is_dir():
        rules = _rules_below(path)
        pack = pack_in(rules.parent)
        if pack is not None:
            return _of_pack(registry, pack, shown_path(path))
    elif path.is_file():
        rules = path
    else:
        raise ArgumentError(f"{path} finnes ikke.")
    opening = opening_of(read_source(rules))
    if opening.kind == "regelsett" and opening.year is not None:
        skjema = _unregistered(registry, path, rules, opening.name, opening.year)
        return _of_pack(registry, skjema, shown_path(path), registered=False)
    if opening.kind == "husregler":
        return _house_rules(registry, rules)
    if opening.kind == "modul":
        raise ArgumentError(
            f"{path} er modulen «{opening.name}». Den kan ikke sammenlignes alene; sammenlign årgangene som bruker den."
        )
    raise ArgumentError(f"{path} er ikke en regelfil: den første linjen sier ikke hva slags regler det er.")


def _of_pack(registry: Registry, skjema: Skjema, origin: str, *, registered: bool = True) -> Edition:
    layout = load_layout_of(skjema)
    return Edition(skjema, origin, layout, compile_pack(skjema, layout, Extensions.of(registry)), registered)


def _rules_below(path: Path) -> Path:
    found = [folder / RULES_FILE for folder in (path, *sorted(path.glob("src/*"))) if (folder / RULES_FILE).is_file()]
    if len(found) != 1:
        how_many = "ingen" if not found else "mer enn én"
        raise ArgumentError(f"{path} er ikke en skjemapakke: den har {how_many} {RULES_FILE}.")
    return found[0]


def _unregistered(registry: Registry, path: Path, rules: Path, form: str, year: int) -> Skjema:
    """Return the form of a rule set that no pack registers; modules and parameters are those of the nearest year."""
    known = Installed(registry)
    like = known.nearest(form, year)
    layout: Traversable = rules.parent / LAYOUT_FILE
    if not layout.is_file():
        if like is None or like.argang != year:
            raise ArgumentError(
                f"{path} er et regelsett for {form} {year}, men det står ingen {LAYOUT_FILE} ved siden av."
            )
        layout = like.layout
    parameters = like.parameters if like else ()
    return Skjema(form, year, form, layout, rules, modules=known.shelves(like), parameters=parameters)


def _house_rules(registry: Registry, rules: Path) -> Edition:
    extensions = Extensions.of(registry)
    for skjema in reversed(Installed(registry).forms):
        layout = load_layout_of(skjema)
        try:
            compiled = compile_file(rules, (), skjema, layout, extensions)
        except DiagnosticError as faults:
            raise ArgumentError(f"Husreglene i {shown_path(rules)} kan ikke brukes:\n{faults}") from None
        if compiled is not None:
            return Edition(skjema, shown_path(rules), layout, compiled, registered=False)
    raise ArgumentError(f"{rules} er husregler for et skjema eller en årgang som ikke er installert.")
