"""`kostra mal`: an empty form to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import console, options, output
from kostra.cli.app import registry_of

if TYPE_CHECKING:
    from kostra.layout.model import Layout
    from kostra.plugins.manager import Registry

_CSV, _EXCEL = ".csv", ".xlsx"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("mal")(command)


def command(
    ctx: typer.Context,
    skjema: Annotated[
        str | None, typer.Option("--skjema", metavar="NAVN", help="Skjemaet det skal lages en mal for.")
    ] = None,
    argang: Annotated[
        str | None,
        typer.Option("--argang", "--årgang", metavar="ÅÅÅÅ", help="Årgangen. Ellers den nyeste som er installert."),
    ] = None,
    ut: Annotated[
        str | None,
        typer.Option("--ut", metavar="FIL", help="Filen malen skrives til, .xlsx eller .csv. Ellers CSV på skjermen."),
    ] = None,
    overskriv: Annotated[
        bool, typer.Option("--overskriv", help="Skriv over filen hvis den finnes.", show_default=False)
    ] = False,
) -> None:
    """Lager en tom mal av et skjema til å fylle ut.

    Malen har feltnavnene som overskrifter. I Excel er koder nedtrekkslister, og hvert felt er forklart.
    """
    registry = registry_of(ctx)
    year = options.year(argang)
    if skjema is None:
        from kostra.plugins.packs import listing

        installed = f" Installert: {listing(registry.packs())}." if registry.packs() else ""
        raise ArgumentError(f"Oppgi med --skjema hvilket skjema malen er for.{installed}")
    layout, newest = _layout(registry, skjema, year)
    path = None if ut in (None, "-") else Path(str(ut))
    if path is not None:
        _may_be_written(path, overwrite=overskriv)
    content = _template(layout, _CSV if path is None else path.suffix.lower(), to_file=path is not None)
    output.write_other("Malen", path, content)
    if newest:
        console.tell(f"Malen er for {layout.year}, den nyeste årgangen som er installert.")
    if path is not None:
        console.tell(f"Malen for skjema {layout.form} er skrevet til {path}. Kontroller den når den er fylt ut:")
        console.tell(f"  kostra check --skjema {layout.form} --argang {layout.year} {_quoted(path)}")
        if path.suffix.lower() == _CSV:
            console.tell("En Excel-mal (--ut med .xlsx) har også nedtrekkslister og forklaringer til feltene.")


def _layout(registry: Registry, form: str, year: int | None) -> tuple[Layout, bool]:
    """Return the layout of a table form, and whether its year was chosen because it is the newest.

    Raises NoSuchFormError and BrokenPackError as `Registry.load` does, and ArgumentError for a form that nobody fills
    in by hand.
    """
    from kostra.checking.rulebook import load_layout_of

    chosen = registry.years(form)[-1] if year is None else year
    layout = load_layout_of(registry.load(form, chosen).skjema)
    if layout.width is not None:
        raise ArgumentError(
            f"Skjema {layout.form} fylles ikke ut for hånd: det er en fil med {layout.width} tegn i hver linje, som "
            "hentes ut av fagsystemet. Derfor er det ingen mal for det. Filbeskrivelsen sier hva som skal stå hvor: "
            f"kostra docs {layout.form} {layout.year}"
        )
    return layout, year is None


def _may_be_written(path: Path, *, overwrite: bool) -> None:
    if path.suffix.lower() not in (_CSV, _EXCEL):
        raise ArgumentError(f"--ut: en mal er en Excel-fil (.xlsx) eller en CSV-fil (.csv), ikke «{path.name}».")
    output.may_be_written(path)
    if path.exists() and not overwrite:
        raise ArgumentError(
            f"--ut: {path} finnes fra før, og kan være fylt ut. Velg et annet navn, eller skriv over den med "
            "--overskriv."
        )


def _template(layout: Layout, suffix: str, *, to_file: bool) -> bytes:
    if suffix == _CSV:
        from kostra.layout.template import to_csv_template

        text = to_csv_template(layout)
        # Excel takes a CSV file for Windows-1252 unless a byte-order mark says otherwise.
        return text.encode("utf-8-sig" if to_file and not text.isascii() else "utf-8")
    try:
        from kostra.layout.template_workbook import to_workbook
    except ImportError as error:
        raise ArgumentError(
            'For å lage Excel-filer må openpyxl være installert: pip install "kostra[excel]". '
            "Eller lag malen som CSV, med --ut og et filnavn som slutter på .csv."
        ) from error
    return to_workbook(layout)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
