"""`kostra batch`: controls all deliveries in a folder tree, here or on a cluster, with one summary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kostra.cli import options
from kostra.cli.app import registry_of


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("batch")(command)


def command(
    ctx: typer.Context,
    mappe: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen med leveranser; undermapper er med.")],
    argang: Annotated[
        str | None,
        typer.Option("--argang", "--årgang", metavar="ÅÅÅÅ", help="Årgangen filene skal være for. Ellers leses den."),
    ] = None,
    skjema: Annotated[
        str | None, typer.Option("--skjema", metavar="NAVN", help="Bare filer for dette skjemaet. Ellers alle.")
    ] = None,
    ut: Annotated[
        Path | None,
        typer.Option("--ut", metavar="MAPPE", help="Mappen for rapportene. Ellers kostra-rapporter der du står."),
    ] = None,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="Rapportenes format; ellers html. Kan gis flere ganger."),
    ] = None,
    sprak: options.Language = None,
    husregler: options.HouseRules = None,
    mot_regelsett: Annotated[
        Path | None,
        typer.Option(
            "--mot-regelsett", metavar="MAPPE", help="Regelsett å prøve: hvilke funn kommer til og forsvinner?"
        ),
    ] = None,
    streng: options.Strict = False,
    jobber: Annotated[
        str | None, typer.Option("--jobber", metavar="N", help="Så mange filer om gangen. Ellers én for hver kjerne.")
    ] = None,
    klynge: Annotated[
        str | None,
        typer.Option("--klynge", metavar="ADRESSE", help="Dask-klynge, tcp://vert:8786. Arbeiderne må se samme disk."),
    ] = None,
    forfra: Annotated[
        bool, typer.Option("--forfra", help="Kontroller alt på nytt, også det som er uendret.", show_default=False)
    ] = False,
) -> None:
    """Kontrollerer alle leveransene i en mappe og lager én oppsummering.

    Skjema, årgang og kommune leses av hver fil. Filer for samme skjema og kommune i samme mappe er én leveranse. Kjøres
    kommandoen en gang til, kontrolleres bare det som er nytt eller endret. Fødselsnumre er alltid skjult.

    Sluttkoder: 0 alt kan sendes inn, 1 noe må rettes først, 2 noe kunne ikke kontrolleres.
    """
    from kostra.cli.batch_run import Request, carry_out

    request = Request(
        folder=mappe,
        form=skjema,
        year=argang,
        to=ut,
        formats=tuple(format_ or ()),
        house_rules=tuple(husregler or ()),
        against=mot_regelsett,
        strict=streng,
        jobs=jobber,
        cluster=klynge,
        afresh=forfra,
        language=sprak,
    )
    raise typer.Exit(carry_out(registry_of(ctx), request))
