"""Last year's delivery beside this year's: `antall() i fjor`, and a person's own record of last year.

Its records are read once, before this year's, with last year's layout and under last year's number. Of the persons only
the numbers (as integers, sorted) and the fields that are asked for are kept, as arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kostra import identity
from kostra.engine.columns import Columns
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.file_controls import has_content
from kostra.engine.kept import Kept
from kostra.engine.lookups import vector_of
from kostra.engine.prepared import PreparedControl, PreparedProgram
from kostra.engine.settings import YEAR_PARAMETER, Settings
from kostra.engine.totals import Totals
from kostra.engine.values import Numbers, Texts, Vector
from kostra.language.program import FieldLastYear, FieldValue, LastYear
from kostra.language.traversal import fields_of, walk
from kostra.layout.model import IDENTITY_ROLE, CodeList, Layout
from kostra.phrase import Phrase
from kostra.readers.records import Batch, Ints, RecordSource

NOT_GIVEN = Phrase("Fjorårets fil er ikke oppgitt (--fjor).")

Asked = LastYear | FieldLastYear
_NOBODY = -1


@dataclass(frozen=True, slots=True)
class LastYearDelivery:
    """Last year's files, opened with last year's layout."""

    layout: Layout
    sources: Sequence[RecordSource]


def asked_of(control: PreparedControl) -> Iterator[Asked]:
    """Yield what a control asks of last year's delivery."""
    for expression in control.expressions():
        yield from (node for node in walk(expression) if isinstance(node, LastYear | FieldLastYear))


def why_not_comparable(asked: Iterable[Asked], environment: Environment, delivery: LastYearDelivery) -> str:
    """Return why last year's delivery cannot answer, for the user; empty when it can."""
    for node in asked:
        reason = _why_unusable(delivery) or _why_no_fields(node, environment.layout, delivery.layout)
        if reason:
            return reason
    return ""


def _why_unusable(delivery: LastYearDelivery) -> str:
    if any(source.problems for source in delivery.sources):
        return Phrase(
            "Fjorårets fil har linjer som ikke kan leses etter filbeskrivelsen for {argang}.",
            argang=delivery.layout.year,
        )
    return "" if any(map(has_content, delivery.sources)) else Phrase("Fjorårets fil er uten innhold.")


def _why_no_fields(node: Asked, now: Layout, then: Layout) -> str:
    if isinstance(node, FieldLastYear) and then.with_role(IDENTITY_ROLE) is None:
        return Phrase(
            "Filbeskrivelsen for {argang} har ikke noe fødselsnummer å finne igjen personen med.", argang=then.year
        )
    for name in fields_of(node):
        old, new = then.by_name.get(name), now.by_name[name]
        if old is None:
            return Phrase("{felt} finnes ikke i filbeskrivelsen for {argang}.", felt=name, argang=then.year)
        if old.type == new.type:
            continue
        from kostra.language.typing_rules import NUMBERS, TYPE_WORDS  # brings the syntax tree along

        if not (old.type in NUMBERS and new.type in NUMBERS):
            return f"{name} er {TYPE_WORDS[old.type]} i {then.year}, men {TYPE_WORDS[new.type]} i {now.year}."
    return ""


def with_last_year(prepared: PreparedProgram, settings: Settings) -> PreparedProgram:
    """Return a program that knows what its controls ask of last year's delivery; that is read here, if anything is."""
    delivery = settings.last_year
    if delivery is None:
        return prepared
    asked: dict[int, Asked] = {}
    for control in prepared.controls:
        nodes = [] if control.failure is not None or control.control.not_run else list(asked_of(control))
        if not why_not_comparable(nodes, prepared.environment, delivery):
            asked.update((id(node), node) for node in nodes)
    if not asked:
        return prepared
    answers = _Reading(_environment_of(prepared, delivery.layout), asked.values())
    answers.read(delivery.sources, settings.chunk_size)
    return replace(prepared, environment=replace(prepared.environment, last_year=answers))


