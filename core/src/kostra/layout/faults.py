"""The faults found so far in one layout file."""

from __future__ import annotations

from dataclasses import dataclass, field

from kostra.diagnostics import Diagnostic, DiagnosticError, Source, Span


@dataclass(slots=True)
class Faults:
    """Collects the diagnostics of one source, so that all of them reach the user at once."""

    source: Source
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, span: Span, *, expected: str = "", hint: str = "") -> None:
        """Note a fault, with the line of the source that it stands on."""
        self.found.append(Diagnostic(code, message, span, self.source.line(span.line), expected, hint))

    def raise_any(self) -> None:
        """Raise DiagnosticError with every fault in the order of the source; do nothing when there is none."""
        if self.found:
            raise DiagnosticError(sorted(self.found, key=lambda d: (d.span.line, d.span.column)))
