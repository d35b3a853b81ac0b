"""Inspection of playgrounds, 2030: registers the record layout and rule set beside this file."""

from __future__ import annotations

from kostra.api import Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return the form in the year."""
    return Skjema.of_package(
        __name__,
        skjema="LEKEPLASS",
        argang=2030,
        title="Tilsyn med lekeplasser",
        parameters=(Parameter("antall_lekeplasser", "heltall", "Antall lekeplasser i kommunens register", least=0),),
    )
