"""`kostra lukk`: close a year, so that every later change of its rules is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import console, options, output
from kostra.cli.app import registry_of


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("lukk")(command)


def command(
    ctx: typer.Context,
    skjema: Annotated[str, typer.Argument(metavar="SKJEMA", help="Skjemaet, slik kostra skjema viser det.")],
    argang: Annotated[str, typer.Argument(metavar="ÅRGANG", help="Årgangen med fire sifre.")],
) -> None:
    """Lukker en årgang: skriver kontroller.lock med fingeravtrykket av hver kontroll.

    Endres en kontroll i en lukket årgang senere, sier rapportene fra om det, og pakkens tester slår feil.
    """
    from kostra.checking.resources import read_source
    from kostra.checking.rulebook import Extensions, compile_pack, load_layout_of
    from kostra.language.lock import drift, lock_of

    registry = registry_of(ctx)
    year = options.year(argang)
    assert year is not None
    form = registry.load(skjema, year).skjema
    extensions = Extensions.of(registry)
    program = compile_pack(form, load_layout_of(form), extensions).program
    lock = form.lock
    if not isinstance(lock, Path):
        raise ArgumentError(f"Pakken for {skjema} {year} ligger ikke i en mappe som det kan skrives til.")
    before = drift(program, read_source(lock).text) if lock.is_file() else None
    output.write_other("Låsen", lock, lock_of(program).encode())
    console.tell(f"{program.form} {year} er lukket med {len(program.controls)} kontroller.")
    if before:
        console.tell(f"Siden sist: {before}.")
