"""The rule book of a run: a pack's layout and compiled rule set, and the house rules that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from kostra.api.errors import BrokenPackError
from kostra.api.functions import PluginFunction
from kostra.api.skjema import Skjema
from kostra.checking.house_rules import HouseValues, collect
from kostra.checking.resources import read_source, resolver
from kostra.checking.store import Recorder, Resolve, Store
from kostra.diagnostics import DiagnosticError
from kostra.frozen import frozen
from kostra.language.program import Program
from kostra.layout.model import CodeList, Layout
from kostra.phrase import Phrase

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from kostra.language.compile import Compiled
    from kostra.plugins.manager import Registry
    from kostra.plugins.packs import LoadedPack


@frozen
class Extensions:
    """What plugins add to the rule language."""

    functions: tuple[PluginFunction, ...] = ()
    code_lists: tuple[CodeList, ...] = ()

    @classmethod
    def of(cls, registry: Registry) -> Extensions:
        """Return what the installed plugins add."""
        return cls(registry.functions(), registry.code_lists())


@frozen
class RuleBook:
    """A pack ready to run. `programs[0]` is the official rule set; `origins` names where each program came from."""

    skjema: Skjema
    package: str
    layout: Layout
    programs: tuple[Program, ...]
    origins: tuple[str, ...]
    extensions: Extensions
    notes: tuple[str, ...] = field(default=())


def folder_of(file: Traversable) -> Traversable | None:
    """Return the folder a resource stands in, when that can be told."""
    return file.parent if isinstance(file, Path) else None


def load_layout_of(skjema: Skjema, resolve: Resolve | None = None) -> Layout:
    """Return the layout of a pack; BrokenPackError with all diagnostics when it is faulty.

    `resolve` gives the code lists' files; without it they are looked for where the pack says.
    """
    from kostra.layout.loader import load_layout

    try:
        return load_layout(read_source(skjema.layout), resolve or resolver(_folders(skjema.layout, skjema.modules)))
    except DiagnosticError as faults:
        raise BrokenPackError(f"Filbeskrivelsen i {skjema.skjema} {skjema.argang} kan ikke brukes:\n{faults}") from None


def _folders(file: Traversable, modules: Sequence[Traversable]) -> list[Traversable]:
    own = folder_of(file)
    return [*([own] if own is not None else []), *modules]


def compile_file(
    file: Traversable,
    modules: Sequence[Traversable],
    skjema: Skjema,
    layout: Layout,
    extensions: Extensions,
    resolve: Resolve | None = None,
    *,
    house_values: HouseValues | None = None,
) -> Compiled | None:
    """Compile a rule file against a form's layout; None for house rules that are not for this form and year.

    `resolve` gives what the file names; without it that is looked for beside the file and in `modules`. `house_values`
    are values for the parameters of house rules. Raises DiagnosticError with every fault of the file.
    """
    from kostra.language.compile import compile_rules

    return compile_rules(
        read_source(file),
        layout,
        resolve or resolver(_folders(file, modules)),
        parameters={p.name: p.type for p in skjema.parameters},
        functions={f.name: f for f in extensions.functions},
        code_lists=extensions.code_lists,
        aliases=skjema.aliases,
        house_values=house_values,
    )


def compile_pack(skjema: Skjema, layout: Layout, extensions: Extensions, resolve: Resolve | None = None) -> Compiled:
    """Compile a pack's rule set, as `compile_file` does; BrokenPackError with all diagnostics when it is faulty."""
    try:
        compiled = compile_file(skjema.rules, skjema.modules, skjema, layout, extensions, resolve)
    except DiagnosticError as faults:
        raise BrokenPackError(f"Regelsettet {layout.form} {layout.year} kan ikke brukes:\n{faults}") from None
    if compiled is None or compiled.program.namespace:
        raise BrokenPackError(f"{skjema.rules.name} er husregler, ikke et regelsett.")
    return compiled


def load_rule_book(
    pack: LoadedPack,
    registry: Registry,
    house_files: Sequence[Path] = (),
    store: Store | None = None,
    house_values: HouseValues | None = None,
) -> RuleBook:
    """Compile a pack's rule set and the house rules for it, or fetch them compiled from the store.

    What comes from the store has no examples: they are for those who try the rules. `house_values` are values for the
    parameters of house rules, by their namespace.

    Raises BrokenPackError with all diagnostics when the pack's own files are faulty, ArgumentError when a house-rule
    file that the user named is. House rules of a plugin that are faulty harm nobody else: a note says so.
    """
    skjema = pack.skjema
    shelf = _Shelf(skjema, Extensions.of(registry), store or Store(None))
    programs = [shelf.official()]
    origins = [pack.distribution]
    notes = _lock_notes(skjema, programs[0])
    layout = programs[0].layout

    def compile_house(file: Traversable, modules: Sequence[Traversable]) -> Compiled | None:
        # Never stored: they are few, and depend on what the municipality has set.
        return compile_file(file, modules, skjema, layout, shelf.extensions, house_values=house_values)

    house = collect(compile_house, registry, skjema.skjema, skjema.argang, house_files, house_values or {})
    programs += house.programs
    origins += house.origins
    notes += house.notes
    package = f"{pack.distribution} {pack.version}"
    return RuleBook(skjema, package, layout, tuple(programs), tuple(origins), shelf.extensions, tuple(notes))


class _Shelf:
    """Compiled programs for one form and year: from the store where nothing has changed."""

    def __init__(self, skjema: Skjema, extensions: Extensions, store: Store) -> None:
        self.skjema = skjema
        self.extensions = extensions
        self.store = store

    def official(self) -> Program:
        def build() -> Program:
            return compile_pack(self.skjema, self._layout(recorder), self.extensions, recorder.of("regler")).program

        recorder = self._recorder(self.skjema.rules, self.skjema.modules)
        program = self.store.fetch(self._key(self.skjema.rules), recorder, build)
        assert program is not None
        return program

    def _recorder(self, rules: Traversable, modules: Sequence[Traversable]) -> Recorder:
        layout = resolver(_folders(self.skjema.layout, self.skjema.modules))
        return Recorder({"layout": layout, "regler": resolver(_folders(rules, modules))})

    def _layout(self, recorder: Recorder) -> Layout:
        return load_layout_of(self.skjema, recorder.of("layout"))

    def _key(self, rules: Traversable) -> list[str]:
        """Return everything that is known beforehand of what the compiled program depends on."""
        parts: list[str] = []
        for file in (self.skjema.layout, rules):
            source = read_source(file)
            parts += [source.name, source.text]
        parts += [f"{p.name} {p.type}" for p in self.skjema.parameters]
        parts += [f"{f.name} {f.arguments} {f.result}" for f in self.extensions.functions]
        parts += [f"{codes.name} {dict(codes.codes)}" for codes in self.extensions.code_lists]
        return parts


def _lock_notes(skjema: Skjema, program: Program) -> list[str]:
    """Return what to say when a closed year's rules are no longer what they were when it was closed."""
    from kostra.language.lock import drift

    if skjema.lock is None or not skjema.lock.is_file():
        return []
    found = drift(program, read_source(skjema.lock).text)
    if not found:
        return []
    note = Phrase(
        "Årgangen {argang} er lukket, men reglene er ikke de som ble lukket: {endret}. "
        "Trolig er kostra-rulesets nyere enn pakken.",
        argang=program.year,
        endret=found,
    )
    return [note]
