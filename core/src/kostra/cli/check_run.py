"""What `kostra check` does once its command line is read: check, write the report, answer with an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError
from kostra.api.report import Report, Severity
from kostra.cli import configured, console, options, output, parameters
from kostra.cli.progress import Bar
from kostra.configuration.find import together
from kostra.frozen import frozen
from kostra.plugins.manager import Registry
from kostra.plugins.packs import listing

if TYPE_CHECKING:
    from kostra.api.check import Acknowledger
    from kostra.configuration.model import Configuration
    from kostra.readers.input import Input

STDIN = "-"


@frozen
class Request:
    """What the user asked for, as it was written; `further` are options that only a pack can know."""

    files: tuple[str, ...]
    form: str | None
    year: str | None
    municipality: str | None
    district: str | None
    no_participants: bool = False
    further: tuple[parameters.Extra, ...] = ()
    house_rules: tuple[Path, ...] = ()
    format: str | None = None
    to: str | None = None
    sensitive: bool = False
    limit: str | None = None
    strict: bool = False
    sheet: str | None = None
    day: str | None = None
    acknowledgements: Path | None = None
    store: bool = True
    against: Path | None = None
    last_year: tuple[Path, ...] = ()
    language: str | None = None


@frozen
class Task:
    """A request that is understood: the settings filled in, every value read, and nothing done yet.

    `values` are what the user said of the pack's parameters, `presets` what the settings say.
    """

    request: Request
    configuration: Configuration | None
    year: int | None
    municipality: str | None
    district: str | None
    day: date | None
    limit: int | None
    language: str
    values: Mapping[str, str | int | Decimal]
    presets: Mapping[str, str | int | Decimal]
    house_rules: tuple[Path, ...]


def carry_out(registry: Registry, request: Request, *, known: Sequence[str]) -> int:
    """Do what was asked and return the exit code; `known` are the core's own options, to suggest one.

    Everything that can be wrong with the request is found out before the files are read. Raises KostraError when the
    check cannot be carried out.
    """
    task = settle(registry, request, known=known)
    request = task.request
    read = [*(Path(name) for name in request.files if name != STDIN), *request.last_year, *task.house_rules]
    plan = output.plan(registry, request.format, request.to, read)
    report = run_check(registry, task, _acknowledgements(task))
    _show(plan, report, task)
    _afterwards(registry, report)
    return exit_code(report, strict=request.strict)


def settle(registry: Registry, request: Request, *, known: Sequence[str]) -> Task:
    """Return what a request comes to together with `kostra.toml`; ArgumentError for what is wrong with either."""
    configuration = configured.load(Path.cwd())
    if configuration is not None:
        request, used = configured.fill(request, configuration)
        if used:
            console.tell(used)
    year = options.year(request.year)
    municipality = options.digits("--kommune", request.municipality, 4)
    district = options.digits("--bydel", request.district, 2)
    day = options.day("--dato", request.day)
    limit = options.at_most("--maks", request.limit)
    language = options.language(request.language)
    # Without further options no pack is loaded before its turn.
    preset = configuration is not None and bool(configuration.parameters)
    declared = parameters.declared(registry, request.form, year) if request.further or preset else ()
    values = parameters.values(request.further, declared, form=request.form, known=known)
    presets = configured.parameters(configuration, declared, registry) if configuration and preset else {}
    if not request.files and not request.no_participants:
        raise ArgumentError("Oppgi filen som skal kontrolleres, for eksempel: kostra check --skjema NAVN FIL")
    if not request.files and request.form is None:
        installed = f" Installert: {listing(registry.packs())}." if registry.packs() else ""
        raise ArgumentError(f"Oppgi med --skjema hvilket skjema det gjelder.{installed}")
    rules = together(request.house_rules, configuration.house_rules if configuration else ())
    return Task(request, configuration, year, municipality, district, day, limit, language, values, presets, rules)


def run_check(registry: Registry, task: Task, acknowledgements: Path | Acknowledger | None) -> Report:
    """Check the files of a task, with a progress bar on a terminal; KostraError when that cannot be done."""
    request = task.request
    bar = Bar() if console.is_terminal(sys.stderr) else None
    try:
        from kostra.api import check

        return check(
            _inputs(request.files),
            fjor=request.last_year,
            skjema=request.form,
            argang=task.year,
            kommune=task.municipality,
            bydel=task.district,
            ingen_deltakere=request.no_participants,
            dato=task.day,
            parametre=task.values,
            forvalg=task.presets,
            husregler=task.house_rules,
            husregelverdier=task.configuration.house_values if task.configuration else {},
            kvitteringer=acknowledgements,
            mot=request.against,
            vis_sensitivt=request.sensitive,
            ark=request.sheet,
            lager=request.store,
            progress=bar,
            registry=registry,
        )
    except SystemExit as stop:
        # A plugin ended the process; its code must not pass for the answer to whether the file is ready.
        raise RuntimeError("ended from inside") from stop
    finally:
        if bar is not None:
            bar.clear()
        for problem in registry.problems:
            console.tell(f"Et tillegg kan ikke brukes og er hoppet over: {problem}")


def exit_code(report: Report, *, strict: bool) -> int:
    """Return 0 when nothing blocks submission, 1 when a finding does, 2 when an official control crashed.

    `strict`: warnings and findings of house rules count as well; what only informs never does, nor what was
    acknowledged.
    """
    if report.crashed:
        return 2
    new = [finding for finding in report.findings if finding.acknowledged is None]
    worth = any(f.severity is not Severity.INFO for f in new) or report.house_rules_ok is False
    return int(not report.may_submit or (strict and worth))


def _acknowledgements(task: Task) -> Path | None:
    """Return the file of acknowledgements: the one that was named, or else that of the settings."""
    named = task.request.acknowledgements
    if named is None:
        return None if task.configuration is None else task.configuration.acknowledgements
    if not os.path.isfile(named):
        raise ArgumentError(f"--kvitteringer: {named} finnes ikke.")
    return named


def _show(plan: output.Plan, report: Report, task: Task) -> None:
    from kostra.api.formats import RenderOptions

    on_screen = plan.path is None
    render_options = RenderOptions(
        sensitive=task.request.sensitive,
        limit=task.limit,
        colour=on_screen and console.has_colour(),
        width=console.width() if on_screen else None,
        strict=task.request.strict,
        language=task.language,
    )
    output.write(plan, plan.format.render(report, render_options))
    if not on_screen:
        from kostra.reports.wording import progress, verdict

        said = filter(None, [verdict(report), progress(report), f"Rapporten er skrevet til {plan.path}."])
        console.tell("\n".join(said))


def _afterwards(registry: Registry, report: Report) -> None:
    before = len(registry.problems)
    registry.after_check(report)
    for problem in registry.problems[before:]:
        console.tell(f"Tillegget {problem}. Rapporten er ikke berørt.")


def _inputs(names: Sequence[str]) -> list[str | Path | Input]:
    from kostra.readers.input import Input

    seen: set[Path] = set()
    inputs: list[str | Path | Input] = []
    for name in names:
        place = Path(name).resolve()
        if place in seen:
            raise ArgumentError(f"{name} er oppgitt mer enn én gang.")
        seen.add(place)
        inputs.append(Input.of_bytes("standard inn", sys.stdin.buffer.read()) if name == STDIN else Path(name))
    return inputs
