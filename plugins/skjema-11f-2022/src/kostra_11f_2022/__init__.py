"""Form 11F (økonomisk sosialhjelp) for the reporting year 2022."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11F for 2022."""
    return Skjema.of_package(
        __name__,
        skjema="11F",
        argang=2022,
        title="Økonomisk sosialhjelp",
        modules=("kostra_rulesets",),
        deadlines=Deadlines(
            opens=date(2023, 1, 2),
            due=date(2023, 1, 16),
            last_correction=date(2023, 4, 17),
            preliminary_figures=date(2023, 3, 15),
            final_figures=date(2023, 6, 15),
            source="SSBs brev om KOSTRA sosialtjenesten 2022",
        ),
    )
