"""Form 7 for 2022: Personell og virksomhet i sosiale tjenester i NAV og rusmiddeltiltak."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 7 for 2022."""
    return Skjema.of_package(
        __name__,
        skjema="7",
        argang=2022,
        title="Personell og virksomhet i sosiale tjenester i NAV og rusmiddeltiltak",
        modules=("kostra_rulesets",),
        deadlines=Deadlines(
            opens=date(2023, 1, 2),
            due=date(2023, 2, 15),
            last_correction=date(2023, 4, 17),
            preliminary_figures=date(2023, 3, 15),
            final_figures=date(2023, 6, 15),
            source="SSBs brev om KOSTRA sosialtjenesten 2022",
        ),
    )
