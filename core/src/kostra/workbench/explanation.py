"""Everything that is to be told about a control."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kostra.api.report import Severity
from kostra.api.skjema import Skjema
from kostra.documentation.phrases import control_in_words
from kostra.language import program, syntax
from kostra.language.compile import Compiled
from kostra.language.fingerprint import digest
from kostra.language.house_parameters import HouseValue
from kostra.language.traversal import fields_of
from kostra.language.written.meanings import Meanings, meanings_at
from kostra.language.written.origins import Checked, Origin, Written, control_origins, controls_of
from kostra.layout.model import Field, Layout
from kostra.workbench.compiled import Attempt
from kostra.workbench.explained_names import Meaning, explained_names
from kostra.workbench.history import History
from kostra.workbench.rule_text import RECORD_LENGTH, ShownExample, rule_lines, shown_examples

_GIVEN_BY_RUN = {"kommunenummer": "--kommune", "bydelsnummer": "--bydel"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A control in one year, and what is known of it in others.

    `words` and `rule` are its sentences, in plain words and as written. `needs` are the parameters that it is not run
    without, name and option. `elsewhere` is its number in years where it has another, `also_for` the forms and years
    that house rules are for.
    """

    id: str
    form: str
    year: int
    form_title: str
    title: str
    official: bool
    severities: tuple[Severity, ...]
    words: tuple[str, ...]
    rule: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    needs: tuple[tuple[str, str], ...]
    why: str
    fix: str
    source: str
    deviation: str
    fields: tuple[Field, ...]
    all_fields: bool
    examples: tuple[ShownExample, ...]
    history: History
    elsewhere: Mapping[int, str]
    file: str
    line: int
    module: str
    written_as: str
    not_run: str = ""
    also_for: tuple[tuple[str, int], ...] = ()

    @property
    def blocks(self) -> bool:
        """Return whether a finding keeps the file from being submitted."""
        return self.official and any(severity.blocks for severity in self.severities)


def explain(attempts: Sequence[Attempt], year: int, wanted: str) -> Explanation:
    """Return what there is to tell of a control in a year.

    `attempts` are the rule sets of the form (or the house rules for it) that could be compiled, one a year; the one of
    `year` has the control `wanted`.
    """
    compiled = {attempt.skjema.argang: attempt.compiled for attempt in attempts if attempt.compiled is not None}
    attempt = next(each for each in attempts if each.skjema.argang == year)
    here = compiled[year]
    control = next(each for each in controls_of(here) if each.id == wanted)
    origin = control_origins(here)[wanted]
    layout = here.program.layout
    fields = tuple(_fields(control, layout))
    namespace = here.program.namespace
    values = attempt.house_values.get(namespace, {})
    names = _names(here, origin, values)
    not_run = control.not_run if isinstance(control, program.Control) else ""
    return Explanation(
        id=f"{namespace}/{control.id}" if namespace else control.id,
        form=attempt.skjema.skjema,
        year=year,
        form_title=attempt.skjema.title or here.program.title,
        title=control.title,
        official=not namespace,
        severities=_severities(control),
        words=_in_words(origin.written, names) if not not_run else (),
        rule=rule_lines(origin.written, layout, names),
        meanings=explained_names(here, origin, values),
        needs=_needs(control, attempt.skjema),
        why=control.why,
        fix=control.fix,
        source=control.source,
        deviation=control.deviation,
        fields=fields,
        all_fields=len(fields) == len(layout.fields),
        examples=tuple(shown_examples(origin.written)),
        history=History(tuple(sorted(compiled)), {y: _meaning(c, found) for y, c, found in _with_id(compiled, wanted)}),
        elsewhere=_elsewhere(compiled, origin, wanted),
        file=attempt.files.get(control.span.file, control.span.file),
        line=control.span.line,
        module=origin.module,
        written_as=origin.written.id,
        not_run=not_run,
    )


# ── Years ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_id(compiled: Mapping[int, Compiled], wanted: str) -> Iterator[tuple[int, Compiled, Checked]]:
    for year, each in compiled.items():
        for control in controls_of(each):
            if control.id == wanted:
                yield year, each, control


def _meaning(compiled: Compiled, control: Checked) -> str:
    """Return the fingerprint of a control; one of the whole file means its severity, and 001 the length as well."""
    if isinstance(control, program.Control):
        return control.fingerprint or digest(control.not_run)
    return digest([control.severity.value, compiled.program.layout.width if control.id == RECORD_LENGTH else None])


def _elsewhere(compiled: Mapping[int, Compiled], origin: Origin[Written], wanted: str) -> dict[int, str]:
    """Return the control's number in years that have it under another: the same control of the same module."""
    found: dict[int, str] = {}
    if not origin.module:
        return found
    for year, each in compiled.items():
        same = [
            name
            for name, other in control_origins(each).items()
            if (other.module, other.written.id) == (origin.module, origin.written.id)
        ]
        if same and wanted not in same:
            found[year] = same[0]
    return found


# ── The control itself ───────────────────────────────────────────────────────────────────────────────────────────────


def _severities(control: Checked) -> tuple[Severity, ...]:
    if isinstance(control, program.FileControl):
        return (control.severity,)
    used = {sentence.severity for instance in control.instances for sentence in instance.sentences}
    return tuple(severity for severity in Severity if severity in used)


def _names(here: Compiled, origin: Origin[Written], values: Mapping[str, HouseValue]) -> Meanings:
    """Return what names stand for, with the severities that the settings give parameters of house rules."""
    names = meanings_at(here, origin)
    known = {severity.value: severity for severity in Severity}
    given = {name: known[value] for name, value in values.items() if isinstance(value, str) and value in known}
    return replace(names, severities={**names.severities, **given})


def _in_words(written: Written, names: Meanings) -> tuple[str, ...]:
    return () if isinstance(written, syntax.FileControl) else control_in_words(written, names)


def _needs(control: Checked, skjema: Skjema) -> tuple[tuple[str, str], ...]:
    if isinstance(control, program.FileControl):
        return ()
    options = {**_GIVEN_BY_RUN, **{p.name: p.option for p in skjema.parameters}}
    return tuple((name, options[name]) for name in control.parameters if name in options)


def _fields(control: Checked, layout: Layout) -> Iterator[Field]:
    if isinstance(control, program.FileControl):
        return
    names: dict[str, None] = {}
    scope = control.scope
    if isinstance(scope, program.GroupScope):
        names.update((key.field, None) for key in scope.keys)
        names.update(fields_of(scope.where) if scope.where is not None else {})
    for instance in control.instances:
        for sentence in instance.sentences:
            names.update(fields_of(sentence.fires))
            names.update((name, None) for name in sentence.points_at)
            for part in sentence.message:
                if isinstance(part, program.ShowField):
                    names[part.field] = None
                elif isinstance(part, program.ShowValue):
                    names.update(fields_of(part.value))
    yield from (field for field in layout.fields if field.name in names)
