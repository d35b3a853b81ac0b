"""A file format: JSON Lines, one object a line with the names of the fields."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kostra.api import ReaderFormat, ReadOptions, hookimpl
from kostra.api.errors import UnreadableError

if TYPE_CHECKING:
    from kostra.layout.model import Layout
    from kostra.readers.input import Input
    from kostra.readers.records import RecordSource


@hookimpl
def kostra_lesere() -> Sequence[ReaderFormat]:
    """Return the format, for files that end in .jsonl."""
    return [ReaderFormat("jsonl", (".jsonl",), ("fast", "tabell"), read)]


def read(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
    """Return the records of a file; UnreadableError when it is not of the format."""
    from kostra.readers.memory import records_from_values

    try:
        with source.open() as stream:
            rows = [json.loads(line) for line in stream if line.strip()]
        return records_from_values(layout, rows, name=source.name)
    except (ValueError, KeyError, AttributeError, TypeError):
        raise UnreadableError(f"{source.name} er ikke JSON Lines med feltene i {layout.form} {layout.year}.") from None
