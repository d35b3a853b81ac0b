"""What `kostra kvitter` does once its command line is read: check, find the warning, write the acknowledgement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from getpass import getuser
from pathlib import Path

from kostra.acknowledgements.file import add_entries, read_entries
from kostra.acknowledgements.key import Key, load_or_make_key, settings_folder
from kostra.acknowledgements.making import Wanted, make, select
from kostra.acknowledgements.model import Entry
from kostra.api.errors import ArgumentError
from kostra.api.report import Acknowledgement, Finding, Report
from kostra.cli import check_run, console
from kostra.diagnostics import DiagnosticError
from kostra.layout.model import Layout
from kostra.masking import mask_text
from kostra.plugins.manager import Registry
from kostra.readers.records import RecordSource


def carry_out(
    registry: Registry,
    request: check_run.Request,
    wanted: Wanted,
    reason: str,
    by: str | None,
    day: date,
    *,
    known: Sequence[str],
) -> None:
    """Check the delivery and acknowledge the findings that are meant; KostraError when that cannot be done."""
    said = Acknowledgement(
        _free_of_identity("--grunn", reason), _free_of_identity("--av", by or _user()), day.isoformat()
    )
    task = check_run.settle(registry, request, known=known)
    path = request.acknowledgements
    if path is None and task.configuration is not None:
        path = task.configuration.acknowledgements
    if path is None:
        raise ArgumentError(
            "Det er ingen kostra.toml i mappen du står i eller over den, og dermed ikke noe sted å kvittere. "
            "Lag filen (den kan være tom), eller oppgi --kvitteringer FIL."
        )
    before = _read(path)
    made: list[Entry] = []
    found: list[Finding] = []

    def acknowledge(report: Report, layout: Layout, sources: Sequence[RecordSource]) -> Report:
        found.extend(select(report, wanted))
        made.extend(make(found, report, layout, sources, _key(), said))
        return report

    check_run.run_check(registry, task, acknowledge)
    already = {entry.mark: entry for entry in before}
    new = [entry for entry in made if entry.mark not in already]
    if new:
        add_entries(path, new)
    _tell(found[0], [already[e.mark] for e in made if e.mark in already], new, path)


def _tell(finding: Finding, old: Sequence[Entry], new: Sequence[Entry], path: Path) -> None:
    where = f"linje {', '.join(map(str, finding.lines))}" if finding.lines else "hele leveransen"
    what = f"kontroll {finding.control}, {where}"
    for entry in old:
        console.tell(f"Det er kvittert for {what} fra før, av {entry.said.by} {entry.said.date}: {entry.said.reason}")
    if new:
        count = "" if len(new) == 1 else f" ({len(new)} funn)"
        console.tell(f"Kvittert for {what}{count}. Kvitteringen står i {path}.")


def _key() -> Key:
    key, is_new = load_or_make_key()
    if is_new:
        console.tell(
            f"Det er laget en nøkkel i {settings_folder()}. Ta vare på den: uten den kan kvitteringene ikke brukes. "
            "Den skal ikke ligge sammen med kvitteringene."
        )
    return key


def _read(path: Path) -> tuple[Entry, ...]:
    try:
        return read_entries(path)
    except DiagnosticError as faults:
        raise ArgumentError(f"{path} kan ikke brukes:\n{faults}") from None


def _free_of_identity(option: str, text: str) -> str:
    """Return a text for the file; it must say something, and must not say whom it is about."""
    text = " ".join(text.split())
    if not text:
        raise ArgumentError(f"{option} er tom.")
    if mask_text(text) != text:
        raise ArgumentError(f"{option} inneholder et fødselsnummer. Skriv det uten; funnet kjennes igjen likevel.")
    return text


def _user() -> str:
    try:
        return getuser()
    except Exception:  # there is none: the reasons differ by platform and Python
        raise ArgumentError("Oppgi med --av hvem som kvitterer.") from None
