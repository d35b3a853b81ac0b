"""`kostra kvitter`: somebody has looked into a warning and found it right; it need not be read again next time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.cli import options
from kostra.cli.app import registry_of
from kostra.cli.check import CheckCommand, further_options, known_options

if TYPE_CHECKING:
    from kostra.cli.check_run import Request


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("kvitter", cls=CheckCommand)(command)


def command(
    ctx: typer.Context,
    filer: Annotated[list[str], typer.Argument(metavar="FIL…", help="Leveransen som advarselen står i.")],
    kontroll: Annotated[str, typer.Option("--kontroll", metavar="ID", help="Kontrollen som ga advarselen.")],
    grunn: Annotated[str, typer.Option("--grunn", metavar="TEKST", help="Hvorfor det er riktig likevel.")],
    linje: Annotated[
        str | None, typer.Option("--linje", metavar="N", help="Linjen. Uten: et funn om hele leveransen.")
    ] = None,
    felt: Annotated[
        str | None, typer.Option("--felt", metavar="NAVN", help="Bare funnet som peker på dette feltet.")
    ] = None,
    kode: Annotated[
        str | None, typer.Option("--kode", metavar="KODE", help="Bare funnet om denne koden, uten linje.")
    ] = None,
    fil: Annotated[
        str | None, typer.Option("--fil", metavar="NAVN", help="Filen som linjen står i, når det er flere.")
    ] = None,
    av: Annotated[
        str | None, typer.Option("--av", metavar="NAVN", help="Hvem som kvitterer. Ellers brukernavnet ditt.")
    ] = None,
    dato: Annotated[
        str | None, typer.Option("--dato", metavar="ÅÅÅÅ-MM-DD", help="Når det er kvittert. Ellers dagens dato.")
    ] = None,
    kvitteringer: Annotated[
        Path | None,
        typer.Option("--kvitteringer", metavar="FIL", help="Filen det skrives i. Ellers den som kostra.toml sier."),
    ] = None,
    skjema: Annotated[str | None, typer.Option("--skjema", metavar="NAVN", help="Skjemaet filene er for.")] = None,
    argang: Annotated[
        str | None, typer.Option("--argang", "--årgang", metavar="ÅÅÅÅ", help="Årgangen. Ellers leses den av filen.")
    ] = None,
    kommune: Annotated[str | None, typer.Option("--kommune", metavar="NNNN", help="Kommunenummeret.")] = None,
    bydel: Annotated[str | None, typer.Option("--bydel", metavar="NN", help="Bydelsnummeret.")] = None,
    fjor: Annotated[
        list[Path] | None, typer.Option("--fjor", metavar="FIL", help="Fjorårets fil, når advarselen bygger på den.")
    ] = None,
    husregler: options.HouseRules = None,
    ark: Annotated[str | None, typer.Option("--ark", metavar="NAVN", help="Arket i en Excel-fil.")] = None,
) -> None:
    """Kvitterer for en advarsel som er sett på og er riktig.

    Senere kontroller viser den for seg, med grunnen. Endres verdiene, kommer advarselen tilbake. Feil kan ikke
    kvitteres. Kvitteringene lagres uten opplysninger om hvem de gjelder.
    """
    from kostra.acknowledgements.making import Wanted
    from kostra.cli import options
    from kostra.cli.kvitter_run import carry_out

    wanted = Wanted(kontroll, _line(linje), felt, fil, kode)
    # The day decides no verdict: it tells people when somebody looked, and they can say another.
    day = options.day("--dato", dato) or date.today()  # noqa: DTZ011
    request = _request(ctx, filer, skjema, argang, kommune, bydel, husregler, ark, kvitteringer, fjor)
    carry_out(registry_of(ctx), request, wanted, grunn, av, day, known=known_options(ctx))


def _line(text: str | None) -> int | None:
    from kostra.cli import options

    return options.at_most("--linje", text)


def _request(
    ctx: typer.Context,
    files: list[str],
    form: str | None,
    year: str | None,
    municipality: str | None,
    district: str | None,
    house_rules: list[Path] | None,
    sheet: str | None,
    acknowledgements: Path | None,
    last_year: list[Path] | None,
) -> Request:
    from kostra.cli.check_run import Request

    return Request(
        files=tuple(files),
        form=form,
        year=year,
        municipality=municipality,
        district=district,
        further=further_options(ctx),
        house_rules=tuple(house_rules or ()),
        sheet=sheet,
        acknowledgements=acknowledgements,
        last_year=tuple(last_year or ()),
    )
