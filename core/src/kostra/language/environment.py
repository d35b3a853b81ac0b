"""Where an expression stands: which names it sees, and whether it is about a row, a group or the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kostra.api.functions import PluginFunction
from kostra.diagnostics import Span, did_you_mean
from kostra.language.names import Bound, Names
from kostra.language.problems import Problems
from kostra.language.program import FieldValue, Value
from kostra.layout.model import Field
from kostra.phrase import Phrase

Context = Literal["rad", "gruppe", "gruppemelding", "fil"]
"""`gruppe`: aggregates and key fields; `gruppemelding`: the message of a group finding, which also sees its own row."""


@dataclass
class Used:
    """What the expressions of one control turned out to need.

    `absent_fields` and `absent_values` are what it needs and does not get: fields that the layout lacks, parameters of
    the house rules that were given no value.
    """

    parameters: set[str] = field(default_factory=set)
    absent_fields: set[str] = field(default_factory=set)
    absent_values: set[str] = field(default_factory=set)
    code_lists: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Environment:
    """Everything that lowering an expression depends on.

    `bindings` are the names of the scope's instance; `keys` the key fields in a group scope. `lenient` is set for
    house rules: a field that this year's layout lacks, or a parameter without a value, is noted instead of being an
    error.
    """

    names: Names
    problems: Problems
    context: Context = "rad"
    keys: frozenset[str] = frozenset()
    bindings: Mapping[str, Bound] = field(default_factory=dict)
    functions: Mapping[str, PluginFunction] = field(default_factory=dict)
    used: Used = field(default_factory=Used)
    lenient: bool = False

    def as_row(self) -> Environment:
        """Return the same place seen from one row: inside an aggregate, or after `der`."""
        return replace(self, context="rad")

    def in_context(self, context: Context, keys: frozenset[str] = frozenset()) -> Environment:
        """Return the same names in another context."""
        return replace(self, context=context, keys=keys)

    def bound(self, bindings: Mapping[str, Bound]) -> Environment:
        """Return the same place with the names of one instance of the scope."""
        return replace(self, bindings=bindings)

    def field(self, name: str) -> Field | None:
        """Return the field that a name stands for: bound by the scope, or of the layout."""
        bound = self.bindings.get(name)
        if isinstance(bound, Field):
            return bound
        return None if bound is not None else self.names.layout.by_name.get(name)

    def field_of(self, value: Value | None) -> Field | None:
        """Return the field that a value simply is, or None."""
        return self.names.layout.by_name.get(value.field) if isinstance(value, FieldValue) else None

    def unknown_field(self, name: str, span: Span) -> None:
        """Report a field that the layout lacks; for house rules, note that the control cannot be run this year."""
        layout = self.names.layout
        if self.lenient:
            self.used.absent_fields.add(name)
            return
        self.problems.error(
            "ukjent-felt",
            f"«{name}» er ikke et felt i {layout.form} {layout.year}, og ikke deklarert i filen.",
            span,
            expected="et felt i filbeskrivelsen, en feltgruppe, en konstant eller en kodeliste",
            hint=did_you_mean(name, [*self.bindings, *layout.by_name]) or did_you_mean(name, self.names.known()),
        )

    def without_value(self, name: str, span: Span) -> None:
        """Report a parameter without a value; for house rules, note that the control cannot be run without it."""
        if self.lenient:
            self.used.absent_values.add(name)
            return
        self.problems.error("mangler-verdi", f"Parameteren {name} er ikke gitt noen verdi i «bruk … med».", span)

    def impossible_group(self, name: str) -> None:
        """Note what a field group of house rules names and the layout lacks, if that is what is wrong with it."""
        self.used.absent_fields |= self.names.absent.get(name, frozenset())

    def why_impossible(self) -> str:
        """Return why house rules cannot do here what was asked of them; empty when nothing is absent."""
        layout = self.names.layout
        fields = sorted(self.used.absent_fields)
        if fields:
            form = f"{layout.form} {layout.year}"
            if len(fields) == 1:
                return Phrase("Feltet {felt} finnes ikke i {skjema}.", felt=fields[0], skjema=form)
            return Phrase("Feltene {felt} finnes ikke i {skjema}.", felt=", ".join(fields), skjema=form)
        if self.used.absent_values:
            names = ", ".join(sorted(self.used.absent_values))
            return Phrase("{navn} er ikke gitt noen verdi (i kostra.toml).", navn=names)
        return ""
