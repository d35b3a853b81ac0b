"""A delivery while it is read: every batch goes through all controls, and what groups and totals need is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from kostra.api.report import ControlResult, Finding, StatisticTable
from kostra.engine.columns import Columns
from kostra.engine.containment import Containment
from kostra.engine.evaluate import Evaluator
from kostra.engine.file_controls import mask_name
from kostra.engine.file_wide_controls import FileWideControl
from kostra.engine.findings import Entry, Hit
from kostra.engine.group_controls import GroupControl
from kostra.engine.kept import Kept, Lines
from kostra.engine.prepared import PreparedControl, PreparedProgram
from kostra.engine.requirements import why_not_run
from kostra.engine.row_controls import BatchFindings, hits_of
from kostra.engine.settings import Settings
from kostra.engine.statistics import Counted, Statistics
from kostra.engine.totals import Totals
from kostra.engine.yielding import resolve
from kostra.frozen import frozen
from kostra.language.program import FileScope, GroupScope, RowScope
from kostra.readers.records import Batch, RecordSource


class ProgramRun:
    """One program while the delivery is read: its controls by scope, and what is kept and counted for them."""

    def __init__(self, prepared: PreparedProgram, settings: Settings, containment: Containment) -> None:
        self.environment = prepared.environment
        self.kept = Kept()
        self.totals = Totals(self.kept)
        self.statistics = Statistics(self.environment, prepared.statistics, self.totals)
        self.rows: list[PreparedControl] = []
        self.groups: list[GroupControl] = []
        self.files: list[FileWideControl] = []
        for control in prepared.controls:
            with containment.guard(control):
                if control.failure is not None:
                    raise control.failure
                reason = why_not_run(control, self.environment, settings)
                if reason:
                    containment.not_run(control, reason)
                else:
                    self._add(control)

    def _add(self, control: PreparedControl) -> None:
        match control.control.scope:
            case RowScope():
                self.rows.append(control)
            case GroupScope() as scope:
                self.groups.append(GroupControl(control, scope, self.environment))
            case FileScope():
                self.files.append(FileWideControl(control, self.environment))


@frozen
class Share:
    """What was found in a part of the records, and kept of them: of the delivery, and of each program.

    It is made by one process and put together by another that is the same: objects of the program and its environment
    are named by their identity.
    """

    records: int
    lines: Lines
    containment: Containment
    entries: dict[int, list[Entry]]
    programs: list[tuple[Kept, Totals, Counted]]


class Delivery:
    """A run over all files: what every control found, and which of them crashed."""

    def __init__(
        self, programs: Sequence[PreparedProgram], sources: Sequence[RecordSource], settings: Settings
    ) -> None:
        self._settings = settings
        self._sources = sources
        self._files = [mask_name(source.facts.name, settings) for source in sources]
        self._lines = Lines()
        self._records = 0
        self._containment = Containment()
        self._entries: dict[int, list[Entry]] = {}
        self._whole: dict[int, list[Finding]] = {}
        self._runs = [ProgramRun(program, settings, self._containment) for program in programs]

    def read(self, first: int, end: int, progress: Callable[[int], None] | None = None) -> None:
        """Evaluate everything over the batches that begin with the records from `first` to before `end`.

        `progress` is told after every batch how many records this delivery has been given.
        """
        for batch in self._batches(first, end):
            self._lines.add(batch)
            self._records += batch.n
            for one in self._runs:
                self._read_batch(one, batch)
            if progress is not None:
                progress(self._records)

    def share(self, first: int, end: int) -> Share:
        """Read a part of the delivery, and return what was found and kept of it."""
        self.read(first, end)
        programs = [(one.kept, one.totals, one.statistics.counted) for one in self._runs]
        return Share(self._records, self._lines, self._containment, self._entries, programs)

    def extend(self, later: Share) -> None:
        """Add what was found and kept of the part that follows."""
        self._records += later.records
        self._lines.extend(later.lines)
        self._containment.extend(later.containment)
        for order, entries in later.entries.items():
            self._entries.setdefault(order, []).extend(entries)
        for one, (kept, totals, counted) in zip(self._runs, later.programs, strict=True):
            one.kept.extend(kept)
            one.totals.extend(totals)
            one.statistics.extend(counted)

    def _batches(self, first: int, end: int) -> Iterator[Batch]:
        seen = 0
        for place, source in enumerate(self._sources):
            before = seen
            for batch in source.batches(file=place, first=before, size=self._settings.chunk_size):
                if batch.first >= end:
                    return
                seen += batch.n
                if batch.n and batch.first >= first:
                    yield batch

    def _read_batch(self, one: ProgramRun, batch: Batch) -> None:
        one.kept.begin()
        one.totals.begin(batch.n)
        evaluator = Evaluator(one.environment, Columns(batch, batch.n))
        self._check_rows(one, evaluator, batch)
        for group_control in one.groups:
            if self._containment.is_alive(group_control.control):
                with self._containment.guard(group_control.control):
                    group_control.keep(one.kept, evaluator)
        for file_control in one.files:
            if self._containment.is_alive(file_control.control):
                with self._containment.guard(file_control.control):
                    file_control.add(one.totals, one.kept, evaluator)
        one.statistics.add(evaluator)

    def _check_rows(self, one: ProgramRun, evaluator: Evaluator, batch: Batch) -> None:
        hits: list[Hit] = []
        for control in self._containment.alive(one.rows):
            with self._containment.guard(control):
                hits += hits_of(control, evaluator, batch.n)
        file = self._files[batch.file]
        findings = BatchFindings(one.environment, batch, hits, file, show_sensitive=self._settings.show_sensitive)
        for hit in hits:
            if self._containment.is_alive(hit.control):
                with self._containment.guard(hit.control, hit.sentence.span):
                    self._add(hit.control, findings.of(hit))

    def _add(self, control: PreparedControl, entries: list[Entry]) -> None:
        self._entries.setdefault(control.order, []).extend(entries)

    def judge(self, controls: Sequence[PreparedControl]) -> tuple[list[ControlResult], list[Finding]]:
        """Return every control's outcome, and all findings: those of the whole delivery first, then row by row."""
        for one in self._runs:
            self._judge_groups(one)
            self._judge_file(one)
        alive = {control.order for control in self._containment.alive(controls)}
        left = resolve(controls, {order: entries for order, entries in self._entries.items() if order in alive})
        whole = {order: findings for order, findings in self._whole.items() if order in alive}
        outcomes = [
            self._containment.result(control, len(left.get(control.order, ())) + len(whole.get(control.order, ())))
            for control in controls
        ]
        entries = sorted((entry for found in left.values() for entry in found), key=itemgetter(0, 1, 2))
        about_file = [finding for control in controls for finding in whole.get(control.order, ())]
        return outcomes, [*about_file, *(entry.finding for entry in entries)]

    def _judge_groups(self, one: ProgramRun) -> None:
        show = self._settings.show_sensitive
        for control in one.groups:
            if self._containment.is_alive(control.control):
                with self._containment.guard(control.control):
                    found = control.findings(one.kept, self._lines, self._files, self._records, show_sensitive=show)
                    self._add(control.control, found)

    def _judge_file(self, one: ProgramRun) -> None:
        show = self._settings.show_sensitive
        for control in one.files:
            if self._containment.is_alive(control.control):
                with self._containment.guard(control.control):
                    self._whole[control.control.order] = control.findings(
                        one.totals, one.kept, self._lines, self._files, self._records, show_sensitive=show
                    )

    def figures(self) -> tuple[tuple[StatisticTable, ...], tuple[str, ...]]:
        """Return the tables of all programs, and which were left out."""
        tables = tuple(table for one in self._runs for table in one.statistics.finished())
        return tables, tuple(note for one in self._runs for note in one.statistics.notes)
