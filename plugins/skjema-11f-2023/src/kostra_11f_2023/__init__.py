"""Form 11F (økonomisk sosialhjelp) for the reporting year 2023."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11F for 2023."""
    return Skjema.of_package(
        __name__,
        skjema="11F",
        argang=2023,
        title="Økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
        deadlines=Deadlines(
            opens=date(2024, 1, 2),
            due=date(2024, 1, 15),
            last_correction=date(2024, 4, 15),
            preliminary_figures=date(2024, 3, 15),
            final_figures=date(2024, 6, 17),
            source="ssb.no, KOSTRA-innrapportering",
        ),
    )
