"""Form 7B for 2022: Krisesentertilbud og arbeid mot vold i nære relasjoner."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 7B for 2022."""
    return Skjema.of_package(
        __name__,
        skjema="7B",
        argang=2022,
        title="Krisesentertilbud og arbeid mot vold i nære relasjoner",
        modules=("kostra_rulesets",),
        parameters=(Parameter("innbyggere", "heltall", "Innbyggere i kommunen per 31.12", least=0),),
        deadlines=Deadlines(
            opens=date(2023, 1, 2),
            due=date(2023, 2, 15),
            last_correction=date(2023, 4, 17),
            preliminary_figures=date(2023, 3, 15),
            final_figures=date(2023, 6, 15),
            source="SSBs brev om KOSTRA sosialtjenesten 2022",
        ),
    )
