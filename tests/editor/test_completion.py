from __future__ import annotations

import pytest
from tests.editor import market
from tests.editor.market import CARET, Editor, applied, with_caret

RULES, LAYOUT, MODULE = "kontroller.regler", "filbeskrivelse.layout", "torg.regler"
HEAD = market.RULES


def control(rest: str) -> str:
    """Return the rule set with one more control, which holds the caret."""
    return f'{HEAD}\nkontroll 030 "Ny"\n{rest}'


def test_a_quotation_mark_after_a_field_offers_its_codes_with_texts(editor: Editor) -> None:
    offered = editor.offered(RULES, control(f'    når VARE = "{CARET}'))
    assert {label: item["detail"] for label, item in offered.items()} == {"1": "Fisk", "2": "Blomster"}


def test_a_code_closes_its_quotation_mark_unless_the_editor_has(editor: Editor) -> None:
    for written, after in ((f'    når VARE = "{CARET}', ""), (f'    når VARE = "{CARET}" og LEIE > 0', " og LEIE > 0")):
        text = control(written)
        item = editor.offered(RULES, text)["2"]
        assert applied(text.replace(CARET, ""), item["textEdit"]).endswith(f'    når VARE = "2"{after}')


def test_codes_are_found_by_their_text(editor: Editor) -> None:
    offered = editor.offered(RULES, control(f'    når VARE = "Blo{CARET}"'))
    assert "Blomster" in offered["2"]["filterText"]


def test_codes_are_offered_in_lists_in_examples_and_after_a_group(editor: Editor) -> None:
    for written in (
        "    når VARE blant ",
        '    når VARE blant "1", ',
        "    når VARE i fjor = ",
        '    når VARE blant ("1", ',
        '    skal LEIE > 0\n    ellers feil "x"\n    godta VARE = ',
        '    skal LEIE > 0\n    ellers feil "x"\n    avvis LEIE = 1, VARE = ',
    ):
        assert '"2"' in editor.offered(RULES, control(written + CARET)), written
    text = HEAD.replace("BELØP = LEIE", "VARENE = VARE, VARE\nfeltgruppe BELØP = LEIE")
    assert '"2"' in editor.offered(RULES, f'{text}\nkontroll 030 "Ny"\n    når noen av VARENE = {CARET}')


def test_a_list_offers_code_lists_but_no_fields(editor: Editor) -> None:
    offered = editor.offered(RULES, control(f"    når VARE blant {CARET}"))
    assert "VARER" in offered
    assert "LEIE" not in offered


def test_a_condition_offers_fields_names_and_functions(editor: Editor) -> None:
    offered = editor.offered(RULES, control(f"    når {CARET}"))
    assert offered["LEIE"]["detail"] == "Leie i kroner"
    assert {"GRENSE", "BELØP", "alder", "ikke", "noen", "$årgang"} <= offered.keys()
    assert offered["alder"]["textEdit"]["newText"] == "alder("
    assert "feltet" not in offered
    assert {"kontroll", "regelsett", "ellers"}.isdisjoint(offered)


def test_after_a_value_come_the_words_that_can_follow(editor: Editor) -> None:
    offered = editor.offered(RULES, control(f"    når VARE {CARET}"))
    assert {"blant", "er", "mangler", "og", "eller"} <= offered.keys()
    assert "LEIE" not in offered
    assert editor.offered(RULES, control(f"    når VARE er {CARET}")).keys() == {
        "utfylt",
        "blank",
        "gyldig",
        "obligatorisk",
        "oppgitt",
        "bare",
    }


def test_the_word_that_is_being_written_is_replaced(editor: Editor) -> None:
    text = control(f"    når LE{CARET}")
    item = editor.offered(RULES, text)["LEIE"]
    assert applied(text.replace(CARET, ""), item["textEdit"]).endswith("    når LEIE")


