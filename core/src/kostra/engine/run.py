"""The engine: a checked rule set and opened files in, findings and every control's outcome out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from itertools import pairwise

from kostra.api.report import Outcome
from kostra.engine.containment import outcome
from kostra.engine.delivery import Delivery, Share
from kostra.engine.file_controls import check_files
from kostra.engine.last_year import with_last_year
from kostra.engine.prepared import PreparedProgram, prepare_program
from kostra.engine.processes import Copy, processes_for
from kostra.engine.settings import EngineResult, Settings
from kostra.language.program import Program
from kostra.readers.records import RecordSource


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
    delivery = Delivery([with_last_year(one, settings) for one in prepared], sources, settings)
    _read(delivery, records, settings)
    outcomes, findings = delivery.judge(controls)
    statistics, notes = delivery.figures()
    return EngineResult((*verdict.controls, *outcomes), (*verdict.findings, *findings), statistics, notes, records)


def _read(delivery: Delivery, records: int, settings: Settings) -> None:
    """Read a delivery of so many records; with several processes, each reads as large a part of it."""
    processes = 1 if settings.functions else processes_for(records)  # a plugin may not survive being copied
    limits = [records * place // processes for place in range(processes)]
    own, *others = pairwise([*limits, sys.maxsize])

    def tell(read: int) -> None:
        if settings.progress is not None:
            settings.progress(min(read * processes, records), records)

    with ExitStack() as running:
        copies: list[Copy[Share]] = []
        for part in others:
            copies.append(Copy(partial(delivery.share, *part)))
            running.callback(copies[-1].end)
        delivery.read(*own, tell)
        for part, copy in zip(others, copies, strict=True):
            found = copy.result()
            if found is None:  # it did not live to tell
                delivery.read(*part)
            else:
                delivery.extend(found)
