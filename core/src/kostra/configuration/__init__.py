"""The settings of a municipality: `kostra.toml`, found from the current folder upwards."""

from __future__ import annotations
