"""A form in a year as people read it: what changed since another year, and what its rules and fields are."""

from __future__ import annotations
