from __future__ import annotations

import pytest
from tests.editor import market
from tests.editor.market import Editor, with_caret

RULES, LAYOUT, MODULE = "kontroller.regler", "filbeskrivelse.layout", "torg.regler"


def test_a_field_shows_label_place_and_codes(editor: Editor) -> None:
    said = editor.hover(RULES, with_caret(market.RULES, "når V", 'ARE = "1"'))
    assert "**VARE**: Hva som selges" in said
    assert "posisjon 7, tekst, obligatorisk" in said
    assert "`1` Fisk" in said
    assert "TORG 2024" in said


def test_a_code_shows_its_text(editor: Editor) -> None:
    said = editor.hover(RULES, with_caret(market.RULES, 'når VARE = "', '1"'))
    assert "`1` **Fisk**" in said


def test_a_code_in_a_list_and_in_an_example_shows_its_text(editor: Editor) -> None:
    text = market.RULES.replace('når VARE = "1"', 'når VARE blant "1", "2"')
    assert "Blomster" in editor.hover(RULES, with_caret(text, 'blant "1", "', '2"'))
    assert "Nei" in editor.hover(RULES, with_caret(text, 'avvis VARE = "1", STRØM = "', '2"'))


def test_a_field_in_the_braces_of_a_message_is_a_field_and_beside_them_it_is_a_word(editor: Editor) -> None:
    assert "Plassens nummer" in editor.hover(RULES, with_caret(market.RULES, "{PL", "ASS}"))
    assert editor.hover(RULES, with_caret(market.RULES, "Det sel", "ges")) == ""


def test_the_names_of_a_scope_over_codes_are_explained(editor: Editor) -> None:
    text = market.RULES.replace(
        "    når LEIE > GRENSE\n    skal sum(BELØP) > 0\n    ellers advarsel",
        "    for filen og hver kode i VARE\n    skal antall(der feltet = koden) > 0\n    ellers advarsel",
    ).replace("{sum(BELØP)}", "{koden.etikett}")
    assert "hver kode i kodelisten" in editor.hover(RULES, with_caret(text, "og hver ko", "de i VARE"))
    assert "den koden det spørres om" in editor.hover(RULES, with_caret(text, "feltet = ko", "den)"))
    assert "Teksten til koden" in editor.hover(RULES, with_caret(text, "{koden.eti", "kett}"))


def test_the_codes_that_a_message_names_show_their_texts(editor: Editor) -> None:
    text = market.RULES.replace("{tekst_for(VARE)}", "{VARE.kode}, ikke {VARE.koder(1, 2)},")
    assert "koden i raden med teksten" in editor.hover(RULES, with_caret(text, "{VARE.ko", "de}"))
    assert "`2` **Blomster**" in editor.hover(RULES, with_caret(text, "koder(1, ", "2)"))
    assert "Bare noen av dem" in editor.hover(RULES, with_caret(text, "VARE.ko", "der(1"))


def test_a_function_shows_how_it_is_called(editor: Editor) -> None:
    assert "Teksten til koden" in editor.hover(RULES, with_caret(market.RULES, "{tekst", "_for(VARE)"))
    summed = editor.hover(RULES, with_caret(market.RULES, "skal su", "m(BELØP)"))
    assert "`sum(tall, …) → det samme`" in summed
    assert "Summen over radene" in summed


def test_a_control_that_is_taken_in_use_shows_its_text(editor: Editor) -> None:
    for before, after in (("bruk torg (01", "0, 011"), ("bruk torg (010, 011 som 01", "2")):
        said = editor.hover(RULES, with_caret(market.RULES, before, after))
        assert "kontroll 01" in said
        assert "Torgvedtekten" in said
        assert MODULE in said
    assert "Leie etter takst" in editor.hover(RULES, with_caret(market.RULES, "011 som 01", "2"))


def test_the_comment_above_the_next_control_is_no_part_of_a_control(editor: Editor) -> None:
    text = market.MODULE.replace("kontroll 011", "# ── Takster ──\n\nkontroll 011")
    editor.write(MODULE, text)
    assert "Takster ──" not in editor.hover(RULES, with_caret(market.RULES, "bruk torg (01", "0, 011"))
    editor.write(MODULE, market.MODULE)


