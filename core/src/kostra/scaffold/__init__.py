"""Making new packs: a new year of a form from an older one, a new form, and house rules.

A pack is made in memory first, tried in a folder beside its place, and moved there when it is whole.
"""

from __future__ import annotations
