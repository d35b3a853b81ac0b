"""Which files are one delivery, and what its reports are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from kostra.batch.finding import FoundFile
from kostra.batch.tasks import Look
from kostra.frozen import frozen
from kostra.masking import mask_long_runs
from kostra.plugins.packs import natural

UNKNOWN = "ukjent"
_LONGEST = 40


@frozen
class Delivery:
    """The files of a form in a year for a municipality (None: not told) that stand in one folder.

    `report` is the name of its reports, without the ending.
    """

    form: str
    year: int
    municipality: str | None
    files: tuple[FoundFile, ...]
    report: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key that sorts deliveries: by municipality, the unknown last, then form, year and name."""
        known = self.municipality
        return known is None, known or "", natural(self.form), self.year, self.files[0].name


def deliveries(looks: Mapping[FoundFile, Look]) -> list[Delivery]:
    """Return the deliveries that files make up, in order; a file whose municipality is not told is one by itself."""
    groups: dict[tuple[object, ...], list[FoundFile]] = {}
    for file, look in looks.items():
        alone = file.name if look["municipality"] is None else ""
        groups.setdefault((file.folder, look["form"], look["year"], look["municipality"], alone), []).append(file)
    found = []
    for files in groups.values():
        look = looks[files[0]]
        together = tuple(sorted(files, key=lambda file: file.name))
        found.append(Delivery(look["form"], look["year"], look["municipality"], together))
    return _named(sorted(found, key=lambda one: one.order))


def _named(found: Sequence[Delivery]) -> list[Delivery]:
    """Return the deliveries with names for their reports, of which no two are alike, also where case is ignored."""
    from dataclasses import replace

    several = Counter(map(_name, found))
    taken: set[str] = set()
    named: list[Delivery] = []
    for one in found:
        name = _name(one)
        if several[name] > 1:
            name = f"{name}-{_plain(PurePosixPath(one.files[0].name).stem)}"
        report, number = name, 1
        while report.casefold() in taken:
            number += 1
            report = f"{name}-{number}"
        taken.add(report.casefold())
        named.append(replace(one, report=report))
    return named


def _name(one: Delivery) -> str:
    return f"{one.municipality or UNKNOWN}-{_plain(one.form)}-{one.year}"


def _plain(text: str) -> str:
    """Return a text as a part of a file name that every system takes, and that holds no long number."""
    kept = "".join(c if c.isalnum() or c in "-_" else "_" for c in mask_long_runs(text))
    return kept[:_LONGEST].strip("_") or "fil"
