"""What the tests of the table formats share: a small form, and its rows as values."""

from __future__ import annotations

from kostra.diagnostics import Source
from kostra.layout import load_layout
from kostra.readers.records import LineProblem, RecordSource

TEXT = """\
filbeskrivelse 9X 2024 "Prøve"
format tabell
KOMMUNE  tekst 4   rolle kommune  "Kommunenummer"  obligatorisk
BYDEL    tekst 2   rolle bydel    "Bydel"          obligatorisk når KOMMUNE = "0301"
SATS     heltall   enhet "kr"     "Stønadssats"    obligatorisk
ANDEL    desimal 1                "Andel"
VEDTATT  dato ddmmåååå            "Vedtatt"
NAVN     tekst                    "Navn"
"""
LAYOUT = load_layout(Source.of("prøve.layout", TEXT), lambda name: None)
NAMES = [field.name for field in LAYOUT.fields]


def rows(source: RecordSource, size: int = 1000) -> dict[int, dict[str, str]]:
    """Return the cells that are not empty, by row number and field."""
    out: dict[int, dict[str, str]] = {}
    for batch in source.batches(file=0, first=0, size=size):
        columns = {name: batch.text(name) for name in NAMES}
        for index, line in enumerate(batch.lines.tolist()):
            cells = {name: column.value(index) for name, column in columns.items()}
            out[line] = {name: cell for name, cell in cells.items() if cell}
    return out


def told(problems: tuple[LineProblem, ...]) -> list[tuple[str, int | None, str]]:
    """Return kind, line and message of each problem."""
    return [(problem.kind, problem.line, problem.message) for problem in problems]
