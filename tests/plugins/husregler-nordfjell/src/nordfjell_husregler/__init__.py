"""House rules of a made-up auditor for form 11F, whatever the year."""

from __future__ import annotations

from importlib.resources import files

from kostra.api import RuleSource, hookimpl


@hookimpl
def kostra_husregler(skjema: str, argang: int) -> RuleSource | None:
    """Return the house rules for 11F."""
    here = files(__package__)
    return RuleSource(here / "revisjon.regler", (here / "lister",)) if skjema == "11F" else None
