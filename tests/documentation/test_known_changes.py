"""Every change of rules and layout that is known between two years is told, in the words that matter.

What SSB's program changed and kostra does alike in all years (how ages are reckoned, one finding a line, the classes of
the statistics that are shown) is no change here.
"""

from __future__ import annotations

import pytest
from tests.documentation.editions import between, told

from kostra.documentation.diff_text import plain_text
from kostra.language.program import Control

RULES = [
    # 11F 2022 → 2023
    ("11F", 2022, "000: feil ble fatal"),
    ("11F", 2022, "001: feil ble fatal"),
    ("11F", 2022, "002: feil ble advarsel"),
    ("11F", 2022, "viker nå for andre kontroller"),
    ("11F", 2022, "003B: KOMMUNE_NR i stedet for $kommunenummer"),
    ("11F", 2022, "005: alternativet «ufullstendig_fødselsnummer(PERSON_FODSELSNR)» er kommet til"),
    ("11F", 2022, "006 er ny: Under 18 år (advarsel)"),
    ("11F", 2022, "007 er ny: Høy alder (advarsel)"),
    ("11F", 2022, "når alder(PERSON_FODSELSNR) >= 68 gir advarsel"),
    ("11F", 2022, "013: grensen endret fra 10 til 14; advarsel ble feil"),
    ("11F", 2022, "021 er ny: Livsopphold av sosialhjelp (advarsel)"),
    ("11F", 2022, 'nå: når TRYGDESIT = "05" skal BU18 = "1" og ANTBU18 > 0 ellers feil'),
    ("11F", 2022, "028 er borte"),
    ("11F", 2022, "029 er borte"),
    ("11F", 2022, "030: grensen for «sum(BIDRAG, LAAN)» endret fra «> 600000» til «>= 600000»"),
    ("11F", 2022, "031: vilkåret «BIDRAG ≠ 0 eller LAAN ≠ 0» er falt bort"),
    ("11F", 2022, "før: når BIDRAG > 0 skal sum(BIDRAG_PER_MÅNED) = BIDRAG ellers advarsel"),
    ("11F", 2022, "nå: skal sum(LÅN_PER_MÅNED) = (LAAN eller 0) ellers advarsel"),
    ("11F", 2022, "038: regelen er endret; feil ble advarsel"),
    ("11F", 2022, "nå: når PERSON_FODSELSNR er blank skal gyldig_dufnummer(PERSON_DUF) ellers advarsel"),
    ("11F", 2022, "«Tilfeller» heter nå «Alder / Deltakere»"),
    # 11F 2023 → 2024
    ("11F", 2023, "005: advarsel ble feil"),
    ("11F", 2023, "020A er ny: Trygdekode uten livsopphold av trygd (advarsel)"),
    ("11F", 2023, "020 er nå 020B: bygger på TRYGDESIT, som er endret (ny kode 13)"),
    ("11F", 2023, "022: grensen endret fra 63 til 60"),
    ("11F", 2023, "043: VILKARNORSKSAMISKOPPL teller med"),
    # 11F 2024 → 2025
    ("11F", 2024, "004A er ny"),
    ("11F", 2024, "007: grensen endret fra 68 til 96"),
    ("11F", 2024, "030: grensen for «sum(BIDRAG, LAAN)» endret fra «>= 600000» til «> 1000000»"),
    # 11F 2025 → 2026
    ("11F", 2025, "002: advarsel ble feil; viker ikke lenger for andre kontroller"),
    ("11F", 2025, "020A er borte"),
    ("11F", 2025, "022 er ny: Trygdesituasjon (feil)"),
    ("11F", 2025, "022 er nå 023A: grensen endret fra 60 til 62"),
    ("11F", 2025, "023 er nå 023B"),
    ("11F", 2025, "023C er ny: Barnetrygd uten barn (feil)"),
    ("11F", 2025, "021: ARBSIT: 03 (Under utdanning) er kommet til"),
    ("11F", 2025, "024: ARBSIT: 03 (Under utdanning), 05 (Arbeidsmarkedstiltak (statlig)) og 06 (Kommunalt tiltak)"),
    # 11C 2022 → 2023
    ("11C", 2022, "000: feil ble fatal"),
    ("11C", 2022, "002: feil ble advarsel"),
    ("11C", 2022, "003B: KOMMUNE_NR i stedet for $kommunenummer"),
    ("11C", 2022, "005: alternativet «ufullstendig_fødselsnummer(PERSON_FODSELSNR)» er kommet til"),
    ("11C", 2022, 'der KOMMUNE_NR ≠ "0301" og (kontrollsiffer_stemmer(PERSON_FODSELSNR) eller ufullstendig_'),
    ("11C", 2022, "005B: KOMMUNE_NR i stedet for $kommunenummer"),
    ("11C", 2022, "006: advarsel ble feil"),
    ("11C", 2022, "020A er borte: Kommer fra program i en annen bydel (advarsel)"),
    ("11C", 2022, 'nå: når KVP_MED_ASTONAD = "2" og noen av STØTTETYPER er gyldig gir feil'),
    ("11C", 2022, 'nå: når STATUS = "1" skal KVP_STONAD > 0 ellers advarsel'),
    ("11C", 2022, 'nå: når STATUS ≠ "2" og noen av STØNADSMÅNEDER er gyldig skal KVP_STONAD er utfylt ellers advarsel'),
    ("11C", 2022, '031: vilkåret «STATUS = "1"» er kommet til'),
    ("11C", 2022, "036: bygger på STATUS, som er endret (ny kode 7)"),
    (
        "11C",
        2022,
        "037: STATUS: 7 (Deltakerens program er avsluttet etter avbrudd) er kommet til; en setning er falt bort",
    ),
    ("11C", 2022, "038: STATUS: 7 (Deltakerens program er avsluttet etter avbrudd) er kommet til"),
    ("11C", 2022, "«Kvalifiseringsdeltakere» heter nå «Alder / Deltakere»"),
    # 11C 2023 → 2024
    ("11C", 2023, "005: advarsel ble feil"),
    ("11C", 2023, "016: $årgang i stedet for årstall(VERSION); en setning er kommet til"),
    ("11C", 2023, 'når KOMMUNE_NR ≠ "0301" og år(BEGYNT_DATO) > $årgang gir feil'),
    ("11C", 2023, "020: bygger på KOMMNR_KVP_KOMM, som er endret (115 nye koder, uten 114 koder)"),
    ("11C", 2023, "037: vilkåret «år(AVSL_DATO) = $årgang» er kommet til"),
    # 11C 2024 → 2025
    ("11C", 2024, "004A er ny"),
    ("11C", 2024, "007: grensen endret fra 68 til 69"),
    ("11C", 2024, "014: bygger på REG_DATO, som er endret (datoformatet er ddmmåååå)"),
    ("11C", 2024, "020: bygger på KOMMNR_KVP_KOMM, som er endret (ny kode 9999)"),
]

