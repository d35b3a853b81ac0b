"""The name under which kostra's plugins find each other, and the decorator for hook implementations."""

from __future__ import annotations

import pluggy

PROJECT = "kostra"
"""pluggy's project name and the entry-point group."""

hookimpl = pluggy.HookimplMarker(PROJECT)
"""Decorator for a plugin's implementation of a hook."""
