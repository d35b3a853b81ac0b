"""The functions of the language."""

from __future__ import annotations

import pytest
from tests.engine.small_programs import VALID, shown, text, value, whole

from kostra.engine.functions import FUNCTIONS
from kostra.language import program as p
from kostra.language.functions import BUILTINS


def test_every_function_that_the_language_names_is_there_and_no_other() -> None:
    assert set(FUNCTIONS) == set(BUILTINS)


def call(name: str, *arguments: p.Value) -> p.Function:
    return p.Function(name, arguments, BUILTINS[name].result or "heltall")


DAY = call("dato", whole(2024), whole(2), whole(29))
NO_DAY = call("dato", whole(2023), whole(2), whole(29))
ROW = {"FNR": VALID, "BARN": " 2", "BELØP": "", "VEDTAK": "290224", "MERKNAD": " ab c", "DUF": "201017238203"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (call("sum", value("BARN"), value("BELØP"), whole(3)), "5"),
        (call("sum", value("BELØP")), "0"),
        (call("minste", value("BARN"), value("BELØP"), whole(3)), "2"),
        (call("største", value("BARN"), value("BELØP"), whole(3)), "3"),
        (call("største", value("BELØP")), "ukjent"),
        (call("antall_utfylt", value("BARN"), value("BELØP"), value("MERKNAD")), "2"),
        (call("alder", value("FNR")), "44"),
        (call("fødselsdato", value("FNR")), "01.01.1980"),
        (call("alder", text("1")), "ukjent"),
        (call("gyldig_fødselsnummer", value("FNR")), "ja"),
        (call("gyldig_fødselsnummer", text("00000000000")), "nei"),
        (call("kontrollsiffer_stemmer", text("00000000000")), "ja"),
        (call("ufullstendig_fødselsnummer", text("01018000100")), "ja"),
        (call("gyldig_dufnummer", value("DUF")), "ja"),
        (call("gyldig_orgnr", text("938801363")), "ja"),
        (call("gyldig_orgnr", text("938801364")), "nei"),
        (call("dager", DAY, call("dato", whole(2024), whole(3), whole(2))), "2"),
        (call("dager", DAY, NO_DAY), "ukjent"),
        (call("år", value("VEDTAK")), "2024"),
        (call("måned", value("VEDTAK")), "2"),
        (call("dag", value("VEDTAK")), "29"),
        (NO_DAY, "ukjent"),
        (call("dato", whole(10**19), whole(1), whole(1)), "ukjent"),
        (call("årstall", text("24")), "2024"),
        (call("årstall", text("1999")), "1999"),
        (call("årstall", text("")), "0"),
        (call("årstall", text("x")), "0"),
        (call("lengde", value("MERKNAD")), "30"),
        (call("lengde", text("ab ")), "3"),
        (call("del", value("MERKNAD"), whole(2), whole(3)), "ab"),
        (call("lengde", call("del", value("MERKNAD"), whole(1), whole(2))), "2"),
        (call("del", text("abc"), whole(3), whole(9)), "c"),
        (call("del", text("abc"), whole(3), whole(2)), "blank"),
        (call("del", text("abc"), value("BELØP"), whole(2)), "ukjent"),
        (call("som_tall", text(" 017 ")), "17"),
        (call("som_tall", text("1 7")), "ukjent"),
        (call("som_dato", text("290224"), text("ddmmåå")), "29.02.2024"),
        (call("som_dato", text("2024-02-30"), text("åååå-mm-dd")), "ukjent"),
    ],
)
def test_functions(expression: p.Value, expected: str) -> None:
    assert shown(expression, ROW) == expected


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("kari.nordmann@senja.kommune.no", "ja"),
        ("k+a@b-c.no", "ja"),
        ("æøå@blåbær.no", "ja"),
        ("kari@kommune", "nei"),
        ("@kommune.no", "nei"),
        ("kari@@kommune.no", "nei"),
        ("kari nordmann@kommune.no", "nei"),
        ("kari@.no", "nei"),
        (".kari@kommune.no", "nei"),
        ("kari@kommune.n", "nei"),
        ("", "nei"),
    ],
)
def test_email_addresses(address: str, fits: str) -> None:
    assert shown(call("gyldig_epost", text(address)), {}) == fits


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("77 87 10 00", "ja"),
        ("+47 77871000", "ja"),
        ("004777871000", "ja"),
        ("47871000", "ja"),
        ("+4677871000", "nei"),
        ("7787100", "nei"),
        ("٧٧٨٧١٠٠٠", "nei"),
        ("", "nei"),
    ],
)
def test_telephone_numbers(number: str, fits: str) -> None:
    assert shown(call("gyldig_telefon", text(number)), {}) == fits
