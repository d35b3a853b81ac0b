"""The engine against the plain evaluator of `tests/naive.py`, on random rule sets and random records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive
from tests.random_programs import FIXED, PLUGIN, TABULAR, half, random_delivery, random_last_year, random_program

from kostra.api.report import Outcome
from kostra.engine import EngineResult, Settings, run
from kostra.engine.last_year import LastYearDelivery
from kostra.layout.model import Layout
from kostra.readers.memory import MemorySource, records_from_values
from kostra.readers.records import Text

Rows = Sequence[Mapping[str, str]]


def opened(layout: Layout, files: Sequence[Rows], *, wide: bool) -> list[MemorySource]:
    """Open the files in memory; `wide`: with four bytes a character, as in files with characters beyond ISO-8859-1."""
    sources = []
    for place, rows in enumerate(files):
        source = records_from_values(layout, rows, name=f"fil{place}.dat", lines=[2 * n + 1 for n in range(len(rows))])
        if wide:
            columns = {name: Text(text.chars.astype(np.uint32), text.lengths) for name, text in source.columns.items()}
            source = replace(source, columns=columns)
        sources.append(source)
    return sources


def naive_rows(layout: Layout, files: Sequence[Rows]) -> list[naive.Row]:
    out: list[naive.Row] = []
    for place, rows in enumerate(files):
        for n, values in enumerate(rows):
            padding = {one.name: one.width or 0 if layout.format == "fast" else 0 for one in layout.fields}
            raw = {name: values[name].ljust(width) for name, width in padding.items()}
            out.append(naive.Row(raw, len(out), place, 2 * n + 1))
    return out


def as_naive(result: EngineResult) -> list[tuple[Any, ...]]:
    return [
        (f.control, f.record, str(f.severity), f.message, tuple((one.name, one.value) for one in f.fields), f.group)
        for f in result.findings
    ]


@settings(max_examples=100, deadline=None)
@given(
    random=st.randoms(use_true_random=True),
    layout=st.sampled_from((FIXED, TABULAR)),
    chunk_size=st.integers(1, 15),
    wide=st.booleans(),
)
def test_engine_says_what_the_plain_evaluator_says(random: Random, layout: Layout, chunk_size: int, wide: bool) -> None:
    asks = random.random() < 0.7
    programs = [random_program(random, layout, last_year=asks), random_program(random, layout, "hus", last_year=asks)]
    files = random_delivery(random)
    last_year = random_last_year(random, layout) if asks and random.random() < 0.9 else None
    parameters: dict[str, str | int | Decimal] = {"årgang": 2024, "kommune": "01"}
    if random.random() < 0.5:
        parameters["grense"] = Decimal("2.5")
    sources = opened(layout, files, wide=wide)

    options = Settings(
        parameters,
        show_sensitive=True,
        functions={"halv": PLUGIN},
        chunk_size=chunk_size,
        last_year=None if last_year is None else LastYearDelivery(last_year[0], opened(*last_year, wide=wide)),
    )
    result = run(programs, sources, options)

    names = [source.facts.name for source in sources]
    before = None if last_year is None else (last_year[0], naive_rows(*last_year))
    expected = naive.run(programs, naive_rows(layout, files), names, parameters, {"halv": half}, before)
    assert {c.id: c.reason for c in result.controls if c.outcome is Outcome.CRASHED} == {}
    assert {c.id: str(c.outcome) for c in result.controls} == expected.outcomes
    found = [(f.control, f.record, f.severity, f.message, f.fields, f.group) for f in expected.findings]
    for ours, theirs in zip(as_naive(result), found, strict=False):
        assert ours == theirs
    assert len(result.findings) == len(found)
    assert [(table.title, list(table.rows)) for table in result.statistics] == expected.statistics
