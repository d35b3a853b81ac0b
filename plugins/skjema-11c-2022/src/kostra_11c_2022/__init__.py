"""Form 11C (kvalifiseringsstønad), årgang 2022: registers the record layout and rule set beside this file."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11C for 2022."""
    return Skjema.of_package(
        __name__,
        skjema="11C",
        argang=2022,
        title="Kvalifiseringsstønad",
        modules=("kostra_rulesets",),
        aliases=("11CF",),
        parameters=(Parameter("antall_deltakere", "heltall", "NAVs eget tall på deltakere i året", least=0),),
        deadlines=Deadlines(
            opens=date(2023, 1, 2),
            due=date(2023, 1, 16),
            last_correction=date(2023, 4, 17),
            preliminary_figures=date(2023, 3, 15),
            final_figures=date(2023, 6, 15),
            source="SSBs brev om KOSTRA sosialtjenesten 2022",
        ),
    )
