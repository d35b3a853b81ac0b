"""A function that rule files may call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kostra.api import PluginFunction, hookimpl


@hookimpl
def kostra_funksjoner() -> Sequence[PluginFunction]:
    """Return the function `ukedag`."""
    return [PluginFunction("ukedag", ("dato",), "heltall", weekday, "Ukedagen til en dato: 1 er mandag, 7 søndag.")]


def weekday(day: date) -> int:
    """Return the day of the week, 1 for Monday."""
    return day.isoweekday()
