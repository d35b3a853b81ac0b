"""A check from beginning to end: find the pack, read the files, tell year and municipality, run, report."""

from __future__ import annotations
