"""Form 7 for 2025: Personell og virksomhet i sosiale tjenester i NAV og rusmiddeltiltak."""

from __future__ import annotations

from kostra.api import Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 7 for 2025."""
    return Skjema.of_package(
        __name__,
        skjema="7",
        argang=2025,
        title="Personell og virksomhet i sosiale tjenester i NAV og rusmiddeltiltak",
        modules=("kostra_rulesets",),
    )
