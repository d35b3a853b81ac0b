"""A code list that rule files may name after `blant`."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.api import CodeList, hookimpl


@hookimpl
def kostra_kodelister() -> Sequence[CodeList]:
    """Return the zones of the municipality."""
    return [CodeList("SONER", {"A": "Sentrum", "B": "Ytre"})]
