"""`kostra explain`: what a control looks for, why, and how to put right what it finds."""

from __future__ import annotations

from typing import Annotated

import typer

from kostra.cli import console, options, stdout
from kostra.cli.app import registry_of
from kostra.cli.pointing import house_rules_here

_FORMATS = ("text", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("explain")(command)


def command(
    ctx: typer.Context,
    kontroll: Annotated[
        list[str], typer.Argument(metavar="KONTROLL", help="SKJEMA:NUMMER, SKJEMA NUMMER eller HUSREGLER/NUMMER.")
    ],
    argang: Annotated[
        str | None,
        typer.Option("--argang", "--årgang", metavar="ÅÅÅÅ", help="Årgangen. Ellers den nyeste som har kontrollen."),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text eller json.", show_default=False)
    ] = "text",
    vis_sensitivt: Annotated[
        bool,
        typer.Option("--vis-sensitivt", help="Vis fødselsnumre i eksempler; ellers skjules de.", show_default=False),
    ] = False,
) -> None:
    """Forklarer en kontroll: hva den ser etter, hvorfor, og hvordan det den finner, rettes.

    Viser også feltene den bruker, eksempler, og i hvilke årganger kontrollen finnes og er endret.
    """
    from kostra.api.formats import RenderOptions
    from kostra.checking.rulebook import Extensions
    from kostra.workbench.explanation_json import as_json
    from kostra.workbench.explanation_text import text
    from kostra.workbench.wanted import Finder, wanted

    chosen = stdout.chosen(format_, _FORMATS)
    registry = registry_of(ctx)
    asked = wanted(kontroll, options.year(argang))
    extensions = Extensions.of(registry)
    house_rules = house_rules_here() if asked.is_house_rule else ()
    found = Finder(registry, house_rules, extensions).find(asked)
    for note in found.notes:
        console.tell(note)
    if chosen == "json":
        stdout.write(as_json(found.explanation, sensitive=vis_sensitivt), for_people=False)
    else:
        render = RenderOptions(sensitive=vis_sensitivt, colour=console.has_colour(), width=console.width())
        stdout.write(text(found.explanation, render), for_people=True)
