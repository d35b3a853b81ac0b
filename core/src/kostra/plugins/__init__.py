"""Plugins: what is installed, and loading exactly what a run needs, one broken plugin never harming another."""

from __future__ import annotations
