"""From a control as written to a control that can be run."""

from __future__ import annotations

from dataclasses import replace

from kostra.api.report import Severity
from kostra.diagnostics import did_you_mean
from kostra.language import program, syntax
from kostra.language.contradictions import contradiction, shadowed_by
from kostra.language.environment import Environment, Used
from kostra.language.examples import lower_example
from kostra.language.expressions import truth
from kostra.language.fingerprint import control_fingerprint
from kostra.language.folding import FALSE, conjunction, negation
from kostra.language.last_year import asks_last_year
from kostra.language.messages import template
from kostra.language.names import THE_CODE, Code
from kostra.language.scopes import LoweredScope, lower_scope
from kostra.language.traversal import fields_of, walk
from kostra.layout.model import Field


def severity(env: Environment, ref: syntax.SeverityRef, *, of_file: bool) -> Severity | None:
    """Return the severity that is named, directly or by a module's parameter; `fatal` is for file controls."""
    known = env.names.severities.get(ref.name)
    if known is None and ref.name in [s.value for s in Severity]:
        known = Severity(ref.name)
    if known is None and ref.name in env.names.broken:
        return None
    if known is None and env.lenient and ref.name in env.names.wanted:
        env.without_value(ref.name, ref.span)
        return None
    if known is None:
        if ref.name in env.names.wanted:
            message, hint = f"Parameteren {ref.name} er ikke gitt noen verdi i «bruk … med».", ""
        else:
            message = f"«{ref.name}» er ikke et alvor."
            hint = did_you_mean(ref.name, [s.value for s in Severity])
        env.problems.error("ukjent-alvor", message, ref.span, expected="feil, advarsel eller info", hint=hint)
        return None
    if known is Severity.FATAL and not of_file:
        env.problems.error(
            "fatal-i-kontroll", "«fatal» er bare for filkontroller.", ref.span, expected="feil, advarsel eller info"
        )
        return None
    return known


def notes(metadata: tuple[syntax.Metadata, ...], kind: str) -> str:
    """Return the texts of the notes of a kind, joined."""
    joiner = " " if kind in ("fordi", "råd") else "; "
    return joiner.join(item.text for item in metadata if isinstance(item, syntax.Note) and item.kind == kind)


def lower_control(env: Environment, control: syntax.Control, new_id: str | None = None) -> program.Control | None:
    """Lower a control under its own id or the one that the rule set gives it; None after an error."""
    env = replace(env, used=Used())
    env.problems.control = new_id or control.id
    scope = lower_scope(env, control.scope)
    pointed = _pointed(control)
    examples = [lower_example(env, item) for item in control.metadata if isinstance(item, syntax.Example)]
    instances = None if scope is None else _instances(env, control, scope, pointed)
    env.problems.control = ""
    reason = env.why_impossible()
    if reason:
        return _impossible(control, new_id, reason)
    if scope is None or instances is None:
        return None
    lowered = program.Control(
        id=new_id or control.id,
        title=control.title,
        scope=scope.scope,
        instances=instances,
        yields=any(isinstance(item, syntax.Yields) for item in control.metadata),
        parameters=tuple(sorted(env.used.parameters)),
        why=notes(control.metadata, "fordi"),
        fix=notes(control.metadata, "råd"),
        source=notes(control.metadata, "kilde"),
        deviation=notes(control.metadata, "avvik"),
        examples=tuple(example for example in examples if example is not None),
        fingerprint="",
        span=control.span,
        asks_last_year=asks_last_year(scope.scope, instances),
    )
    return replace(lowered, fingerprint=control_fingerprint(env.names, lowered, env.used))


def _impossible(control: syntax.Control, new_id: str | None, reason: str) -> program.Control:
    """Return a house rule about fields that this year's layout lacks, or with values it lacks: shown, and not run."""
    return program.Control(
        id=new_id or control.id,
        title=control.title,
        scope=program.RowScope(),
        instances=(),
        yields=False,
        parameters=(),
        why=notes(control.metadata, "fordi"),
        fix=notes(control.metadata, "råd"),
        source=notes(control.metadata, "kilde"),
        deviation=notes(control.metadata, "avvik"),
        examples=(),
        fingerprint="",
        span=control.span,
        not_run=reason,
    )


def _pointed(control: syntax.Control) -> tuple[syntax.Name, ...] | None:
    """Return the fields named after `felt`, or None when the control leaves it to its sentences."""
    named = [name for item in control.metadata if isinstance(item, syntax.PointsAt) for name in item.names]
    return tuple(named) if named else None


