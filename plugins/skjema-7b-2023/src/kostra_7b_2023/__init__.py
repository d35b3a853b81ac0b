"""Form 7B for 2023: Krisesentertilbud og arbeid mot vold i nære relasjoner."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 7B for 2023."""
    return Skjema.of_package(
        __name__,
        skjema="7B",
        argang=2023,
        title="Krisesentertilbud og arbeid mot vold i nære relasjoner",
        modules=("kostra_rulesets",),
        parameters=(Parameter("innbyggere", "heltall", "Innbyggere i kommunen per 31.12", least=0),),
        deadlines=Deadlines(
            opens=date(2024, 1, 2),
            due=date(2024, 2, 15),
            last_correction=date(2024, 4, 15),
            preliminary_figures=date(2024, 3, 15),
            final_figures=date(2024, 6, 17),
            source="ssb.no, KOSTRA-innrapportering",
        ),
    )
