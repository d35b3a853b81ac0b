"""Rule sets about the layout of the language tests, made so that most of them get past the checker.

`_WAYS` is a grammar with types: `<tall>` in a way of writing something stands for any way to write a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.fuzz.byte_random import ByteRandom

TABLES = {
    "satser.csv": "kode;fra;til;sats;navn\n1;2000-01-01;2030-12-31;100;en\n2;;;2,5;to\n",
    "takster.csv": "fra;til;lav;høy\n2000-01-01;2022-06-30;1;10\n2022-07-01;;2;20\n",
}

_WAYS: Mapping[str, tuple[str, ...]] = {
    "fil": ("<felles><kontroll>", "<felles><kontroll><kontroll>", "<felles><kontroll><statistikk>"),
    "felles": (
        """\
regelsett PRV 2022 "Prøve"
feltgruppe BIDRAG = BIDRAG_1 .. BIDRAG_2
feltgruppe LÅN = LAAN_1, LAAN_2
feltgruppe MND = MND_1 .. MND_2
konstant GRENSE = 12
konstant KODER = ("01", "03")
tabell SATSER "satser" fra "satser.csv" nøkkel kode gyldig fra til til
tabell TAKSTER "takster" fra "takster.csv" gyldig fra til til
""",
    ),
    "kontroll": (
        'kontroll <nr> "T"\n<setning><mer>',
        'kontroll <nr> "T"\n<setning><setning><mer>',
        'kontroll <nr> "T" for hvert felt\n<feltsetning><mer>',
        'kontroll <nr> "T" for hvert felt i <gruppe>\n<feltsetning><mer>',
        'kontroll <nr> "T" for hvert sett X, Y i <liste>, <liste>\n<settsetning><mer>',
        'kontroll <nr> "T" for hvert sett X, Y i LÅN, (TAKSTER.lav, TAKSTER.høy) per <dato>\n<settsetning>',
        'kontroll <nr> "T" for hver gruppe <felt><der>\n<gruppesetning><mer>',
        'kontroll <nr> "T" for hver gruppe FNR, <felt><der>\n<gruppesetning><mer>',
        'kontroll <nr> "T" for filen\n<filsetning>',
    ),
    "setning": (
        '  når <vilkår> gir <alvor> "<melding>"\n',
        '  skal <vilkår> ellers <alvor> "<melding>"\n',
        '  når <vilkår> skal <vilkår> ellers <alvor> "<melding>"\n',
    ),
    "feltsetning": (
        '  når feltet er utfylt skal feltet er gyldig ellers <alvor> "{feltet} {feltet.navn} {feltet.krav}"\n',
        '  når feltet er obligatorisk og <vilkår> skal feltet er utfylt ellers <alvor> "{feltet.etikett}"\n',
        '  når feltet er bare nuller gir <alvor> "<melding>"\n',
    ),
    "settsetning": (
        '  når X er utfylt skal <vilkår> eller Y mangler ellers <alvor> "{X} {Y} {X.etikett}"\n',
        '  når X = Y gir <alvor> "{X} {tekst_for(X)}"\n',
        '  når (X eller 0) <ordnet> (Y eller 0) gir <alvor> "{X}"\n',
    ),
    "gruppesetning": (
        '  skal antall() = 1 ellers <alvor> "{antall()} {linjer()} {andre(<felt>)} {liste(<felt>)}"\n',
        '  når <samlet> <ordnet> <samlet> gir <alvor> "{<samlet>} {<melding>}"\n',
        '  når <samlet> <ordnet> <samlet> og <samlet> mangler gir <alvor> "{første(<felt>)} {<samlet>}"\n',
    ),
    "filsetning": (
        '  skal antall() = $ventet ellers <alvor> "{antall()} {$ventet} {antall() i fjor}"\n',
        '  når <samlet> <ordnet> <samlet> gir <alvor> "{<samlet>} {<samlet>}"\n',
        '  når <samlet> <ordnet> (sum(<tall>) i fjor) gir <alvor> "{<samlet>}"\n',
    ),
    "mer": (
        *("", "", "  viker\n", "  felt <felt>\n", '  råd "Gjør det." fordi "Slik."\n'),
        *(
            '  godta ANTBARN = 1, ARBSIT = "01"\n',
            '  avvis (FNR = "10819012488") (KJONN = "1")\n',
            '  godta MERKNAD = ""\n',
        ),
    ),
    "der": ("", " der <vilkår>"),
    "statistikk": (
        'statistikk "S" for hver rad<der> klasser <tall> under 1 "a", 1 til 9 "b", 10 og over "c", ellers "d"\n',
        'statistikk "S" for hver rad klasser antall av <gruppe> er utfylt 0 til 1 "a", 2 og over "b"\n',
        'statistikk "S" "a" <samlet>, "b" <samlet> + <samlet>, "c" <samlet> / <samlet>\n',
    ),
    "melding": (
        *("Tekst.", "{<felt>}", "{<felt>} {{ {<felt>.etikett} }}", "{<tall>} {<dato>}", "{$årgang} {<tall>}"),
        *("{(<tekst>)}", "{tekst_for(<kodet>)} {<samme>}", "{(<vilkår>)}"),
    ),
    "samme": ("(ANTBARN i fjor)", "(STARTDATO i fjor)", "(MERKNAD i fjor)"),
    "vilkår": (
        *(
            "<tall> <ordnet> <tall>",
            "<tall> mellom <tall> og <tall>",
            "<dato> <ordnet> <dato>",
            "<tekst> <likt> <tekst>",
        ),
        *('KJONN = "1"', 'ARBSIT blant "01", "03"', "ARBSIT blant KODER", "KJONN blant KJØNN", "<tall> blant 1, 2, 3"),
        *("<felt> er utfylt", "<felt> er blank", "<felt> er gyldig", "<felt> er bare nuller", "<tall> mangler"),
        *(
            "<dato> mangler",
            "<dato> er gyldig",
            "<tekst> <del> <tekst>",
            '<tekst> har form "99"',
            '<tekst> har form "A9X"',
        ),
        *("(<vilkår>) og (<vilkår>)", "(<vilkår>) eller (<vilkår>)", "ikke (<vilkår>)", "$ventet er oppgitt"),
        *("gyldig_fødselsnummer(<tekst>)", "kontrollsiffer_stemmer(<tekst>)", "ufullstendig_fødselsnummer(FNR)"),
        *("gyldig_epost(<tekst>)", "gyldig_orgnr(<tekst>)", "gyldig_dufnummer(<tekst>)"),
        *(
            "noen av <gruppe> er utfylt",
            "alle av <gruppe> er gyldig",
            "minst 1 av BIDRAG > <tall>",
            "ingen av <gruppe> mangler",
        ),
    ),
    "tall": (
        *("0", "1", "12", "0.5", "99", "GRENSE", "$årgang", "$ventet", "ANTBARN", "BIDRAG_1", "LAAN_2"),
        *(
            "(<tall> + <tall>)",
            "(<tall> - <tall>)",
            "(<tall> * <tall>)",
            "(<tall> / <tall>)",
            "-<tall>",
            "(<tall> eller 0)",
        ),
        *("sum(<tall>, <tall>)", "sum(BIDRAG)", "minste(<tall>, <tall>)", "største(LÅN)", "antall_utfylt(MND)"),
        *("alder(<tekst>)", "årstall(VERSION)", "lengde(<tekst>)", "som_tall(<tekst>)", "år(<dato>)", "måned(<dato>)"),
        *(
            "dag(<dato>)",
            "dager(<dato>, <dato>)",
            "(SATSER.sats for <tekst> per <dato>)",
            "(antall av BIDRAG > <tall>)",
        ),
    ),
    "dato": (
        *("STARTDATO", "SLUTTDATO", "dato($årgang, 12, 31)", "dato(2022, 2, 28)", "dato(<tall>, 1, <tall>)"),
        *("fødselsdato(<tekst>)", 'som_dato(<tekst>, "ddmmåå")', "(<dato> eller <dato>)", "(STARTDATO i fjor)"),
    ),
    "tekst": (
        *("MERKNAD", "JOURNALNR", "FNR", "VERSION", "KOMMUNE_NR", "rå(<felt>)", '"1"', '"x"', '""', "$kommunenummer"),
        *(
            "del(<tekst>, 1, 2)",
            "del(<tekst>, <tall>, <tall>)",
            "tekst_for(<kodet>)",
            "(SATSER.navn for <tekst> per <dato>)",
        ),
    ),
    "samlet": (
        *(
            "antall()",
            "antall(der <vilkår>)",
            "sum(<tall>)",
            "sum(<tall> der <vilkår>)",
            "unike(<felt>)",
            "minste(<tall>)",
        ),
        *("største(<tall>)", "første(<tall>)", "$ventet", "2", "(<samlet> + <samlet>)", "(<samlet> / <samlet>)"),
    ),
    "gruppe": ("BIDRAG", "LÅN", "MND", "(BIDRAG_1 .. LAAN_2)", "(ANTBARN, BIDRAG_1)"),
    "liste": ("BIDRAG", "LÅN", "MND", "(ANTBARN, BIDRAG_1)"),
    "kodet": ("KJONN", "ARBSIT", "VKLO"),
    "felt": (
        "KJONN",
        "ARBSIT",
        "FNR",
        "ANTBARN",
        "STARTDATO",
        "SLUTTDATO",
        "BIDRAG_1",
        "MND_2",
        "MERKNAD",
        "JOURNALNR",
    ),
    "alvor": ("feil", "advarsel", "info"),
    "ordnet": ("=", "≠", "<", "<=", ">", ">="),
    "likt": ("=", "≠"),
    "del": ("starter med", "slutter med", "inneholder"),
}
_PLACE = re.compile("<(\\w+)>")
_DEEPEST = 7
_SLIP = 60
"""One in so many expressions is of another type than it should be."""
_TYPES = ("tall", "dato", "tekst", "vilkår", "samlet", "felt")


class _Maker:
    def __init__(self, data: bytes) -> None:
        self._random = ByteRandom(data)
        self._controls = 0

    def text(self, symbol: str, depth: int = 0) -> str:
        """Return a way to write something; when it is deep or the bytes are spent, one that asks for nothing more."""
        if symbol == "nr":
            self._controls += 1
            return f"{self._controls:03}"
        if symbol in _TYPES and depth and self._random.randrange(_SLIP) == _SLIP - 1:
            symbol = self._random.choice(_TYPES)
        ways = _WAYS[symbol]
        if depth > _DEEPEST or self._random.spent:
            ways = tuple(way for way in ways if "<" not in way.replace("<=", "")) or ways[:1]
        way = self._random.choice(ways)

        def filled(place: re.Match[str]) -> str:
            inner = self.text(place[1], depth + 1)
            in_quotes = way.count('"', 0, place.start()) % 2
            return inner.replace("\\", "\\\\").replace('"', '\\"') if in_quotes else inner

        return _PLACE.sub(filled, way)


def rule_set(data: bytes) -> str:
    """Return the rule set that bytes lead to."""
    return _Maker(data).text("fil")
