"""`kostra test`: runs every example of every control, and the example files of packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kostra.cli import console, stdout
from kostra.cli.app import registry_of
from kostra.cli.pointing import TARGETS, pointed_at

if TYPE_CHECKING:
    from kostra.workbench.trials import Trials


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("test")(command)


def command(
    ctx: typer.Context,
    maal: Annotated[list[str] | None, typer.Argument(metavar="[MÅL…]", help=TARGETS, show_default=False)] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, json eller github.", show_default=False)
    ] = "text",
) -> None:
    """Prøver eksemplene: det som står etter «godta» og «avvis» i kontrollene, og eksempelfilene i pakken.

    Sier også hvilke kontroller som mangler eksempler. En modul prøves i hvert installert regelsett som bruker den,
    husregler i hvert skjema og hver årgang de er for.

    Sluttkoder: 0 alt stemmer, 1 noe stemmer ikke, 2 noe kunne ikke prøves.
    """
    from kostra.workbench import trial_reports
    from kostra.workbench.trials import try_all

    chosen = stdout.chosen(format_, tuple(trial_reports.FORMATS))
    pointed = pointed_at(registry_of(ctx), maal)
    trials = try_all(pointed.subjects, pointed.installed, pointed.house_rules, pointed.extensions)
    stdout.write(trial_reports.FORMATS[chosen](trials), for_people=chosen == "text")
    for trouble in trials.wrong.troubles:
        console.tell(f"Feil: {trouble}")
    raise typer.Exit(exit_code(trials))


def exit_code(trials: Trials) -> int:
    """Return 0 when all is well, 1 when an example is wrong or missing, 2 when something could not be tried."""
    if trials.wrong.troubles:
        return 2
    return int(not all(trial.in_order for trial in trials.trials))
