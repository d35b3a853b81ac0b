from __future__ import annotations

from typing import Any

from tests.editor import market
from tests.editor.market import Editor

RULES, LAYOUT, MODULE = "kontroller.regler", "filbeskrivelse.layout", "torg.regler"


def pointed_at(text: str, fault: dict[str, Any]) -> str:
    """Return what a fault on one line points at, counting as the protocol does."""
    start, end = fault["range"]["start"], fault["range"]["end"]
    line = text.split("\n")[start["line"]].encode("utf-16-le")
    stretch: bytes = line[2 * start["character"] : 2 * end["character"]]
    return stretch.decode("utf-16-le")


def test_a_rule_set_in_order_has_no_faults(editor: Editor) -> None:
    assert editor.faults(RULES, market.RULES) == []


def test_a_misspelt_field_is_told_with_what_was_meant(editor: Editor) -> None:
    text = market.RULES.replace("skal STRØM", "skal STRØMM")
    (fault,) = editor.faults(RULES, text)
    assert fault["code"] == "ukjent-felt"
    assert fault["severity"] == 1
    assert "mente du STRØM?" in fault["message"]
    assert pointed_at(text, fault) == "STRØMM"


def test_a_place_behind_an_emoji_is_counted_in_utf_16(editor: Editor) -> None:
    text = market.RULES.replace("{PLASS}", "{PLAS}")
    (fault,) = editor.faults(RULES, text)
    line = text.split("\n")[fault["range"]["start"]["line"]]
    assert fault["range"]["start"]["character"] == line.index("PLAS") + 1
    assert pointed_at(text, fault) == "PLAS"


def test_letters_of_two_characters_do_not_move_what_stands_behind_them(editor: Editor) -> None:
    # «STRØM» is one character a letter, «å» written as a and a ring is two.
    text = market.RULES.replace("uten strøm 🐟 på plass {PLASS}", "uten strøm pa\u030a plass {PLAS}")
    (fault,) = editor.faults(RULES, text)
    assert pointed_at(text, fault) == "PLAS"


def test_faults_of_syntax_and_of_meaning_are_told_together(editor: Editor) -> None:
    text = market.RULES.replace("skal STRØM =", "skal STRØM ==").replace("> GRENSE", "> GRENSEN")
    codes = {fault["code"] for fault in editor.faults(RULES, text)}
    assert len(codes) == 2
    assert "ukjent-felt" in codes


def test_an_example_that_does_not_hold_is_told(editor: Editor) -> None:
    text = market.RULES.replace('godta VARE = "1", STRØM = "1"', 'godta VARE = "1", STRØM = "2"')
    (fault,) = editor.faults(RULES, text)
    assert fault["code"] == "eksempel"
    assert pointed_at(text, fault) == 'godta VARE = "1", STRØM = "2"'


def test_what_should_be_better_is_a_warning(editor: Editor) -> None:
    text = market.RULES.replace("konstant GRENSE", "konstant UBRUKT = 1\nkonstant GRENSE")
    (fault,) = editor.faults(RULES, text)
    assert (fault["code"], fault["severity"]) == ("ubrukt", 2)


def test_a_module_is_checked_through_the_rule_set_that_uses_it(editor: Editor) -> None:
    editor.faults(RULES, market.RULES)
    text = market.MODULE.replace("når LEIE >", "når LEIEN >")
    editor.write(MODULE, text)
    (fault,) = editor.faults_now(MODULE, enough=bool)
    assert "TORG 2024" in fault["message"]
    assert pointed_at(text, fault) == "LEIEN"
    # The rule set, open beside it, says so where it takes the module in use.
    (elsewhere,) = editor.faults_now(RULES, enough=bool)
    assert pointed_at(market.RULES, elsewhere).startswith("bruk torg")
    assert MODULE in elsewhere["message"]
    assert editor.faults(MODULE, market.MODULE) == []


def test_a_field_that_is_taken_out_of_the_file_description_is_missed_at_once(editor: Editor) -> None:
    assert editor.faults(RULES, market.RULES) == []
    assert editor.faults(LAYOUT, market.LAYOUT.replace("GEBYR ", "AVGIFT")) == []
    assert {fault["code"] for fault in editor.faults_now(RULES, enough=bool)} == {"ukjent-felt"}
    editor.faults_when_closed(LAYOUT)  # the file on disk is as it was
    assert editor.faults_now(RULES, enough=lambda found: not found) == []


def test_a_file_description_is_checked_while_it_is_written(editor: Editor) -> None:
    text = market.LAYOUT.replace("kodeliste JA_NEI     ", "kodeliste JA_NEII    ")
    (fault,) = editor.faults(LAYOUT, text)
    assert pointed_at(text, fault) == "JA_NEII"
    assert "mente du JA_NEI?" in fault["message"]
    assert editor.faults(LAYOUT, market.LAYOUT) == []


def test_a_rule_set_without_a_file_description_is_told_so_once(editor: Editor) -> None:
    text = 'regelsett BASAR 2024 "Basar"\n\nkonstant A = 1\n'
    name = "../basar.regler"
    found = editor.faults(name, text)
    assert {fault["code"] for fault in found} == {"mangler-filbeskrivelse", "ubrukt"}


def test_closing_a_document_takes_its_faults_away(editor: Editor) -> None:
    assert editor.faults("ny.regler", "modul ny\n\nkontroll 16\n")
    assert editor.faults_when_closed("ny.regler") == []
