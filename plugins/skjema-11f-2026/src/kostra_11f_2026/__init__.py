"""Form 11F (økonomisk sosialhjelp) for the reporting year 2026."""

from __future__ import annotations

from kostra.api import Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11F for 2026."""
    return Skjema.of_package(
        __name__,
        skjema="11F",
        argang=2026,
        title="Økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
    )
