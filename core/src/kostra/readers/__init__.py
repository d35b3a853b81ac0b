"""Readers: from the bytes of a file to columns of characters.

`builtin` names the formats; `records` says what every reader hands on. Each format has a module of its own, imported
when a file of that format is opened.
"""

from __future__ import annotations
