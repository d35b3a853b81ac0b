"""What another rule set would change: per control, findings before, now, gained and lost; and verdicts that turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kostra.api.formats import RenderOptions
from kostra.batch.summary import Checked
from kostra.masking import mask_text
from kostra.plugins.packs import natural
from kostra.reports.page import Page
from kostra.reports.wording import counted, grouped

if TYPE_CHECKING:
    from kostra.language.program import Program

VERSION = 1
"""`skjemaversjon` of `mot-regelsett.json`."""

Key = tuple[str, int]
_COUNTS = ("for", "na", "nye", "borte")


def compared(checked: Sequence[Checked], programs: Mapping[Key, tuple[Program, Program]]) -> dict[str, Any]:
    """Return the comparison; `programs` are the installed and the new rule set, by form (in capitals) and year."""
    from kostra.plugins.distributions import version_of

    return {
        "skjemaversjon": VERSION,
        "program": f"kostra {version_of('kostra-core')}",
        "regelsett": [
            _rule_set(old, new, [one for one in checked if (one.delivery.form.upper(), one.delivery.year) == key])
            for key, (old, new) in sorted(programs.items(), key=lambda item: (natural(item[0][0]), item[0][1]))
        ],
    }


def _rule_set(old: Program, new: Program, checked: Sequence[Checked]) -> dict[str, Any]:
    before, after = _controls(old), _controls(new)
    rows: dict[str, dict[str, Any]] = {}
    municipalities: dict[str, set[str]] = {}
    for one in checked:
        for control in one.result["mot_regelsett"]["kontroller"]:
            row = rows.setdefault(control["id"], dict.fromkeys((*_COUNTS, "ikke_kjort"), 0))
            for name in _COUNTS:
                row[name] += control[name]
            row["ikke_kjort"] += control["ikke_kjort"] is not None
            if (control["nye"] or control["borte"]) and one.delivery.municipality:
                municipalities.setdefault(control["id"], set()).add(one.delivery.municipality)
    titles = before | after
    return {
        "skjema": new.form,
        "argang": new.year,
        "for": old.fingerprint,
        "na": new.fingerprint,
        "leveranser": len(checked),
        "nye_kontroller": [control for control in after if control not in before],
        "fjernede_kontroller": [control for control in before if control not in after],
        "kontroller": [
            {
                "id": control,
                "tittel": titles.get(control, ""),
                **rows[control],
                "kommuner": len(municipalities.get(control, ())),
            }
            for control in sorted(rows)
        ],
        "snudde_svar": [
            {
                "kommune": one.result["kommune"],
                "filer": [mask_text(file.name) for file in one.delivery.files],
                "for": one.result["mot_regelsett"]["for"],
                "na": one.result["mot_regelsett"]["na"],
            }
            for one in checked
            if one.result["mot_regelsett"]["for"] != one.result["mot_regelsett"]["na"]
        ],
    }


def _controls(program: Program) -> dict[str, str]:
    """Return the titles of a rule set's controls, by id."""
    return {control.id: control.title for control in program.controls}


def text(comparison: Mapping[str, Any], options: RenderOptions) -> str:
    """Return the comparison for people: what changes, and nothing of what stays."""
    page = Page(options)
    for rules in comparison["regelsett"]:
        page.heading(
            f"Med det nye regelsettet: {rules['skjema']} {rules['argang']}, "
            f"{counted(rules['leveranser'], 'leveranse', 'leveranser')}"
        )
        if rules["for"] == rules["na"]:
            page.add("Reglene betyr det samme som de installerte.", 2)
        for key, heading in (("nye_kontroller", "Nye kontroller"), ("fjernede_kontroller", "Fjernede kontroller")):
            if rules[key]:
                page.add(f"{heading}: {', '.join(rules[key])}", 2)
        changed = [row for row in rules["kontroller"] if row["nye"] or row["borte"]]
        for row in changed:
            page.add(_row(row), 2)
        not_run = [f"{row['id']} ({row['ikke_kjort']})" for row in rules["kontroller"] if row["ikke_kjort"]]
        if not_run:
            page.add(f"Kjørt før, men ikke nå (antall leveranser): {', '.join(not_run)}", 2)
        if rules["leveranser"] and not changed:
            page.add("Ingen funn kommer til eller faller bort.", 2)
        for turned in rules["snudde_svar"]:
            whom = turned["kommune"] or "ukjent kommune"
            page.add(f"{whom} ({', '.join(turned['filer'])}): {turned['for']} → {turned['na']}", 2)
    return page.text()


def _row(row: Mapping[str, Any]) -> str:
    where = counted(row["kommuner"], "kommune", "kommuner")
    return (
        f"{row['id']} {row['tittel']}: {grouped(row['for'])} funn før, {grouped(row['na'])} nå; "
        f"{counted(row['nye'], 'nytt', 'nye')}, {grouped(row['borte'])} borte, i {where}"
    )
