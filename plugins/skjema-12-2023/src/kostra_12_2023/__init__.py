"""Form 12 for 2023: Stønadssatser økonomisk sosialhjelp."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 12 for 2023."""
    return Skjema.of_package(
        __name__,
        skjema="12",
        argang=2023,
        title="Stønadssatser økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
        deadlines=Deadlines(
            opens=date(2024, 1, 2),
            due=date(2024, 2, 15),
            last_correction=date(2024, 4, 15),
            preliminary_figures=date(2024, 3, 15),
            final_figures=date(2024, 6, 17),
            source="ssb.no, KOSTRA-innrapportering",
        ),
    )
