"""The data generator: rows and files for a pack, made after the model of its own example file."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from kostra.api.errors import BrokenPackError
from kostra.api.skjema import Skjema
from kostra.checking.rulebook import load_layout_of
from kostra.layout.model import Layout
from kostra.testing.faults import KINDS, Broken, FaultKind, break_record
from kostra.testing.files import read_rows, write_rows
from kostra.testing.generate import vary


@dataclass(frozen=True, slots=True)
class Generated:
    """A made-up file: its bytes, the rows in it, and the faults that were put in, by line number of the file.

    `suffix` is the file ending of the example that it was made after.
    """

    data: bytes
    rows: tuple[Mapping[str, str], ...]
    faults: Mapping[int, Broken]
    suffix: str


class Generator:
    """Makes synthetic data; the same seed and the same calls give the same data.

    Identity numbers are synthetic (month + 80), names are invented.
    """

    def __init__(self, seed: int | str = 1) -> None:
        self.rng = random.Random(seed)

    def file(self, skjema: Skjema, records: int, *, faults: int = 0) -> Generated:
        """Make a file of `records` records for a form in a year, `faults` of them with something wrong.

        The records are made after the first example file of the pack whose name begins with `gyldig`: without faults
        the form's controls have nothing to say against them. A table form has as many rows as its example. Raises
        `kostra.api.errors.BrokenPackError` when the pack has no such file.
        """
        layout = load_layout_of(skjema)
        example = _example(skjema)
        models = read_rows(layout, example.read_bytes())
        fixed = layout.format == "fast"
        rows = vary(models, layout, self.rng, records) if fixed else models
        planted = self._plant(layout, rows, faults)
        done = tuple(planted[place].record if place in planted else row for place, row in enumerate(rows))
        first_line = 1 if fixed else 2
        by_line = {place + first_line: planted[place] for place in sorted(planted)}
        return Generated(write_rows(layout, done), done, by_line, Path(example.name).suffix)

    def _plant(self, layout: Layout, rows: Sequence[Mapping[str, str]], faults: int) -> dict[int, Broken]:
        """Break some of the rows, every kind of fault before any comes again."""
        planted: dict[int, Broken] = {}
        kinds: list[FaultKind] = []
        for place in self.rng.sample(range(len(rows)), min(faults, len(rows))):
            kinds = kinds or self.rng.sample(KINDS, len(KINDS))
            try:
                planted[place] = break_record(layout, rows[place], self.rng, kinds.pop(), others=rows)
            except ValueError:
                planted[place] = break_record(layout, rows[place], self.rng, others=rows)
        return planted


def _example(skjema: Skjema) -> Traversable:
    folder = skjema.examples
    files = [] if folder is None else [file for file in folder.iterdir() if file.name.startswith("gyldig")]
    if not files:
        raise BrokenPackError(
            f"Pakken for {skjema.skjema} {skjema.argang} har ingen eksempelfil å lage data etter. "
            "Legg en fil uten feil i mappen eksempler; navnet skal begynne med «gyldig»."
        )
    return min(files, key=lambda file: file.name)
