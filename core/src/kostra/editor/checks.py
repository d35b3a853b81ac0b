"""What is wrong with a document, found out in steps, so that the editor's other questions are answered in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kostra.api.errors import BrokenPackError
from kostra.diagnostics import Diagnostic, DiagnosticError, Source, Span
from kostra.editor.documents import Document
from kostra.editor.project import Project
from kostra.editor.settings import Setting
from kostra.language import syntax
from kostra.language.compile import Compiled, compile_rules
from kostra.language.lint import lint, missing_metadata, unused_names, without_accepted
from kostra.language.parser import parse_recovering
from kostra.language.problems import Problems
from kostra.layout.loader import load_layout
from kostra.workbench.compiled import Attempt
from kostra.workbench.examples import complaint, tried
from kostra.workbench.findings import in_words
from kostra.workbench.house_rules import absent_everywhere
from kostra.workbench.kinds import opening_of
from kostra.workbench.targets import LAYOUT


class Check:
    """The check of one document: run `steps` to its end, and look at `faults` whenever wanted."""

    def __init__(self, document: Document, project: Project) -> None:
        self._document = document
        self._project = project
        self._found: dict[tuple[str, str, Span], tuple[Diagnostic, set[tuple[str, int] | None]]] = {}
        self._settings: tuple[Setting, ...] = ()

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Return what has been found so far, each fault once and placed in the document."""
        told = (_told(fault, rule_sets, self._settings) for fault, rule_sets in self._found.values())
        return tuple(sorted(told, key=lambda fault: (fault.span.line, fault.span.column, fault.code)))

    def _add(self, faults: Iterable[Diagnostic], setting: Setting | None = None) -> None:
        """Add faults that show in a setting, or whatever uses the file; of one in many settings the first is told."""
        for fault in faults:
            message = fault.message.replace(setting.name, "") if setting is not None else fault.message
            rule_sets = self._found.setdefault((fault.code, message, fault.span), (fault, set()))[1]
            rule_sets.add(None if setting is None else setting.key)

    def steps(self) -> Iterator[None]:
        """Find out what is wrong, and pause after each part that takes its time."""
        if not is_layout(self._document):
            yield from self._rules()
            return
        try:
            self._add(self._layout())
        except BrokenPackError as error:  # a list of codes that is not UTF-8
            self._add([_at_top(self._document.source, "kan-ikke-leses", str(error))])

    def _layout(self) -> Iterable[Diagnostic]:
        try:
            load_layout(self._document.source, self._project.files(self._document))
        except DiagnosticError as error:
            return error.diagnostics
        return ()

    # ── Rule files ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _rules(self) -> Iterator[None]:
        source = self._document.source
        kind = opening_of(source).kind
        self._settings = self._project.settings(self._document)
        attempts: list[Attempt] = []
        if kind == "modul" or not self._settings:
            self._add(_by_itself(source, official=kind in ("regelsett", "modul")))
        for number, setting in enumerate(self._settings):
            if number or kind == "modul":
                yield
            try:
                attempt = self._attempt(setting, kind)
            except BrokenPackError as error:
                faults = (_at_top(source, "kan-ikke-leses", str(error)),) if kind == "regelsett" else ()
                attempt = Attempt(setting.skjema, None, faults, {})
            attempts.append(attempt)
            self._add(self._of(attempt, kind), setting)
        if any(attempt.compiled is None for attempt in attempts):  # then nobody has looked at these
            self._add(_by_itself(source, official=kind in ("regelsett", "modul")))
        if kind == "husregler":
            self._add(absent_everywhere(attempts))

    def _attempt(self, setting: Setting, kind: str) -> Attempt:
        """Compile the rules that a setting is about: those in the document or, for a module, those that use it."""
        now = setting.now()
        if now.layout is None or now.faults:
            wanted = kind == "regelsett" and setting.layout_file is None
            missing = (_no_description(self._document.source, setting),) if wanted else ()
            return Attempt(setting.skjema, None, (*missing, *now.faults), {})
        source, extensions = self._document.source, self._project.extensions
        try:
            compiled = compile_rules(
                self._project.documents.text(setting.skjema.rules).source if kind == "modul" else source,
                now.layout,
                setting.files,
                parameters=setting.parameters,
                functions={function.name: function for function in extensions.functions},
                code_lists=extensions.code_lists,
                aliases=setting.skjema.aliases,
            )
        except DiagnosticError as error:
            return Attempt(setting.skjema, None, error.diagnostics, {})
        return Attempt(setting.skjema, compiled, (), {})

    def _of(self, attempt: Attempt, kind: str) -> Iterator[Diagnostic]:
        source = self._document.source
        found = [*attempt.faults, *(self._lint(attempt.compiled) if attempt.compiled is not None else ())]
        for fault in found:
            if fault.span.file == source.name:
                yield fault
            elif kind == "regelsett" and fault.level == "feil":
                yield _from_elsewhere(fault, source)

    def _lint(self, compiled: Compiled) -> Iterator[Diagnostic]:
        yield from lint(compiled)
        for one in tried(compiled, self._project.extensions, self._document.source.name):
            if not one.holds:
                yield complaint(one, compiled.sources)


