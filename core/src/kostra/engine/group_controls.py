"""Controls of groups: columns are kept batch by batch, the groups are found and judged when everything was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kostra.engine.columns import Columns, SomeRows
from kostra.engine.environment import Environment
from kostra.engine.evaluate import Evaluator
from kostra.engine.findings import Entry, Hit, row_findings
from kostra.engine.group_aggregates import aggregate, first_places
from kostra.engine.groups import Groups, group
from kostra.engine.kept import Kept, Lines
from kostra.engine.lists import Lists
from kostra.engine.masking import fields_needed
from kostra.engine.messages import LISTS
from kostra.engine.prepared import PreparedControl, message_fields, message_values
from kostra.engine.revealing import quoted
from kostra.engine.row_controls import hits_of, rows_of
from kostra.engine.rows import FoundRows, case_fields, found_rows
from kostra.engine.totals import kept_parts
from kostra.engine.trees import aggregates, row_fields
from kostra.engine.values import Numbers, Texts, Vector
from kostra.language.program import Aggregate, GroupScope
from kostra.readers.records import Bools, Ints


class GroupControl:
    """A control of groups while the delivery is read."""

    def __init__(self, control: PreparedControl, scope: GroupScope, environment: Environment) -> None:
        self.control = control
        self._scope = scope
        self._environment = environment
        layout = environment.layout
        said = [value for sentence in control.sentences() for value in message_values(sentence.message)]
        inner = [*scope.keys, *(sentence.fires for sentence in control.sentences()), *said]
        self._quoted = quoted(said)
        asked = [node for expression in inner for node in aggregates(expression)]
        kept = [part for node in asked for part in (node.value, node.where)]
        self._values = [node for node in (*kept, self._scope.where) if node is not None]
        pointed = [field.name for sentence in control.sentences() for field in sentence.points_at]
        shown = [name for sentence in control.sentences() for name in message_fields(sentence.message)]
        read = [name for expression in inner for name in row_fields(expression)]
        self._fields = dict.fromkeys([*read, *shown, *pointed, *case_fields(layout), *fields_needed(layout)])

    def keep(self, kept: Kept, evaluator: Evaluator) -> None:
        """Keep of a batch what the control will need."""
        kept.keep_fields(evaluator, self._fields)
        kept.keep_values(evaluator, self._values)

    def findings(
        self, kept: Kept, lines: Lines, files: Sequence[str], records: int, *, show_sensitive: bool
    ) -> list[Entry]:
        """Find the groups, and make the findings on every row of those that fire."""
        groups = self._groups(kept, records)
        if groups.count == 0:
            return []
        asked = _PerGroup(kept, groups)
        evaluator = Evaluator(self._environment, Columns(SomeRows(kept, groups.firsts), groups.count), asked)
        hits = hits_of(self.control, evaluator, groups.count)
        if not hits:
            return []
        firing = rows_of(hits, groups.count)
        firing = firing[np.argsort(groups.firsts[firing], kind="stable")]
        return self._row_findings(hits, groups, firing, kept, lines, files, show_sensitive=show_sensitive)

    def _groups(self, kept: Kept, records: int) -> Groups:
        columns = Columns(kept, records)
        keys: list[Vector] = []
        members: Bools = np.ones(records, dtype=np.bool_)
        if self._scope.where is not None:
            where = kept.values(self._scope.where)
            assert isinstance(where, np.ndarray)
            members = members & where
        evaluator = Evaluator(self._environment, columns)
        for node in self._scope.keys:
            key = evaluator.vector(node)
            if isinstance(key, Numbers | Texts) and key.missing is not None:
                members = members & ~key.missing
            keys.append(key)
        return group(keys, np.flatnonzero(members))

    def _row_findings(
        self,
        hits: Sequence[Hit],
        groups: Groups,
        firing: Ints,
        kept: Kept,
        lines: Lines,
        files: Sequence[str],
        *,
        show_sensitive: bool,
    ) -> list[Entry]:
        chosen = groups.select(firing)
        records = chosen.order
        columns = Columns(SomeRows(kept, records), records.size)
        names = [files[file] for file in lines.files(records).tolist()]
        found = found_rows(
            self._environment, columns, records, lines.lines(records), names, show_sensitive=show_sensitive
        )
        owners = chosen.group_of_place()
        found = self._masked_together(found, kept, chosen, owners)
        evaluator = Evaluator(self._environment, columns, _PerRow(_PerGroup(kept, chosen), owners))
        lists = Lists(
            self._environment.layout, chosen, kept, lines, files, lambda places: found.masks.at(places.tolist())
        )
        entries: list[Entry] = []
        for hit in hits:
            has_hit = np.isin(firing, hit.rows)
            rows = np.flatnonzero(has_hit[owners])
            ids = [f"{self.control.id}-{owner + 1}" for owner in owners[rows].tolist()]
            entries += row_findings(hit._replace(rows=rows), evaluator, found, lists, ids)
        return entries

    def _masked_together(self, found: FoundRows, kept: Kept, chosen: Groups, owners: Ints) -> FoundRows:
        """Mask each row also by the rows whose texts its message quotes."""
        if not self._quoted:
            return found
        sources = [first_places(*kept_parts(kept, node), chosen)[owners].tolist() for node in self._quoted]
        others = [[place for place in row if place >= 0] for row in zip(*sources, strict=True)]
        return replace(found, masks=found.masks.together_with(others))


class _PerGroup:
    """The aggregates of groups, one value a group."""

    def __init__(self, kept: Kept, groups: Groups) -> None:
        self._kept = kept
        self._groups = groups
        self._known: dict[int, Vector] = {}

    def __call__(self, node: Aggregate) -> Vector:
        if node.name in LISTS:
            raise TypeError(f"{node.name} is a list, not a value")
        if id(node) not in self._known:
            self._known[id(node)] = aggregate(node, *kept_parts(self._kept, node), self._groups)
        return self._known[id(node)]


class _PerRow:
    """The aggregates of each row's group."""

    def __init__(self, per_group: _PerGroup, owners: Ints) -> None:
        self._per_group = per_group
        self._owners = owners

    def __call__(self, node: Aggregate) -> Vector:
        vector = self._per_group(node)
        return vector[self._owners] if isinstance(vector, np.ndarray) else vector.take(self._owners)
