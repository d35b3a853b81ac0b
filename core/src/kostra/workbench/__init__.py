"""The tools for those who write rules: finding what the user points at, and what is to be said about it."""

from __future__ import annotations
