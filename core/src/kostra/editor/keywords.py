"""What the words of the rule language mean, in a sentence each; for those who write and do not remember."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        "regelsett": "Øverst i filen: reglene for et skjema i en årgang.",
        "modul": "Øverst i filen: kontroller som flere regelsett kan ta i bruk.",
        "husregler": "Øverst i filen: egne kontroller ved siden av de offisielle.",
        "bruk": "Tar kontroller fra en modul, nevnt én for én.",
        "som": "Gir kontrollen et annet nummer her enn i modulen.",
        "med": "Gir modulens parametre verdier.",
        "feltgruppe": "Et navn på flere felt.",
        "konstant": "Et navn på en verdi eller en liste.",
        "parameter": "Noe som den som tar modulen i bruk, bestemmer.",
        "tabell": "En CSV-fil med verdier å slå opp.",
        "kodeliste": "Koder fra en CSV-fil.",
        "filkontroll": "En kontroll av selve filen: 000 (skal det leveres fil?) eller 001 (postlengde).",
        "erstatt": "Kontrollen kommer i stedet for den som er tatt i bruk med samme nummer.",
        "kontroll": "En kontroll: nummer, tittel og én eller flere setninger.",
        "statistikk": "Tall som vises sammen med funnene.",
        "for": "Hva kontrollen ser på: rad, felt, sett, gruppe eller hele filen.",
        "kode": "Hele filen, én gang for hver kode i kodelisten til hvert av feltene.",
        "når": "Vilkåret for at setningen gjelder.",
        "skal": "Kravet.",
        "ellers": "Alvor og melding når kravet ikke er oppfylt.",
        "gir": "Alvor og melding når vilkåret er oppfylt.",
        "fordi": "Hvorfor kontrollen finnes.",
        "råd": "Hva den som får funnet, bør gjøre.",
        "kilde": "Hvor kontrollen er spesifisert.",
        "avvik": "Hvilket bevisst avvik fra kilden dette er.",
        "felt": "Hvilke felt funnet peker på, når det ikke er de som kravet nevner.",
        "viker": "Ingen funn på en rad der en annen kontroll alt peker på det samme feltet.",
        "godta": "Et eksempel som kontrollen skal tie om.",
        "avvis": "Et eksempel som kontrollen skal slå til på.",
        "der": "Bare radene som oppfyller vilkåret.",
        "klasser": "Hvordan verdiene deles i klasser.",
        "per": "Datoen som oppslaget gjelder for.",
        "eller": "Mellom vilkår: minst ett av dem. Etter en verdi: det som gjelder når den mangler.",
        "fjor": "Det samme i fjorårets fil.",
        "og": "Begge vilkårene.",
        "ikke": "Det motsatte av vilkåret som følger. Det er oppfylt også når verdien mangler.",
        "blant": "Verdien er en av dem i listen.",
        "mellom": "Verdien er mellom de to, eller lik en av dem.",
        "utfylt": "Det står noe i feltet.",
        "blank": "Det står ingenting i feltet.",
        "gyldig": "Feltet er utfylt, lesbart som sin type, og i kodelisten hvis det har en.",
        "obligatorisk": "Filbeskrivelsen sier at feltet skal fylles ut.",
        "oppgitt": "Parameteren er gitt en verdi i denne kjøringen.",
        "nuller": "Det står bare nuller i feltet.",
        "mangler": "Verdien er blank, uleselig eller finnes ikke.",
        "form": "Teksten følger et mønster: 9 er et siffer, A en bokstav, X et tegn som ikke er blankt.",
        "noen": "Minst ett av feltene.",
        "alle": "Hvert av feltene.",
        "ingen": "Ikke noe av feltene.",
        "minst": "Så mange av feltene, eller flere.",
        "antall": "Hvor mange av feltene, eller hvor mange rader.",
    }
)

SEVERITIES: Mapping[str, str] = MappingProxyType(
    {
        "feil": "Hindrer innsending.",
        "advarsel": "Bør ses på, men hindrer ikke innsending.",
        "info": "Til opplysning.",
        "fatal": "Hindrer innsending og stanser de andre kontrollene. Bare i filkontroller.",
    }
)

ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "navn": "Feltets navn.",
        "etikett": "Ledeteksten i filbeskrivelsen.",
        "fra": "Den første posisjonen.",
        "til": "Den siste posisjonen.",
        "posisjoner": "Posisjonene, for eksempel 50–51.",
        "krav": "Hva feltet skal være, i ord.",
        "koder": "Kodene med tekster, i ord. Bare noen av dem: koder(01, 02), eller koder(LISTE).",
        "enhet": "Enheten tallet er i.",
        "type": "Tekst, heltall, desimal eller dato.",
    }
)

MESSAGE_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "kode": "I en melding: koden i raden med teksten, som 02 (Arbeid, deltid).",
        "verdi": "I en melding: verdien slik den er lest, som 11 150 eller 01.07.2030.",
    }
)

CODE_ATTRIBUTES: Mapping[str, str] = MappingProxyType({"etikett": "Teksten til koden."})

RUN_PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "årgang": "Årgangen som kontrolleres.",
        "kommunenummer": "Kommunen som filen kontrolleres for.",
        "bydelsnummer": "Bydelen som filen kontrolleres for.",
    }
)

PARAMETER_KINDS = ("heltall", "desimal", "tekst", "liste", "feltgruppe", "alvor", "kodeliste")

LAYOUT: Mapping[str, str] = MappingProxyType(
    {
        "filbeskrivelse": "Øverst i filen: skjema, årgang og tittel.",
        "format": "Fast bredde med posisjoner, eller en tabell med kolonner.",
        "linjer": "Hva som skiller linjer, og hvilke som ikke er poster.",
        "mottak": "Det eneste tegnsettet mottaket leser.",
        "andre": "Hvor brede postene er i andre årganger av skjemaet.",
        "kodeliste": "De eneste verdiene som er lov i feltet.",
        "rolle": "Hva feltet betyr for programmet selv.",
        "sensitiv": "Innholdet vises aldri.",
        "enhet": "Enheten tallet er i.",
        "status": "Om opplysningen er kjent eller antatt.",
        "obligatorisk": "Feltet skal fylles ut, alltid eller når et annet felt har visse verdier.",
        "merknad": "En forklaring til feltet.",
        "tekst": "Tegnene som de står, uten blanke rundt.",
        "heltall": "Et helt tall.",
        "desimal": "Et tall med desimaler; bak står hvor mange det kan være.",
        "dato": "En dato; bak står mønsteret.",
        "pluss": "En kode i tillegg til dem i filen.",
        "kolonne": "Hvilke kolonner i filen som er kode og tekst.",
        "fra": "Filen som kodene hentes fra.",
    }
)
