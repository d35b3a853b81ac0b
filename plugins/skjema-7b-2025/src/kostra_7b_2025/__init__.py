"""Form 7B for 2025: Krisesentertilbud og arbeid mot vold i nære relasjoner."""

from __future__ import annotations

from kostra.api import Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 7B for 2025."""
    return Skjema.of_package(
        __name__,
        skjema="7B",
        argang=2025,
        title="Krisesentertilbud og arbeid mot vold i nære relasjoner",
        modules=("kostra_rulesets",),
        parameters=(Parameter("innbyggere", "heltall", "Innbyggere i kommunen per 31.12", least=0),),
    )
