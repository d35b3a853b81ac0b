"""Which plugins are installed, read from the metadata of the installed distributions; nothing is imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points

from kostra.api.markers import PROJECT

KINDS = ("skjema", "husregler", "funksjoner", "kodelister", "leser", "rapport", "etter", "kommando")
"""The first part of an entry point's name: what is inside."""

UNKNOWN = "ukjent pakke"


@dataclass(frozen=True, slots=True)
class PluginRef:
    """An installed plugin that is not imported yet.

    `kind` (one of `KINDS`) and `name` are the two parts of the entry point's name: «rapport» and «pdf» for
    `rapport-pdf`.
    """

    kind: str
    name: str
    entry_point: EntryPoint

    @property
    def distribution(self) -> str:
        """Return the name of the distribution that brought the plugin."""
        return _of(self.entry_point.dist, "Name") or UNKNOWN

    @property
    def version(self) -> str:
        """Return the version of the distribution; empty when it states none."""
        return _of(self.entry_point.dist, "Version")

    @property
    def module(self) -> str:
        """Return the module (or the object in a module) that is the plugin."""
        return self.entry_point.value


@dataclass(frozen=True, slots=True)
class BrokenPlugin:
    """A plugin that is installed but cannot be used, and why."""

    name: str
    distribution: str
    module: str
    reason: str

    def __str__(self) -> str:
        origin = f"{self.distribution}, modul {self.module}" if self.module else self.distribution
        return f"«{self.name}» ({origin}): {self.reason}"


def installed() -> tuple[tuple[PluginRef, ...], tuple[BrokenPlugin, ...]]:
    """Return the installed plugins in the order of their names, and those whose names say nothing that is known."""
    found, broken = _entry_points()
    refs: list[PluginRef] = []
    for entry_point in sorted(found, key=lambda e: (e.name, e.value)):
        kind, _, name = entry_point.name.partition("-")
        ref = PluginRef(kind, name, entry_point)
        if kind in KINDS and name:
            refs.append(ref)
        else:
            known = ", ".join(f"{k}-…" for k in KINDS)
            reason = f"navnet på inngangspunktet sier ikke hva tillegget er; det skal begynne med ett av {known}"
            broken.append(BrokenPlugin(entry_point.name, ref.distribution, ref.module, reason))
    return tuple(refs), tuple(broken)


def _entry_points() -> tuple[list[EntryPoint], list[BrokenPlugin]]:
    try:
        return list(entry_points(group=PROJECT)), []
    except Exception:
        # One distribution with damaged metadata, whoever's it is, makes the call above fail for all of them.
        return _entry_points_one_by_one()


def _entry_points_one_by_one() -> tuple[list[EntryPoint], list[BrokenPlugin]]:
    found: list[EntryPoint] = []
    broken: list[BrokenPlugin] = []
    for distribution, name in _unique_distributions():
        try:
            found += distribution.entry_points.select(group=PROJECT)
        except Exception:
            if _mentions_us(distribution):
                reason = "listen over inngangspunkter (entry_points.txt) er ødelagt; installer pakken på nytt"
                broken.append(BrokenPlugin("?", name or UNKNOWN, "", reason))
    return found, broken


def _unique_distributions() -> Iterator[tuple[Distribution, str]]:
    """Yield each distribution once, the one that Python itself would find, with its name."""
    seen: set[str] = set()
    for distribution in distributions():
        name = _of(distribution, "Name")
        key = name.casefold().replace("_", "-").replace(".", "-")
        if not key or key not in seen:
            seen.add(key)
            yield distribution, name


def _mentions_us(distribution: Distribution) -> bool:
    try:
        return f"[{PROJECT}]" in (distribution.read_text("entry_points.txt") or "")
    except Exception:
        return False


def _of(distribution: Distribution | None, key: str) -> str:
    """Return a line of a distribution's metadata; empty when it cannot be read."""
    try:
        return str((distribution.metadata[key] if distribution else "") or "")
    except Exception:
        return ""