def test_a_module_and_its_parameters_are_explained(editor: Editor) -> None:
    assert "Felles for torgene" in editor.hover(RULES, with_caret(market.RULES, "bruk to", "rg ("))
    assert "det dyreste som er vanlig" in editor.hover(RULES, with_caret(market.RULES, "med HØY", "ESTE"))


def test_names_of_the_file_show_their_declaration(editor: Editor) -> None:
    assert "konstant GRENSE = 100" in editor.hover(RULES, with_caret(market.RULES, "LEIE > GRE", "NSE"))
    assert "feltgruppe BELØP" in editor.hover(RULES, with_caret(market.RULES, "skal sum(BEL", "ØP)"))
    assert 'fra "takster.csv"' in editor.hover(MODULE, with_caret(market.MODULE, "skal LEIE >= (TAK", "STER"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("    når LEI", "E > GRENSE", "Leie i kroner"),
        ("    nå", "r LEIE > GRENSE", "Vilkåret"),
        ("ellers adva", "rsel", "hindrer ikke innsending"),
        ('kilde "Torgvedt', 'ekten § 6"', ""),
        ("konstant GRENSE =", " 100", ""),
    ],
)
def test_words_are_explained_and_texts_are_not(editor: Editor, before: str, after: str, said: str) -> None:
    found = editor.hover(RULES, with_caret(market.RULES, before, after))
    assert said in found
    assert bool(found) == bool(said)


def test_parameters_of_the_run_and_properties_of_a_field_are_explained(editor: Editor) -> None:
    text = market.RULES.replace("plass {PLASS}", "plass {PLASS.etikett} i {$årgang}")
    assert "Årgangen som kontrolleres" in editor.hover(RULES, with_caret(text, "{$år", "gang}"))
    assert "Ledeteksten" in editor.hover(RULES, with_caret(text, "PLASS.eti", "kett"))


def test_a_name_of_a_set_says_what_it_runs_through(editor: Editor) -> None:
    of_sets = 'kontroll 022 "Sett"\n    for hvert sett A, B i BELØP, (LEIE, GEBYR)\n    når A > B\n    gir feil "x"\n'
    text = f"{market.RULES}\n{of_sets}"
    assert "BELØP" in editor.hover(RULES, with_caret(text, "når ", "A > B"))


def test_a_file_description_explains_fields_lists_and_words(editor: Editor) -> None:
    assert "posisjon 8–12" in editor.hover(LAYOUT, with_caret(market.LAYOUT, "LE", "IE     8"))
    assert "`2` Nei" in editor.hover(LAYOUT, with_caret(market.LAYOUT, "kodeliste JA_", "NEI     "))
    assert "Hva som selges" in editor.hover(LAYOUT, with_caret(market.LAYOUT, "når VA", "RE"))
    assert "skal fylles ut" in editor.hover(LAYOUT, with_caret(market.LAYOUT, "oblig", "atorisk når"))


def test_a_text_that_looks_like_markup_is_shown_as_it_is(editor: Editor) -> None:
    layout = market.LAYOUT.replace("Hva som selges", "Hva <b>*som*</b> `selges`")
    editor.write(LAYOUT, layout)
    said = editor.hover(RULES, with_caret(market.RULES, "når V", 'ARE = "1"'))
    assert r"Hva \<b\>\*som\*\</b\> \`selges\`" in said
    editor.write(LAYOUT, market.LAYOUT)


def test_a_layout_that_is_broken_for_the_moment_is_remembered(editor: Editor) -> None:
    editor.hover(RULES, with_caret(market.RULES, "når V", 'ARE = "1"'))
    editor.write(LAYOUT, market.LAYOUT.replace("format fast", "format fa"))
    assert "Hva som selges" in editor.hover(RULES, with_caret(market.RULES, "når V", 'ARE = "1"'))
    editor.write(LAYOUT, market.LAYOUT)
