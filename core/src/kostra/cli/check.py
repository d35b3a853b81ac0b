"""`kostra check`: controls files and says whether they can be sent in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.cli import norwegian, options, parameters
from kostra.cli.app import registry_of

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

_EXTRA = "kostra.cli.check.extra"
_RAW = "kostra.cli.check.raw"
# Written out, since help must not wait for the reports to be imported; a test holds it equal to the formats there are.
_FORMATS = (
    "Rapportens format: text, json, html, csv, xlsx, sarif, junit eller github. Ellers avgjør endelsen til --ut. "
    "Tillegg kan ha flere."
)
_METAVAR = {"heltall": "N", "desimal": "TALL", "tekst": "TEKST"}


class CheckCommand(norwegian.Command):
    """The command, with the options of packs set aside before typer sees them."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the core's own options and keep the others for later."""
        rest, extra = parameters.set_aside(args, _known(self, ctx))
        ctx.meta[_EXTRA] = extra
        ctx.meta[_RAW] = tuple(rest)
        return super().parse_args(ctx, rest)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write arguments and options, and those of the pack when the form is named as well."""
        super().format_options(ctx, formatter)
        from kostra.cli import options

        form = _given(ctx.meta[_RAW], "--skjema")
        year = _given(ctx.meta[_RAW], "--argang", "--årgang")
        if form is None:
            formatter.write_paragraph()
            formatter.write_text("Noen skjemaer har egne valg; de vises med --skjema NAVN --help.")
            return
        declared = parameters.declared(registry_of(ctx), form, options.year(year))
        if declared:
            with formatter.section(f"Valg for skjema {form}"):
                formatter.write_dl([(f"{p.option} {_METAVAR[p.type]}", p.help) for p in declared])


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("check", cls=CheckCommand, no_args_is_help=False)(command)


def command(
    ctx: typer.Context,
    filer: Annotated[
        list[str] | None,
        typer.Argument(metavar="FIL…", help="Filene som skal kontrolleres som én leveranse; - er standard inn."),
    ] = None,
    skjema: Annotated[
        str | None,
        typer.Option("--skjema", metavar="NAVN", help="Skjemaet filene er for. Ellers gjettes det av filen."),
    ] = None,
    argang: Annotated[
        str | None,
        typer.Option("--argang", "--årgang", metavar="ÅÅÅÅ", help="Årgangen. Ellers leses den av filen."),
    ] = None,
    kommune: Annotated[
        str | None,
        typer.Option("--kommune", metavar="NNNN", help="Kommunenummeret. Ellers leses det av filen."),
    ] = None,
    bydel: Annotated[str | None, typer.Option("--bydel", metavar="NN", help="Bydelsnummeret.")] = None,
    ingen_deltakere: Annotated[
        bool, typer.Option("--ingen-deltakere", help="Kommunen har ingen å rapportere om.", show_default=False)
    ] = False,
    dato: Annotated[
        str | None,
        typer.Option("--dato", metavar="ÅÅÅÅ-MM-DD", help="Dagen filene sendes inn. Fristene vurderes mot den."),
    ] = None,
    fjor: Annotated[
        list[Path] | None,
        typer.Option("--fjor", metavar="FIL", help="Fjorårets fil, til å sammenligne med. Kan gis flere ganger."),
    ] = None,
    husregler: options.HouseRules = None,
    kvitteringer: Annotated[
        Path | None,
        typer.Option("--kvitteringer", metavar="FIL", help="Advarsler som er godtatt, fra «kostra kvitter»."),
    ] = None,
    mot: Annotated[
        Path | None,
        typer.Option("--mot", metavar="FIL", help="En tidligere rapport (--format json) å sammenligne med."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=_FORMATS),
    ] = None,
    ut: Annotated[
        str | None, typer.Option("--ut", metavar="FIL", help="Skriv rapporten til en fil i stedet for til skjermen.")
    ] = None,
    sprak: options.Language = None,
    vis_sensitivt: Annotated[
        bool,
        typer.Option("--vis-sensitivt", help="Vis fødselsnumre i rapporten; ellers skjules de.", show_default=False),
    ] = False,
    maks: Annotated[
        str | None, typer.Option("--maks", metavar="N", help="Vis høyst N funn i rapporter for mennesker.")
    ] = None,
    streng: options.Strict = False,
    ark: Annotated[str | None, typer.Option("--ark", metavar="NAVN", help="Arket i en Excel-fil.")] = None,
    uten_lager: Annotated[
        bool,
        typer.Option(
            "--uten-lager", help="Les regelfilene på nytt i stedet for å hente dem ferdig lest.", show_default=False
        ),
    ] = False,
) -> None:
    """Kontrollerer filer og svarer på om de kan sendes inn.

    Sluttkoder: 0 filene kan sendes inn, 1 noe må rettes først, 2 kontrollen kunne ikke gjennomføres.
    """
    from kostra.cli.check_run import Request, carry_out

    request = Request(
        files=tuple(filer or ()),
        form=skjema,
        year=argang,
        municipality=kommune,
        district=bydel,
        no_participants=ingen_deltakere,
        further=further_options(ctx),
        house_rules=tuple(husregler or ()),
        format=format_,
        to=ut,
        language=sprak,
        sensitive=vis_sensitivt,
        limit=maks,
        strict=streng,
        sheet=ark,
        store=not uten_lager,
        day=dato,
        acknowledgements=kvitteringer,
        against=mot,
        last_year=tuple(fjor or ()),
    )
    raise typer.Exit(carry_out(registry_of(ctx), request, known=known_options(ctx)))


def further_options(ctx: Context) -> tuple[parameters.Extra, ...]:
    """Return the options of a run that only a pack can know."""
    return tuple(ctx.meta[_EXTRA])


def known_options(ctx: Context) -> tuple[str, ...]:
    """Return the command's own options."""
    return tuple(_known(ctx.command, ctx))


def _known(command: Command, ctx: Context) -> dict[str, bool]:
    """Return the core's own options, and whether a value follows each."""
    return {
        option: not getattr(parameter, "is_flag", False)
        for parameter in command.get_params(ctx)
        if parameter.param_type_name == "option"
        for option in parameter.opts
    }


def _given(args: Sequence[str], *options: str) -> str | None:
    """Return the value that a command line gives an option, without parsing the rest."""
    for argument, following in zip(args, [*args[1:], None], strict=True):
        name, equals, value = argument.partition("=")
        if name in options:
            return value if equals else following
    return None
