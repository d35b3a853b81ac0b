"""Form 12 for 2024: Stønadssatser økonomisk sosialhjelp."""

from __future__ import annotations

from kostra.api import Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 12 for 2024."""
    return Skjema.of_package(
        __name__,
        skjema="12",
        argang=2024,
        title="Stønadssatser økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
    )
