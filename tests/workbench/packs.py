"""Made-up packs for the tests of the workbench: form 9Z, written to a folder, installed or not."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.plugins.distributions import Site

LAYOUT = """\
filbeskrivelse 9Z {year} "Prøveskjema"
format fast bredde 22

KOMMUNE  1-4    tekst    rolle kommune  "Kommune"
ÅR       5-6    tekst    rolle årgang   "År"
SVAR     7      tekst    kodeliste JA_NEI  "Har noen svart?"
ANTALL   8-10   heltall  "Hvor mange?"
FNR      11-21  tekst    rolle fødselsnummer  sensitiv  "Fødselsnummer"
MERKNAD  22     tekst    "Merknad"

kodeliste JA_NEI
    "1" "Ja"
    "2" "Nei"
"""

MODULE = """\
modul felles "Felles"

parameter GRENSE: heltall
parameter ALVOR: alvor

filkontroll 001 fatal "Postlengde"
    kilde "kilden"

kontroll 010 "Høyt antall"
    når ANTALL > GRENSE
    gir ALVOR "Antallet er {ANTALL}."
    fordi "Så mange er det sjelden."
    råd "Tell en gang til."
    kilde "kilden" avvik "D3"
    godta ANTALL = 1
    avvis ANTALL = 999

kontroll 011 "Svar"
    skal SVAR er gyldig
    ellers feil "Svaret er {SVAR}."
    kilde "kilden"
    godta SVAR = "1"
    avvis SVAR = "3"
"""

RULES = """\
regelsett 9Z {year} "Prøveskjema"

bruk felles (001, 010, 011)
    med GRENSE = 100, ALVOR = advarsel

kontroll 020 "Nummer"
    skal FNR er utfylt
    ellers feil "Nummeret mangler."
    kilde "kilden"
    godta FNR = "04838010070"
    avvis FNR = ""
"""

START = """\
from kostra.api import Parameter, Skjema, hookimpl


@hookimpl
def kostra_skjema():
    return Skjema.of_package(
        __name__,
        skjema="9Z",
        argang={year},
        title="Prøveskjema",
        parameters=[Parameter("ventet", "heltall", "Ventet.")],
    )
"""


def write_pack(
    folder: Path,
    year: int = 2040,
    *,
    rules: str = RULES,
    module: str = MODULE,
    layout: str = LAYOUT,
    start: str = START,
) -> Path:
    """Write the package of a pack into a folder, not installed, and return the package's own folder."""
    package = folder / f"pakke_9z_{year}"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(start.format(year=year), encoding="utf-8")
    (package / "filbeskrivelse.layout").write_text(layout.replace("{year}", str(year)), encoding="utf-8")
    (package / "kontroller.regler").write_text(rules.replace("{year}", str(year)), encoding="utf-8")
    (package / "felles.regler").write_text(module, encoding="utf-8")
    return package


def install_pack(
    site: Site, year: int = 2040, *, rules: str = RULES, module: str = MODULE, layout: str = LAYOUT
) -> Path:
    """Write the package of a pack and install it; return the package's folder."""
    package = write_pack(site.folder, year, rules=rules, module=module, layout=layout)
    site.add(f"kostra-skjema-9z-{year}", {f"skjema-9Z-{year}": package.name}, {})
    site.modules.append(package.name)
    importlib.invalidate_caches()
    return package
