"""Telling year and municipality from the files: the most frequent value counts, and the report says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError
from kostra.checking.opening import open_input
from kostra.checking.peek import LayoutHint, hints_of, sample_lines, written_year, year_votes
from kostra.layout.model import Layout
from kostra.plugins.packs import no_such_year, ranges
from kostra.readers.input import Input
from kostra.readers.records import RecordSource

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry

_CHUNK = 40_000


def most_frequent(source: RecordSource, field: str) -> str | None:
    """Return the value that most records have in a field, blanks around it removed; None when all are blank.

    Stops as soon as one value stands in more than half of the records.
    """
    import numpy as np

    counts: Counter[str] = Counter()
    for batch in source.batches(file=0, first=0, size=_CHUNK):
        chars = np.ascontiguousarray(batch.text(field).chars.astype(np.uint32).T)
        if not chars.size:
            continue
        values, numbers = np.unique(chars.view(f"U{chars.shape[1]}").ravel(), return_counts=True)
        for value, number in zip(values.tolist(), numbers.tolist(), strict=True):
            counts[value.strip(" ")] += number
        best, most = counts.most_common(1)[0]
        if best and 2 * most > source.facts.records:
            return str(best)
    del counts[""]
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def infer_year(registry: Registry, form: str, inputs: Sequence[Input], sheet: str | None = None) -> int:
    """Return the year that the files are for.

    Raises ArgumentError when it cannot be told or the files differ, NoSuchFormError when the form is not installed for
    it, UnreadableError when a file cannot be read. No pack is imported.
    """
    packs = registry.packs_for(form)
    hints = hints_of(packs)
    found = [(input_.name, written_year_of(registry, input_, hints, sheet)) for input_ in inputs]
    years = {year for _, year in found if year is not None}
    installed = [pack.year for pack in packs]
    if len(years) > 1:
        listed = ", ".join(f"{name} er for {year}" for name, year in found if year is not None)
        raise ArgumentError(f"Filene er for ulike årganger: {listed}. Kontroller én årgang om gangen.")
    year = next(iter(years), None)
    if year is None:
        _refuse_unusable_rows(registry, inputs, hints, sheet)
        raise ArgumentError(
            "Årgangen kan ikke ses av filen: den er tom, av et annet slag, eller uten rapporteringsår på sin plass. "
            f"Oppgi den med --argang ({ranges(installed)})."
        )
    if year not in installed:
        raise no_such_year(form, year, packs)
    return year


def written_year_of(
    registry: Registry, input_: Input, hints: Sequence[LayoutHint], sheet: str | None = None
) -> int | None:
    """Return the year that most records of a file say, read where the layouts of its form have it; None without one.

    UnreadableError when the file cannot be read.
    """
    fixed = [hint for hint in hints if hint.width is not None]
    if fixed:
        votes = year_votes(sample_lines(input_), fixed)
        return min(votes, key=lambda year: (-votes[year], year)) if votes else None
    layout = next((layout for hint in reversed(hints) if (layout := hint.table()) is not None), None)
    field = layout.with_role("årgang") if layout is not None else None
    if layout is None or field is None:
        return None
    value = most_frequent(open_input(registry, input_, layout, sheet), field.name)
    return written_year(value) if value is not None else None


def _refuse_unusable_rows(
    registry: Registry, inputs: Sequence[Input], hints: Sequence[LayoutHint], sheet: str | None
) -> None:
    """Raise ArgumentError for a table in which something is wrong with every row: that is why the year is not told."""
    layout = next((layout for hint in reversed(hints) if (layout := hint.table()) is not None), None)
    if layout is None:
        return
    for one in inputs:
        source = open_input(registry, one, layout, sheet)
        # What is said of a column is said by the controls, once the year is given.
        faulty = [problem for problem in source.problems if problem.line is not None]
        if faulty and not source.facts.records:
            raise ArgumentError(
                f"Årgangen kan ikke ses av {source.facts.name}, for ingen av radene kan brukes. "
                f"Linje {faulty[0].line}: {faulty[0].message} Rett filen, eller oppgi årgangen med --argang."
            )


def infer_municipality(layout: Layout, sources: Sequence[RecordSource]) -> str | None:
    """Return the municipality that most records of the delivery are for, or None when no record says.

    Raises ArgumentError when the files are for different municipalities.
    """
    field = layout.with_role("kommune")
    if field is None:
        return None
    found = [(source.facts.name, most_frequent(source, field.name)) for source in sources]
    values = {value for _, value in found if value is not None}
    if len(values) > 1:
        listing = ", ".join(f"{name} er for {value}" for name, value in found if value is not None)
        raise ArgumentError(f"Filene er for ulike kommuner: {listing}. Kontroller én kommune om gangen.")
    return next(iter(values), None)