def test_a_brace_in_a_message_offers_fields_and_a_dot_their_properties(editor: Editor) -> None:
    start = '    når LEIE > 0\n    gir feil "Hallo 🐟 '
    assert {"LEIE", "tekst_for", "$årgang"} <= editor.offered(RULES, control(f'{start}{{{CARET}}}"')).keys()
    assert "kode" not in editor.offered(RULES, control(f"    når LEIE.{CARET}"))
    assert {"etikett", "krav", "kode"} <= editor.offered(RULES, control(f'{start}{{LEIE.{CARET}}}"')).keys()
    assert editor.offered(RULES, control(f'{start}{CARET}"')) == {}
    assert editor.offered(RULES, control(f'{start}{{{{{CARET}"')) == {}
    assert editor.offered(RULES, control(f'    når LEIE > 0\n    gir feil "x"\n    råd "{{{CARET}"')) == {}


def test_the_codes_of_the_field_are_offered_where_a_message_names_some_of_them(editor: Editor) -> None:
    start = 'konstant DYRE = ("1", "2")\n\nkontroll 030 "X"\n    når LEIE > 0\n    gir feil "Skal være {VARE.koder('
    first = f'{HEAD}\n{start}{CARET}"'
    offered = editor.offered(RULES, first)
    assert {"1", "2", "DYRE"} <= offered.keys()
    assert "LEIE" not in offered
    assert applied(first.replace(CARET, ""), offered["2"]["textEdit"]).endswith('{VARE.koder(2"')
    assert {"1", "2"} <= editor.offered(RULES, f'{HEAD}\n{start}1, {CARET})}}."').keys()
    assert "1" not in editor.offered(RULES, f'{HEAD}\n{start}1) {CARET}}}."')


def test_line_starts_offer_what_can_begin_there(editor: Editor) -> None:
    further_in = editor.offered(RULES, control(f'    når LEIE > 0\n    gir feil "x"\n    {CARET}'))
    assert {"når", "skal", "råd", "kilde", "godta", "avvis", "viker"} <= further_in.keys()
    assert "kontroll" not in further_in
    at_margin = editor.offered(RULES, control(f'    når LEIE > 0\n    gir feil "x"\n{CARET}'))
    assert {"kontroll", "konstant", "bruk", "statistikk"} <= at_margin.keys()
    assert "råd" not in at_margin
    assert editor.offered(RULES, control(f"    når LEIE > 0\n    {CARET}")).keys() >= {"skal", "gir", "og"}


def test_an_empty_file_offers_the_three_beginnings(editor: Editor) -> None:
    assert editor.offered("tom.regler", CARET).keys() == {"regelsett", "modul", "husregler"}


def test_severities_are_offered_where_they_stand(editor: Editor) -> None:
    assert editor.offered(RULES, control(f"    når LEIE > 0\n    gir {CARET}")).keys() == {"feil", "advarsel", "info"}
    assert "fatal" in editor.offered(RULES, f"{HEAD}\nfilkontroll 001 {CARET}")


def test_a_parameter_is_offered_after_a_dollar_sign(editor: Editor) -> None:
    text = control(f"    når LEIE > $år{CARET}")
    offered = editor.offered(RULES, text)
    assert {"$årgang", "$kommunenummer"} == {label for label in offered if label in ("$årgang", "$kommunenummer")}
    assert all(label.startswith("$") for label in offered)
    assert applied(text.replace(CARET, ""), offered["$årgang"]["textEdit"]).endswith("> $årgang")


def test_bruk_offers_modules_controls_titles_and_parameters(editor: Editor) -> None:
    assert "torg" in editor.offered(RULES, f"{HEAD}\nbruk {CARET}")
    controls = editor.offered(RULES, f"{HEAD}\nbruk torg ({CARET})")
    assert {"010", "011", "statistikk"} <= controls.keys()
    assert controls["010"]["detail"] == "Høy leie"
    assert editor.offered(RULES, f'{HEAD}\nbruk torg (statistikk "{CARET}"').keys() == {"Leie i alt"}
    assert editor.offered(RULES, f"{HEAD}\nbruk torg (010) med {CARET}").keys() == {"HØYESTE"}
    assert "GRENSE" in editor.offered(RULES, f"{HEAD}\nbruk torg (010) med HØYESTE = {CARET}")


