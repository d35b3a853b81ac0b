"""Finding the settings that go with a folder, and the house rules beside them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

NAME = "kostra.toml"
HOUSE_RULES = "husregler"


def nearest(start: Path) -> Path | None:
    """Return the settings file of a folder: its own, or else that of the nearest folder above; None without one."""
    return next((file for folder in (start, *start.parents) if os.path.isfile(file := folder / NAME)), None)


def together(named: Sequence[Path], found: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that somebody named and those that were found, each of these only if it was not named."""
    seen = {path.resolve() for path in named}
    return (*named, *(path for path in found if path.resolve() not in seen))


def house_rules_beside(settings: Path) -> tuple[Path, ...]:
    """Return the rule files in the folder `husregler` beside a settings file, in order of name."""
    return tuple(sorted((settings.parent / HOUSE_RULES).glob("*.regler")))
