"""What plugins and notebooks import: typed, stable and small.

Nothing is loaded before it is used, so that a pack's module costs next to nothing to import.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kostra.api import errors as errors
    from kostra.api.check import check as check
    from kostra.api.formats import ReaderFormat as ReaderFormat
    from kostra.api.formats import ReadOptions as ReadOptions
    from kostra.api.formats import RenderOptions as RenderOptions
    from kostra.api.formats import ReportFormat as ReportFormat
    from kostra.api.functions import PluginFunction as PluginFunction
    from kostra.api.markers import hookimpl as hookimpl
    from kostra.api.report import Acknowledgement as Acknowledgement
    from kostra.api.report import CheckedFile as CheckedFile
    from kostra.api.report import Comparison as Comparison
    from kostra.api.report import ControlResult as ControlResult
    from kostra.api.report import FieldValue as FieldValue
    from kostra.api.report import Finding as Finding
    from kostra.api.report import Outcome as Outcome
    from kostra.api.report import Report as Report
    from kostra.api.report import Severity as Severity
    from kostra.api.report import StatisticTable as StatisticTable
    from kostra.api.report import SystematicFault as SystematicFault
    from kostra.api.skjema import Deadlines as Deadlines
    from kostra.api.skjema import Parameter as Parameter
    from kostra.api.skjema import RuleSource as RuleSource
    from kostra.api.skjema import Skjema as Skjema
    from kostra.layout.model import CodeList as CodeList

_HOMES = {
    "Acknowledgement": "kostra.api.report",
    "CheckedFile": "kostra.api.report",
    "CodeList": "kostra.layout.model",
    "Comparison": "kostra.api.report",
    "ControlResult": "kostra.api.report",
    "Deadlines": "kostra.api.skjema",
    "FieldValue": "kostra.api.report",
    "Finding": "kostra.api.report",
    "Outcome": "kostra.api.report",
    "Parameter": "kostra.api.skjema",
    "PluginFunction": "kostra.api.functions",
    "ReadOptions": "kostra.api.formats",
    "ReaderFormat": "kostra.api.formats",
    "RenderOptions": "kostra.api.formats",
    "Report": "kostra.api.report",
    "ReportFormat": "kostra.api.formats",
    "RuleSource": "kostra.api.skjema",
    "Severity": "kostra.api.report",
    "Skjema": "kostra.api.skjema",
    "StatisticTable": "kostra.api.report",
    "SystematicFault": "kostra.api.report",
    "check": "kostra.api.check",
    "hookimpl": "kostra.api.markers",
}
_MODULES = ("errors",)

__all__ = [*_HOMES, *_MODULES]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    # Kept, so that the next use is direct.
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Api(ModuleType):
    """This module, in which `check` is the function whatever was imported first.

    Python makes a submodule an attribute of its package when it is imported; the module `kostra.api.check` would then
    stand where everybody expects the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value.check if name == "check" and isinstance(value, ModuleType) else value)


sys.modules[__name__].__class__ = _Api
