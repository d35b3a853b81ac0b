"""`kostra new`: the files of a new year, a new form, or house rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import console, norwegian
from kostra.cli.app import PROGRAM, registry_of

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

_TO = "Mappen prosjektet lages i; den må ikke finnes fra før."


def register(app: typer.Typer) -> None:
    """Add the command to the command line; what stands behind it is a command line of its own."""
    settings = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
    app.command("new", context_settings=settings)(command)


class _Kinds(norwegian.Group):
    """What can be made."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return what the arguments begin with; ArgumentError when it is nothing that can be made."""
        found = self.get_command(ctx, args[0])
        if found is None:
            from kostra.diagnostics import closest

            suggestion = closest(args[0], self.commands)
            hint = f"Mente du {suggestion}?" if suggestion else f"Velg mellom {', '.join(self.commands)}."
            raise ArgumentError(f"«{args[0]}» kan ikke lages. {hint}")
        return args[0], found, args[1:]

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List what can be made."""
        with formatter.section("Kommandoer"):
            formatter.write_dl([(name, each.get_short_help_str(70)) for name, each in self.commands.items()])


def command(ctx: typer.Context) -> None:
    """Lager filene til en ny årgang, et nytt skjema eller husregler."""
    from typer.main import get_command

    kinds = typer.Typer(
        name="new",
        cls=_Kinds,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    kinds.callback(invoke_without_command=True)(_nothing_chosen)
    for name, function in (("argang", argang), ("skjema", skjema), ("husregler", husregler)):
        kinds.command(name, cls=norwegian.Command)(function)
    code = get_command(kinds).main(
        args=list(ctx.args), prog_name=f"{PROGRAM} new", standalone_mode=False, obj=registry_of(ctx)
    )
    raise typer.Exit(code if isinstance(code, int) else 0)


def _nothing_chosen(ctx: typer.Context) -> None:
    """Lager filene til en ny årgang, et nytt skjema eller husregler.

    Ingenting skrives over.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


def argang(
    ctx: typer.Context,
    skjema: Annotated[str, typer.Argument(metavar="SKJEMA", help="Skjemaet, et som er installert.")],
    argang: Annotated[str, typer.Argument(metavar="ÅRGANG", help="Den nye årgangen med fire sifre.")],
    fra: Annotated[
        str | None,
        typer.Option("--fra", metavar="ÅÅÅÅ", help="Årgangen det lages av. Ellers den nærmeste som er installert."),
    ] = None,
    til: Annotated[
        Path | None,
        typer.Option("--til", metavar="MAPPE", help=f"{_TO} Ellers ved siden av den gamle årgangen."),
    ] = None,
) -> None:
    """Lager en ny årgang av et skjema.

    Filbeskrivelse, kontroller og eksempler kopieres og flyttes til det nye året, og det som må ses på, listes opp.
    """
    from kostra.scaffold.names import year_number
    from kostra.scaffold.new_year import make_new_year
    from kostra.scaffold.told import told_year

    year, old = year_number(argang), None if fra is None else year_number(fra, "--fra")
    _tell(told_year(make_new_year(registry_of(ctx), skjema, year, old, til)))


def skjema(
    ctx: typer.Context,
    navn: Annotated[str, typer.Argument(metavar="NAVN", help="Navnet på skjemaet, for eksempel et nummer.")],
    argang: Annotated[str, typer.Argument(metavar="ÅRGANG", help="Årgangen med fire sifre.")],
    tittel: Annotated[str, typer.Option("--tittel", metavar="TEKST", help="Hva skjemaet heter.")],
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="fast (faste posisjoner) eller tabell.")
    ] = "fast",
    til: Annotated[Path | None, typer.Option("--til", metavar="MAPPE", help=_TO)] = None,
) -> None:
    """Lager en liten, hel pakke for et nytt skjema.

    Filbeskrivelsen og kontrollene er forklart med kommentarer og kan byttes ut bit for bit.
    """
    from kostra.scaffold.names import form_name, year_number
    from kostra.scaffold.new_form import Format, make_new_form
    from kostra.scaffold.told import told_form

    kinds: dict[str, Format] = {"fast": "fast", "tabell": "tabell"}
    kind = kinds.get(format_.strip().lower())
    if kind is None:
        raise ArgumentError(f"Ukjent format «{format_}». Formatene er {', '.join(kinds)}.")
    form, year = form_name(navn), year_number(argang)
    _tell(told_form(make_new_form(registry_of(ctx), form, year, _title(tittel), kind, til)))


def husregler(
    ctx: typer.Context,
    navn: Annotated[str, typer.Argument(metavar="NAVN", help="Navnet på husreglene, for eksempel kommunens.")],
    for_: Annotated[str, typer.Option("--for", metavar="SKJEMA[,SKJEMA…]", help="Skjemaene de gjelder.")],
    tittel: Annotated[str | None, typer.Option("--tittel", metavar="TEKST", help="Hva husreglene heter.")] = None,
    pakke: Annotated[
        bool, typer.Option("--pakke", help="Lag en pakke som kan installeres.", show_default=False)
    ] = False,
    til: Annotated[
        Path | None, typer.Option("--til", metavar="MAPPE", help="Mappen de lages i. Ellers mappen du står i.")
    ] = None,
) -> None:
    """Lager husregler: kontroller i tillegg til de offisielle.

    En fil i mappen husregler, der kostra finner den når den ligger ved siden av kostra.toml; med --pakke et tillegg.
    """
    from kostra.scaffold.names import house_name
    from kostra.scaffold.new_house_rules import make_house_rules
    from kostra.scaffold.told import told_house_rules

    name = house_name(navn)
    forms = [form.strip() for form in for_.split(",") if form.strip()]
    if not forms:
        raise ArgumentError("--for: oppgi minst ett skjema.")
    title = _title(tittel if tittel is not None else f"Husreglene {name}")
    _tell(told_house_rules(make_house_rules(registry_of(ctx), name, forms, title, til, package=pakke)))


def _title(text: str) -> str:
    title = text.strip()
    if not title or not title.isprintable():
        raise ArgumentError("--tittel: oppgi en tekst på én linje.")
    return title


def _tell(text: str) -> None:
    with console.closed_quietly(sys.stdout):
        sys.stdout.write(text)
        sys.stdout.flush()
