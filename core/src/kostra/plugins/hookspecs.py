"""The hooks of kostra, by phase.

A plugin is a module named by an entry point of the group `kostra`; it implements one or more of these functions with
`@kostra.api.hookimpl`. The entry point's *name* says what is inside, so that a run imports only what it needs:
`skjema-<form>-<year>`, `husregler-<name>`, `leser-<name>`, `rapport-<name>`, `kommando-<name>`, `funksjoner-<name>`,
`kodelister-<name>`, `etter-<name>`.

A form that people call by several names has an entry point for each name, all with the same module; it is one pack,
and its shortest name is the one that is shown. Names that a pack gives in `Skjema.aliases` alone are understood as
well, but only after all packs were imported to look for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

from kostra.api.markers import PROJECT

if TYPE_CHECKING:
    import typer

    from kostra.api.formats import ReaderFormat, ReportFormat
    from kostra.api.functions import PluginFunction
    from kostra.api.report import Report
    from kostra.api.skjema import RuleSource, Skjema
    from kostra.layout.model import CodeList

hookspec = pluggy.HookspecMarker(PROJECT)

# ── Phase 1: what there is to check ──────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_skjema() -> Skjema:  # type: ignore[empty-body]
    """Return the form and year that this plugin is a pack for.

    Called once a run, on the one pack that was asked for; `kostra skjema` calls it on every installed pack. The result
    only names files: nothing may be parsed here. Since 0.1.
    """


@hookspec
def kostra_husregler(skjema: str, argang: int) -> RuleSource | Sequence[RuleSource] | None:
    """Return house rules for a form in a year, or None when there are none for it.

    Called once a run, after the pack was found and before rules are parsed, on every plugin named `husregler-…`, in
    alphabetical order of the entry points' names. Since 0.1.
    """


# ── Phase 2: the language ────────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_funksjoner() -> Sequence[PluginFunction]:  # type: ignore[empty-body]
    """Return functions that rule files may call.

    Called once a run before rules are parsed. A function is pure: same arguments, same answer; it is called once for
    each distinct combination of arguments. A name that is taken already is an error of the plugin that came later.
    Since 0.1.
    """


@hookspec
def kostra_kodelister() -> Sequence[CodeList]:  # type: ignore[empty-body]
    """Return code lists that rule files may name after `blant`.

    Called once a run before rules are parsed. The rule set's own lists come first. Since 0.1.
    """


# ── Phase 3: reading ─────────────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_lesere() -> Sequence[ReaderFormat]:  # type: ignore[empty-body]
    """Return file formats that this plugin reads.

    Called once a run, when files are opened. The built-in formats come through this hook as well. Since 0.1.
    """


# ── Phase 4: reporting ───────────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_rapporter() -> Sequence[ReportFormat]:  # type: ignore[empty-body]
    """Return report formats, the values of `--format`.

    Called once a run, when the format that was asked for is looked up. The built-in ones come through this hook as
    well. Since 0.1.
    """


@hookspec
def kostra_etter_kontroll(report: Report) -> None:
    """Do something with the finished report, for instance archive it.

    Called once a run, on every plugin named `etter-…`, after the report was written. The report is frozen and belongs
    to the caller; what the hook raises is told on stderr and changes neither report nor exit code. Since 0.1.
    """


# ── Phase 5: the command line ────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_kommandoer(app: typer.Typer) -> None:
    """Add commands to the command line.

    Called when the command line is built, on the plugin that the command's name asks for (`kommando-<command>`); for
    `kostra --help` on none: the entry points' names are shown. Since 0.1.
    """
