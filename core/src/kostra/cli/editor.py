"""`kostra editor`: the language server that editors start."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import console
from kostra.cli.app import registry_of


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("editor")(command)


def command(
    ctx: typer.Context,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Snakk over standard inn og ut, som uansett er slik det gjøres.")
    ] = False,
) -> None:
    """Starter språktjeneren for regelfiler og filbeskrivelser.

    Et redigeringsprogram starter den selv og snakker med den over standard inn og ut (Language Server Protocol): feil
    mens du skriver, forklaringer, forslag, hopp til deklarasjonen og formatering. Den sender ingenting over nettet.

    Sluttkoder: 0 når redigeringsprogrammet har avsluttet, 1 når det forsvant, 2 når språktjeneren ikke kan startes.
    """
    try:
        import lsprotocol  # noqa: F401
        import pygls  # noqa: F401
    except ImportError as error:
        raise ArgumentError(
            'For å støtte redigeringsprogrammer må pygls være installert: pip install "kostra[editor]".'
        ) from error
    from kostra.editor.server import serve

    if sys.stdin is not None and sys.stdin.isatty():
        console.tell("Språktjeneren venter på et redigeringsprogram på standard inn. Avslutt med Ctrl-C.")
    raise typer.Exit(serve(registry_of(ctx)))
