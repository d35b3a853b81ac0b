"""Form 11F (økonomisk sosialhjelp) for the reporting year 2024."""

from __future__ import annotations

from kostra.api import Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11F for 2024."""
    return Skjema.of_package(
        __name__,
        skjema="11F",
        argang=2024,
        title="Økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
    )
