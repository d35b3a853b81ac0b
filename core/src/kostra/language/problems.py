"""Collecting what is wrong in the files of a rule set, so that one run reports everything."""

from __future__ import annotations

from collections.abc import Iterable

from kostra.diagnostics import Diagnostic, DiagnosticError, DiagnosticLevel, Source, Span

MOST_NOTED = 1000
"""So many errors, and so many warnings, are told; the last of them says that there are more."""


class Problems:
    """Diagnostics found so far, each once, whatever number of fields or uses met it."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._sources = {source.name: source for source in sources}
        self._found: dict[tuple[str, Span], Diagnostic] = {}
        self._noted: dict[DiagnosticLevel, int] = {}
        self.control = ""

    def add_source(self, source: Source) -> None:
        """Make the source's lines known, so that diagnostics can show them."""
        self._sources[source.name] = source

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over diagnostics that were made elsewhere (by a parser)."""
        for diagnostic in diagnostics:
            self._found.setdefault((diagnostic.code, diagnostic.span), diagnostic)

    def error(self, code: str, message: str, span: Span, *, expected: str = "", hint: str = "") -> None:
        """Note an error: the file cannot be used."""
        self._note("feil", code, message, span, expected, hint)

    def warning(self, code: str, message: str, span: Span, *, hint: str = "") -> None:
        """Note a warning: the file can be used, but probably says something else than its author means."""
        self._note("advarsel", code, message, span, "", hint)

    def _note(self, level: DiagnosticLevel, code: str, message: str, span: Span, expected: str, hint: str) -> None:
        if (code, span) in self._found:
            return
        self._noted[level] = self._noted.get(level, 0) + 1
        if self._noted[level] > MOST_NOTED:
            return
        source = self._sources.get(span.file)
        line = source.line(span.line) if source else ""
        if self._noted[level] == MOST_NOTED:
            code, message, expected, hint = "flere-feil", f"… og det er flere ({level}).", "", ""
        self._found[code, span] = Diagnostic(code, message, span, line, expected, hint, level, self.control)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources that are known, in the order they were added."""
        return tuple(self._sources.values())

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return everything found, by file and place."""
        return tuple(sorted(self._found.values(), key=lambda d: (d.span.file, d.span.line, d.span.column, d.code)))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the errors alone."""
        return tuple(d for d in self.diagnostics if d.level == "feil")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return the warnings alone."""
        return tuple(d for d in self.diagnostics if d.level == "advarsel")

    def raise_errors(self) -> None:
        """Raise `DiagnosticError` with all errors, if there are any."""
        if self.errors:
            raise DiagnosticError(self.errors)
