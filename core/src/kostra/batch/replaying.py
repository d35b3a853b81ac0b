"""Checking a delivery once more with another rule set, and telling which findings are gained and lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from kostra.api.errors import BrokenPackError
from kostra.api.report import Outcome, Progress, Report
from kostra.api.skjema import Skjema
from kostra.batch.checking import refuse_other_rules
from kostra.batch.rule_sets import WithPack, rule_sets_in
from kostra.batch.tasks import CheckTask
from kostra.comparison.comparing import as_earlier, compared
from kostra.comparison.earlier import EarlierRun
from kostra.plugins.manager import Registry

_RAN = (Outcome.OK, Outcome.FOUND)
# By the fingerprint that the rules must have: when somebody mends the rules, they are read again.
_rule_sets: dict[tuple[str, str], dict[tuple[str, int], Skjema]] = {}


def replay(task: CheckTask, before: Report) -> dict[str, Any]:
    """Return what became of the findings of a delivery under the rule set that the task names, control by control."""
    from kostra.api import check

    after = check(
        [Path(file) for file in task["files"]],
        skjema=task["form"],
        argang=task["year"],
        husregler=[Path(file) for file, _ in task["house_rules"]],
        registry=WithPack(_skjema(task)),
    )
    refuse_other_rules(after, "", task["against_rule_set"])
    after = compared(after, _as_earlier(before, after.municipality))
    assert after.comparison is not None
    new = [finding for finding in after.findings if finding.progress is Progress.NEW]
    counts = {
        "for": Counter(finding.control for finding in before.findings),
        "na": Counter(finding.control for finding in after.findings),
        "nye": Counter(finding.control for finding in new),
        "borte": Counter(finding.control for finding in after.comparison.gone),
    }
    ran = {control.id for control in before.controls if control.outcome in _RAN}
    not_run = {c.id: c.outcome.value for c in after.controls if c.outcome not in _RAN and c.id in ran}
    touched = sorted(set().union(*counts.values(), not_run))
    return {
        "for": _verdict(before),
        "na": _verdict(after),
        "kontroller": [
            {"id": control, **{name: counter[control] for name, counter in counts.items()}}
            | {"ikke_kjort": not_run.get(control)}
            for control in touched
        ],
    }


def _skjema(task: CheckTask) -> Skjema:
    folder = str(task["against"])
    key = folder, task["against_rule_set"]
    if key not in _rule_sets:
        _rule_sets[key] = rule_sets_in(Path(folder), Registry())
    try:
        return _rule_sets[key][task["form"].upper(), task["year"]]
    except KeyError:
        raise BrokenPackError(
            f"Arbeideren finner ikke noe regelsett for {task['form']} {task['year']} i {folder}. "
            "Mappen må ligge på en disk som alle arbeiderne ser."
        ) from None


def _verdict(report: Report) -> str:
    if report.crashed:
        return "kan ikke avgjøres"
    return "kan sendes inn" if report.may_submit else "kan ikke sendes inn"


def _as_earlier(report: Report, municipality: str | None) -> EarlierRun:
    return EarlierRun(
        name="",
        form=report.form,
        year=report.year,
        municipality=municipality,  # the files are the same, whichever column the new layout takes it from
        rule_set=report.rule_set,
        findings=tuple(map(as_earlier, report.findings)),
    )
