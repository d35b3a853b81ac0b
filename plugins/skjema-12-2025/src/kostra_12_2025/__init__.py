"""Form 12 for 2025: Stønadssatser økonomisk sosialhjelp."""

from __future__ import annotations

from kostra.api import Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 12 for 2025."""
    return Skjema.of_package(
        __name__,
        skjema="12",
        argang=2025,
        title="Stønadssatser økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
    )
