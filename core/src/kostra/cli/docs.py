"""`kostra docs`: the requirement specification and the file description of a form in a year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import console, options, output, stdout
from kostra.cli.app import registry_of

if TYPE_CHECKING:
    from kostra.documentation.specification import Specification

_SUFFIXES: Mapping[str, str] = {"markdown": ".md", "html": ".html"}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("docs")(command)


def command(
    ctx: typer.Context,
    skjema: Annotated[str, typer.Argument(metavar="SKJEMA", help="Skjemaet, for eksempel 7.")],
    argang: Annotated[str, typer.Argument(metavar="ÅRGANG", help="Årgangen med fire sifre.")],
    ut: Annotated[
        str | None,
        typer.Option("--ut", metavar="MAPPE|FIL", help="Mappe for begge formatene, eller en fil (.md eller .html)."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="markdown eller html. Ellers etter filnavnet i --ut."),
    ] = None,
) -> None:
    """Lager kravspesifikasjonen og filbeskrivelsen til et skjema.

    Alle kontroller, felt, koder, avvik og frister, laget av reglene selv. HTML-siden er én fil.
    """
    year = options.year(argang)
    assert year is not None
    wanted = None if format_ is None else stdout.chosen(format_, tuple(_SUFFIXES))
    files = _files(ut, wanted, f"{skjema}-{argang}".lower())
    from kostra.documentation.edition import installed
    from kostra.documentation.specification import specify

    spec = specify(installed(registry_of(ctx), skjema, year))
    if files is None:
        stdout.write(_rendered(spec, wanted or "markdown"), for_people=False)
        return
    for path, name in files.items():
        output.may_be_written(path)
        output.write_other("Dokumentasjonen", path, _rendered(spec, name).encode("utf-8"))
        if path.is_file():
            path.chmod(_READABLE)
        console.tell(f"Skrevet: {path}")


_READABLE = 0o644
"""Whoever may read the folder may read the document: unlike a report it tells of nobody."""


def _files(ut: str | None, wanted: str | None, stem: str) -> Mapping[Path, str] | None:
    """Return what goes where, by path; None for stdout. ArgumentError when name and format do not go together."""
    if ut in (None, "-"):
        return None
    path = Path(str(ut))
    by_suffix = {suffix: name for name, suffix in _SUFFIXES.items()} | {".htm": "html", ".markdown": "markdown"}
    if path.is_dir() or not path.suffix:
        _make(path)
        return {path / f"{stem}{suffix}": name for name, suffix in _SUFFIXES.items() if wanted in (None, name)}
    name = wanted or by_suffix.get(path.suffix.lower())
    if name is None:
        raise ArgumentError(
            f"--ut: {path.name} slutter verken på .md eller .html; velg med --format, eller oppgi en mappe."
        )
    return {path: name}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise ArgumentError(f"--ut: mappen {folder.absolute().parent} finnes ikke.") from None
    except FileExistsError:
        raise ArgumentError(
            f"--ut: {folder} er en fil uten endelse; oppgi en mappe, eller en fil (.md eller .html)."
        ) from None
    except OSError:
        raise ArgumentError(f"--ut: mappen {folder} kan ikke lages.") from None


def _rendered(spec: Specification, name: str) -> str:
    if name == "html":
        from kostra.documentation.spec_html import html

        return html(spec)
    from kostra.documentation.spec_markdown import markdown

    return markdown(spec)
