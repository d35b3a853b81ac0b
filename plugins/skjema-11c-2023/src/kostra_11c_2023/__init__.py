"""Form 11C (kvalifiseringsstønad), årgang 2023: registers the record layout and rule set beside this file."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11C for 2023."""
    return Skjema.of_package(
        __name__,
        skjema="11C",
        argang=2023,
        title="Kvalifiseringsstønad",
        modules=("kostra_rulesets",),
        aliases=("11CF",),
        parameters=(Parameter("antall_deltakere", "heltall", "NAVs eget tall på deltakere i året", least=0),),
        deadlines=Deadlines(
            opens=date(2024, 1, 2),
            due=date(2024, 1, 15),
            last_correction=date(2024, 4, 15),
            preliminary_figures=date(2024, 3, 15),
            final_figures=date(2024, 6, 17),
            source="ssb.no, KOSTRA-innrapportering",
        ),
    )