def _environment_of(prepared: PreparedProgram, layout: Layout) -> Environment:
    now = prepared.environment
    own = {codes.name: codes for codes in prepared.program.code_lists}
    return replace(
        now,
        layout=layout,
        year=layout.year,
        parameters={**now.parameters, YEAR_PARAMETER: layout.year},
        code_lists={**now.code_lists, **layout.code_lists, **own},
        caches={},
    )


class _Reading:
    """Answers what one program asks of last year's delivery, once that was read."""

    def __init__(self, environment: Environment, asked: Iterable[Asked]) -> None:
        nodes = list(asked)
        self._environment = environment
        self._aggregates = [node.value for node in nodes if isinstance(node, LastYear)]
        self._fields = {
            node.field: FieldValue(node.field, environment.field(node.field).type)
            for node in nodes
            if isinstance(node, FieldLastYear)
        }
        self._kept = Kept()
        self._totals = Totals(self._kept)
        self._numbers: list[Ints] = []
        self._failed: dict[int, Exception] = {}
        self._persons: tuple[Ints, Ints] | None = None

    def read(self, sources: Sequence[RecordSource], size: int) -> None:
        """Read every record once."""
        first = 0
        for place, source in enumerate(sources):
            for batch in source.batches(file=place, first=first, size=size):
                if batch.n:
                    self._add(batch)
                    first += batch.n

    def _add(self, batch: Batch) -> None:
        self._kept.begin()
        self._totals.begin(batch.n)
        evaluator = Evaluator(self._environment, Columns(batch, batch.n))
        for node in self._aggregates:
            if id(node) not in self._failed:
                try:
                    self._totals.add(evaluator, [node])
                except Exception as error:  # contained: raised again in every control that asks for it
                    self._failed[id(node)] = error
        if self._fields:
            self._kept.keep_values(evaluator, self._fields.values())
            self._numbers.append(_numbers(evaluator))

    def aggregate(self, node: LastYear) -> Vector:
        """Return an aggregate over last year's delivery, as one value."""
        if id(node.value) in self._failed:
            raise self._failed[id(node.value)]
        return self._totals(node.value)

    def codes(self, field: str) -> CodeList | None:
        """Return the code list that a field had in last year's layout."""
        return self._environment.field(field).codes

    def field(self, node: FieldLastYear, evaluator: Evaluator) -> Vector:
        """Return the field in last year's record of the person in each of this year's rows."""
        known, places = self._known()
        if not known.size:
            return vector_of([None], node.type)
        wanted = _numbers(evaluator)
        near = np.minimum(np.searchsorted(known, wanted), known.size - 1)
        taken = self._kept.values(self._fields[node.field]).take(places[near])
        missing = known[near] != wanted
        assert isinstance(taken, Numbers | Texts)
        if taken.missing is not None:
            missing = missing | taken.missing
        if isinstance(taken, Numbers):
            return Numbers(taken.values, missing, taken.bound)
        return Texts(taken.raw, taken.lengths, missing)

    def _known(self) -> tuple[Ints, Ints]:
        """Return the numbers that stand in exactly one of last year's records, sorted, and where each stands."""
        if self._persons is None:
            numbers = np.concatenate(self._numbers)
            known, first, count = np.unique(numbers, return_index=True, return_counts=True)
            alone = (count == 1) & (known != _NOBODY)
            self._persons = known[alone], first[alone]
        return self._persons


def _numbers(evaluator: Evaluator) -> Ints:
    """Return each row's identity number as an integer, `_NOBODY` where it is not valid."""
    field = evaluator.environment.layout.with_role(IDENTITY_ROLE)
    assert field is not None, "asked for before anything is read"
    texts = evaluator.columns.texts(field.name)
    number = np.zeros(texts.n, dtype=np.int64)
    for digit in texts.aligned[:11]:
        number = number * 10 + (digit.astype(np.int64) - ord("0"))
    valid = identity.is_valid(texts.chars)
    return np.where(valid, number, np.int64(_NOBODY))
