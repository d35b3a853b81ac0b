"""`kostra fmt`: rule files in the one form that all of them have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.api.errors import KostraError
from kostra.cli import console, output, stdout
from kostra.cli.app import registry_of
from kostra.cli.pointing import TARGETS, wanted

if TYPE_CHECKING:
    from kostra.workbench.formatting import Formatted


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("fmt")(command)


def command(
    ctx: typer.Context,
    maal: Annotated[list[str] | None, typer.Argument(metavar="[MÅL…]", help=TARGETS, show_default=False)] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Endre ingenting; si hvilke filer som ville blitt endret.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Endre ingenting; vis hva som ville blitt endret.")] = False,
) -> None:
    """Skriver regelfiler i den faste formen: innrykk, linjedeling, blanke linjer og anførselstegn.

    Bare utseendet endres, aldri det reglene sier, og kommentarene blir stående. Filer med skrivefeil røres ikke.
    Filbeskrivelser (.layout) røres heller ikke, for der ville kommentarene gått tapt.

    Sluttkoder: 0 i orden, 1 noe ville blitt endret (med --check eller --diff), 2 en fil kunne ikke formateres.
    """
    from kostra.workbench.formatting import rule_files

    files, layouts = rule_files(wanted(registry_of(ctx), maal))
    for layout in layouts:
        console.tell(f"{layout} er en filbeskrivelse og er ikke rørt.")
    only_look = check or diff
    changed = intact = failed = 0
    for file in files:
        try:
            one = _formatted(file)
            if one.changes and not only_look:
                _write(one)
        except KostraError as error:
            console.tell(f"Feil: {error}")
            failed += 1
            continue
        if one.changes:
            changed += 1
            _show(one, only_look=only_look, diff=diff)
        else:
            intact += 1
    summary = _sum(changed, intact, failed, only_look=only_look)
    if diff:  # stdout is the difference and nothing else
        console.tell(summary)
    else:
        stdout.write(f"{summary}\n", for_people=True)
    raise typer.Exit(2 if failed else int(only_look and changed > 0))


def _formatted(file: Path) -> Formatted:
    from kostra.workbench.formatting import formatted
    from kostra.workbench.places import shown_path

    one = formatted(file)
    if one.after is None:
        faults = "\n".join(fault.render() for fault in one.faults)
        raise KostraError(f"{shown_path(file)} har skrivefeil og er ikke rørt.\n{faults}")
    return one


def _write(one: Formatted) -> None:
    assert one.after is not None
    output.write_other("Regelfilen", one.file, one.after.encode())


def _show(one: Formatted, *, only_look: bool, diff: bool) -> None:
    from kostra.masking import mask_text
    from kostra.reports.visible import visible
    from kostra.workbench.places import shown_path

    if diff:
        lines = (mask_text(line.rstrip("\n")) for line in one.diff())
        stdout.write("".join(f"{visible(line)}\n" for line in lines), for_people=True)
    else:
        stdout.write(f"{'Ville blitt endret' if only_look else 'Endret'}: {shown_path(one.file)}\n", for_people=True)


def _sum(changed: int, intact: int, failed: int, *, only_look: bool) -> str:
    from kostra.reports.wording import counted, joined

    counts = (
        (changed, "ville blitt endret" if only_look else "er endret"),
        (intact, "er i orden"),
        (failed, "er ikke rørt"),
    )
    parts = [f"{counted(number, 'fil', 'filer')} {what}" for number, what in counts if number]
    return f"{joined(parts) or 'Ingen filer'}."
