"""Which plugins are installed, read from the metadata of the installed distributions; nothing is imported."""

from __future__ import annotations

from kostra.api.markers import PROJECT
from kostra.frozen import frozen
from kostra.plugins.distributions import EntryPoint, distributions

KINDS = ("skjema", "husregler", "funksjoner", "kodelister", "leser", "rapport", "etter", "kommando")
"""The first part of an entry point's name: what is inside."""

UNKNOWN = "ukjent pakke"


@frozen
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
        return self.entry_point.distribution.name or UNKNOWN

    @property
    def version(self) -> str:
        """Return the version of the distribution; empty when it states none."""
        return self.entry_point.distribution.version

    @property
    def module(self) -> str:
        """Return the module (or the object in a module) that is the plugin."""
        return self.entry_point.value


@frozen
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
    found: list[EntryPoint] = []
    broken: list[BrokenPlugin] = []
    for distribution in distributions():
        try:
            found += distribution.entry_points(PROJECT)
        except ValueError:
            reason = "listen over inngangspunkter (entry_points.txt) er ødelagt; installer pakken på nytt"
            broken.append(BrokenPlugin("?", distribution.name or UNKNOWN, "", reason))
    return found, broken