LAYOUT = [
    ("11F", 2022, "BOSIT: typen er endret fra heltall til tekst"),
    ("11F", 2023, "DISTRIKTSNR er borte (9–10, tekst)"),
    ("11F", 2023, "VILKARNORSKSAMISKOPPL er ny (305–306, tekst)"),
    ("11F", 2023, "PERSON_JOURNALNR … VILKARDIGPLAN er flyttet 2 posisjoner (−2)"),
    ("11F", 2023, "VKLO: ny tekst på 3 («Trygd/pensjon» ble «Trygd/stønad») og 7"),
    ("11F", 2023, "TRYGDESIT: ny kode: 13 Barnetrygd; ny tekst på 06"),
    ("11F", 2024, "Postlengden er endret fra 324 til 338"),
    ("11F", 2024, "FODSELSDATO er ny (9–16, dato ddmmåååå, obligatorisk)"),
    ("11F", 2024, "PERSON_JOURNALNR … UTBETDATO er flyttet 8 posisjoner (+8)"),
    ("11F", 2024, "UTBETTOMDATO er flyttet 10 posisjoner (+10)"),
    ("11F", 2024, "VILKARARBEID … VEDTAKDATO er flyttet 12 posisjoner (+12)"),
    ("11F", 2024, "VEDTAKARB … SANKSJONANDRE er flyttet 14 posisjoner (+14)"),
    (
        "11F",
        2024,
        (
            "UTBETDATO, UTBETTOMDATO og VEDTAKDATO: datoformatet er endret fra ddmmåå til ddmmåååå; "
            "bredden er endret fra 6 til 8"
        ),
    ),
    (
        "11F",
        2024,
        (
            "KOMMUNE_NR, VERSION, PERSON_JOURNALNR, KJONN, EKTSTAT, BU18, VKLO, TRYGDESIT, ARBSIT, BIDRAG, LAAN, "
            "GITT_OKONOMIRAD, FAAT_INDIVIDUELL_PLAN, SAKSBEHANDLER, BOSIT, VILKARSOSLOV og VILKARSAMEKT: "
            "nå obligatorisk"
        ),
    ),
    ("11F", 2024, 'BYDELSNR: nå obligatorisk når KOMMUNE_NR = "0301"'),
    ("11C", 2022, "KVP_OSLO er borte (58, tekst)"),
    ("11C", 2022, "YTELSE_SOSHJELP … SAKSBEHANDLER er flyttet 1 posisjon (−1)"),
    ("11C", 2022, "STATUS: ny kode: 7 Deltakerens program er avsluttet etter avbrudd"),
    ("11C", 2022, "KOMMNR_KVP_KOMM: ny tekst på 5001 («Trondheim» ble «Trondheim - Tråante») og 5025"),
    ("11C", 2023, "DISTRIKTSNR er borte (9–10, tekst)"),
    ("11C", 2023, "PERSON_JOURNALNR … SAKSBEHANDLER er flyttet 2 posisjoner (−2)"),
    ("11C", 2023, "STATUS: ny tekst på 1"),
    ("11C", 2023, "EKTSTAT: nå obligatorisk"),
    ("11C", 2023, "KOMMNR_KVP_KOMM: nye koder (115): 1508 Ålesund"),
    ("11C", 2023, "ute er kodene (114): 1507 Ålesund"),
    ("11C", 2024, "FODSELSDATO er ny (9–16, dato ddmmåååå, obligatorisk)"),
    ("11C", 2024, "PERSON_JOURNALNR … REG_DATO er flyttet 8 posisjoner (+8)"),
    ("11C", 2024, "VEDTAK_DATO er flyttet 10 posisjoner (+10)"),
    ("11C", 2024, "BEGYNT_DATO er flyttet 12 posisjoner (+12)"),
    ("11C", 2024, "KVP_KOMM … AVSL_DATO er flyttet 14 posisjoner (+14)"),
    ("11C", 2024, "AVSL_ORDINAERTARB … SAKSBEHANDLER er flyttet 16 posisjoner (+16)"),
    ("11C", 2024, "REG_DATO, VEDTAK_DATO, BEGYNT_DATO og AVSL_DATO: datoformatet er endret fra ddmmåå til ddmmåååå"),
    ("11C", 2025, "YTELSE_INDIVIDSTONAD heter nå YTELSE_TILTAKSPENGER (73, tekst)"),
    ("11C", 2025, "KOMMNR_KVP_KOMM: ny tekst på 0301"),
]


