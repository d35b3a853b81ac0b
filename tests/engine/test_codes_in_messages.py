"""`{SVAR.kode}` and `{SVAR.koder(1, 2)}`: codes with their texts, the one in the row and those that a rule names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from kostra.diagnostics import Source
from kostra.engine import Settings, run
from kostra.engine.last_year import LastYearDelivery
from kostra.language.compile import compile_rules
from kostra.language.program import CodeWithText, FieldValue, Program, ShowValue
from kostra.language.storage import dump, load
from kostra.layout import load_layout
from kostra.layout.model import CodeList, Layout
from kostra.readers.memory import records_from_values
from kostra.testing.identities import random_identity

LAYOUT = """\
filbeskrivelse X 2024 "Prøve"
format fast bredde 33

FNR     1-11   tekst    rolle fødselsnummer sensitiv "Fødselsnummer"
ARBEID  12-13  tekst    kodeliste ARBEIDENE  "Hva er arbeidet?"
BOLIG   14-15  heltall  kodeliste BOLIGENE   "Hva er boligen?"
SVAR    16     tekst    kodeliste SVARENE    "Hva er svaret?"
NØKKEL  17-33  tekst    kodeliste ARBEIDENE  "Et felt som er bredt nok til et fødselsnummer"

kodeliste ARBEIDENE
    "01" "Arbeid, heltid"
    "02" "Arbeid, deltid"
    "03" "Under utdanning (skole)"
kodeliste BOLIGENE
    "1" "Leid"
    "02" "Eid"
kodeliste SVARENE
    "1" ""
    "2" "2"
"""
SHOWN = """
kontroll 001 "Vises"
    skal ARBEID er bare nuller
    ellers info "{message}"
