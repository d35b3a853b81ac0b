"""Files of house rules, compiled against every installed form and year that they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from kostra.api.errors import BrokenPackError
from kostra.api.skjema import RuleSource, Skjema
from kostra.checking.house_rules import HouseValues
from kostra.checking.resources import read_source
from kostra.checking.rulebook import Extensions
from kostra.configuration.reading import house_values_beside
from kostra.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from kostra.language import syntax
from kostra.language.parser import parse_recovering
from kostra.language.written.mentions import names_in
from kostra.plugins.manager import Registry
from kostra.workbench.compiled import Attempt, compile_against
from kostra.workbench.findings import in_words
from kostra.workbench.installed import Installed

_WORD = re.compile(r"\w+")


class HouseRules:
    """The house rules that can be looked at: files, and what plugins bring."""

    def __init__(self, registry: Registry, installed: Installed, extensions: Extensions) -> None:
        self._registry = registry
        self._installed = installed
        self._extensions = extensions

    def attempts(self, file: Traversable) -> Iterator[Attempt]:
        """Yield a file of house rules compiled against each installed form and year that it is for."""
        tree, _ = parse_recovering(read_source(file))
        if tree is None or not isinstance(tree.header, syntax.HouseHeader):
            return
        forms = {target.form.upper() for target in tree.header.targets}
        for skjema in self._installed.forms:
            if forms.intersection(name.upper() for name in (skjema.skjema, *skjema.aliases)):
                attempt = self.attempt(file, self._modules(skjema, file), skjema)
                if attempt.compiled is not None or attempt.faults:
                    yield attempt

    def attempt(self, file: Traversable, modules: Sequence[Traversable], skjema: Skjema) -> Attempt:
        """Return a file of house rules compiled against a form, with the values that the settings beside it give."""
        return compile_against(file, modules, skjema, self._extensions, _values(file))

    def brought(self, skjema: Skjema) -> tuple[RuleSource, ...]:
        """Return the house rules that plugins bring for a form in a year."""
        return tuple(rules.source for rules in self._registry.house_rules(skjema.skjema, skjema.argang))

    def _modules(self, skjema: Skjema, file: Traversable) -> Sequence[Traversable]:
        return next((source.modules for source in self.brought(skjema) if _same(source.rules, file)), ())


def absent_everywhere(attempts: Sequence[Attempt]) -> Iterator[Diagnostic]:
    """Yield a warning for each field of house rules that none of the forms and years has.

    A field that some years lack is nothing to warn of: there the control is not run, and says so.
    """
    compiled = [attempt.compiled for attempt in attempts if attempt.compiled is not None]
    if not compiled or len(compiled) < len(attempts):
        return
    programs = [one.program for one in compiled]
    tree, source = compiled[0].trees[0], compiled[0].sources[0]
    known = [name for program in programs for name in program.layout.by_name]
    declared = {getattr(item, "name", "") for item in tree.items}
    where = in_words([(program.form, program.year) for program in programs])
    for item in tree.items:
        if not isinstance(item, syntax.Control):
            continue
        reasons = [c.not_run for program in programs for c in program.controls if c.span == item.span]
        absent = set.intersection(*(set(_WORD.findall(reason)) for reason in reasons)) if all(reasons) else set()
        seen: set[str] = set()
        for name in names_in(item):
            if name.name in absent and name.name not in (*known, *declared, *seen):
                seen.add(name.name)
                yield attempts[0].placed(
                    Diagnostic(
                        "felt-finnes-ikke",
                        f"Feltet {name.name} finnes ikke i {where}, så kontroll {item.id} blir aldri kjørt.",
                        name.span,
                        source.line(name.span.line),
                        hint=did_you_mean(name.name, known),
                        level="advarsel",
                        control=item.id,
                    )
                )


def _values(file: Traversable) -> HouseValues:
    """Return what the settings beside a file give parameters; BrokenPackError when they cannot be used."""
    try:
        return house_values_beside(file)
    except DiagnosticError as faults:
        raise BrokenPackError(f"Innstillingene ved siden av {file.name} kan ikke brukes:\n{faults}") from None


def _same(file: Traversable, other: Traversable) -> bool:
    if isinstance(file, Path) and isinstance(other, Path):
        return file.resolve() == other.resolve()
    return file == other
