from __future__ import annotations

import pytest
from tests.editor import market
from tests.editor.market import Editor, with_caret

RULES, LAYOUT, MODULE = "kontroller.regler", "filbeskrivelse.layout", "torg.regler"


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("bruk torg (01", "0, 011", "torg.regler:010"),
        ("(010, 01", "1 som 012", "torg.regler:011"),
        ("(010, 011 som 01", "2", "torg.regler:011"),
        ('statistikk "Leie', ' i alt"', 'torg.regler:"Leie i alt"'),
        ("bruk to", "rg (", 'torg.regler:modul torg "Felles for torgene"'),
        ("med HØY", "ESTE", "torg.regler:HØYESTE"),
        ("LEIE > GRE", "NSE", "kontroller.regler:GRENSE"),
        ("skal sum(BEL", "ØP)", "kontroller.regler:BELØP"),
        ("skal STR", 'ØM = "1"', "filbeskrivelse.layout:STRØM"),
        ("på plass {PLA", "SS}", "filbeskrivelse.layout:PLASS"),
        ("{tekst_for(VA", "RE)}", "filbeskrivelse.layout:VARE"),
        ("feltgruppe BELØP = LEIE, GEB", "YR", "filbeskrivelse.layout:GEBYR"),
        ('kilde "Torg', 'vedtekten § 6"', ""),
        ("    nå", "r LEIE > GRENSE", ""),
    ],
)
def test_from_a_rule_set(editor: Editor, before: str, after: str, where: str) -> None:
    assert editor.goes_to(RULES, with_caret(market.RULES, before, after)) == where


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("LEIE > HØY", "ESTE", "torg.regler:HØYESTE"),
        (">= (TAK", "STER", "torg.regler:TAKSTER"),
        ('fra "tak', 'ster.csv"', "takster.csv:"),
        ("    når LE", "IE > HØY", "filbeskrivelse.layout:LEIE"),
    ],
)
def test_from_a_module(editor: Editor, before: str, after: str, where: str) -> None:
    assert editor.goes_to(MODULE, with_caret(market.MODULE, before, after)) == where


def test_from_a_control_to_the_one_it_replaces(editor: Editor) -> None:
    replaced = 'erstatt kontroll 012 "Takst"\n    skal LEIE > 0\n    ellers feil "{LEIE}"\n'
    text = f"{market.RULES}\n{replaced}"
    assert editor.goes_to(RULES, with_caret(text, "erstatt kontroll 01", "2")) == "torg.regler:011"


def test_to_a_code_list_and_to_a_name_of_a_set(editor: Editor) -> None:
    text = market.RULES.replace('når VARE = "1"', "når VARE blant VARER")
    assert editor.goes_to(RULES, with_caret(text, "blant VAR", "ER")) == "filbeskrivelse.layout:VARER"
    of_sets = 'kontroll 022 "Sett"\n    for hvert sett A, B i BELØP, BELØP\n    når A > B\n    gir feil "x"\n'
    text = f"{market.RULES}\n{of_sets}"
    assert editor.goes_to(RULES, with_caret(text, "når A > ", "B")) == "kontroller.regler:B"


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("kodeliste VA", "RER      ", "filbeskrivelse.layout:VARER"),
        ("obligatorisk når VA", "RE", "filbeskrivelse.layout:VARE"),
        ("rolle jour", "nalnummer", ""),
    ],
)
def test_from_a_file_description(editor: Editor, before: str, after: str, where: str) -> None:
    assert editor.goes_to(LAYOUT, with_caret(market.LAYOUT, before, after)) == where


def test_a_document_that_is_open_counts_as_it_stands_there(editor: Editor) -> None:
    longer = market.LAYOUT.replace("format fast", "# en linje til\nformat fast")
    editor.write(LAYOUT, longer)
    answer = editor.ask("definition", RULES, with_caret(market.RULES, "på plass {PLA", "SS}"))
    assert longer.split("\n")[answer["range"]["start"]["line"]].startswith("PLASS")
    editor.write(LAYOUT, market.LAYOUT)
