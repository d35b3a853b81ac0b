"""Years to compare and describe: the installed ones, and small ones that a test writes itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kostra.documentation.changes import Comparison
from kostra.documentation.compare import compare
from kostra.documentation.diff_text import sentence
from kostra.documentation.edition import Edition, installed, of_path
from kostra.plugins.manager import Registry

REGISTRY = Registry()

LAYOUT = """\
filbeskrivelse 9Z 2040 "Prøve"
format fast bredde 12

KOMMUNE  1-4    tekst    rolle kommune   "Kommune"
SVAR     5      tekst    kodeliste SVAR  "Svar på spørsmålet?"
ANTALL   6-8    heltall                  "Hvor mange?"
GRUNN_1  9      tekst                    "Grunn 1"
GRUNN_2  10     tekst                    "Grunn 2"
REST     11-12  tekst                    "Resten"

kodeliste SVAR
    "1" "Ja"
    "2" "Nei"
    "3" "Vet ikke"
"""

RULES = """\
regelsett 9Z 2040 "Prøve"

feltgruppe GRUNNER = GRUNN_1 .. GRUNN_2
konstant MANGE = 10

kontroll 001 "Mange"
    når ANTALL >= MANGE
    gir advarsel "Antallet er {ANTALL}, ikke under {MANGE}."

kontroll 002 "Grunn"
    når SVAR = "1" og ANTALL > 0
    skal noen av GRUNNER er utfylt
    ellers feil "Ingen grunn."

kontroll 003 "Svar"
    skal SVAR blant "1", "2"
    ellers feil "Svaret er {SVAR}."
    råd "Rett svaret."

statistikk "Svar"
    for hver rad klasser ANTALL 0 til 9 "Få", ellers "Resten"
"""


@cache
def year(form: str, number: int) -> Edition:
    return installed(REGISTRY, form, number)


@cache
def between(form: str, old: int, new: int) -> Comparison:
    return compare(year(form, old), year(form, new))


def written(folder: Path, rules: str = RULES, layout: str = LAYOUT) -> Edition:
    """Return a form that stands in a folder as two files."""
    folder.mkdir()
    (folder / "filbeskrivelse.layout").write_text(layout, encoding="utf-8")
    (folder / "kontroller.regler").write_text(rules, encoding="utf-8")
    return of_path(REGISTRY, folder)


def changed(tmp_path: Path, *, rules: tuple[str, str] = ("", ""), layout: tuple[str, str] = ("", "")) -> Comparison:
    """Return what is different after a text in the rules or in the layout was replaced by another."""
    for text, (before, _) in ((RULES, rules), (LAYOUT, layout)):
        assert before in text
    old = written(tmp_path / "før")
    new = written(
        tmp_path / "nå", RULES.replace(*rules) if rules[0] else RULES, LAYOUT.replace(*layout) if layout[0] else LAYOUT
    )
    return compare(old, new)


def told(comparison: Comparison) -> list[str]:
    """Return the differences as people read them, a sentence each."""
    return [sentence(change) for change in comparison.changes]
