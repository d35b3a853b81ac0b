"""A rule file compiled against a layout, with every fault placed in the file it is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable

from kostra.api.skjema import Skjema
from kostra.checking.house_rules import HouseValues
from kostra.checking.resources import read_source
from kostra.checking.rulebook import Extensions, compile_file, folder_of
from kostra.diagnostics import Diagnostic, DiagnosticError
from kostra.language.compile import Compiled
from kostra.layout.loader import load_layout
from kostra.layout.model import Layout
from kostra.workbench.places import shown_path
from kostra.workbench.shelves import Shelves


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of compiling a rule file against a form in a year.

    `compiled` is None where `faults` say why, and for house rules that are not for this form and year. `files` gives
    the path of a file, as shown to the user, by the name that spans have. `house_values` are the values that the
    settings beside house rules give their parameters, by namespace.
    """

    skjema: Skjema
    compiled: Compiled | None
    faults: tuple[Diagnostic, ...]
    files: Mapping[str, str]
    house_values: HouseValues = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return form and year."""
        return f"{self.skjema.skjema} {self.skjema.argang}"

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a diagnostic whose file is the path that the user knows."""
        return placed(diagnostic, self.files)


def placed(diagnostic: Diagnostic, files: Mapping[str, str]) -> Diagnostic:
    """Return a diagnostic whose file is the path that the user knows."""
    file = diagnostic.span.file
    return replace(diagnostic, span=replace(diagnostic.span, file=files.get(file, file)))


def read_layout(file: Traversable, folders: Sequence[Traversable]) -> Layout:
    """Return a layout; DiagnosticError with its faults, BrokenPackError when it cannot be read."""
    return load_layout(read_source(file), Shelves(folders))


def compile_pack(skjema: Skjema, extensions: Extensions) -> Attempt:
    """Compile the rule set of a form; BrokenPackError when a file is missing or is not UTF-8."""
    return compile_against(skjema.rules, skjema.modules, skjema, extensions)


def compile_against(
    rules: Traversable,
    modules: Sequence[Traversable],
    skjema: Skjema,
    extensions: Extensions,
    house_values: HouseValues | None = None,
) -> Attempt:
    """Compile a rule file, with the folders of its modules, against the layout of a form.

    `house_values` are values for the parameters of house rules, by namespace. Raises BrokenPackError when a file is
    missing or is not UTF-8.
    """
    shelves = Shelves(_beside(rules, modules))
    values = house_values or {}
    files = {skjema.layout.name: shown_path(skjema.layout), rules.name: shown_path(rules)}
    compiled: Compiled | None = None
    faults: tuple[Diagnostic, ...] = ()
    try:
        layout = read_layout(skjema.layout, _beside(skjema.layout, skjema.modules))
        compiled = compile_file(rules, modules, skjema, layout, extensions, shelves, house_values=values)
    except DiagnosticError as found:
        faults = found.diagnostics
    files |= {name: shown_path(file) for name, file in shelves.found.items()}
    return Attempt(skjema, compiled, tuple(placed(fault, files) for fault in faults), files, values)


def _beside(file: Traversable, modules: Sequence[Traversable]) -> list[Traversable]:
    own = folder_of(file)
    return [*([] if own is None else [own]), *modules]
