"""Bicycle stands, 2024: a pack for a form that the core has never heard of."""

from __future__ import annotations

from kostra.api import Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return the form."""
    return Skjema.of_package(
        __name__,
        skjema="SYKKEL",
        argang=2024,
        title="Sykkelstativ ved holdeplasser",
        parameters=(Parameter("antall_holdeplasser", "heltall", "Antall holdeplasser etter ruteplanen"),),
    )