def test_scopes_offer_fields_groups_and_their_own_names(editor: Editor) -> None:
    assert "VARE" in editor.offered(RULES, control(f"    for hver gruppe {CARET}"))
    assert editor.offered(RULES, control(f"    for hvert felt i {CARET}")).keys() == {"BELØP"}
    assert editor.offered(RULES, control(f"    når noen av {CARET}")).keys() == {"BELØP"}
    assert "feltet" in editor.offered(RULES, control(f"    for hvert felt\n    når {CARET}"))
    inside = editor.offered(RULES, control(f"    for hvert sett DEN, DET i BELØP, BELØP\n    når {CARET}"))
    assert {"DEN", "DET"} <= inside.keys()


def test_a_scope_over_codes_offers_what_has_codes_and_then_the_field_and_the_code(editor: Editor) -> None:
    scope = "    for filen og hver kode i "
    assert "kode" in editor.offered(RULES, control(f"    for filen og hver {CARET}"))
    assert editor.offered(RULES, control(scope + CARET)).keys() == {"VARE", "STRØM", "BELØP"}
    assert editor.offered(RULES, control(f"{scope}VARE, {CARET}")).keys() == {"VARE", "STRØM", "BELØP"}
    assert {"feltet", "koden"} <= editor.offered(RULES, control(f"{scope}VARE\n    når antall(der {CARET}")).keys()
    message = f'{scope}VARE\n    når antall() > 1\n    gir info "{{koden.{CARET}'
    assert editor.offered(RULES, control(message)).keys() == {"etikett"}
    assert "koden" not in editor.offered(RULES, control(f"    når {CARET}"))


def test_tables_offer_their_columns_and_files(editor: Editor) -> None:
    text = with_caret(market.MODULE, "(TAKSTER.", "leie for VARE)\n")
    assert editor.offered(MODULE, text).keys() == {"vare", "leie"}
    assert "takster.csv" in editor.offered(MODULE, with_caret(market.MODULE, 'fra "', 'takster.csv"'))
    assert {"vare", "leie"} <= editor.offered(MODULE, with_caret(market.MODULE, "nøkkel ", "vare\n")).keys()


def test_a_fault_earlier_in_the_control_does_not_keep_it_from_being_finished(editor: Editor) -> None:
    rest = f'    for hvr rad\n    når LEIE > 0\n    gir feil "x"\n    godta {CARET}'
    assert "VARE" in editor.offered(RULES, control(rest))
    assert "når" in editor.offered(RULES, control(f"    @@\n    {CARET}"))


@pytest.mark.parametrize("written", ["    # når ", '    råd "', '    når VARE = "1"', "    når LEIE > 1"])
def test_nothing_is_offered_in_comments_and_texts(editor: Editor, written: str) -> None:
    assert editor.offered(RULES, control(f'    når LEIE > 0\n    gir feil "x"\n{written}{CARET}')) == {}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", "kodeliste"),
        ("NY 18 ", "heltall"),
        ("NY 18 tekst ", "sensitiv"),
        ("NY 18 tekst rolle ", "saksbehandler"),
        ("NY 18 tekst kodeliste ", "VARER"),
        ("NY 18 dato ", "ddmmåå"),
        ("NY 18 tekst status ", "antatt"),
        ('NY 18 tekst "Ny" ', "obligatorisk"),
        ('NY 18 tekst "Ny" obligatorisk ', "når"),
        ('NY 18 tekst "Ny" obligatorisk når ', "VARE"),
        ('NY 18 tekst "Ny" obligatorisk når VARE = "', "2"),
        ("format ", "tabell"),
        ('kodeliste TAKSTER fra "', "takster.csv"),
    ],
)
def test_a_file_description_offers_what_fits(editor: Editor, line: str, offered: str) -> None:
    editor.hover(LAYOUT, with_caret(market.LAYOUT, "PLASS"))  # as it was before the line
    text = market.LAYOUT.replace("\nkodeliste VARER", f"{line}{CARET}\n\nkodeliste VARER")
    assert offered in editor.offered(LAYOUT, text)
