"""Looking at one file: which form, year and municipality it is for. Done by a worker, since it reads the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError, NoSuchFormError, UnreadableError
from kostra.batch.finding import sha256_of
from kostra.batch.surroundings import refuse_others
from kostra.batch.tasks import Look, LookTask
from kostra.checking.guess import guess
from kostra.checking.inference import infer_municipality
from kostra.checking.looks import Fit, fits, look_at
from kostra.checking.opening import open_input
from kostra.checking.peek import LayoutHint, hints_of
from kostra.checking.resources import read_source
from kostra.checking.rulebook import load_layout_of
from kostra.plugins.manager import Registry
from kostra.readers.input import Input

if TYPE_CHECKING:
    from kostra.api.skjema import Skjema
    from kostra.layout.model import Layout

_MUNICIPALITY = re.compile(r"[0-9]{4}", re.ASCII)
_ALONE = "Kontroller den for seg: kostra check --skjema NAVN --argang ÅÅÅÅ FIL."
# A worker looks at many files; what it learns of the packs is kept for the next.
_layouts: dict[tuple[str, int, str], Layout] = {}
_hints_of_packs: dict[tuple[str, ...], list[LayoutHint]] = {}


def look(task: LookTask) -> Look:
    """Return what a file is; KostraError when that cannot be told, with what to do."""
    registry = Registry()
    refuse_others(registry, task["surroundings"])
    path = Path(task["path"])
    refuse_changed(path, task["sha256"])
    source = Input.of_path(path)
    wanted = task["year"]
    fit = _fit(registry, source, wanted)
    if task["form"] is not None and fit.form not in {pack.form for pack in registry.packs_for(task["form"])}:
        return Look(form="", year=0, municipality=None, passed_over=f"er skjema {fit}, ikke {task['form']}")
    if fit.year is not None and wanted not in (None, fit.year):
        raise ArgumentError(
            f"Filen er for {fit.year}, ikke {wanted}. Er det riktig årgang, så kjør uten --argang; ellers lag filen "
            f"på nytt for {wanted}."
        )
    year = fit.year or wanted
    assert year is not None
    return Look(form=fit.form, year=year, municipality=_municipality(registry, fit.form, year, source), passed_over="")


def refuse_changed(path: Path, sha256: str) -> None:
    """Raise UnreadableError when a file is not the one that the work was made for."""
    if sha256_of(path) != sha256:
        raise UnreadableError(
            f"{path.name} er en annen enn da kjøringen begynte: den er endret underveis, eller arbeiderne ser ikke den "
            "samme disken. Kjør en gang til."
        )


def _fit(registry: Registry, source: Input, wanted: int | None) -> Fit:
    """Return the form that a file looks like, with a year that is installed or the one that is `wanted`."""
    hints = _hints(registry)
    seen = look_at(source, None)
    if not seen.lines and not seen.heading:
        raise ArgumentError(
            "Filen er tom. Har kommunen ingen å rapportere om, så kontroller den for seg: "
            "kostra check --skjema NAVN --argang ÅÅÅÅ --ingen-deltakere FIL."
        )
    found = fits(registry, seen, hints, None, None)
    if len(found) != 1 and wanted is not None:
        found = fits(registry, seen, hints, None, wanted)
    if len(found) == 1:
        year = found[0].year or wanted
        try:
            if year in registry.years(found[0].form):
                return found[0]
        except NoSuchFormError:
            pass
    try:
        other = guess(registry, [source], year=wanted, sheet=None)
    except ArgumentError as error:
        # There `--skjema` says what the file is; here it would only leave out other files.
        said = str(error).replace("Oppgi det med --skjema.", _ALONE)
        raise ArgumentError(said) from None
    return Fit(other.form, other.year, other.note)


def _municipality(registry: Registry, form: str, year: int, source: Input) -> str | None:
    layout = _layout(registry.load(form, year).skjema)
    found = infer_municipality(layout, [open_input(registry, source, layout, None)])
    # The column may hold anything, and what is said here becomes the name of a file.
    return found if found is not None and _MUNICIPALITY.fullmatch(found) else None


def _layout(skjema: Skjema) -> Layout:
    text = read_source(skjema.layout).text
    key = (*skjema.key, text)
    if key not in _layouts:
        _layouts[key] = load_layout_of(skjema)
    return _layouts[key]


def _hints(registry: Registry) -> list[LayoutHint]:
    packs = registry.packs()
    key = tuple(f"{pack.form} {pack.year} {pack.plugin.module} {pack.version}" for pack in packs)
    if key not in _hints_of_packs:
        _hints_of_packs[key] = hints_of(packs)
    return _hints_of_packs[key]
