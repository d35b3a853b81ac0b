"""Packs that are compiled once in a process: what is tried are the bytes of a delivery, not the rules."""

from __future__ import annotations

import importlib
from typing import Any

from kostra.plugins.manager import Registry
from kostra.plugins.packs import LoadedPack


def compile_once() -> None:
    """Let every check of the process that has no house rules share its compiled pack with those after it."""
    module: Any = importlib.import_module("kostra.api.check")
    load = module.load_rule_book
    known: dict[tuple[str, int], Any] = {}

    def load_once(pack: LoadedPack, registry: Registry, *more: object) -> Any:
        key = pack.skjema.skjema, pack.skjema.argang
        if key not in known:
            known[key] = load(pack, registry, *more)
        return known[key]

    module.load_rule_book = load_once
