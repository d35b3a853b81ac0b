"""Checking one delivery and writing its reports. Done by a worker; what comes back holds counts, and no finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kostra.api.errors import BrokenPackError, UnreadableError
from kostra.api.report import ControlResult, FaultKind, Outcome, Report, Severity
from kostra.batch.looking import refuse_changed
from kostra.batch.surroundings import refuse_others
from kostra.batch.tasks import Answer, CheckTask
from kostra.batch.writing import write
from kostra.masking import mask_text
from kostra.plugins.manager import Registry


def check_delivery(task: CheckTask) -> Answer:
    """Check a delivery, write its reports, and return the result; KostraError when that cannot be done.

    What comes back is an entry of the summary without the files' names, which the one who sent the task knows.
    """
    registry = Registry()
    refuse_others(registry, task["surroundings"])
    for path, digest in [*zip(task["files"], task["sha256"], strict=True), *task["house_rules"]]:
        refuse_changed(Path(path), digest)

    from kostra.api import check

    report = check(
        [Path(file) for file in task["files"]],
        skjema=task["form"],
        argang=task["year"],
        husregler=[Path(file) for file, _ in task["house_rules"]],
        registry=registry,
    )
    refuse_other_rules(report, task["package"], task["rule_set"])
    _refuse_other_bytes(report, task["sha256"])
    result = _result(report, strict=task["strict"])
    if task["against"] is not None:
        from kostra.batch.replaying import replay

        result["mot_regelsett"] = replay(task, report)
    _write(registry, report, task)
    return result


def refuse_other_rules(report: Report, package: str, rule_set: str) -> None:
    """Raise BrokenPackError when a report was not made with the rules that the task was made for."""
    for expected, found in ((package, report.package), (rule_set, report.rule_set)):
        if expected and expected != found:
            raise BrokenPackError(
                f"Arbeideren har andre regler for {report.form} {report.year} enn maskinen som sendte oppgaven: "
                f"{found}, ikke {expected}. Installer det samme begge steder, og start arbeideren på nytt."
            )


def _refuse_other_bytes(report: Report, expected: Sequence[str]) -> None:
    # Read again for the check itself; between the two the file may have been replaced.
    if sorted(file.sha256.removeprefix("sha256:") for file in report.files) != sorted(expected):
        raise UnreadableError("Filen ble endret mens den ble kontrollert. Kjør en gang til.")


def _result(report: Report, *, strict: bool) -> Answer:
    new = [finding for finding in report.findings if finding.acknowledged is None]
    worth_a_look = any(f.severity is not Severity.INFO for f in new) or report.house_rules_ok is False
    return {
        "kommune": report.municipality,
        "skjema": report.form,
        "argang": report.year,
        "pakke": report.package,
        "regelsett": report.rule_set,
        "kan_sendes_inn": report.may_submit,
        "krasjet": report.crashed,
        "stanset_av_streng": strict and worth_a_look,
        "husregler_ok": report.house_rules_ok,
        "oppsummering": {severity.value: report.count(severity) for severity in Severity},
        "poster": sum(file.records for file in report.files),
        "begynn_her": _first_thing(report),
        "merknader": [str(note) for note in report.notes],
        "kontroller": [_control(control) for control in report.controls if control.outcome is not Outcome.OK],
        "statistikk": [{"tittel": t.title, "rader": [list(row) for row in t.rows]} for t in report.statistics],
    }


def _first_thing(report: Report) -> str | None:
    """Return what to do first; a fault of one case worker is said without the name, which stays in the report."""
    if not report.systematic:
        return None
    first = next((one for one in report.systematic if one.kind is not FaultKind.CASEWORKER), None)
    if first is not None:
        return mask_text(str(first.text))
    named = ", ".join(report.systematic[0].controls)
    return f"Kontroll {named} slår oftest til hos én saksbehandler: trolig samme feil hver gang. Se rapporten."


def _control(control: ControlResult) -> dict[str, Any]:
    return {
        "id": control.id,
        "tittel": control.title,
        "utfall": control.outcome.value,
        "antall": control.count,
        "grunn": " ".join(control.reason.split()),
        "husregel": control.house_rule,
    }


def _write(registry: Registry, report: Report, task: CheckTask) -> None:
    from kostra.api.formats import RenderOptions, named

    options = RenderOptions(strict=task["strict"], language=task["language"])
    for name, place in task["reports"]:
        found = named(registry.report_formats(name), name)
        if found is None:
            raise BrokenPackError(f"Arbeideren har ikke rapportformatet {name}.")
        write(Path(place), found.render(report, options))
