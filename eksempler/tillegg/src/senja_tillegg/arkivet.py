"""A command: `kostra arkivet` shows what was archived."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from kostra.api import hookimpl
from kostra.api.errors import ArgumentError


@hookimpl
def kostra_kommandoer(app: typer.Typer) -> None:
    """Add the command; its name is the one in the entry point."""
    app.command("arkivet")(command)


def command() -> None:
    """Viser kontrollene som er arkivert."""
    place = os.environ.get("SENJA_ARKIV")
    if not place or not Path(place).is_file():
        raise ArgumentError("Det er ikke noe arkiv. Sett SENJA_ARKIV til filen det skal stå i.")
    typer.echo(Path(place).read_text(encoding="utf-8"), nl=False)
