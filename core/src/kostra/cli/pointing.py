"""What the commands of rule authors are pointed at: the argument they share, and everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kostra.checking.rulebook import Extensions
    from kostra.plugins.manager import Registry
    from kostra.workbench.house_rules import HouseRules
    from kostra.workbench.installed import Installed
    from kostra.workbench.subjects import Subject
    from kostra.workbench.targets import Target

TARGETS = "Et skjema, et skjema og en årgang, en mappe eller en fil. Uten mål: pakken i mappen du står i."


@dataclass(frozen=True, slots=True)
class Pointed:
    """The subjects that a command is to look into, and what they are looked into with."""

    subjects: Iterable[Subject]
    installed: Installed
    house_rules: HouseRules
    extensions: Extensions


def house_rules_here() -> tuple[Path, ...]:
    """Return the house rules that the settings of the current folder name, and those beside them."""
    from kostra.cli import configured

    configuration = configured.load(Path.cwd())
    return () if configuration is None else configuration.house_rules


def wanted(registry: Registry, words: Sequence[str] | None) -> Sequence[Target]:
    """Return the targets that the words name; without words, the pack of the current folder and its house rules."""
    from kostra.workbench.targets import targets

    return targets(registry, words or (), () if words else house_rules_here())


def pointed_at(registry: Registry, words: Sequence[str] | None) -> Pointed:
    """Return what the words name, ready to be looked into; KostraError when they name nothing."""
    from kostra.checking.rulebook import Extensions
    from kostra.workbench.house_rules import HouseRules
    from kostra.workbench.installed import Installed
    from kostra.workbench.subjects import subjects

    installed = Installed(registry)
    extensions = Extensions.of(registry)
    found = subjects(installed, wanted(registry, words))
    return Pointed(found, installed, HouseRules(registry, installed, extensions), extensions)
