"""Calls of the functions that plugins add to the language."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kostra.api.functions import ArgumentType, PluginFunction
from kostra.aside import printing_aside
from kostra.engine.lifting import lift
from kostra.engine.lookups import vector_of
from kostra.engine.values import Vector

_EPOCH = datetime.date(1970, 1, 1)
_RESULT_TYPES: dict[str, tuple[type, ...]] = {
    "tekst": (str,),
    "heltall": (int,),
    "desimal": (int, Decimal, Fraction),
    "dato": (datetime.date,),
    "sannhet": (bool,),
}


def call_plugin(plugin: PluginFunction, arguments: list[Vector], cache: dict[tuple[Any, ...], Any]) -> Vector:
    """Return a plugin function's result for each row; whatever it raises is raised.

    Raises TypeError when the function returns something else than it declared.
    """

    def call(values: tuple[Any, ...]) -> Any:
        converted = [_argument(value, kind) for value, kind in zip(values, plugin.arguments, strict=True)]
        return _result(plugin, plugin.function(*converted))

    # What the function prints must not get into a report that is written to stdout.
    with printing_aside():
        return vector_of(lift(arguments, call, cache), plugin.result)


def _argument(value: Any, kind: ArgumentType) -> Any:
    match kind:
        case "tekst":
            return str(value)
        case "heltall":
            return int(value)
        case "desimal":
            fraction = Fraction(value)
            return Decimal(fraction.numerator) / Decimal(fraction.denominator)
        case "dato":
            return _EPOCH + datetime.timedelta(days=int(value))


def _result(plugin: PluginFunction, result: Any) -> Any:
    if result is None:
        return None
    if not isinstance(result, _RESULT_TYPES[plugin.result]):
        raise TypeError(f"{plugin.name} returned {type(result).__name__} instead of {plugin.result}")
    return (result - _EPOCH).days if isinstance(result, datetime.date) else result
