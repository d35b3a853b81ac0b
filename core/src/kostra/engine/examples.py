"""Running the examples of a control: rows under which it must stay silent or fire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kostra.api.functions import PluginFunction
from kostra.api.report import Outcome
from kostra.engine.last_year import LastYearDelivery
from kostra.engine.run import run
from kostra.engine.settings import YEAR_PARAMETER, Settings
from kostra.language.program import Control, Example, Program
from kostra.readers.memory import records_from_values

_NO_FUNCTIONS: Mapping[str, PluginFunction] = MappingProxyType({})


class ExampleError(Exception):
    """An example could not be tried: the control is not run under it, or crashed; the message is the reason."""


def run_example(
    program: Program, control: Control, example: Example, functions: Mapping[str, PluginFunction] = _NO_FUNCTIONS
) -> bool:
    """Run one control on an example and return whether it fired.

    Nothing else is run. `$årgang` is the rule set's year; other parameters are those of the example. Raises
    ExampleError when the control was not run (a parameter that the example does not give) or crashed.
    """
    alone = replace(program, controls=(control,), file_controls=(), statistics=())
    rows = [dict(row.values) for row in example.rows] or [{}]
    settings = Settings(
        parameters={YEAR_PARAMETER: program.year, **dict(example.parameters)},
        functions=functions,
        show_sensitive=True,
        last_year=_last_year(program, example),
    )
    result = run([alone], [records_from_values(program.layout, rows)], settings)
    (ending,) = result.controls
    if ending.outcome in (Outcome.NOT_RUN, Outcome.CRASHED):
        raise ExampleError(ending.reason)
    return ending.outcome is Outcome.FOUND


def _last_year(program: Program, example: Example) -> LastYearDelivery | None:
    """Return the rows after `i fjor` as last year's delivery, with this year's layout in place of last year's."""
    if example.last_year is None:
        return None
    layout = replace(program.layout, year=program.layout.year - 1)
    rows = [dict(row.values) for row in example.last_year]
    return LastYearDelivery(layout, [records_from_values(layout, rows)])
