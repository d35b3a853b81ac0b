"""Finding the settings that go with a folder, and the house rules beside them."""

from __future__ import annotations

from pathlib import Path

NAME = "kostra.toml"
HOUSE_RULES = "husregler"


def nearest(start: Path) -> Path | None:
    """Return the settings file of a folder: its own, or else that of the nearest folder above; None without one."""
    return next((file for folder in (start, *start.parents) if (file := folder / NAME).is_file()), None)


def house_rules_beside(settings: Path) -> tuple[Path, ...]:
    """Return the rule files in the folder `husregler` beside a settings file, in order of name."""
    return tuple(sorted((settings.parent / HOUSE_RULES).glob("*.regler")))
