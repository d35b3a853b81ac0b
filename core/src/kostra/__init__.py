"""Controls of the reports that Norwegian municipalities send to Statistics Norway.

What plugins and notebooks use is in `kostra.api`; importing `kostra` itself loads nothing.
"""

from __future__ import annotations


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("kostra-core")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
