"""What the caller says about a run, and what the run answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kostra.api.functions import PluginFunction
from kostra.api.report import ControlResult, Finding, StatisticTable

if TYPE_CHECKING:
    from kostra.engine.last_year import LastYearDelivery
from kostra.frozen import frozen

YEAR_PARAMETER = "årgang"
"""The parameter that holds the reporting year."""

CHUNK_SIZE = 40_000
"""Records evaluated at a time: enough that numpy's overhead does not show, few enough to stay in the cache."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@frozen
class Settings:
    """How to run.

    `parameters` are the run's parameters by name, without `$`; one that is not known is absent. `missing_reasons` says,
    by name, that a parameter was not given and how to give it. `no_participants`: it is announced that there is nobody
    to report. `show_sensitive` turns masking off. `origins` names where each program comes from, by its namespace (the
    official one has none). `functions` are the plugins' functions by name. `progress` is told the number of records
    done and in all, after every chunk of `chunk_size` records. `last_year` is last year's delivery, None when it was
    not given: controls that ask for it are then not run.
    """

    parameters: Mapping[str, str | int | Decimal] = field(default_factory=_nothing)
    missing_reasons: Mapping[str, str] = field(default_factory=_nothing)
    no_participants: bool = False
    show_sensitive: bool = False
    origins: Mapping[str, str] = field(default_factory=_nothing)
    functions: Mapping[str, PluginFunction] = field(default_factory=_nothing)
    chunk_size: int = CHUNK_SIZE
    progress: Callable[[int, int], None] | None = None
    last_year: LastYearDelivery | None = None


@frozen
class EngineResult:
    """What a run found: every control's outcome in program order, findings by row, figures, remarks, records read."""

    controls: tuple[ControlResult, ...]
    findings: tuple[Finding, ...]
    statistics: tuple[StatisticTable, ...]
    notes: tuple[str, ...]
    records: int
