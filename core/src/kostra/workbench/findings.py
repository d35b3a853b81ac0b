"""What the lint says, collected over many rule sets: each fault once, with the rule sets that it showed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kostra.diagnostics import Diagnostic, Span
from kostra.plugins.packs import natural, ranges


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and the rule sets (form, year) it showed in; none when it is there whatever uses the file."""

    diagnostic: Diagnostic
    rule_sets: tuple[tuple[str, int], ...] = ()

    @property
    def where(self) -> str:
        """Return the rule sets in words, runs of years as ranges."""
        return in_words(self.rule_sets)


@dataclass
class Collected:
    """The faults found so far, what was looked into (rule sets, and other files in words), and what could not be."""

    rule_sets: list[tuple[str, int]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    _found: dict[tuple[str, str, Span], tuple[Diagnostic, list[tuple[str, int]]]] = field(default_factory=dict)

    def add(self, diagnostics: Iterable[Diagnostic], rule_set: tuple[str, int] | None = None) -> None:
        """Add faults, found in a rule set or whatever uses the file."""
        for diagnostic in diagnostics:
            key = diagnostic.code, diagnostic.message, diagnostic.span
            rule_sets = self._found.setdefault(key, (diagnostic, []))[1]
            if rule_set is not None and rule_set not in rule_sets:
                rule_sets.append(rule_set)

    def add_trouble(self, message: str) -> None:
        """Add something that could not be looked into, once."""
        if message not in self.troubles:
            self.troubles.append(message)

    @property
    def looked_into(self) -> list[str]:
        """Return in words what was looked into, the rule sets of a form together."""
        return [*(in_words(self.rule_sets).split(", ") if self.rule_sets else []), *dict.fromkeys(self.others)]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return the faults by file and place."""
        ordered = sorted(self._found.values(), key=lambda each: _place(each[0]))
        return tuple(Fault(diagnostic, tuple(rule_sets)) for diagnostic, rule_sets in ordered)

    def count(self, level: str) -> int:
        """Return how many faults are of a level, «feil» or «advarsel»."""
        return sum(1 for diagnostic, _ in self._found.values() if diagnostic.level == level)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    return diagnostic.span.file, diagnostic.span.line, diagnostic.span.column, diagnostic.code


def in_words(rule_sets: Sequence[tuple[str, int]]) -> str:
    """Return forms and years in words, runs of years as ranges."""
    years: dict[str, list[int]] = {}
    for form, year in rule_sets:
        years.setdefault(form, []).append(year)
    return ", ".join(f"{form} {ranges(years[form])}" for form in sorted(years, key=natural))
