"""Equal parts of expressions become one object, so that each is evaluated once a batch.

Program nodes are equal by content; comparing and hashing whole trees at every step would cost more than evaluating
them. After interning, «the same expression» is «the same object», and its identity is the key of a memo.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from kostra.frozen import field_names
from kostra.language.program import Control, Distribution, Figures, GroupScope, Instance, Sentence, ShowValue, Value


class Interner:
    """One canonical object for each distinct expression, and how many places it stands in."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Value] = {}
        self._uses: dict[int, int] = {}
        self._seen: dict[int, tuple[Value, Value]] = {}

    def value(self, node: Value) -> Value:
        """Return the canonical object for an expression."""
        seen = self._seen.get(id(node))
        if seen is None:
            # With the node itself, for an id is only good as long as the object lives.
            seen = self._seen[id(node)] = (node, self._canonical(node))
        known = seen[1]
        self._uses[id(known)] = self._uses.get(id(known), 0) + 1
        return known

    def _canonical(self, node: Value) -> Value:
        parts: list[Any] = []
        key: list[Any] = [type(node)]
        for name in field_names(type(node)):
            part = getattr(node, name)
            if isinstance(part, tuple):
                part = tuple(self.value(item) for item in part)
                key.append(tuple(map(id, part)))
            elif dataclasses.is_dataclass(part):
                part = self.value(part)  # type: ignore[arg-type]
                key.append(id(part))
            else:
                key.append((type(part), part))
            parts.append(part)
        known = self._known.get(tuple(key))
        if known is None:
            known = type(node)(*parts)
            self._known[tuple(key)] = known
        return known

    def shared(self, node: Value) -> bool:
        """Return whether an interned expression stands in more than one place."""
        return self._uses.get(id(node), 0) > 1

    def control(self, control: Control) -> Control:
        """Return a control whose expressions are canonical."""
        scope = control.scope
        if isinstance(scope, GroupScope):
            keys = tuple(self.value(key) for key in scope.keys)
            where = None if scope.where is None else self.value(scope.where)
            scope = GroupScope(keys, where)  # type: ignore[arg-type]
        instances = tuple(map(self._instance, control.instances))
        return dataclasses.replace(control, scope=scope, instances=instances)

    def _instance(self, instance: Instance) -> Instance:
        return dataclasses.replace(instance, sentences=tuple(map(self._sentence, instance.sentences)))

    def _sentence(self, sentence: Sentence) -> Sentence:
        message = tuple(
            ShowValue(self.value(part.value)) if isinstance(part, ShowValue) else part for part in sentence.message
        )
        return dataclasses.replace(sentence, fires=self.value(sentence.fires), message=message)

    def statistic(self, table: Distribution | Figures) -> Distribution | Figures:
        """Return a table of statistics whose expressions are canonical."""
        if isinstance(table, Figures):
            return dataclasses.replace(table, figures=tuple((label, self.value(v)) for label, v in table.figures))
        where = None if table.where is None else self.value(table.where)
        return dataclasses.replace(table, value=self.value(table.value), where=where)
