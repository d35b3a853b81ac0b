"""Records that are in memory already: the rows of examples and tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from kostra.characters import column_of
from kostra.layout.model import Layout
from kostra.readers.records import Batch, Chars, FileFacts, Ints, LineProblem, Text


@dataclass(slots=True)
class MemoryBatch:
    """A chunk of records in memory; `columns` holds a text a field."""

    first: int
    file: int
    n: int
    lines: Ints
    columns: Mapping[str, Text]

    def text(self, name: str) -> Text:
        """Return the raw characters of a field; KeyError for an unknown one."""
        return self.columns[name]


@dataclass(slots=True)
class MemorySource:
    """Records in memory, as an opened file."""

    facts: FileFacts
    problems: tuple[LineProblem, ...]
    columns: Mapping[str, Text]
    lines: Ints

    def batches(self, *, file: int, first: int, size: int) -> Iterator[Batch]:
        """Yield the records in chunks of at most `size`."""
        for start in range(0, self.facts.records, size):
            rows = slice(start, start + size)
            lines = self.lines[rows]
            columns = {name: _cut(text, rows) for name, text in self.columns.items()}
            yield MemoryBatch(first + start, file, int(lines.size), lines, columns)


def records_from_values(
    layout: Layout,
    rows: Sequence[Mapping[str, str]],
    *,
    name: str = "minne",
    lines: Sequence[int] | None = None,
    problems: Sequence[LineProblem] = (),
) -> MemorySource:
    """Return records made of the raw characters of their fields; a field that a row does not name is blank.

    In a fixed-width layout a value stands from the field's first position on. `lines` are the line numbers, from 1 when
    not given. Raises KeyError for a field that the layout lacks, ValueError for a value wider than its field.
    """
    for row in rows:
        for field, value in row.items():
            width = layout.by_name[field].width
            if width is not None and len(value) > width:
                raise ValueError(f"{field} holds {width} characters, the value has {len(value)}")
    columns = {
        field.name: _column(layout, field.name, [row.get(field.name, "") for row in rows]) for field in layout.fields
    }
    numbers = range(1, len(rows) + 1) if lines is None else lines
    facts = FileFacts(name, len(rows), "utf-8", _digest(rows), empty=not rows and not problems)
    return MemorySource(facts, tuple(problems), columns, np.array(numbers, dtype=np.int64))


def _column(layout: Layout, name: str, values: Sequence[str]) -> Text:
    field = layout.by_name[name]
    if layout.format == "fast" and field.start is not None and field.end is not None:
        width = field.end - field.start + 1
        return Text(column_of([value.ljust(width) for value in values]) if values else _no_records(width))
    lengths = np.array([len(value) for value in values], dtype=np.int64)
    return Text(column_of(values), lengths)


def _no_records(width: int) -> Chars:
    return np.zeros((width, 0), dtype=np.uint8)


def _cut(text: Text, rows: slice) -> Text:
    return Text(text.chars[:, rows], None if text.lengths is None else text.lengths[rows])


def _digest(rows: Sequence[Mapping[str, str]]) -> str:
    """Return a hash of the values, in place of one of a file's bytes."""
    joined = "\n".join("\x1f".join(f"{key}={row[key]}" for key in sorted(row)) for row in rows)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
