"""Trying the examples of a rule set: each must do what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kostra.checking.rulebook import Extensions
from kostra.diagnostics import Diagnostic, Source
from kostra.engine.examples import ExampleError, run_example
from kostra.language.compile import Compiled
from kostra.language.program import Control, Example

CODE = "eksempel"


@dataclass(frozen=True, slots=True)
class Tried:
    """An example and what came of it: `fired` is None when it could not be tried, and `reason` says why."""

    control: Control
    example: Example
    fired: bool | None
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Return whether the control did what the example says."""
        return self.fired is not None and self.fired is not self.example.accepts

    @property
    def complaint(self) -> str:
        """Return what is wrong, in a sentence; empty when nothing is."""
        if self.holds:
            return ""
        if self.fired is None:
            return f"Eksemplet kan ikke prøves: {self.reason}"
        if self.fired:
            return "Eksemplet skulle godtas, men kontrollen slo til."
        return "Eksemplet skulle slå til, men gjorde det ikke."


def tried(compiled: Compiled, extensions: Extensions, file: str | None = None) -> Iterator[Tried]:
    """Try every example of a rule set, or only of the controls that stand in one file of it."""
    for control in compiled.program.controls:
        if file is None or control.span.file == file:
            yield from (tried_one(compiled, extensions, control, example) for example in control.examples)


def tried_one(compiled: Compiled, extensions: Extensions, control: Control, example: Example) -> Tried:
    """Try one example of a control."""
    functions = {function.name: function for function in extensions.functions}
    try:
        return Tried(control, example, run_example(compiled.program, control, example, functions))
    except ExampleError as reason:
        return Tried(control, example, None, str(reason))


def complaint(one: Tried, sources: tuple[Source, ...]) -> Diagnostic:
    """Return the diagnostic of an example that does not hold, at its place in the rule file."""
    span = one.example.span
    line = next((source.line(span.line) for source in sources if source.name == span.file), "")
    return Diagnostic(CODE, one.complaint, span, line, control=one.control.id)
