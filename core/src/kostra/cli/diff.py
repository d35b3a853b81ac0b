"""`kostra diff`: what is different between two years, two packs, or two rule files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import options, output, stdout
from kostra.cli.app import program, registry_of

if TYPE_CHECKING:
    from kostra.documentation.edition import Edition
    from kostra.plugins.manager import Registry

_FORMATS = ("text", "markdown", "json")
_SUFFIXES = {".md": "markdown", ".json": "json"}
_USAGE = (
    "Oppgi skjema og to årganger, for eksempel «kostra diff SKJEMA ÅRGANG ÅRGANG», eller to mapper med hver sin "
    "skjemapakke, eller to regelfiler."
)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("diff")(command)


def command(
    ctx: typer.Context,
    hva: Annotated[
        list[str] | None,
        typer.Argument(metavar="SKJEMA FRA TIL", help="Skjema og to årganger, eller to mapper eller regelfiler."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, markdown eller json. Ellers etter filnavnet i --ut."),
    ] = None,
    ut: Annotated[str | None, typer.Option("--ut", metavar="FIL", help="Filen det skrives til.")] = None,
) -> None:
    """Viser hva som er endret mellom to årganger av et skjema.

    Felt, koder, kontroller, statistikk og frister. Også to mapper med hver sin skjemapakke, eller to regelfiler.
    """
    path = None if ut in (None, "-") else Path(str(ut))
    if path is not None:
        output.may_be_written(path, [Path(word) for word in hva or ()])
    suffix = "" if path is None else path.suffix.lower()
    chosen = stdout.chosen(format_ or _SUFFIXES.get(suffix, "text"), _FORMATS)
    registry = registry_of(ctx)
    old, new = _editions(registry, hva or [])
    from kostra.documentation.compare import compare
    from kostra.documentation.diff_json import as_json
    from kostra.documentation.diff_text import markdown, plain_text

    comparison = compare(old, new)
    if chosen == "json":
        text = as_json(comparison, program())
    else:
        text = plain_text(comparison) if chosen == "text" else markdown(comparison)
    if path is not None:
        output.write_other("Sammenligningen", path, text.encode("utf-8", "backslashreplace"))
    else:
        stdout.write(text, for_people=chosen == "text")


def _editions(registry: Registry, words: list[str]) -> tuple[Edition, Edition]:
    from kostra.documentation.edition import installed, of_path

    if len(words) == 3:
        form, *years = words
        first, second = (options.digits("Årgangen", word, 4) for word in years)
        return installed(registry, form, int(first or 0)), installed(registry, form, int(second or 0))
    if len(words) == 2:
        if not any(Path(word).exists() for word in words):
            raise ArgumentError(f"Verken {words[0]} eller {words[1]} finnes som fil eller mappe. {_USAGE}")
        old, new = (of_path(registry, Path(word)) for word in words)
        _check_same_kind(old, new)
        return old, new
    raise ArgumentError(_USAGE)


def _check_same_kind(old: Edition, new: Edition) -> None:
    """Raise ArgumentError for two things that have nothing to do with each other."""
    first, second = old.compiled.program, new.compiled.program
    if bool(first.namespace) != bool(second.namespace):
        raise ArgumentError("Et regelsett og husregler kan ikke sammenlignes.")
    if first.form.upper() != second.form.upper():
        raise ArgumentError(f"{old.origin} er for skjema {first.form}, {new.origin} for skjema {second.form}.")
