"""Telling form and year from the files when the user says neither, and that several files belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError
from kostra.checking.looks import Fit, Look, fits, known_names, look_at
from kostra.checking.opening import for_each
from kostra.checking.peek import LayoutHint, hints_of, written_year
from kostra.phrase import Phrase
from kostra.plugins.packs import listing, ranges

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry
    from kostra.readers.input import Input

_MANY_DIGITS = re.compile(r"[0-9]{6}")
_LONGEST_NAME = 40
_MOST_NAMES = 8
_A_TABLE = 4
"""So many cells in the first line are hardly the text of a fixed-width record."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Form and year of a delivery, and the remark that says what they were told by."""

    form: str
    year: int
    note: str


def guess(registry: Registry, inputs: Sequence[Input], *, year: int | None, sheet: str | None) -> Guess:
    """Return the form, and unless the user said it the year, that the files are for.

    Raises ArgumentError when it cannot be told, with what was seen of the files and what is installed, and when the
    files are for different forms or years; UnreadableError when a file cannot be read. No pack is imported.
    """
    hints = hints_of(registry.packs())
    looks = for_each(lambda one: look_at(one, sheet), inputs)
    seen = [(look, fits(registry, look, hints, sheet, year)) for look in looks]
    told = [(look.input.name, found[0]) for look, found in seen if len(found) == 1]
    if not told:
        raise ArgumentError(_not_told(registry, seen, hints))
    refuse_mixture(told)
    fit = next((fit for _, fit in told if fit.year is not None), told[0][1])
    if fit.year is None:
        raise ArgumentError(
            f"Skjema {fit.form} er gjettet av {_the_file(inputs)} ({fit.why}), men rapporteringsåret står ikke der. "
            f"Oppgi det med --argang ({ranges(registry.years(fit.form))})."
        )
    installed = registry.years(fit.form)
    if fit.year not in installed:
        raise ArgumentError(
            f"Skjema {fit.form} er gjettet av {_the_file(inputs)} ({fit.why}), men er installert bare for "
            f"{ranges(installed)}. Er det feil år i filen, oppgi det riktige med --argang."
        )
    if year is not None:
        what = Phrase("Skjema {skjema}", skjema=fit.form)
    else:
        what = Phrase("Skjema {skjema} og årgang {argang}", skjema=fit.form, argang=fit.year)
    if len(inputs) == 1:
        note = Phrase("{hva} er gjettet av filen ({grunn}).", hva=what, grunn=fit.why)
    else:
        note = Phrase("{hva} er gjettet av filene ({grunn}).", hva=what, grunn=fit.why)
    return Guess(fit.form, fit.year, note)


def refuse_mixed_delivery(registry: Registry, inputs: Sequence[Input], sheet: str | None) -> None:
    """Raise ArgumentError when the files of a delivery are plainly for different forms or years.

    A file of which it cannot be told is no reason: the controls will find out what is wrong with it.
    """
    hints = hints_of(registry.packs())
    looks = for_each(lambda one: look_at(one, sheet), inputs)
    seen = [(look.input.name, fits(registry, look, hints, sheet, None)) for look in looks]
    refuse_mixture([(name, found[0]) for name, found in seen if len(found) == 1])


def another_form(registry: Registry, form: str, source: Input, sheet: str | None) -> Fit | None:
    """Return the form that a file is plainly for when it is another than the one that was asked for, else None."""
    found = fits(registry, look_at(source, sheet), hints_of(registry.packs()), sheet, None)
    asked = {pack.form for pack in registry.packs_for(form)}
    return found[0] if len(found) == 1 and found[0].form not in asked else None


def refuse_mixture(told: Sequence[tuple[str, Fit]]) -> None:
    """Raise ArgumentError when files, each with its name and what it is for, are for different forms or years."""
    listed = ", ".join(f"{name} er {fit}" for name, fit in told)
    if len({fit.form for _, fit in told}) > 1:
        raise ArgumentError(f"Filene er for ulike skjemaer: {listed}. Kontroller ett skjema om gangen.")
    if len({fit.year for _, fit in told} - {None}) > 1:
        raise ArgumentError(f"Filene er for ulike årganger: {listed}. Kontroller én årgang om gangen.")


def _the_file(inputs: Sequence[Input]) -> str:
    return "filen" if len(inputs) == 1 else "filene"


def _not_told(registry: Registry, seen: Sequence[tuple[Look, list[Fit]]], hints: Sequence[LayoutHint]) -> str:
    whose = "filen hvilket skjema den" if len(seen) == 1 else "filene hvilket skjema de"
    lines = [f"Det kan ikke ses av {whose} er for. Oppgi det med --skjema."]
    lines += [f"  {look.input.name}: {_seen(look, found, hints)}" for look, found in seen]
    lines.append(f"Installert: {listing(registry.packs())}." if registry.packs() else "Ingen skjemaer er installert.")
    return "\n".join(lines)


def _seen(look: Look, found: Sequence[Fit], hints: Sequence[LayoutHint]) -> str:
    """Return what was seen of a file in words, without any content of its records."""
    if not look.lines and not look.heading:
        return "filen er tom."
    if found:
        return f"kan være {' eller '.join(map(str, found))} ({found[0].why})."
    known = {name for hint in hints for name in known_names(look, hint)}
    if not known and look.lines and len(look.heading) < _A_TABLE:
        return _seen_lines(look, hints)
    if not known:
        # The first row of a table without names is data, and stays where it is.
        return "ingen av cellene i første rad er navnet på et felt i skjemaene som er installert."
    names = [name for name in look.heading if len(name) <= _LONGEST_NAME and not _MANY_DIGITS.search(name)]
    more = " …" if len(look.heading) > len(names[:_MOST_NAMES]) else ""
    return f"kolonnene er {', '.join(names[:_MOST_NAMES])}{more}. De ligner ikke nok på noe skjema som er installert."


def _seen_lines(look: Look, hints: Sequence[LayoutHint]) -> str:
    if any("\0" in line for line in look.lines):
        return "filen er ikke ren tekst. Er den lagret som UTF-16 («Unicode»), må den lagres som UTF-8."
    length, count = look.usual_length
    lines = "1 linje" if len(look.lines) == 1 else f"{len(look.lines)} linjer"
    said = f"{lines} på {length} tegn" if count == len(look.lines) else f"{lines}, {count} av dem på {length} tegn"
    of_length = [hint for hint in hints if hint.width == length and hint.year_at]
    if not of_length:
        widths = ", ".join(str(width) for width in sorted({hint.width for hint in hints if hint.width}))
        return f"{said}. Ingen av skjemaene har så lange linjer; de har {widths}." if widths else f"{said}."
    forms = listing(hint.pack for hint in of_length)
    assert of_length[0].year_at is not None
    start, end = of_length[0].year_at
    years = {written_year(line[start - 1 : end]) for line in look.lines if len(line) == length} - {None}
    year = f"rapporteringsåret er {ranges(y for y in years if y)}" if years else "rapporteringsåret er blankt"
    return f"{said}. Det passer til {forms}, men {year}. Stemmer skjemaet, må årgangen oppgis med --argang."