"""
VALID = "01818012337"
SHIFTED = "01818012338"


def layout() -> Layout:
    return load_layout(Source.of("x.layout", LAYOUT), lambda _: None)


def compiled(rules: str, **modules: str) -> Program:
    source = Source.of("x.regler", f'regelsett X 2024 "Prøve"\n{rules}')
    one = compile_rules(source, layout(), {f"{name}.regler": text for name, text in modules.items()}.get)
    assert one is not None
    return load(dump(one.program), Program)  # as the store of compiled rule sets hands it on


def said(rules: str, *rows: Mapping[str, str], last_year: LastYearDelivery | None = None, **modules: str) -> list[str]:
    """Return the messages on some rows; a row has a valid identity number unless it says otherwise."""
    program = compiled(rules, **modules)
    source = records_from_values(program.layout, [{"FNR": VALID, **row} for row in rows])
    return [f.message for f in run([program], [source], Settings({"årgang": 2024}, last_year=last_year)).findings]


def shown(message: str, **row: str) -> str:
    (one,) = said(SHOWN.format(message=message), row)
    return one


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("02", "02 (Arbeid, deltid)"),
        ("03", "03 (Under utdanning (skole))"),
        ("", "blank"),
        ("99", "99 (finnes ikke i kodelisten)"),
        (" 2", "2 (finnes ikke i kodelisten)"),
    ],
)
def test_the_code_in_a_row_is_shown_with_its_text(raw: str, expected: str) -> None:
    assert shown("Arbeidet er {ARBEID.kode}.", ARBEID=raw) == f"Arbeidet er {expected}."


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" 1", "1 (Leid)"),
        ("02", "02 (Eid)"),
        ("7", "7 (finnes ikke i kodelisten)"),
        ("x", "x (finnes ikke i kodelisten)"),
    ],
)
def test_a_number_with_codes_is_shown_as_the_list_writes_it(raw: str, expected: str) -> None:
    assert shown("{BOLIG.kode}", BOLIG=raw) == expected


@pytest.mark.parametrize("code", ["1", "2"])
def test_a_code_without_a_text_of_its_own_stands_alone(code: str) -> None:
    assert shown("{SVAR.kode}, {SVAR.koder(1, 2)}, {SVAR.koder}", SVAR=code) == f"{code}, 1 eller 2, 1 eller 2"


def test_each_field_and_set_and_row_of_a_group_has_its_own_code() -> None:
    fields = 'kontroll 001 "F"\n for hvert felt i (ARBEID, BOLIG)\n når feltet er utfylt\n gir info "{feltet.kode}"\n'
    sets = (
        'kontroll 002 "S"\n for hvert sett A, B i (ARBEID, BOLIG), (BOLIG, ARBEID)\n når A er utfylt\n'
        ' gir info "{A.kode} og {B.kode}"\n'
    )
    groups = (
        'kontroll 003 "G"\n for hver gruppe SVAR\n når antall() > 1\n'
        ' gir info "{SVAR.kode}: {antall()} rader, arbeidet her er {ARBEID.kode}."\n'
    )
    row = {"ARBEID": "01", "BOLIG": "1"}
    assert said(fields, row) == ["01 (Arbeid, heltid)", "1 (Leid)"]
    assert said(sets, row) == ["01 (Arbeid, heltid) og 1 (Leid)", "1 (Leid) og 01 (Arbeid, heltid)"]
    assert said(groups, {"SVAR": "2", "ARBEID": "01"}, {"SVAR": "2"}) == [
        "2: 2 rader, arbeidet her er 01 (Arbeid, heltid).",
        "2: 2 rader, arbeidet her er blank.",
    ]


# ── Last year ────────────────────────────────────────────────────────────────────────────────────────────────────────

PERSONS = [random_identity(Random(1), date(year, 5, 17)) for year in (1970, 1975, 1980, 1985, 1990)]


def test_last_years_code_has_the_text_of_last_years_list() -> None:
    old = {
        "ARBEID": CodeList("ARBEIDENE", {"01": "Jobb", "12": "På tiltak"}),
        "BOLIG": CodeList("BOLIGENE", {"01": "Hos foreldre"}),
    }
    fields = tuple(replace(one, codes=old.get(one.name, one.codes)) for one in layout().fields)
    then = replace(layout(), year=2023, fields=fields)
    before = [
        {"FNR": PERSONS[0], "ARBEID": "01", "BOLIG": "1"},
        {"FNR": PERSONS[1], "ARBEID": "12", "BOLIG": "2"},
        {"FNR": PERSONS[2], "ARBEID": "03", "BOLIG": ""},
        {"FNR": PERSONS[3], "ARBEID": "", "BOLIG": "x"},
    ]
    delivery = LastYearDelivery(then, [records_from_values(then, before)])
    rule = SHOWN.format(message="{ARBEID.kode}, {ARBEID.kode i fjor}, {BOLIG.kode i fjor}")
    rows: Sequence[Mapping[str, str]] = [{"FNR": person, "ARBEID": "01"} for person in PERSONS]
    assert said(rule, *rows, last_year=delivery) == [
        "01 (Arbeid, heltid), 01 (Jobb), 01 (Hos foreldre)",
        "01 (Arbeid, heltid), 12 (På tiltak), 2 (finnes ikke i kodelisten)",
        "01 (Arbeid, heltid), 03 (finnes ikke i kodelisten), ukjent",
        "01 (Arbeid, heltid), blank, ukjent",
        "01 (Arbeid, heltid), ukjent, ukjent",
    ]


# ── The codes that a rule names ──────────────────────────────────────────────────────────────────────────────────────

NAMED = "01 (Arbeid, heltid) eller 03 (Under utdanning (skole))"


@pytest.mark.parametrize(
    "written",
    ["01, 03", '\\"01\\", 03', "HELTID_ELLER_SKOLE", "HELTID, 03", "HELTID_ELLER_SKOLE, HELTID, 01"],
)
def test_the_codes_that_a_rule_names_are_shown_with_their_texts_each_once(written: str) -> None:
    constants = 'konstant HELTID = "01"\nkonstant HELTID_ELLER_SKOLE = ("01", "03")\n'
    rule = SHOWN.format(message=f"Det skal være {{ARBEID.koder({written})}}.")
    assert said(constants + rule, {"ARBEID": "02"}) == [f"Det skal være {NAMED}."]


def test_the_codes_of_a_number_are_written_as_in_the_list_or_as_numbers_in_a_constant() -> None:
    rule = "konstant BEGGE = (1, 2)\n" + SHOWN.format(message="{BOLIG.koder(02)}, {BOLIG.koder(BEGGE)}")
    assert said(rule, {"ARBEID": "02"}) == ["02 (Eid), 1 (Leid) eller 02 (Eid)"]


def test_a_module_shows_the_codes_that_the_rule_set_gives_it() -> None:
    module = (
        'modul felles\nparameter LOV: liste\nkontroll 001 "Lov"\n    skal ARBEID blant LOV\n'
        '    ellers feil "Arbeidet er {ARBEID.kode}. Det skal være {ARBEID.koder(LOV)}."\n'
    )
    use = 'bruk felles (001)\n    med LOV = ("01", "03")\n'
    assert said(use, {"ARBEID": "02"}, felles=module) == [
        f"Arbeidet er 02 (Arbeid, deltid). Det skal være {NAMED}.",
    ]


def test_codes_can_be_named_where_there_is_no_row() -> None:
    whole = 'kontroll 001 "F"\n for filen\n når antall() > 0\n gir info "Ingen har {ARBEID.koder(01, 03)}."\n'
    each = (
        'kontroll 001 "K"\n for filen og hver kode i BOLIG\n når antall(der feltet = koden) = 0\n'
        ' gir info "Ingen har {feltet.koder(koden)}."\n'
    )
    assert said(whole, {}) == [f"Ingen har {NAMED}."]
    assert said(each, {"BOLIG": "1"}) == ["Ingen har 02 (Eid)."]


# ── What it costs, and what it hides ─────────────────────────────────────────────────────────────────────────────────


def test_named_codes_cost_a_run_nothing_and_the_code_of_a_row_one_node() -> None:
    program = compiled(SHOWN.format(message="Den er {ARBEID.kode}, ikke {ARBEID.koder(01, 03)}."))
    (sentence,) = program.controls[0].instances[0].sentences
    assert sentence.message == (
        "Den er ",
        ShowValue(CodeWithText(FieldValue("ARBEID", "tekst"))),
        f", ikke {NAMED}.",
    )


def test_the_texts_of_codes_do_not_belong_to_the_meaning() -> None:
    plain, with_codes = (
        compiled(SHOWN.format(message=message)).controls[0].fingerprint
        for message in ("Den er {ARBEID}.", "Den er {ARBEID.kode}, ikke {ARBEID.koder(01, 03)}.")
    )
    assert plain == with_codes


def test_what_is_no_code_is_hidden_as_in_any_text_field() -> None:
    message = "{NØKKEL.kode}"
    sound, shifted = said(SHOWN.format(message=message), {"NØKKEL": "1234567"}, {"NØKKEL": "1234567", "FNR": SHIFTED})
    assert sound == "1234567 (finnes ikke i kodelisten)"
    assert shifted == "******* (finnes ikke i kodelisten)"
    assert shown(message, NØKKEL=VALID) == "018180***** (finnes ikke i kodelisten)"
    assert shown(message, NØKKEL="018180 12338") == "018180 ***** (finnes ikke i kodelisten)"
