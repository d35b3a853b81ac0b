"""The summary of a run: JSON that `docs/oppsummering-skjema.json` describes, and that all else is made from.

It holds counts and reasons, never a finding. Neither dates, durations, machine paths nor the number of workers are in
it: the same files and rules give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kostra.api.report import Outcome
from kostra.batch.finding import Aside
from kostra.batch.plan import Delivery
from kostra.batch.tasks import Answer
from kostra.frozen import frozen
from kostra.masking import mask_text
from kostra.plugins.packs import natural

VERSION = 1
"""`skjemaversjon`: goes up only when a key is removed or changes its meaning."""

Summary = dict[str, Any]

_ONLY_HERE = "mot_regelsett"


@frozen
class Checked:
    """A delivery that was checked: its result, and its reports as paths below the output folder."""

    delivery: Delivery
    result: Answer
    reports: tuple[str, ...]


def summarised(
    checked: Sequence[Checked], unchecked: Iterable[Aside], passed_over: Iterable[Aside], leftovers: Sequence[str]
) -> Summary:
    """Return the summary; `leftovers` are reports of earlier runs that belong to no delivery any more."""
    from kostra.plugins.distributions import version_of

    entries = [_entry(one) for one in checked]
    not_checked = [_aside(one) for one in unchecked]
    over = [_aside(one) for one in passed_over]
    verdicts = [verdict(entry) for entry in entries]
    return {
        "skjemaversjon": VERSION,
        "program": f"kostra {version_of('kostra-core')}",
        "antall": {
            "leveranser": len(entries),
            "kommuner": len({entry["kommune"] for entry in entries if entry["kommune"]}),
            "kan_sendes_inn": verdicts.count(MAY),
            "kan_ikke_sendes_inn": verdicts.count(MAY_NOT),
            "kan_ikke_avgjores": verdicts.count(UNDECIDED),
            "ikke_kontrollert": len(not_checked),
            "forbigatt": len(over),
        },
        "leveranser": entries,
        "ikke_kontrollert": not_checked,
        "levert_flere_ganger": _several_times(entries),
        "forbigatt": over,
        "kontroller": _controls(entries),
        "gamle_rapporter": [mask_text(name) for name in leftovers],
    }


MAY, MAY_NOT, UNDECIDED = "kan sendes inn", "kan ikke sendes inn", "kan ikke avgjøres"


def verdict(entry: Answer) -> str:
    """Return what a delivery's entry says of it, in words."""
    if entry["krasjet"]:
        return UNDECIDED
    return MAY if entry["kan_sendes_inn"] else MAY_NOT


def exit_code(summary: Summary) -> int:
    """Return 2 when something could not be checked, else 1 when something blocks submission somewhere, else 0.

    That there is nothing to check is not that all is well.
    """
    if summary["ikke_kontrollert"] or summary["antall"]["kan_ikke_avgjores"] or not summary["leveranser"]:
        return 2
    return int(any(not e["kan_sendes_inn"] or e["stanset_av_streng"] for e in summary["leveranser"]))


def _entry(one: Checked) -> Answer:
    names = [mask_text(file.name) for file in one.delivery.files]
    result = {key: value for key, value in one.result.items() if key != _ONLY_HERE}
    notes = result.pop("merknader")
    if len(names) > 1:
        notes = [f"{len(names)} filer i samme mappe er kontrollert som én leveranse: {', '.join(names)}.", *notes]
    files = [{"navn": name, "sha256": file.sha256} for name, file in zip(names, one.delivery.files, strict=True)]
    return {**result, "merknader": notes, "filer": files, "rapporter": list(one.reports)}


def _aside(one: Aside) -> dict[str, Any]:
    return {"filer": [mask_text(name) for name in one.names], "grunn": mask_text(one.reason)}


def _several_times(entries: Sequence[Answer]) -> list[dict[str, Any]]:
    """Return the municipalities that have several deliveries of a form in a year: not all of them can count."""
    found: dict[tuple[str, str, int], list[list[str]]] = {}
    for entry in entries:
        if entry["kommune"]:
            key = entry["kommune"], entry["skjema"], entry["argang"]
            found.setdefault(key, []).append([file["navn"] for file in entry["filer"]])
    return [
        {"kommune": municipality, "skjema": form, "argang": year, "leveranser": files}
        for (municipality, form, year), files in found.items()
        if len(files) > 1
    ]


def _controls(entries: Sequence[Answer]) -> list[dict[str, Any]]:
    """Return the controls that found something or could not be run, with most findings first."""
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    municipalities: dict[tuple[str, int, str], set[str]] = {}
    for entry in entries:
        for control in entry["kontroller"]:
            key = entry["skjema"], entry["argang"], control["id"]
            row = found.setdefault(
                key,
                {
                    "skjema": entry["skjema"],
                    "argang": entry["argang"],
                    "id": control["id"],
                    "tittel": control["tittel"],
                    "husregel": control["husregel"],
                    "funn": 0,
                    "leveranser": 0,
                    "kommuner": 0,
                    "ikke_kjort": 0,
                    "krasjet": 0,
                },
            )
            row["funn"] += control["antall"]
            row["leveranser"] += control["antall"] > 0
            row["ikke_kjort"] += control["utfall"] == Outcome.NOT_RUN
            row["krasjet"] += control["utfall"] == Outcome.CRASHED
            if control["antall"] and entry["kommune"]:
                municipalities.setdefault(key, set()).add(entry["kommune"])
    for key, row in found.items():
        row["kommuner"] = len(municipalities.get(key, ()))
    return sorted(
        found.values(), key=lambda r: (-r["funn"], -r["kommuner"], natural(r["skjema"]), r["argang"], r["id"])
    )
