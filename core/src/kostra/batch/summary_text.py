"""The summary for people: what could not be checked, what blocks, what to do first, and where the reports are."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.api.formats import RenderOptions
from kostra.batch.summary import MAY, MAY_NOT, UNDECIDED, Summary, verdict
from kostra.batch.tasks import Answer
from kostra.plugins.packs import natural
from kostra.reports.page import Page
from kostra.reports.wording import NAMES, counted, grouped, joined

_MOST_CONTROLS = 20
_MANY = 12


def text(summary: Summary, options: RenderOptions) -> str:
    """Return the summary as text."""
    page = Page(options)
    page.add(_headline(summary), style="green" if _all_well(summary) else "red")
    _not_checked(page, summary)
    for wanted, heading in ((UNDECIDED, "Kan ikke avgjøres"), (MAY_NOT, "Kan ikke sendes inn")):
        entries = [entry for entry in summary["leveranser"] if verdict(entry) == wanted]
        if entries:
            page.heading(f"{heading} ({len(entries)})")
        for entry in entries:
            _delivery(page, entry)
    _may(page, [entry for entry in summary["leveranser"] if verdict(entry) == MAY])
    _several(page, summary)
    _controls(page, summary)
    _passed_over(page, summary)
    return page.text()


def _headline(summary: Summary) -> str:
    count = summary["antall"]
    if not count["leveranser"] and not count["ikke_kontrollert"]:
        return "Ingen leveranser funnet."
    parts = [f"{grouped(count['kan_sendes_inn'])} kan sendes inn", f"{grouped(count['kan_ikke_sendes_inn'])} kan ikke"]
    if count["kan_ikke_avgjores"]:
        parts.append(f"{grouped(count['kan_ikke_avgjores'])} kan ikke avgjøres")
    said = counted(count["leveranser"], "leveranse", "leveranser")
    said += f" fra {counted(count['kommuner'], 'kommune', 'kommuner')}: {joined(parts)}."
    if count["ikke_kontrollert"]:
        said += f" {counted(count['ikke_kontrollert'], 'fil', 'filer')} kunne ikke kontrolleres."
    return said


def _all_well(summary: Summary) -> bool:
    count = summary["antall"]
    return not (count["ikke_kontrollert"] or count["kan_ikke_avgjores"] or count["kan_ikke_sendes_inn"])


def _not_checked(page: Page, summary: Summary) -> None:
    asides = summary["ikke_kontrollert"]
    if asides:
        page.heading(f"Ikke kontrollert ({len(asides)})")
    for aside in asides:
        page.add(", ".join(aside["filer"]), 2)
        page.add(aside["grunn"], 4)


def _delivery(page: Page, entry: Answer) -> None:
    page.add(f"{_name(entry)}: {_counts(entry)}", 2)
    crashed = [control["id"] for control in entry["kontroller"] if control["utfall"] == "krasjet"]
    if crashed:
        page.add(f"Krasjet: {', '.join(crashed)}. Feilen ligger i programmet eller pakken; meld fra.", 4)
    if entry["begynn_her"]:
        page.add(f"Begynn her: {entry['begynn_her']}", 4)
    page.add(f"{', '.join(file['navn'] for file in entry['filer'])} → {', '.join(entry['rapporter'])}", 4)


def _may(page: Page, entries: Sequence[Answer]) -> None:
    if not entries:
        return
    page.heading(f"Kan sendes inn ({len(entries)})")
    if len(entries) <= _MANY:
        for entry in entries:
            page.add(f"{_name(entry)}: {_counts(entry)}", 2)
        return
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(f"{entry['skjema']} {entry['argang']}", []).append(entry["kommune"] or "ukjent")
    for form, municipalities in groups.items():
        page.add(f"{form}: {', '.join(municipalities)}", 2, hang=2)


def _several(page: Page, summary: Summary) -> None:
    together = [entry for entry in summary["leveranser"] if len(entry["filer"]) > 1]
    if together:
        page.heading("Flere filer i samme mappe, kontrollert som én leveranse")
    for entry in together:
        page.add(f"{_name(entry)}: {', '.join(file['navn'] for file in entry['filer'])}", 2)
    if summary["levert_flere_ganger"]:
        page.heading("Levert flere ganger, i ulike mapper; hver for seg er kontrollert")
    for one in summary["levert_flere_ganger"]:
        listed = "; ".join(", ".join(files) for files in one["leveranser"])
        page.add(f"{one['kommune']} {one['skjema']} {one['argang']}: {listed}", 2)


def _controls(page: Page, summary: Summary) -> None:
    rows = [row for row in summary["kontroller"] if row["funn"]]
    if rows:
        page.heading("Kontroller med flest funn")
    for row in rows[:_MOST_CONTROLS]:
        where = counted(row["kommuner"], "kommune", "kommuner")
        page.add(f"{row['skjema']} {row['argang']} {row['id']} {row['tittel']}: {grouped(row['funn'])} i {where}", 2)
    if len(rows) > _MOST_CONTROLS:
        page.add(f"… og {len(rows) - _MOST_CONTROLS} til; se oppsummering.json.", 2)
    for what, key in (("Krasjet", "krasjet"), ("Ikke kjørt", "ikke_kjort")):
        some: dict[str, list[str]] = {}
        for row in summary["kontroller"]:
            if row[key]:
                some.setdefault(f"{row['skjema']} {row['argang']}", []).append(f"{row['id']} ({row[key]})")
        if some:
            page.heading(f"{what} (antall leveranser)")
        for form in sorted(some, key=natural):
            page.add(f"{form}: {', '.join(some[form])}", 2, hang=2)


def _passed_over(page: Page, summary: Summary) -> None:
    if summary["forbigatt"]:
        page.heading(f"Forbigått ({len(summary['forbigatt'])})")
    for aside in summary["forbigatt"]:
        page.add(f"{', '.join(aside['filer'])}: {aside['grunn']}", 2)
    if summary["gamle_rapporter"]:
        page.heading(f"Rapporter fra før som ikke hører til noen leveranse nå ({len(summary['gamle_rapporter'])})")
        page.add(", ".join(summary["gamle_rapporter"]), 2)


def _name(entry: Answer) -> str:
    return f"{entry['kommune'] or 'ukjent kommune'} {entry['skjema']} {entry['argang']}"


def _counts(entry: Answer) -> str:
    found = [counted(number, *NAMES[severity]) for severity in NAMES if (number := entry["oppsummering"][severity])]
    house = "" if entry["husregler_ok"] in (None, True) else "; husreglene er ikke oppfylt"
    return f"{joined(found) or 'ingen funn'} på {counted(entry['poster'], 'post', 'poster')}{house}"
