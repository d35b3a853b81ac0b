"""Form 11C (kvalifiseringsstønad), årgang 2025: registers the record layout and rule set beside this file."""

from __future__ import annotations

from kostra.api import Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 11C for 2025."""
    return Skjema.of_package(
        __name__,
        skjema="11C",
        argang=2025,
        title="Kvalifiseringsstønad",
        modules=("kostra_rulesets",),
        aliases=("11CF",),
        parameters=(Parameter("antall_deltakere", "heltall", "NAVs eget tall på deltakere i året", least=0),),
    )
