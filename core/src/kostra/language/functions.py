"""The functions of the language: names, arguments, results; what they do is written in `kostra.engine.functions`.

Importing this module imports no numpy, so that the checker, the documentation and the editor can use it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from kostra.language.program import ValueType

ParameterKind = Literal["tekst", "tall", "dato", "felt", "desimalfelt", "mønster"]
"""`felt`: a field itself, whose raw characters are looked at; `desimalfelt`: such a field of type decimal; `tall`: a
whole number or a decimal; `mønster`: a date pattern, written as a constant."""


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of one row's values.

    `variadic`: any number (at least one) of arguments of the one kind in `parameters`. `result` None means the type of
    the arguments. `needs_year`: the answer depends on the reporting year. A missing argument gives a missing result
    (false, for a truth), unless `help` says otherwise.
    """

    name: str
    parameters: tuple[ParameterKind, ...]
    result: ValueType | None
    help: str
    variadic: bool = False
    needs_year: bool = False


_ALL = (
    Builtin("sum", ("tall",), None, "Summen av feltene; de som mangler, hoppes over. Summen av ingen er 0.", True),
    Builtin("minste", ("tall",), None, "Det minste av feltene; mangler når alle mangler.", True),
    Builtin("største", ("tall",), None, "Det største av feltene; mangler når alle mangler.", True),
    Builtin("antall_utfylt", ("felt",), "heltall", "Hvor mange av feltene som ikke er blanke.", True),
    Builtin("alder", ("tekst",), "heltall", "Rapporteringsår minus fødselsår etter fødselsnummeret.", needs_year=True),
    Builtin("fødselsdato", ("tekst",), "dato", "Fødselsdatoen i fødselsnummeret.", needs_year=True),
    Builtin("gyldig_fødselsnummer", ("tekst",), "sannhet", "Kontrollsifrene stemmer, og datoen finnes."),
    Builtin("kontrollsiffer_stemmer", ("tekst",), "sannhet", "Elleve sifre der kontrollsifrene stemmer."),
    Builtin(
        "ufullstendig_fødselsnummer",
        ("tekst",),
        "sannhet",
        "Lesbar fødselsdato fulgt av 00100, 00200 eller 99999.",
        needs_year=True,
    ),
    Builtin("gyldig_dufnummer", ("tekst",), "sannhet", "Tolv sifre der kontrollsifrene stemmer."),
    Builtin("gyldig_orgnr", ("tekst",), "sannhet", "Ni sifre der kontrollsifferet stemmer."),
    Builtin("gyldig_epost", ("tekst",), "sannhet", "Teksten har form som en e-postadresse."),
    Builtin("gyldig_telefon", ("tekst",), "sannhet", "Åtte sifre; +47 foran og mellomrom er lov."),
    Builtin("dager", ("dato", "dato"), "heltall", "Antall dager fra den første datoen til den andre."),
    Builtin("år", ("dato",), "heltall", "Årstallet i datoen."),
    Builtin("måned", ("dato",), "heltall", "Måneden i datoen, 1–12."),
    Builtin("dag", ("dato",), "heltall", "Dagen i måneden, 1–31."),
    Builtin("dato", ("tall", "tall", "tall"), "dato", "Datoen av år, måned og dag; mangler når den ikke finnes."),
    Builtin(
        "årstall", ("tekst",), "heltall", "Året i en årgangskode: 1–99 er 2001–2099, ellers som skrevet; uleselig er 0."
    ),
    Builtin("lengde", ("tekst",), "heltall", "Antall tegn; for et felt alle tegnene, blanke medregnet."),
    Builtin("del", ("tekst", "tall", "tall"), "tekst", "Tegnene fra og til og med, telt fra 1; blanke teller med."),
    Builtin("som_tall", ("tekst",), "heltall", "Teksten lest som et heltall."),
    Builtin("som_dato", ("tekst", "mønster"), "dato", "Teksten lest som en dato etter mønsteret."),
    Builtin("antall_desimaler", ("desimalfelt",), "heltall", "Sifre bak desimaltegnet slik tallet er skrevet."),
)

BUILTINS: Mapping[str, Builtin] = MappingProxyType({builtin.name: builtin for builtin in _ALL})
"""Every built-in function by name."""

AGGREGATES: Mapping[str, str] = MappingProxyType(
    {
        "antall": "Antall rader.",
        "sum": "Summen over radene.",
        "minste": "Den minste verdien.",
        "største": "Den største verdien.",
        "unike": "Antall ulike verdier.",
        "første": "Verdien i den første raden.",
        "liste": "Verdiene i radene.",
        "andre": "Verdiene i de andre radene, sett fra raden selv.",
        "linjer": "Linjenumrene.",
    }
)
"""Functions over the rows of a group or of the whole delivery."""

SPECIAL: Mapping[str, str] = MappingProxyType(
    {
        "rå": "Tegnene i feltet slik de står, uten kodelisten.",
        "tekst_for": "Teksten til koden i feltet.",
    }
)
"""Functions of a field itself that the checker turns into nodes of their own."""

DATE_PATTERNS = ("ddmmåå", "ddmmåååå", "åååå-mm-dd")
"""What the second argument of `som_dato` can be."""
