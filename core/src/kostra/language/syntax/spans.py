"""The span of a node: kept, shown by nobody, and no part of equality."""

from __future__ import annotations

from dataclasses import field

from kostra.diagnostics import NOWHERE, Span


def no_span() -> Span:
    """Return the field of a node that holds its span."""
    return field(default=NOWHERE, compare=False, repr=False)
