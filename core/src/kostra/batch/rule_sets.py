"""The rule sets in a folder, to be compared with the installed ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError
from kostra.api.skjema import Skjema
from kostra.plugins.manager import Registry
from kostra.plugins.packs import LoadedPack

if TYPE_CHECKING:
    from kostra.language.program import Program


class WithPack(Registry):
    """What is installed, with one pack in the place of the installed one for its form and year."""

    def __init__(self, skjema: Skjema) -> None:
        super().__init__()
        self._instead = skjema

    def load(self, form: str, year: int) -> LoadedPack:
        """Return the pack for a form in a year; `Registry.load` tells what is raised."""
        installed = super().load(form, year)
        if installed.skjema.key != self._instead.key:
            return installed
        return LoadedPack(self._instead, f"{installed.distribution} (ny)", installed.version)


def rule_sets_in(folder: Path, registry: Registry) -> dict[tuple[str, int], Skjema]:
    """Return the rule sets in a folder and below it, by form (in capitals) and year.

    Raises ArgumentError when there are none, when something in the folder cannot be used, or when there are two of a
    kind.
    """
    from kostra.workbench.installed import Installed
    from kostra.workbench.subjects import RuleSet, Trouble, subjects

    if not folder.is_dir():
        raise ArgumentError(f"--mot-regelsett: {folder} er ikke en mappe.")
    found: dict[tuple[str, int], Skjema] = {}
    for subject in subjects(Installed(registry), [folder]):
        if isinstance(subject, Trouble):
            raise ArgumentError(f"--mot-regelsett: {subject.message}")
        if not isinstance(subject, RuleSet):
            continue
        skjema = subject.skjema
        if skjema.key in found:
            raise ArgumentError(
                f"--mot-regelsett: det er flere regelsett for {skjema.skjema} {skjema.argang} i {folder}. "
                "Pek på mappen til det ene."
            )
        found[skjema.key] = skjema
    if not found:
        raise ArgumentError(f"--mot-regelsett: det er ikke noe regelsett i {folder}.")
    return found


def program_of(skjema: Skjema, registry: Registry) -> Program:
    """Return a rule set ready to run; BrokenPackError with all diagnostics when it is faulty."""
    from kostra.checking.rulebook import Extensions, compile_pack, load_layout_of

    return compile_pack(skjema, load_layout_of(skjema), Extensions.of(registry)).program
