"""`kostra lint`: what is wrong with rule files, and what should be better before others rely on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kostra.cli import console, stdout
from kostra.cli.app import registry_of
from kostra.cli.pointing import TARGETS, pointed_at

if TYPE_CHECKING:
    from kostra.workbench.findings import Collected


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("lint")(command)


def command(
    ctx: typer.Context,
    maal: Annotated[list[str] | None, typer.Argument(metavar="[MÅL…]", help=TARGETS, show_default=False)] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, json eller github.", show_default=False)
    ] = "text",
    streng: Annotated[
        bool, typer.Option("--streng", help="Slutt med kode 1 også ved advarsler.", show_default=False)
    ] = False,
) -> None:
    """Leter etter feil i regelfiler og filbeskrivelser.

    Alle feil i alle filene vises i én kjøring, også eksempler som ikke gjør det de sier. Et skjema uten årgang er alle
    årgangene. En fil med husregler prøves mot hvert installert skjema og hver årgang den er for.

    Sluttkoder: 0 ingen feil (advarsler er lov uten --streng), 1 feil funnet, 2 noe kunne ikke undersøkes.
    """
    from kostra.workbench import lint_reports
    from kostra.workbench.linting import lint_all

    chosen = stdout.chosen(format_, tuple(lint_reports.FORMATS))
    pointed = pointed_at(registry_of(ctx), maal)
    collected = lint_all(pointed.subjects, pointed.house_rules, pointed.extensions)
    stdout.write(lint_reports.FORMATS[chosen](collected), for_people=chosen == "text")
    for trouble in collected.troubles:
        console.tell(f"Feil: {trouble}")
    raise typer.Exit(exit_code(collected, strict=streng))


def exit_code(collected: Collected, *, strict: bool) -> int:
    """Return 0 when all is well, 1 when there are faults (`strict`: or warnings), 2 when not all was looked into."""
    if collected.troubles:
        return 2
    return int(bool(collected.count("feil") or (strict and collected.count("advarsel"))))
