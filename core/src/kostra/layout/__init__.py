"""The record layout: its model, its language and its export.

`load_layout` reads a layout file, `print_layout` writes one in its canonical form; `kostra.layout.export` turns a
layout into CSV, JSON Schema and Frictionless Table Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kostra.layout.loader import load_layout
    from kostra.layout.model import Condition, Field, Layout
    from kostra.layout.printer import print_layout

__all__ = ["Condition", "Field", "Layout", "load_layout", "print_layout"]

_HOMES = {"load_layout": "loader", "print_layout": "printer", "Condition": "model", "Field": "model", "Layout": "model"}


def __getattr__(name: str) -> Any:
    # Most of the program knows the model only; the language is loaded by those who read or write layout files.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
