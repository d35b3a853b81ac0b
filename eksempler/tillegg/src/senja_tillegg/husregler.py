"""House rules: controls of one's own for somebody else's form."""

from __future__ import annotations

from importlib.resources import files

from kostra.api import RuleSource, hookimpl


@hookimpl
def kostra_husregler(skjema: str, argang: int) -> RuleSource | None:
    """Return the house rules for the form; the rule file itself says for which years they are."""
    if skjema != "LEKEPLASS":
        return None
    return RuleSource(files(__package__) / "senja.regler")