@pytest.mark.parametrize(("form", "old", "expected"), RULES + LAYOUT)
def test_a_known_change_is_told(form: str, old: int, expected: str) -> None:
    text = plain_text(between(form, old, old + 1))
    assert any(line.strip().startswith(expected) or expected in line for line in text.splitlines()), text


def test_a_year_without_changes_of_rules_tells_none_but_those_of_the_fields_it_controls() -> None:
    changes = between("11C", 2025, 2026).of("kontroller")
    # The comparison with last year began in 2026.
    of_last_year = {"950", "951", "952", "953", "954", "955"}
    assert {change.kind for change in changes if not of_last_year & {*change.names}} <= {"felt", "tekst"}


def test_nothing_moved_where_no_position_changed() -> None:
    assert not [change for change in between("11F", 2025, 2026).changes if change.kind == "flyttet"]


@pytest.mark.parametrize(("form", "year"), [("11F", 2022), ("11C", 2026), ("7", 2024), ("7B", 2022), ("12", 2025)])
def test_a_year_does_not_differ_from_itself(form: str, year: int) -> None:
    assert told(between(form, year, year)) == []
    assert plain_text(between(form, year, year)).endswith("\nIngen forskjeller.\n")


def meaning(control: Control) -> list[object]:
    sentences = (sentence for instance in control.instances for sentence in instance.sentences)
    return [(sentence.fires, sentence.severity, sentence.points_at) for sentence in sentences]


@pytest.mark.parametrize(("form", "old", "new"), [("11F", 2022, 2026), ("11C", 2022, 2026), ("11F", 2026, 2022)])
def test_no_control_that_means_something_else_goes_untold(form: str, old: int, new: int) -> None:
    comparison = between(form, old, new)
    names = {name for change in comparison.of("kontroller") for name in change.names}
    before = {control.id: control for control in comparison.old.compiled.program.controls}
    for control in comparison.new.compiled.program.controls:
        if control.id not in before:
            assert control.id in names
        else:
            was = before[control.id]
            assert meaning(was) == meaning(control) or control.id in names, control.id
    assert {name for name in before if name not in {c.id for c in comparison.new.compiled.program.controls}} <= names
