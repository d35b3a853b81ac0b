"""Records that came from a table: rows of text cells, one cell a field, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kostra.api.errors import UnreadableError
from kostra.characters import column_of
from kostra.layout.model import Layout
from kostra.phrase import Phrase
from kostra.readers.input import Input
from kostra.readers.opening import opened
from kostra.readers.records import FileFacts, Ints, LineProblem, Text

MOST_ROWS = 100_000
"""Far more rows than a form has in the whole country; beyond it, a file is something else."""
_LARGEST_FILE = 16 << 20
_LONGEST_CELL = 10_000
_CHARACTERS_IN_COLUMN = 4 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its own number in the file (from 1), and its cells in the order of the layout's fields."""

    line: int
    cells: tuple[str, ...]


def read_bytes(source: Input) -> bytes:
    """Return all bytes of a table's file.

    Raises:
        UnreadableError: When the file cannot be read, or is far larger than any form with its rows could be.
    """
    with opened(source) as stream:
        data = stream.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise UnreadableError(f"{source.name} er større enn {_LARGEST_FILE >> 20} MB. Det er ikke et utfylt skjema.")
    return data


def too_many_rows(name: str) -> UnreadableError:
    """Return the error for a file with more rows than any form has."""
    shown = f"{MOST_ROWS:,}".replace(",", " ")
    return UnreadableError(f"{name} har mer enn {shown} rader. Det er ikke et utfylt skjema.")


def blank_rows_note(count: int) -> str:
    """Return the remark that rows without content were skipped."""
    if count == 1:
        return Phrase("1 tom rad er hoppet over.")
    return Phrase("{antall} tomme rader er hoppet over.", antall=count)


def cell_problem(line: int, column: str, what: str, advice: str = "") -> LineProblem:
    """Return the problem of one cell; `what` goes on the sentence «Cellen i kolonnen X »."""
    return LineProblem("celle", f"Cellen i kolonnen {column} {what}", line, advice=advice)


def table_source(
    layout: Layout,
    rows: Sequence[Row],
    problems: Sequence[LineProblem],
    *,
    name: str,
    encoding: str,
    sha256: str,
    notes: Sequence[str],
) -> TableSource:
    """Return the records of a table; a row with a cell that cannot be used becomes a problem."""
    good: list[Row] = []
    found = list(problems)
    for row in rows:
        unusable = [
            p for f, cell in zip(layout.fields, row.cells, strict=True) if (p := _check(row.line, f.name, cell))
        ]
        found += unusable
        if not unusable:
            good.append(row)
    facts = FileFacts(
        name=name,
        records=len(good),
        encoding=encoding,
        sha256=sha256,
        # A table without a row is as empty as a file without a line.
        empty=not rows and not found,
        non_ascii_lines=sum(not all(cell.isascii() for cell in row.cells) for row in good),
        notes=tuple(notes),
    )
    return TableSource(layout, facts, tuple(sorted(found, key=lambda p: p.line or 0)), tuple(good))


def _check(line: int, column: str, cell: str) -> LineProblem | None:
    if len(cell) > _LONGEST_CELL:
        what = f"har {len(cell)} tegn. Det er flere enn noe skjema har bruk for."
        return cell_problem(line, column, what, "Se etter et anførselstegn som mangler lenger oppe.")
    if not cell.isascii() and any("\ud800" <= character <= "\udfff" for character in cell):
        return cell_problem(line, column, "har et halvt tegn (U+D800–U+DFFF).", "Skriv teksten på nytt.")
    return None


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table that has been read."""

    layout: Layout
    facts: FileFacts
    problems: tuple[LineProblem, ...]
    rows: tuple[Row, ...]

    def batches(self, *, file: int, first: int, size: int) -> Iterator[TableBatch]:
        """Yield the rows in chunks of at most `size`, fewer where cells are long: a column is padded to its longest."""
        places = {one.name: index for index, one in enumerate(self.layout.fields)}
        start, longest = 0, 1
        for end, row in enumerate(self.rows):
            longest = max(longest, *map(len, row.cells))
            if end - start == size or (end > start and (end - start + 1) * longest > _CHARACTERS_IN_COLUMN):
                yield self._batch(file, first, start, end, places)
                start, longest = end, max(1, *map(len, row.cells))
        if start < len(self.rows):
            yield self._batch(file, first, start, len(self.rows), places)

    def _batch(self, file: int, first: int, start: int, end: int, places: Mapping[str, int]) -> TableBatch:
        rows = self.rows[start:end]
        lines = np.array([row.line for row in rows], dtype=np.int64)
        return TableBatch(first + start, file, len(rows), lines, rows, places)


@dataclass(frozen=True, slots=True)
class TableBatch:
    """Consecutive rows of a table; a field's column is made when it is first asked for."""

    first: int
    file: int
    n: int
    lines: Ints
    rows: Sequence[Row]
    places: Mapping[str, int]
    columns: dict[str, Text] = field(default_factory=dict)

    def text(self, name: str) -> Text:
        """Return the cells of a field; KeyError for a field that the layout does not have."""
        column = self.columns.get(name)
        if column is None:
            place = self.places[name]
            cells = [row.cells[place] for row in self.rows]
            column = Text(column_of(cells), np.array([len(cell) for cell in cells], dtype=np.int64))
            self.columns[name] = column
        return column
