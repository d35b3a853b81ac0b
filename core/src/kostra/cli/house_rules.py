"""House rules without a package: the files that the user names, and those that go with `kostra.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kostra.configuration.find import house_rules_beside, nearest


def files(start: Path) -> tuple[Path, ...]:
    """Return the rule files in `husregler` beside the settings that go with a folder, in order of name."""
    settings = nearest(start)
    return () if settings is None else house_rules_beside(settings)


def together(named: Sequence[Path], found: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that the user named and those that were found, each once."""
    seen = {path.resolve() for path in named}
    return (*named, *(path for path in found if path.resolve() not in seen))
