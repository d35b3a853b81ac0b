"""Comparing a run with an earlier one: what is new, what is left, and what is mended."""
