"""The installed packs, a form in a year each, and finding the one that is asked for by the name people use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kostra.api.errors import BrokenPackError, NoSuchFormError
from kostra.api.skjema import Skjema
from kostra.frozen import frozen
from kostra.plugins.discovery import BrokenPlugin, PluginRef
from kostra.plugins.loading import LoadedPlugin, Plugins, failure

_NAME = re.compile(r"(?P<form>.+)-(?P<year>[0-9]{4})")


@frozen
class PackRef:
    """An installed pack that is not imported yet.

    A form that goes by several names has an entry point for each, all with the same module: the shortest name becomes
    `form`, the others `aliases`.
    """

    form: str
    year: int
    plugin: PluginRef
    aliases: tuple[str, ...] = ()

    @property
    def distribution(self) -> str:
        """Return the name of the distribution that brought the pack."""
        return self.plugin.distribution

    @property
    def version(self) -> str:
        """Return the version of that distribution."""
        return self.plugin.version

    def is_called(self, form: str) -> bool:
        """Return whether `form` is a name of the pack's form, in capitals or not."""
        return form.strip().casefold() in (name.casefold() for name in (self.form, *self.aliases))


@frozen
class LoadedPack:
    """A pack that is imported: what it registers, and the distribution it came from."""

    skjema: Skjema
    distribution: str
    version: str


def packs_of(plugins: Iterable[PluginRef]) -> tuple[tuple[PackRef, ...], tuple[BrokenPlugin, ...]]:
    """Return the packs among the plugins, forms in natural order and years ascending, and those with a useless name."""
    packs: list[PackRef] = []
    broken: list[BrokenPlugin] = []
    for plugin in sorted((p for p in plugins if p.kind == "skjema"), key=lambda p: (len(p.name), p.name)):
        match = _NAME.fullmatch(plugin.name)
        if match is None:
            broken.append(failure(plugin, "navnet skal være skjema-<skjema>-<årgang>, årgangen med fire sifre").broken)
            continue
        form, year = match["form"], int(match["year"])
        for index, pack in enumerate(packs):
            if (pack.plugin.module, pack.year) == (plugin.module, year) and not pack.is_called(form):
                packs[index] = replace(pack, aliases=(*pack.aliases, form))
                break
        else:
            packs.append(PackRef(form, year, plugin))
    return tuple(sorted(packs, key=lambda p: (natural(p.form), p.year))), tuple(broken)


def named(packs: Iterable[PackRef], form: str) -> tuple[PackRef, ...]:
    """Return the packs of a form, by any name that their entry points give it."""
    return tuple(pack for pack in packs if pack.is_called(form))


def only_one(packs: Sequence[PackRef], form: str) -> PackRef:
    """Return the only pack of a form in a year; BrokenPackError when several distributions offer it."""
    if len(packs) > 1:
        origins = " og ".join(sorted({f"{p.distribution} (modul {p.plugin.module})" for p in packs}))
        raise BrokenPackError(
            f"Skjema {form} for {packs[0].year} finnes i flere pakker: {origins}. Avinstaller alle unntatt én."
        )
    return packs[0]


def load_pack(plugins: Plugins, pack: PackRef) -> LoadedPack:
    """Import a pack and ask it for its form; raises `PluginFailure` when it does not answer as a pack should."""
    loaded = plugins.load(pack.plugin)
    skjema = _answer(plugins, loaded, pack.plugin)
    names = [skjema.skjema, *skjema.aliases]
    if skjema.argang != pack.year or not any(pack.is_called(str(name)) for name in names):
        raise failure(
            pack.plugin,
            f"pakken sier at den er skjema {skjema.skjema} for {skjema.argang}, men inngangspunktet sier "
            f"skjema {pack.form} for {pack.year}",
        )
    return LoadedPack(skjema, pack.distribution, pack.version)


def _answer(plugins: Plugins, loaded: LoadedPlugin, ref: PluginRef) -> Skjema:
    answers = plugins.call(loaded, "kostra_skjema")
    if not answers:
        raise failure(ref, "kroken kostra_skjema mangler eller ga ingenting")
    if not isinstance(answers[0], Skjema):
        raise failure(ref, f"kroken kostra_skjema ga {type(answers[0]).__name__}, ikke et Skjema")
    return answers[0]


def no_such_form(form: str, packs: Sequence[PackRef]) -> NoSuchFormError:
    """Return the error for a form that no installed pack is for."""
    if not packs:
        return NoSuchFormError(
            f"Skjema {form} er ikke installert, og heller ingen andre skjemaer. "
            "Pakken «kostra» gir alle de offisielle: pip install kostra"
        )
    from kostra.diagnostics import closest

    names = [name for pack in packs for name in (pack.form, *pack.aliases)]
    suggestion = closest(form, names)
    hint = f" Mente du {suggestion}?" if suggestion else ""
    return NoSuchFormError(f"Skjema {form} er ikke installert.{hint} Installert: {listing(packs)}.")


def no_such_year(form: str, year: int, packs: Sequence[PackRef]) -> NoSuchFormError:
    """Return the error for a year in which an installed form is missing."""
    return NoSuchFormError(f"{form} finnes for {ranges(p.year for p in packs)}, ikke {year}.")


def listing(packs: Iterable[PackRef]) -> str:
    """Return the forms with their years, each run of years as one range."""
    years: dict[str, list[int]] = {}
    for pack in packs:
        years.setdefault(pack.form, []).append(pack.year)
    return ", ".join(f"{form} ({ranges(years[form])})" for form in sorted(years, key=natural))


def ranges(years: Iterable[int]) -> str:
    """Return years as people write them: a run as first and last with a dash, the runs with commas."""
    parts: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if parts and parts[-1][1] == year - 1:
            parts[-1] = parts[-1][0], year
        else:
            parts.append((year, year))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)


def natural(form: str) -> tuple[float, str]:
    """Return the key that sorts forms as people do: by number, then by letter, and last those without a number."""
    digits = re.match(r"[0-9]*", form)
    number = digits[0] if digits else ""
    return (float(number) if number else float("inf"), form.casefold())
