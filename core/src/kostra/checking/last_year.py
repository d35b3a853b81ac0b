"""Last year's files: opened with their own year's layout, for the controls that compare with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError, NoSuchFormError
from kostra.checking.inference import infer_municipality, written_year_of
from kostra.checking.opening import for_each, open_input, told_apart
from kostra.checking.peek import hints_of
from kostra.checking.rulebook import load_layout_of
from kostra.engine.last_year import LastYearDelivery
from kostra.phrase import Phrase
from kostra.readers.input import Input
from kostra.readers.opening import rereadable

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry


@dataclass(frozen=True)
class OpenedLastYear:
    """Last year's delivery, and what the report says of it."""

    delivery: LastYearDelivery
    notes: tuple[str, ...]


def open_last_year(
    registry: Registry,
    form: str,
    year: int,
    files: Sequence[str | Path | Input],
    municipality: str | None,
    sheet: str | None,
) -> OpenedLastYear:
    """Open the delivery of the year before `year`.

    A file for another municipality is used all the same, since municipalities merge and change numbers; a note says so.
    Raises ArgumentError for a file of another year, NoSuchFormError when the year before is not installed,
    UnreadableError for a file that cannot be read, BrokenPackError for a pack that cannot be used.
    """
    before = year - 1
    try:
        layout = load_layout_of(registry.load(form, before).skjema)
    except NoSuchFormError as error:
        raise NoSuchFormError(f"Fjorårets fil (--fjor) leses med pakken for {before}. {error}") from None
    inputs = told_apart(for_each(_input, files))
    hints = hints_of(registry.packs_for(form))
    for input_ in inputs:
        written = written_year_of(registry, input_, hints, sheet)
        if written not in (None, before):
            raise ArgumentError(f"--fjor: {input_.name} er for {written}, men skal være for {before}.")
    sources = for_each(lambda one: open_input(registry, one, layout, sheet), inputs)
    records = sum(source.facts.records for source in sources)
    names = ", ".join(source.facts.name for source in sources)
    notes = [
        Phrase(
            "Det er sammenlignet med fjoråret: {filer}, {antall} poster for {argang}.",
            filer=names,
            antall=records,
            argang=before,
        )
    ]
    theirs = infer_municipality(layout, sources)
    if municipality is not None and theirs is not None and theirs != municipality:
        notes.append(Phrase("Fjorårets fil er for kommune {deres}, årets for {egen}.", deres=theirs, egen=municipality))
    return OpenedLastYear(LastYearDelivery(layout, sources), tuple(notes))


def _input(file: str | Path | Input) -> Input:
    return rereadable(file if isinstance(file, Input) else Input.of_path(Path(file)))
