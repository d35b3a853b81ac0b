"""`kostra skjema`: what is installed, and what is broken and why."""

from __future__ import annotations

import json
import sys
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from kostra.api.errors import ArgumentError
from kostra.cli import console, options
from kostra.cli.app import program, registry_of
from kostra.plugins.discovery import BrokenPlugin, PluginRef

if TYPE_CHECKING:
    from kostra.api.skjema import Deadlines
    from kostra.plugins.manager import Registry
    from kostra.plugins.packs import LoadedPack, PackRef

_UNKNOWN = "ikke kjent"
_DATES = (
    ("åpner", "opens", "apner"),
    ("frist", "due", "frist"),
    ("siste retting", "last_correction", "siste_retting"),
    ("foreløpige tall", "preliminary_figures", "forelopige_tall"),
    ("endelige tall", "final_figures", "endelige_tall"),
)
"""The dates of a season: their name for people, in `Deadlines`, and in JSON."""

_Good: TypeAlias = "list[tuple[PackRef, LoadedPack]]"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("skjema")(command)


def command(
    ctx: typer.Context,
    argang: Annotated[
        str | None, typer.Option("--argang", "--årgang", metavar="ÅÅÅÅ", help="Vis bare denne årgangen.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text eller json.", show_default=False)
    ] = "text",
) -> None:
    """Viser skjemaene som er installert.

    For hvert skjema vises årgangene med versjon og frister. Tillegg som ikke virker, vises med grunnen.
    """
    year = options.year(argang)
    renderers = {"text": _text, "json": _json}
    if format_ not in renderers:
        raise ArgumentError(f"Ukjent format «{format_}». Formatene er {', '.join(renderers)}.")
    registry = registry_of(ctx)
    good: _Good = []
    broken: list[BrokenPlugin] = []
    for pack, loaded in registry.every_pack():
        if isinstance(loaded, BrokenPlugin):
            broken.append(loaded)
        elif year in (None, pack.year):
            good.append((pack, loaded))
    registry.load_everything_else()
    broken += registry.problems
    others = [ref for ref in registry.refs if ref.kind != "skjema"]
    text = renderers[format_](registry, good, broken, others)
    with console.closed_quietly(sys.stdout):
        if format_ == "json":
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()


def _text(registry: Registry, good: _Good, broken: list[BrokenPlugin], others: list[PluginRef]) -> str:
    lines: list[str] = []
    for _, group in groupby(good, lambda each: each[1].skjema.skjema.upper()):
        years = list(group)
        newest = years[-1][1].skjema
        also = f" (også kalt {', '.join(newest.aliases)})" if newest.aliases else ""
        lines += [f"{newest.skjema}  {newest.title}{also}"]
        for pack, loaded in years:
            lines.append(f"  {pack.year}  {loaded.distribution} {loaded.version}".rstrip())
            lines.append(f"        {_deadlines(loaded.skjema.deadlines)}")
        lines.append("")
    if not good:
        lines += ["Ingen slike skjemaer er installert." if registry.packs() else "Ingen skjemaer er installert.", ""]
        if not registry.packs():
            lines[-1:] = ["Pakken «kostra» gir alle de offisielle: pip install kostra", ""]
    working = [ref for ref in others if ref.entry_point.name not in {b.name for b in broken}]
    if working:
        lines += ["Andre tillegg", *(f"  {r.entry_point.name}  {r.distribution} {r.version}".rstrip() for r in working)]
        lines.append("")
    if broken:
        lines += ["Virker ikke", *(f"  {plugin}" for plugin in broken), ""]
    return "\n".join(lines[:-1]) + "\n"


def _deadlines(deadlines: Deadlines) -> str:
    dates: list[tuple[str, date | None]] = [(label, getattr(deadlines, name)) for label, name, _ in _DATES]
    if all(day is None for _, day in dates):
        return f"frister {_UNKNOWN}"
    return ", ".join(f"{label} {day.strftime('%d.%m.%Y') if day else _UNKNOWN}" for label, day in dates)


def _json(registry: Registry, good: _Good, broken: list[BrokenPlugin], others: list[PluginRef]) -> str:
    content = {
        "skjemaversjon": 1,
        "program": program(),
        "skjemaer": [_entry(pack, loaded) for pack, loaded in good],
        "andre_tillegg": [
            {"navn": ref.entry_point.name, "pakke": ref.distribution, "versjon": ref.version} for ref in others
        ],
        "virker_ikke": [
            {"navn": b.name, "pakke": b.distribution, "modul": b.module, "grunn": b.reason} for b in broken
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _entry(pack: PackRef, loaded: LoadedPack) -> dict[str, Any]:
    skjema = loaded.skjema
    dates: dict[str, date | None] = {key: getattr(skjema.deadlines, name) for _, name, key in _DATES}
    return {
        "skjema": skjema.skjema,
        "argang": pack.year,
        "tittel": skjema.title,
        "ogsa_kalt": list(skjema.aliases),
        "pakke": loaded.distribution,
        "versjon": loaded.version,
        "frister": {key: day.isoformat() if day else None for key, day in dates.items()},
        "frister_kilde": skjema.deadlines.source,
        "valg": [{"valg": p.option, "type": p.type, "hjelp": p.help} for p in skjema.parameters],
    }
