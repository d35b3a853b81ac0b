"""What the fuzzer begins with is handled as it should be; so the targets keep fitting the program they try."""

from __future__ import annotations

import importlib
import itertools

import pytest
from tests.fuzz.target import NAMES, load


@pytest.mark.parametrize("name", NAMES)
def test_every_target_handles_what_it_begins_with(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("kostra.api.check")
    monkeypatch.setattr(module, "load_rule_book", module.load_rule_book)  # some targets put another in its place
    target = load(name)
    seeds = list(itertools.islice(target.seeds(), 40))
    assert seeds
    for seed in seeds:
        target.try_one(seed)
