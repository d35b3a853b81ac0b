"""A setting: the form in a year that a file is seen against, with its layout as it is at the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from kostra.api.errors import BrokenPackError
from kostra.api.skjema import Skjema
from kostra.diagnostics import Diagnostic, DiagnosticError
from kostra.editor.documents import Documents
from kostra.editor.files import Files
from kostra.language.names import RUN_PARAMETERS
from kostra.language.program import ValueType
from kostra.layout.loader import load_layout
from kostra.layout.model import Layout


@dataclass(frozen=True, slots=True)
class LayoutNow:
    """A layout as it can be read now: `layout` is the last one that could be, `faults` what is wrong at the moment."""

    layout: Layout | None
    faults: tuple[Diagnostic, ...] = ()


class Layouts:
    """Layouts, each read again only when its text has changed."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._known: dict[str, tuple[str, LayoutNow]] = {}
        self._last_good: dict[str, Layout] = {}

    def forget(self) -> None:
        """Read everything again: code lists may have changed on disk."""
        self._known.clear()

    def read(self, file: Traversable, files: Files) -> LayoutNow:
        """Return a layout; BrokenPackError when there is no such file, or one that is not UTF-8."""
        source = self._documents.text(file).source
        key = str(file)
        known = self._known.get(key)
        if known is not None and known[0] == source.text:
            return known[1]
        try:
            now = LayoutNow(load_layout(source, files))
            self._last_good[key] = now.layout  # type: ignore[assignment]  # it was just read
        except DiagnosticError as error:
            now = LayoutNow(self._last_good.get(key), error.diagnostics)
        self._known[key] = source.text, now
        return now


@dataclass(frozen=True, slots=True)
class Setting:
    """A form in a year.

    `files` finds what the rules name, `layout_files` what the file description names. `layout_file` is None where there
    is no file description; it is read when somebody asks.
    """

    skjema: Skjema
    files: Files
    layout_file: Traversable | None
    layout_files: Files
    layouts: Layouts

    @property
    def name(self) -> str:
        """Return form and year."""
        return f"{self.skjema.skjema} {self.skjema.argang}"

    @property
    def key(self) -> tuple[str, int]:
        """Return form and year."""
        return self.skjema.skjema, self.skjema.argang

    def now(self) -> LayoutNow:
        """Return the layout with what is wrong with it; BrokenPackError when its file cannot be read."""
        if self.layout_file is None:
            return LayoutNow(None)
        return self.layouts.read(self.layout_file, self.layout_files)

    @property
    def layout(self) -> Layout | None:
        """Return the layout, None when there is none that can be used."""
        try:
            return self.now().layout
        except BrokenPackError:
            return None

    @property
    def parameters(self) -> Mapping[str, ValueType]:
        """Return the parameters of a run, by name, with their types."""
        return {**RUN_PARAMETERS, **{p.name: p.type for p in self.skjema.parameters}}
