"""Lint: a rule file that can be used, but should be better before others rely on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kostra.diagnostics import Diagnostic, Span
from kostra.language import syntax
from kostra.language.compile import Compiled
from kostra.language.names import THE_CODE
from kostra.language.problems import Problems

_ACCEPTED = re.compile(r"ok:\s*\S")


def lint(compiled: Compiled) -> tuple[Diagnostic, ...]:
    """Return what should be better in a rule set and the modules it uses, in the order of files and lines.

    In an official rule set missing metadata is an error; house rules need none.
    """
    problems = Problems(compiled.sources)
    problems.add(compiled.warnings)
    official = not compiled.program.namespace
    for tree in compiled.trees:
        for code, message, span, control in missing_metadata(tree) if official else ():
            problems.control = control
            problems.error(code, message, span)
        problems.control = ""
        for code, message, span in unused_names(tree):
            problems.warning(code, message, span)
    return without_accepted(problems.diagnostics, compiled.trees)


def without_accepted(diagnostics: Iterable[Diagnostic], trees: Sequence[syntax.RuleFile]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without the warnings that a comment `# ok: reason` behind the line accepts."""
    accepted = {
        (comment.span.file, comment.span.line)
        for tree in trees
        for comment in tree.comments
        if _ACCEPTED.match(comment.text)
    }
    return tuple(d for d in diagnostics if d.level == "feil" or (d.span.file, d.span.line) not in accepted)


def missing_metadata(tree: syntax.RuleFile) -> Iterator[tuple[str, str, Span, str]]:
    """Yield (code, message, place, control) for what an official control must have and lacks.

    Title, message, source, at least one example that it accepts and one that it rejects.
    """
    for item in tree.items:
        if isinstance(item, syntax.FileControl):
            if not item.title.strip():
                yield "mangler-tittel", f"Filkontroll {item.id} mangler tittel.", item.id_span, item.id
            if not any(note.kind == "kilde" for note in item.metadata):
                yield "mangler-kilde", f"Filkontroll {item.id} mangler «kilde».", item.id_span, item.id
        if not isinstance(item, syntax.Control):
            continue
        if not item.title.strip():
            yield "mangler-tittel", f"Kontroll {item.id} mangler tittel.", item.id_span, item.id
        for sentence in item.sentences:
            if not sentence.message.text.strip():
                yield "mangler-melding", f"Kontroll {item.id} har en tom melding.", sentence.message.span, item.id
        if not any(isinstance(part, syntax.Note) and part.kind == "kilde" for part in item.metadata):
            yield "mangler-kilde", f"Kontroll {item.id} mangler «kilde».", item.id_span, item.id
        kinds = {part.accepts for part in item.metadata if isinstance(part, syntax.Example)}
        for accepts, word in ((True, "godta"), (False, "avvis")):
            if accepts not in kinds:
                message = f"Kontroll {item.id} mangler et eksempel etter «{word}»."
                yield "mangler-eksempel", message, item.id_span, item.id


def unused_names(tree: syntax.RuleFile) -> Iterator[tuple[str, str, Span]]:
    """Yield (code, message, place) for every name that is declared and never used, `koden` of a scope among them."""
    declared = {
        item.name: item
        for item in tree.items
        if isinstance(
            item, syntax.FieldGroup | syntax.Constant | syntax.Table | syntax.CodeListFile | syntax.ModuleParameter
        )
    }
    used = {name for item in tree.items for name in _mentioned(item)}
    for name, item in declared.items():
        if name not in used:
            yield "ubrukt", f"{name} er ikke brukt i filen.", item.span
    for control in tree.items:
        if isinstance(control, syntax.Control) and isinstance(control.scope, syntax.EachCode):
            asked = [part for sentence in control.sentences for part in (sentence.when, sentence.requirement)]
            if THE_CODE not in _mentioned(tuple(asked)):
                message = f"Kontroll {control.id} spør ikke om «{THE_CODE}», så hver kode gir det samme svaret."
                yield "ubrukt", message, control.scope.span


def _mentioned(node: object) -> Iterator[str]:
    """Yield every name that a node mentions; the name that it declares itself is a plain string, not a `Name`."""
    if isinstance(node, syntax.Name | syntax.SeverityRef):
        yield node.name
    if isinstance(node, tuple):
        for part in node:
            yield from _mentioned(part)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, Span):
        for name in node.__dataclass_fields__:
            yield from _mentioned(getattr(node, name))
