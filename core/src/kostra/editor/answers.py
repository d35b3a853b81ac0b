"""What the editor is answered, in offsets of the source; the server turns it into the protocol's own values."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from kostra.diagnostics import Source

ItemKind = Literal["felt", "kode", "funksjon", "nøkkelord", "navn", "modul", "kontroll", "parameter", "egenskap", "fil"]


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about the stretch from `start` to `end`."""

    start: int
    end: int
    markdown: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be written: `insert` is what is put in, `sought_by` what the user may type to find it."""

    label: str
    kind: ItemKind
    detail: str = ""
    documentation: str = ""
    insert: str = ""
    sought_by: str = ""

    @property
    def text(self) -> str:
        """Return what is put in."""
        return self.insert or self.label


@dataclass(frozen=True, slots=True)
class Completion:
    """What can stand instead of the stretch from `start` to `end`, the likeliest first."""

    start: int
    end: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """Where something is declared: a stretch of a file's source; `file` None is the document itself."""

    file: Traversable | None
    source: Source
    start: int
    end: int
