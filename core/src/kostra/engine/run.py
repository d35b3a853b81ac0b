"""The engine: a checked rule set and opened files in, findings and every control's outcome out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from kostra.api.report import ControlResult, Finding, Outcome, StatisticTable
from kostra.engine.columns import Columns
from kostra.engine.containment import Containment, outcome
from kostra.engine.evaluate import Evaluator
from kostra.engine.file_controls import check_files, mask_name
from kostra.engine.file_wide_controls import FileWideControl
from kostra.engine.findings import Entry, Hit
from kostra.engine.group_controls import GroupControl
from kostra.engine.kept import Kept, Lines
from kostra.engine.last_year import with_last_year
from kostra.engine.prepared import PreparedControl, PreparedProgram, prepare_program
from kostra.engine.requirements import why_not_run
from kostra.engine.row_controls import BatchFindings, hits_of
from kostra.engine.settings import EngineResult, Settings
from kostra.engine.statistics import Statistics
from kostra.engine.totals import Totals
from kostra.engine.yielding import resolve
from kostra.language.program import FileScope, GroupScope, Program, RowScope
from kostra.readers.records import Batch, RecordSource


def run(programs: Sequence[Program], sources: Sequence[RecordSource], settings: Settings) -> EngineResult:
    """Check a delivery: the official rule set first, then any house rules.

    The files are one delivery. Every control ends in exactly one outcome; one that fails is contained. Nothing here
    depends on the day or the machine.
    """
    verdict = check_files(programs[0], sources, settings)
    prepared: list[PreparedProgram] = []
    for program in programs:
        prepared.append(prepare_program(program, settings, sum(len(one.controls) for one in prepared)))
    controls = [control for program in prepared for control in program.controls]
    records = sum(source.facts.records for source in sources)
    if verdict.stop:
        stopped = [outcome(control, Outcome.NOT_RUN, reason=verdict.stop) for control in controls]
        return EngineResult((*verdict.controls, *stopped), verdict.findings, (), (), records)
    delivery = _Delivery([with_last_year(one, settings) for one in prepared], sources, settings)
    delivery.read(records)
    outcomes, findings = delivery.judge(controls)
    statistics, notes = delivery.figures()
    return EngineResult((*verdict.controls, *outcomes), (*verdict.findings, *findings), statistics, notes, records)


class _ProgramRun:
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


class _Delivery:
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
        self._runs = [_ProgramRun(program, settings, self._containment) for program in programs]

    def read(self, records: int) -> None:
        """Evaluate everything over every batch of every file; `records` is how many there are in all."""
        for batch in self._batches():
            self._lines.add(batch)
            self._records += batch.n
            for one in self._runs:
                self._read_batch(one, batch)
            if self._settings.progress is not None:
                self._settings.progress(self._records, records)

    def _batches(self) -> Iterator[Batch]:
        for place, source in enumerate(self._sources):
            batches = source.batches(file=place, first=self._records, size=self._settings.chunk_size)
            yield from (batch for batch in batches if batch.n)

    def _read_batch(self, one: _ProgramRun, batch: Batch) -> None:
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

    def _check_rows(self, one: _ProgramRun, evaluator: Evaluator, batch: Batch) -> None:
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

    def _judge_groups(self, one: _ProgramRun) -> None:
        show = self._settings.show_sensitive
        for control in one.groups:
            if self._containment.is_alive(control.control):
                with self._containment.guard(control.control):
                    found = control.findings(one.kept, self._lines, self._files, self._records, show_sensitive=show)
                    self._add(control.control, found)

    def _judge_file(self, one: _ProgramRun) -> None:
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
