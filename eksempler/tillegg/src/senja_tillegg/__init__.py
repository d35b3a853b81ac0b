"""One plugin of each kind, small enough to copy."""

from __future__ import annotations