def _instances(
    env: Environment, control: syntax.Control, scope: LoweredScope, pointed: tuple[syntax.Name, ...] | None
) -> tuple[program.Instance, ...] | None:
    per_instance: list[list[program.Sentence]] = []
    ok = True
    for place, message_place in zip(scope.instances, scope.for_message, strict=True):
        sentences: list[program.Sentence] = []
        for sentence in control.sentences:
            lowered = _sentence(place, message_place, scope, sentence, pointed)
            if lowered is None:
                ok = False
            else:
                sentences.append(lowered)
        per_instance.append(sentences)
    if not ok:
        return None
    _report_dead_sentences(env, control, per_instance, scope)
    alive = ([s for s in sentences if s.fires != FALSE] for sentences in per_instance)
    codes = (_code_of(place) for place in scope.instances)
    return tuple(program.Instance(tuple(each), code) for each, code in zip(alive, codes, strict=True) if each)


def _code_of(place: Environment) -> tuple[str, str] | None:
    code = place.bindings.get(THE_CODE)
    return (code.field.name, code.code) if isinstance(code, Code) else None


def _sentence(
    place: Environment,
    message_place: Environment,
    scope: LoweredScope,
    sentence: syntax.Sentence,
    pointed: tuple[syntax.Name, ...] | None,
) -> program.Sentence | None:
    level = severity(place, sentence.severity, of_file=False)
    when = None if sentence.when is None else truth(place, sentence.when)
    requirement = None if sentence.requirement is None else truth(place, sentence.requirement)
    message = template(message_place, sentence.message)
    if (sentence.when is not None and when is None) or (sentence.requirement is not None and requirement is None):
        return None
    if level is None or message is None:
        return None
    for expression, value in ((sentence.when, when), (sentence.requirement, requirement)):
        if expression is not None and value is not None:
            _report_contradiction(place, expression, value)
    parts = [] if when is None else [when]
    if requirement is not None:
        parts.append(negation(requirement))
    fires = conjunction(parts)
    points = _points(place, scope, pointed, when, requirement)
    return program.Sentence(fires, level, message, points, sentence.span)


def _points(
    place: Environment,
    scope: LoweredScope,
    pointed: tuple[syntax.Name, ...] | None,
    when: program.Value | None,
    requirement: program.Value | None,
) -> tuple[str, ...]:
    """Return the fields of the finding: those named, else that of the code, of the requirement, condition or keys."""
    if pointed is not None:
        names: dict[str, None] = {}
        for name in pointed:
            field = place.field(name.name)
            if field is not None:
                names[field.name] = None
            else:
                place.unknown_field(name.name, name.span)
        return tuple(names)
    code = _code_of(place)
    if code is not None:
        return code[:1]
    for value in (requirement, when):
        if value is not None and fields_of(value):
            return tuple(fields_of(value))
    bound = next((item for item in place.bindings.values() if isinstance(item, Field)), None)
    if bound is not None:
        return (bound.name,)
    return tuple(key.field for key in scope.scope.keys) if isinstance(scope.scope, program.GroupScope) else ()


def _report_contradiction(place: Environment, expression: syntax.Expression, value: program.Value) -> None:
    for node in walk(value):
        pair = contradiction(node.items) if isinstance(node, program.And) else None
        if pair is not None:
            place.problems.error(
                "aldri-sant",
                "Vilkåret kan aldri være sant: to av delene utelukker hverandre.",
                expression.span,
                expected="deler som kan være sanne samtidig",
                hint='Skal det være «eller»? Flere koder skrives: blant "1", "2".',
            )


def _report_dead_sentences(
    env: Environment, control: syntax.Control, per_instance: list[list[program.Sentence]], scope: LoweredScope
) -> None:
    hidden = [True] * len(control.sentences)
    for sentences in per_instance:
        for index, earlier in enumerate(shadowed_by([s.fires for s in sentences])):
            if earlier is None and sentences[index].fires != FALSE:
                hidden[index] = False
    never = [all(sentences[i].fires == FALSE for sentences in per_instance) for i in range(len(control.sentences))]
    for index, sentence in enumerate(control.sentences):
        if never[index]:
            if not scope.over_fields:
                env.problems.error(
                    "slår-aldri-til",
                    "Setningen kan aldri slå til: kravet følger av vilkåret.",
                    sentence.span,
                    expected="et krav som noen rader kan bryte",
                )
        elif hidden[index]:
            env.problems.error(
                "nås-aldri",
                "Setningen nås aldri: en setning foran slår alltid til først.",
                sentence.span,
                expected="en setning som gjelder noe de foran ikke tar",
                hint="Sett den smaleste setningen først.",
            )
