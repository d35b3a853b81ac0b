"""What there is to say of a control: for whom it is, what it asks, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kostra.api.report import Severity
from kostra.documentation.changes import joined
from kostra.documentation.deviations import numbers_in
from kostra.documentation.edition import Edition
from kostra.documentation.phrases import control_in_words
from kostra.documentation.written import WrittenControl, written_controls
from kostra.language import syntax
from kostra.language.program import Control, FileControl
from kostra.language.traversal import fields_of
from kostra.language.written.meanings import Meanings
from kostra.language.written.mentions import names_in
from kostra.language.written.text import control_text, example_text, message_text, value_text
from kostra.layout.model import Layout

_FILE_WORDS = {
    "000": ("Filen skal ha innhold når det er sagt at det skal leveres en, og ellers ikke.",),
    "001": ("Hver linje skal ha den lengden (hver rad de kolonnene) som filbeskrivelsen sier.",),
}


@dataclass(frozen=True, slots=True)
class DescribedControl:
    """A control as it is told to people.

    `fields` are those that findings point at; `every_field`: all of the layout. `names` are the names in the rule that
    stand for something, with what that is. `origin` says where a shared control comes from. `rule` is empty for file
    controls, which come with the program.
    """

    id: str
    title: str
    severities: tuple[str, ...]
    fields: tuple[str, ...]
    every_field: bool
    mentioned: tuple[str, ...]
    words: tuple[str, ...]
    rule: str
    names: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str], ...]
    why: str
    fix: str
    source: str
    deviations: tuple[str, ...]
    yields: bool
    options: tuple[str, ...]
    examples: tuple[tuple[bool, str], ...]
    origin: str
    fingerprint: str


def describe_controls(edition: Edition) -> tuple[DescribedControl, ...]:
    """Return the controls of a rule set by their numbers, the file controls among them."""
    found = [
        *(_file_control(control) for control in edition.compiled.program.file_controls),
        *(_control(edition, written) for written in written_controls(edition).values()),
    ]
    return tuple(sorted(found, key=lambda control: control.id))


def _file_control(control: FileControl) -> DescribedControl:
    messages = tuple((control.severity.value, text) for text in (control.empty_text, control.unexpected_text) if text)
    return DescribedControl(
        id=control.id,
        title=control.title,
        severities=(control.severity.value,),
        fields=(),
        every_field=False,
        mentioned=(),
        words=_FILE_WORDS.get(control.id, ()),
        rule="",
        names=(),
        messages=messages,
        why=control.why,
        fix=control.fix,
        source=control.source,
        deviations=tuple(numbers_in(control.deviation)),
        yields=False,
        options=(),
        examples=(),
        origin="",
        fingerprint="",
    )


def _control(edition: Edition, written: WrittenControl) -> DescribedControl:
    control, tree, meanings = written.control, written.tree, written.meanings
    pointed = _pointed(control)
    declared = {parameter.name: parameter.option for parameter in edition.skjema.parameters}
    examples = (part for part in tree.metadata if isinstance(part, syntax.Example))
    return DescribedControl(
        id=control.id,
        title=control.title,
        severities=_severities(written),
        fields=pointed,
        every_field=isinstance(tree.scope, syntax.EachField) and tree.scope.group is None,
        mentioned=_mentioned(control),
        words=control_in_words(tree, meanings),
        rule=control_text(tree),
        names=tuple(_names(tree, meanings)),
        messages=tuple(_messages(tree, meanings)),
        why=control.why,
        fix=control.fix,
        source=control.source,
        deviations=tuple(numbers_in(control.deviation)),
        yields=control.yields,
        options=tuple(declared[name] for name in control.parameters if name in declared),
        examples=tuple((example.accepts, example_text(example)) for example in examples),
        origin=_origin(written),
        fingerprint=control.fingerprint,
    )


def _severities(written: WrittenControl) -> tuple[str, ...]:
    named = {written.meanings.severity(sentence.severity) for sentence in written.tree.sentences}
    known = [severity.value for severity in Severity]
    return tuple(sorted(named, key=lambda name: known.index(name) if name in known else len(known)))


def _pointed(control: Control) -> tuple[str, ...]:
    sentences = (sentence for instance in control.instances for sentence in instance.sentences)
    return tuple(dict.fromkeys(name for sentence in sentences for name in sentence.points_at))


def _mentioned(control: Control) -> tuple[str, ...]:
    """Return every field that the control looks at or points at."""
    names = dict.fromkeys(_pointed(control))
    for instance in control.instances:
        for sentence in instance.sentences:
            names.update(fields_of(sentence.fires))
    return tuple(names)


def _origin(written: WrittenControl) -> str:
    if not written.module:
        return ""
    there = written.tree.id
    return f"modulen {written.module}" + (f", kontroll {there}" if there != written.control.id else "")


def _messages(tree: syntax.Control, meanings: Meanings) -> Iterator[tuple[str, str]]:
    """Yield severity and text of each message, constants and codes filled in; the row's own stays in braces."""
    for sentence in tree.sentences:
        yield meanings.severity(sentence.severity), message_text(sentence.message, meanings, with_codes=True)


def _names(tree: syntax.Control, meanings: Meanings) -> Iterator[tuple[str, str]]:
    """Yield the names in scope and sentences that stand for something else, with what that is."""
    seen: set[str] = set()
    for node in names_in((tree.scope, tree.sentences)):
        name = node.name
        if name in seen:
            continue
        seen.add(name)
        if name in meanings.constants:
            yield name, value_text(meanings.constants[name])
        elif name in meanings.groups:
            yield name, in_ranges(meanings.groups[name], meanings.layout)
        elif name in meanings.severities:
            yield name, meanings.severities[name].value
        elif name in meanings.lists:
            yield name, f"kodelisten {meanings.lists[name]}"


def in_ranges(fields: tuple[str, ...], layout: Layout) -> str:
    """Return fields with each run of neighbours in the layout as its first and last."""
    order = {field.name: number for number, field in enumerate(layout.fields)}
    runs: list[list[str]] = []
    for name in fields:
        if runs and order[name] == order[runs[-1][-1]] + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(f"{run[0]} … {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def severities_in_words(control: DescribedControl) -> str:
    """Return «feil», «feil eller advarsel»."""
    return joined(control.severities, "eller")
