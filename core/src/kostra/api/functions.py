"""Functions that a plugin adds to the rule language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from kostra.frozen import frozen

ArgumentType = Literal["tekst", "heltall", "desimal", "dato"]
ResultType = Literal["tekst", "heltall", "desimal", "dato", "sannhet"]


@frozen
class PluginFunction:
    """A pure function of one row's values.

    `function` takes as many arguments as `arguments` names: str (blanks around removed), int, Decimal or
    datetime.date; it is not called where an argument is missing (the result is then missing, or false). It returns a
    value of `result`, or None for missing.
    """

    name: str
    arguments: tuple[ArgumentType, ...]
    result: ResultType
    function: Callable[..., Any]
    help: str = ""
