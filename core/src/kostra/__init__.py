"""Controls of the reports that Norwegian municipalities send to Statistics Norway.

    import kostra

    report = kostra.check("uttrekk.dat", skjema="NAVN", argang=2030)
    report.may_submit, report.findings, report.to_pandas()

`check` takes one file or the several files of a delivery and returns a `Report`; `KostraError` is raised when the check
could not be carried out. What plugins need besides is in `kostra.api`. Importing `kostra` itself loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kostra.api.check import check as check
    from kostra.api.errors import KostraError as KostraError
    from kostra.api.report import Report as Report

    __version__: str

_HOMES = {"KostraError": "kostra.api.errors", "Report": "kostra.api.report", "check": "kostra.api.check"}

__all__ = ["KostraError", "Report", "__version__", "check"]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from kostra.plugins.distributions import version_of

        return version_of("kostra-core")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    # Kept, so that the next use is direct.
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
