"""What is installed, read from the metadata folders on Python's search path; nothing is imported.

`importlib.metadata` knows the same, but brings an e-mail parser, sockets and archives along, which takes longer than
checking a small file. It is asked where a place on the path is no folder, or where packages come from an importer of
its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.machinery import PathFinder

from kostra.frozen import frozen

_METADATA = (".dist-info", ".egg-info")


@frozen
class Distribution:
    """An installed distribution; `read` gives the text of one of its metadata files, None when there is none."""

    read: Callable[[str], str | None]

    @property
    def name(self) -> str:
        """Return the name; empty when the metadata cannot be read."""
        return self._line("Name")

    @property
    def version(self) -> str:
        """Return the version; empty when the metadata does not state one."""
        return self._line("Version")

    def entry_points(self, group: str) -> list[EntryPoint]:
        """Return the entry points of a group; ValueError when the list of them is damaged."""
        text = self.read("entry_points.txt") or ""
        found: list[EntryPoint] = []
        section = ""
        for line in map(str.strip, text.splitlines() if f"[{group}]" in text else ()):
            if line.startswith("[") and line.endswith("]"):
                section = line[1:-1]
            elif section == group and line and not line.startswith("#"):
                name, equals, value = map(str.strip, line.partition("="))
                if not (name and equals and value):
                    raise ValueError("a line names nothing")
                found.append(EntryPoint(name, value, self))
        return found

    def _line(self, key: str) -> str:
        try:
            text = self.read("METADATA") or self.read("PKG-INFO") or ""
        except (OSError, ValueError):
            return ""
        for line in text.splitlines():
            if not line.strip():  # the description follows
                break
            found, _, value = line.partition(":")
            if found.strip().casefold() == key.casefold():
                return value.strip()
        return ""


@frozen
class EntryPoint:
    """A name that a distribution offers: `value` is a module, or an object in one (`module:object`)."""

    name: str
    value: str
    distribution: Distribution

    def load(self) -> object:
        """Import what the entry point stands for; whatever the import raises gets through."""
        module, _, path = self.value.partition("[")[0].partition(":")
        found: object = import_module(module.strip())
        for attribute in filter(None, path.strip().split(".")):
            found = getattr(found, attribute)
        return found


def distributions(path: Sequence[str] | None = None) -> Iterator[Distribution]:
    """Yield each distribution once, the one that Python itself would find; `path` is its search path when not given."""
    seen: set[str] = set()
    for name, distribution in _on_path(path):
        key = _normal(name)
        if not key or key not in seen:
            seen.add(key)
            yield distribution


def version_of(name: str) -> str:
    """Return the version of a distribution; `importlib.metadata.PackageNotFoundError` when it is not installed."""
    for found, distribution in _on_path(None):
        if _normal(found) == _normal(name) and distribution.version:
            return distribution.version
    from importlib.metadata import version

    return version(name)


def _on_path(path: Sequence[str] | None) -> Iterator[tuple[str, Distribution]]:
    """Yield the distributions at the places of the search path, and their names."""
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    if path is None and finders != [PathFinder]:
        yield from _asked_of_python()
        return
    for place in sys.path if path is None else path:
        try:
            with os.scandir(place or ".") as entries:
                found = sorted(entry.name for entry in entries if entry.name.endswith(_METADATA))
        except NotADirectoryError:
            yield from _asked_of_python(place)
            continue
        except OSError:
            continue
        for info in found:
            yield info.rpartition(".")[0].partition("-")[0], Distribution(_reader(os.path.join(place or ".", info)))


def _reader(folder: str) -> Callable[[str], str | None]:
    def read(name: str) -> str | None:
        # What is damaged elsewhere in a file must not hide the lines that matter here.
        with suppress(OSError), open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            return file.read()
        return None

    return read


def _asked_of_python(place: str | None = None) -> Iterator[tuple[str, Distribution]]:
    from importlib import metadata

    for one in metadata.distributions() if place is None else metadata.distributions(path=[place]):
        distribution = Distribution(one.read_text)
        yield distribution.name, distribution


def _normal(name: str) -> str:
    return name.casefold().replace("-", "_").replace(".", "_")
