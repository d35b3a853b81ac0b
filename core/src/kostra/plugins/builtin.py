"""The core's own readers, reports and commands, registered through the same hooks as everybody else's.

What a hook needs is imported when it is called, so that no run loads more than it uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from kostra.api.markers import hookimpl

if TYPE_CHECKING:
    import typer

    from kostra.api.formats import ReaderFormat, ReportFormat


@hookimpl
def kostra_lesere() -> Sequence[ReaderFormat]:
    """Return the file formats that the core reads."""
    from kostra.readers.builtin import builtin_formats

    return builtin_formats()


@hookimpl
def kostra_rapporter() -> Sequence[ReportFormat]:
    """Return the report formats that the core writes."""
    from kostra.reports import builtin_formats

    return builtin_formats()


class Command:
    """One of the core's commands: a plugin of its own, so that a run imports no other than the one that it is."""

    def __init__(self, name: str) -> None:
        self.name = name

    @hookimpl
    def kostra_kommandoer(self, app: typer.Typer) -> None:
        """Add the command, which has a module of the same name."""
        import_module(f"kostra.cli.{self.name}").register(app)


_NAMES = "check batch kvitter skjema explain lint fmt test mal diff docs new lukk editor"

COMMANDS = tuple(map(Command, _NAMES.split()))
"""The core's commands, in the order in which the help lists them."""
