"""A program made ready for a run: expressions interned, messages prepared, ids and origin as reports show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kostra.api.report import Severity
from kostra.diagnostics import Span
from kostra.engine.environment import Environment
from kostra.engine.messages import Message, Shown, ShownField, prepare
from kostra.engine.settings import Settings
from kostra.frozen import frozen
from kostra.language.program import (
    Control,
    Distribution,
    Figures,
    GroupScope,
    Instance,
    Program,
    Sentence,
    Value,
)
from kostra.layout.model import Layout


@frozen
class PointedField:
    """A field that findings point at; `code` is what those of the whole delivery say of it, empty for nothing."""

    shown: ShownField
    start: int | None
    end: int | None
    label: str
    code: str = ""

    @property
    def name(self) -> str:
        """Return the field's name."""
        return self.shown.name


@frozen
class PreparedSentence:
    """A sentence: when it fires, and what it then says about which fields."""

    fires: Value
    severity: Severity
    message: Message
    points_at: tuple[PointedField, ...]
    span: Span


@frozen
class PreparedControl:
    """A control of one of the programs; `order` is its place among all controls of the run.

    `failure` is what went wrong when it was made ready: the control has crashed before it began.
    """

    control: Control
    id: str
    order: int
    origin: str
    house_rule: bool
    instances: tuple[tuple[PreparedSentence, ...], ...] = ()
    failure: Exception | None = None

    def sentences(self) -> Iterator[PreparedSentence]:
        """Yield every sentence of every instance."""
        for instance in self.instances:
            yield from instance

    def expressions(self) -> Iterator[Value]:
        """Yield every expression that the control evaluates, outermost ones only."""
        scope = self.control.scope
        if isinstance(scope, GroupScope):
            yield from scope.keys
            if scope.where is not None:
                yield scope.where
        for sentence in self.sentences():
            yield sentence.fires
            yield from message_values(sentence.message)


@frozen
class PreparedProgram:
    """A program and the surroundings of its expressions."""

    program: Program
    environment: Environment
    controls: tuple[PreparedControl, ...]
    statistics: tuple[Distribution | Figures, ...]


def message_values(message: Message) -> Iterator[Value]:
    """Yield the expressions of a message."""
    for part in message:
        if isinstance(part, Shown):
            yield part.value


def message_fields(message: Message) -> Iterator[str]:
    """Yield the fields that a message shows by their characters."""
    for part in message:
        if isinstance(part, ShownField):
            yield part.name


def prepare_program(program: Program, settings: Settings, first_order: int) -> PreparedProgram:
    """Make a program ready; its controls are numbered from `first_order`."""
    environment = Environment.of(program, settings)
    controls = tuple(
        _prepare_control(program, environment, control, settings, first_order + place)
        for place, control in enumerate(program.controls)
    )
    statistics = tuple(environment.interner.statistic(table) for table in program.statistics)
    return PreparedProgram(program, environment, controls, statistics)


def shown_id(program: Program, control_id: str) -> str:
    """Return a control's id as reports show it: house rules carry their namespace."""
    return f"{program.namespace}/{control_id}" if program.namespace else control_id


def _prepare_control(
    program: Program, environment: Environment, control: Control, settings: Settings, order: int
) -> PreparedControl:
    origin = settings.origins.get(program.namespace, program.namespace)
    prepared = PreparedControl(control, shown_id(program, control.id), order, origin, bool(program.namespace))
    # It may name fields that the layout lacks; or it may be large, and of no use.
    if control.not_run or (control.asks_last_year and settings.last_year is None):
        return prepared
    interned = environment.interner.control(control)
    try:
        instances = tuple(_prepare_instance(i, program.layout) for i in interned.instances)
        return replace(prepared, control=interned, instances=instances)
    except Exception as error:  # one control must not take the others with it
        return replace(prepared, failure=error)


def _prepare_instance(instance: Instance, layout: Layout) -> tuple[PreparedSentence, ...]:
    codes = {} if instance.code is None else dict([instance.code])
    return tuple(_prepare_sentence(sentence, layout, codes) for sentence in instance.sentences)


def _prepare_sentence(sentence: Sentence, layout: Layout, codes: Mapping[str, str]) -> PreparedSentence:
    pointed = tuple(_pointed(name, layout, codes.get(name, "")) for name in sentence.points_at)
    message = prepare(sentence.message, layout)
    return PreparedSentence(sentence.fires, sentence.severity, message, pointed, sentence.span)


def _pointed(name: str, layout: Layout, code: str) -> PointedField:
    field = layout.by_name[name]
    shown = ShownField(name, field.sensitive, field.type == "tekst")
    return PointedField(shown, field.start, field.end, field.label, code)
