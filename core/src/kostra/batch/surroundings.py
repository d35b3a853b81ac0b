"""What a worker must have in common with the one who sends it work, so that it never silently answers otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kostra.api.errors import BrokenPackError

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry

_MATTERS = ("skjema", "husregler", "funksjoner", "kodelister", "leser")
_SHOWN = 5


def surroundings(registry: Registry) -> list[str]:
    """Return the program's version and those of all plugins that have a say in what a check finds."""
    from kostra.plugins.distributions import version_of

    plugins = {
        f"{ref.kind}-{ref.name}: {ref.distribution} {ref.version}" for ref in registry.refs if _matters(ref.kind)
    }
    return [f"kostra-core {version_of('kostra-core')}", *sorted(plugins)]


def refuse_others(registry: Registry, expected: Sequence[str]) -> None:
    """Raise BrokenPackError when something else is installed here than where the work came from."""
    here = surroundings(registry)
    if here == list(expected):
        return
    lacking = [one for one in expected if one not in here]
    extra = [one for one in here if one not in expected]
    said = [f"{what}: {_listed(ones)}." for what, ones in (("Mangler", lacking), ("Har i stedet", extra)) if ones]
    raise BrokenPackError(
        f"Arbeideren har ikke det samme installert som maskinen som sendte oppgaven. {' '.join(said)} "
        "Installer det samme begge steder, og start arbeideren på nytt."
    )


def _matters(kind: str) -> bool:
    return kind in _MATTERS


def _listed(ones: Sequence[str]) -> str:
    more = f" og {len(ones) - _SHOWN} til" if len(ones) > _SHOWN else ""
    return ", ".join(ones[:_SHOWN]) + more
