"""Two made-up layouts, one of each kind, that have every sort of field between them."""

from __future__ import annotations

from kostra.diagnostics import Source
from kostra.layout import load_layout
from kostra.layout.model import Layout

_FIXED = """\
filbeskrivelse PRØVE 2024 "Prøve med faste posisjoner"
format fast bredde 88

KOMMUNE   1-4    tekst          rolle kommune         "Kommunenummer"   obligatorisk
AAR       5-6    tekst          rolle årgang          "Rapporteringsår" obligatorisk
BYDEL     7-8    tekst          rolle bydel           "Bydelsnummer"    obligatorisk når KOMMUNE = "0301"
JOURNAL   9-16   tekst          rolle journalnummer   "Journalnummer"   obligatorisk
FNR       17-27  tekst          rolle fødselsnummer  sensitiv  "Fødselsnummer"
DUF       28-39  tekst          sensitiv              "DUF-nummer"
FØDT      40-47  dato ddmmåååå                        "Fødselsdato"     obligatorisk
KJØNN     48     tekst          kodeliste KJØNN       "Kjønn"           obligatorisk
BARN      49     tekst          kodeliste JA_NEI      "Barn"            obligatorisk
ANTALL    50-51  heltall                              "Antall barn"     obligatorisk når BARN = "1"
GRUNN     52-53  tekst          kodeliste GRUNN       "Grunn"           obligatorisk når ANTALL ≠ ""
VEDTAK    54-59  dato ddmmåå                          "Vedtaksdato"
BELØP     60-66  heltall                              "Beløp"           obligatorisk
ANDEL     67-71  desimal 1                            "Andel"
SAKSB     72-81  tekst          rolle saksbehandler   "Saksbehandler"
STED      82-88  tekst                                "Sted"

kodeliste KJØNN
    "1" "Mann"
    "2" "Kvinne"
kodeliste JA_NEI
    "1" "Ja"
    "2" "Nei"
kodeliste GRUNN
    "01" "Første"
    "02" "Andre"
"""

_TABLE = """\
filbeskrivelse TABELL 2024 "Prøve uten posisjoner"
format tabell

KOMMUNE   tekst 4         rolle kommune       "Kommunenummer"   obligatorisk
AAR       tekst           rolle årgang        "Rapporteringsår" obligatorisk
SVAR      tekst 1         kodeliste JA_NEI    "Svar"            obligatorisk
ÅRSVERK   desimal 1                           "Årsverk"         obligatorisk
SAKER     heltall                             "Saker"
DATO      dato åååå-mm-dd                     "Dato"            obligatorisk
NAVN      tekst                               "Navn"

kodeliste JA_NEI
    "1" "Ja"
    "2" "Nei"
"""


def _load(name: str, text: str) -> Layout:
    return load_layout(Source.of(name, text), lambda _: None)


FIXED = _load("prøve.layout", _FIXED)
TABLE = _load("tabell.layout", _TABLE)