def is_layout(document: Document) -> bool:
    """Return whether a document is a file description; everything else is taken for a rule file."""
    return document.source.name.endswith(LAYOUT)


def _by_itself(source: Source, *, official: bool) -> tuple[Diagnostic, ...]:
    """Return what a rule file says of itself: syntax, metadata, and names that are declared and not used."""
    tree, faults = parse_recovering(source)
    problems = Problems([source])
    problems.add(faults)
    if tree is None:
        return problems.diagnostics
    for code, message, span, control in missing_metadata(tree) if official else ():
        problems.control = control
        problems.error(code, message, span)
    problems.control = ""
    for code, message, span in unused_names(tree) if not faults else ():  # what cannot be read may use anything
        problems.warning(code, message, span)
    return without_accepted(problems.diagnostics, [tree])


def _no_description(source: Source, setting: Setting) -> Diagnostic:
    beside = "ved siden av regelsettet, så bare skrivemåten er kontrollert"
    message = f"Det er ingen filbeskrivelse for {setting.name} {beside}."
    fault = _at_top(source, "mangler-filbeskrivelse", message)
    return replace(fault, level="advarsel", hint=f"Legg den i samme mappe, som filbeskrivelse{LAYOUT}.")


def _at_top(source: Source, code: str, message: str) -> Diagnostic:
    """Return a fault of the file as a whole, shown at its first words."""
    lines = source.text.split("\n")
    number = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
    line = lines[number]
    span = Span(source.name, number + 1, len(line) - len(line.lstrip()) + 1, number + 1, len(line) + 1)
    return Diagnostic(code, message, span, line)


def _from_elsewhere(fault: Diagnostic, source: Source) -> Diagnostic:
    """Return a fault in a file that the rule set builds on, shown where the rule set names that file."""
    message = f"{fault.span.file}, linje {fault.span.line}: {fault.message}"
    tree, _ = parse_recovering(source)
    module = fault.span.file.rpartition(".")[0]
    uses = [item.span for item in tree.items if isinstance(item, syntax.Use) and item.module == module] if tree else []
    at_top = _at_top(source, fault.code, message)
    if not uses:
        return at_top
    line = source.line(uses[0].line)
    span = Span(source.name, uses[0].line, uses[0].column, uses[0].line, len(line) + 1)
    return replace(at_top, span=span, source_line=line, hint=fault.hint, expected=fault.expected)


def _told(fault: Diagnostic, rule_sets: set[tuple[str, int] | None], settings: tuple[Setting, ...]) -> Diagnostic:
    """Return a fault that says in which forms and years it shows, when that is not in all of them.

    None among these is a fault that is there whatever uses the file.
    """
    known = sorted(rule_set for rule_set in rule_sets if rule_set is not None)
    if len(known) < len(rule_sets) or len(known) == len({setting.key for setting in settings}):
        return fault
    return replace(fault, message=f"{fault.message} ({in_words(known)})")
