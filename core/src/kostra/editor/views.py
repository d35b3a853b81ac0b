"""A rule file as the editor's questions need it: its names, and the layouts, modules and tables behind them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import pairwise

from kostra.api.errors import BrokenPackError
from kostra.api.functions import PluginFunction
from kostra.api.skjema import Parameter, Skjema
from kostra.diagnostics import Source
from kostra.editor.declarations import Declared, control_in, inside, name_in, statistic_in
from kostra.editor.documents import Document
from kostra.editor.files import Files
from kostra.editor.project import Project
from kostra.editor.settings import Setting
from kostra.editor.subjects import set_names
from kostra.language.names import THE_FIELD
from kostra.language.parser_pieces import Piece, pieces
from kostra.language.program import ValueType
from kostra.language.tables import TableError, read_rows
from kostra.layout.model import CodeList, Field
from kostra.workbench.targets import RULES


class RuleView:
    """A rule file and what it is seen against, worked out as far as somebody asks."""

    def __init__(self, document: Document, project: Project) -> None:
        self.source: Source = document.source
        self._document = document
        self._project = project

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """The forms and years, the newest first."""
        return self._project.settings(self._document)

    @cached_property
    def functions(self) -> Mapping[str, PluginFunction]:
        """The functions of plugins."""
        return {function.name: function for function in self._project.extensions.functions}

    @property
    def forms(self) -> tuple[Skjema, ...]:
        """Return every installed form and year."""
        return self._project.forms

    # ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def field(self, name: str) -> tuple[Field, Setting] | None:
        """Return a field as the newest layout has it that has it at all, and where."""
        for setting in self.settings:
            layout = setting.layout
            if layout is not None and name in layout.by_name:
                return layout.by_name[name], setting
        return None

    def fields(self) -> Iterator[Field]:
        """Yield the fields of all layouts by name, each once, as the newest has it."""
        known: set[str] = set()
        for setting in self.settings:
            for field in setting.layout.fields if setting.layout is not None else ():
                if field.name not in known:
                    known.add(field.name)
                    yield field

    def meant_by(self, name: str, item: tuple[Piece, ...]) -> tuple[Field, Setting] | None:
        """Return the field that a name stands for or, for a group or a name of a set, the first of its fields."""
        for _ in range(4):  # a name of a set, a group, a field; what goes round in a circle means nothing
            found = self.field(name)
            if found is not None:
                return found
            declared = name_in(self.source, name)
            following = set_names(item).get(name, "")
            if declared is not None and declared.keyword == "feltgruppe":
                words = pieces(declared.text, 0, len(declared.text))
                following = next((b.text for a, b in pairwise(words) if a.text == "="), "")
            if not following or following == THE_FIELD:
                return None
            name = following
        return None

    # ── Lists and tables ─────────────────────────────────────────────────────────────────────────────────────────────

    def code_list(self, name: str) -> tuple[CodeList, Setting] | None:
        """Return a code list of a layout, and where."""
        for setting in self.settings:
            layout = setting.layout
            if layout is not None and name in layout.code_lists:
                return layout.code_lists[name], setting
        return None

    def code_lists(self) -> Iterator[CodeList]:
        """Yield the code lists of the layouts and of plugins, each once."""
        known: set[str] = set()
        layouts = [setting.layout for setting in self.settings]
        lists = [codes for layout in layouts if layout is not None for codes in layout.code_lists.values()]
        for codes in [*lists, *self._project.extensions.code_lists]:
            if codes.name not in known:
                known.add(codes.name)
                yield codes

    def columns(self, item: str) -> list[str]:
        """Return the columns of the CSV file that the text of an item names after `fra`."""
        words = pieces(item, 0, len(item))
        named = [b for a, b in pairwise(words) if a.text == "fra" and b.is_text]
        file = self.find(inside(named[0])) if named else None
        source = None if file is None else self.text_of(file)
        try:
            return [] if source is None else read_rows(source.text)[0]
        except (TableError, csv.Error):
            return []

    # ── Modules ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _files(self) -> Files:
        return self.settings[0].files if self.settings else self._project.files(self._document)

    def find(self, name: str) -> Traversable | None:
        """Return a file that the rules name."""
        return self._files.find(name)

    def files_ending_in(self, suffix: str) -> list[str]:
        """Return the names of the files that the rules can name and that end so."""
        return self._files.ending_in(suffix)

    def module(self, name: str) -> tuple[Source, Traversable] | None:
        """Return a module."""
        file = self.find(f"{name}{RULES}")
        source = None if file is None else self.text_of(file)
        return None if file is None or source is None else (source, file)

    def modules(self) -> Iterator[tuple[str, Source]]:
        """Yield the modules that can be taken in use, by name."""
        for name in self.files_ending_in(RULES):
            found = self.module(name.removesuffix(RULES))
            if found is not None and found[0].name != self.source.name:
                yield name.removesuffix(RULES), found[0]

    def in_module(self, module: str, name: str) -> tuple[Declared, Source, Traversable] | None:
        """Return a control, statistic or parameter of a module."""
        found = self.module(module)
        if found is None:
            return None
        source, file = found
        declared = control_in(source, name) or name_in(source, name) or statistic_in(source, name)
        return None if declared is None else (declared, source, file)

    # ── Parameters of the run ────────────────────────────────────────────────────────────────────────────────────────

    def parameters(self) -> dict[str, tuple[ValueType, Parameter | None]]:
        """Return the parameters of a run, by name without the dollar sign, as the packs declare them."""
        found: dict[str, tuple[ValueType, Parameter | None]] = {}
        for setting in self.settings:
            own = {parameter.name: parameter for parameter in setting.skjema.parameters}
            for name, kind in setting.parameters.items():
                found.setdefault(name, (kind, own.get(name)))
        return found

    def text_of(self, file: Traversable) -> Source | None:
        """Return the text of a file, None when it cannot be read."""
        try:
            return self._project.documents.text(file).source
        except BrokenPackError:
            return None
