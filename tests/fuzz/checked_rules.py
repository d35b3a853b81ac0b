"""Controls about the layout of the language tests, one of each kind that the language has, to grow others from."""

from __future__ import annotations

CONTROLS = (
    """\
filkontroll 000 fatal "Innhold" tom "Tom." uventet "Uventet."
filkontroll 001 feil "Lengde" råd "Se etter."
kontroll 016 "A" når VKLO = "2" skal ARBSIT blant "01", "03" ellers feil "{ARBSIT} {tekst_for(ARBSIT)} {ARBSIT.etikett}"
    kilde "X" avvik "D3" fordi "Y" godta VKLO = "2", ARBSIT = "03" avvis VKLO = "2", ARBSIT = "02"
""",
    """\
feltgruppe BIDRAG = BIDRAG_1 .. BIDRAG_2
kontroll 036 "B" når ANTBARN > 0 skal sum(BIDRAG) = (LAAN_1 eller 0) + LAAN_2 * 2 / 3 - 1
    ellers advarsel "{sum(BIDRAG)}"
    godta ANTBARN = 1, BIDRAG_1 = 0 avvis ANTBARN = 1, BIDRAG_1 = 12
""",
    """\
kontroll 002 "C" for hvert felt når feltet er obligatorisk skal feltet er utfylt ellers feil "{feltet.navn} mangler"
    når feltet er utfylt og ikke feltet er bare nuller skal feltet er gyldig
    ellers feil "{feltet.navn} ({feltet.fra}–{feltet.til}) er {feltet}, men skal være {feltet.krav}."
""",
    """\
kontroll 005A "D" for hver gruppe FNR, KJONN der kontrollsiffer_stemmer(FNR) og KOMMUNE_NR ≠ "0301"
    skal antall() = 1 og unike(ARBSIT der ANTBARN > 1) < 2
    ellers feil "{antall()} {linjer()} {andre(JOURNALNR)} {liste(MERKNAD)} {første(STARTDATO)} {største(ANTBARN)}"
    avvis (FNR = "10819012488") (FNR = "10819012488")
""",
    """\
feltgruppe MND = MND_1 .. MND_2
feltgruppe BIDRAG = BIDRAG_1, BIDRAG_2
kontroll 906 "E" for hvert sett M, B i MND, BIDRAG når M er gyldig og minst 1 av MND er utfylt
    skal B mellom 1 og 500 ellers advarsel "{M.etikett} {B}" viker felt MND_1
""",
    """\
tabell SATSER "satser" fra "satser.csv" nøkkel kode gyldig fra til til
kontroll 101 "F" skal ANTBARN >= (SATSER.sats for VKLO per STARTDATO) eller (SATSER.navn for "1" per STARTDATO) er blank
    ellers info "{(SATSER.sats for \\"1\\" per dato($årgang, 12, 31))} {$årgang}"
""",
    """\
kontroll 037 "G" når KJONN blant KJØNN og noen av (MND_1, MND_2) er utfylt
    skal SLUTTDATO er gyldig og år(SLUTTDATO) = $årgang og dager(STARTDATO, SLUTTDATO) > 1
    og som_dato("010122", "ddmmåå") < dato(2022, 2, 28) ellers feil "{SLUTTDATO} {dag(STARTDATO)}"
    avvis KJONN = "1", MND_1 = "1", SLUTTDATO = dato(2021, 12, 31)
""",
    """\
kontroll 900 "H" for filen skal antall() = $ventet og sum(ANTBARN der KJONN = "1") < 100 og minste(STARTDATO) mangler
    ellers feil "{antall()} {$ventet} {sum(BIDRAG_1)}" avvis $ventet = 2
""",
    """\
konstant KODER = ("01", "03")
konstant GRENSE = 25
kontroll 010 "I" når rå(MERKNAD) har form "X" eller del(JOURNALNR, 1, 2) = "77" eller lengde(FNR) = 11
    eller FNR starter med "10" eller JOURNALNR slutter med "7" eller MERKNAD inneholder "€"
    gir feil "{del(JOURNALNR, 2, 3)}"
    når ARBSIT blant KODER og BIDRAG_1 / 2.50 > GRENSE gir advarsel "{som_tall(JOURNALNR)}"
""",
    """\
kontroll 022 "J" når alder(FNR) <= 62 og ikke gyldig_fødselsnummer(FNR) og ufullstendig_fødselsnummer(FNR)
    og alder(FNR) mangler gir info "{alder(FNR)} {fødselsdato(FNR)}"
    når årstall(VERSION) ≠ $årgang og $ventet er oppgitt gir info "x {{ }}"
""",
    """\
kontroll 950 "K" for filen når antall() > 2 * (antall() i fjor) gir advarsel "{antall()} {antall() i fjor}"
    avvis (KJONN = "1") (KJONN = "2") (KJONN = "1") i fjor (KJONN = "1")
kontroll 951 "L" når STARTDATO i fjor ≠ STARTDATO gir info "{STARTDATO i fjor}"
""",
    """\
statistikk "Alder" for hver rad der KJONN = "1" klasser alder(FNR)
    under 18 "Under 18", 18 til 24 "18–24", 25 og over "Over", ellers "?"
statistikk "Sum" "Bidrag" sum(BIDRAG_1), "I alt" sum(BIDRAG_1) + sum(LAAN_1), "N" antall()
""",
    """\
kontroll 043 "M" skal (antall av (MND_1, MND_2) er utfylt) = 1 eller alle av (BIDRAG_1 .. LAAN_2) > 0
    eller ingen av (LAAN_1, LAAN_2) mangler eller antall_utfylt(MND_1, MND_2) = 2
    eller minste(LAAN_1, 3) < største(1, 2)
    ellers feil "{(antall av (MND_1, MND_2) er utfylt)}"
""",
)
