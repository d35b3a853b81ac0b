"""The hooks of kostra, by phase.

A plugin is a module named by an entry point of the group `kostra`; it implements one or more of these functions with
`@kostra.api.hookimpl`. The entry point's *name* says what is inside, so that a run imports only what it needs:
`skjema-<form>-<year>`, `husregler-<name>`, `leser-<name>`, `rapport-<name>`, `kommando-<name>`, `funksjoner-<name>`,
`kodelister-<name>`, `etter-<name>`.

Which hook is called when, in what order, and what may be done with the arguments, stands in each docstring and, with a
picture of a whole run and complete examples, in `docs/kroker.md`. Three things hold for all of them. An answer depends
on nothing but the arguments: a hook may be called several times in a run, and by other commands than `check`. What a
hook raises is told with the plugin's name and harms no other plugin. What it prints goes to stderr.

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

    Called on the one pack that was asked for, as soon as form and year are known; by commands that look at all packs
    (`kostra skjema`, `kostra lint`) on every one. The result only names files: nothing may be parsed here. Since 0.1.
    """


@hookspec
def kostra_husregler(skjema: str, argang: int) -> RuleSource | Sequence[RuleSource] | None:
    """Return house rules for a form in a year, or None when there are none for it.

    Called once a check, when the pack's own rules are ready, on every plugin named `husregler-…`, in alphabetical order
    of the entry points' names. `skjema` is the form's name as its pack writes it. House rules that cannot be used are a
    remark in the report; the official controls run all the same. Since 0.1.
    """


# ── Phase 2: the language ────────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_funksjoner() -> Sequence[PluginFunction]:  # type: ignore[empty-body]
    """Return functions that rule files may call.

    Called before rules are parsed, on every plugin named `funksjoner-…`, in alphabetical order of the entry points'
    names. A function is pure: same arguments, same answer; it is called once for each distinct combination of
    arguments. A name that is taken already is an error of the plugin that came later. Since 0.1.
    """


@hookspec
def kostra_kodelister() -> Sequence[CodeList]:  # type: ignore[empty-body]
    """Return code lists that rule files may name after `blant`.

    Called before rules are parsed, after `kostra_funksjoner`, on every plugin named `kodelister-…`, in alphabetical
    order of the entry points' names. The rule set's own lists come first. Since 0.1.
    """


# ── Phase 3: reading ─────────────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_lesere() -> Sequence[ReaderFormat]:  # type: ignore[empty-body]
    """Return file formats that this plugin reads.

    Called when a file is opened, after rules were parsed; first on the core's own plugin, then on every plugin named
    `leser-…`, in alphabetical order of the entry points' names. The first format that claims the file's ending reads
    it. Since 0.1.
    """


# ── Phase 4: reporting ───────────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_rapporter() -> Sequence[ReportFormat]:  # type: ignore[empty-body]
    """Return report formats, the values of `--format`.

    Called when the format that was asked for is looked up, before anything is read; first on the core's own plugin,
    and only when that does not have it on the plugin `rapport-<format>`. Since 0.1.
    """


@hookspec
def kostra_etter_kontroll(report: Report) -> None:
    """Do something with the finished report, for instance archive it.

    Called once by `kostra check`, after the report was written, on every plugin named `etter-…`, in alphabetical order
    of the entry points' names; not when kostra is used as a library. The report is frozen and belongs to the caller;
    what the hook raises is told on stderr and changes neither report nor exit code. Since 0.1.
    """


# ── Phase 5: the command line ────────────────────────────────────────────────────────────────────────────────────────


@hookspec
def kostra_kommandoer(app: typer.Typer) -> None:
    """Add commands to the command line.

    Called first of all, for the command that was asked for: on the core's own plugin of that name, or else on
    `kommando-<command>`; for `kostra --help` on all of the core's own, of the others only the names are shown.
    `app` is a fresh application for this plugin alone; whatever else is added to it is ignored. Since 0.1.
    """
