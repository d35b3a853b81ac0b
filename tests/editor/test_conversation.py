from __future__ import annotations

from pathlib import Path

import pytest
from tests.editor import market
from tests.editor.client import Client
from tests.editor.market import Editor, applied, laid_out

REPOSITORY = Path(__file__).parents[2]
OFFICIAL = REPOSITORY / "plugins/skjema-11f-2026/src/kostra_11f_2026/kontroller.regler"
SHARED = REPOSITORY / "rulesets/src/kostra_rulesets/sosial.regler"
RULES = "kontroller.regler"


def formatted(editor: Editor, name: str, text: str) -> str:
    """Write a text, have it formatted, and return what it then is."""
    editor.write(name, text)
    options = {"tabSize": 4, "insertSpaces": True}
    edits = editor.client.ask("textDocument/formatting", textDocument={"uri": editor.uri(name)}, options=options)
    return text if edits is None else applied(text, edits[0])


def test_formatting_leads_to_the_canonical_form(editor: Editor) -> None:
    untidy = market.RULES.replace('    skal STRØM = "1"', '  skal  STRØM="1"   # må ha').replace(
        "\n\nkonstant", "\nkonstant"
    )
    tidy = market.RULES.replace('skal STRØM = "1"\n', 'skal STRØM = "1"  # må ha\n')
    assert formatted(editor, RULES, untidy) == tidy
    assert formatted(editor, RULES, tidy) == tidy


@pytest.mark.parametrize("text", [market.RULES.rstrip("\n"), market.RULES + "\n\n\n", "\n" + market.RULES])
def test_formatting_sees_to_the_ends_of_the_file(editor: Editor, text: str) -> None:
    assert formatted(editor, RULES, text) == market.RULES


def test_formatting_keeps_the_line_ends_that_the_file_has(editor: Editor) -> None:
    editor.write(RULES, market.RULES.replace("    når", "  når").replace("\n", "\r\n"))
    options = {"tabSize": 4, "insertSpaces": True}
    (edit,) = editor.client.ask("textDocument/formatting", textDocument={"uri": editor.uri(RULES)}, options=options)
    assert edit["newText"].count("\n") == edit["newText"].count("\r\n") > 0


def test_a_file_with_faults_and_a_file_description_are_left_alone(editor: Editor) -> None:
    broken = market.RULES.replace('  når VARE = "1"', "  når VARE == ")
    assert formatted(editor, RULES, broken) == broken
    layout = market.LAYOUT.replace("VARE     7", "VARE  7")
    assert formatted(editor, "filbeskrivelse.layout", layout) == layout


def test_the_official_rule_sets_and_shared_modules_are_known(tmp_path: Path) -> None:
    with Client() as client:
        uri, text = OFFICIAL.as_uri(), OFFICIAL.read_text("utf-8")
        client.open(uri, text)
        assert client.diagnostics(uri, 1) == []
        module, text = SHARED.as_uri(), SHARED.read_text("utf-8")
        client.open(module, text.replace("når KOMMUNE_NR = OSLO", "når KOMMUNE_NR = OSLOO", 1))
        faults = client.diagnostics(module, 1, enough=bool)
        assert [fault["code"] for fault in faults] == ["ukjent-felt"]
        client.say("textDocument/didClose", textDocument={"uri": module})  # or all the other years would come
        house = (tmp_path / "egne.regler").as_uri()
        header = 'husregler oss "Våre egne" for 11F 2025 til 2026\n\n'
        control = 'kontroll 001 "Prøve"\n    når {} > 7\n    gir info "{{ANTBU18}}"\n'
        client.open(house, header + control.format("ANTBU18"))
        assert client.diagnostics(house, 1) == []
        client.change(house, header + control.format("ANTBU81"), 2)
        (fault,) = client.diagnostics(house, 2, enough=bool)
        assert fault["code"] == "felt-finnes-ikke"
        assert "mente du ANTBU18?" in fault["message"]
        code, written = client.goodbye()
    assert (code, written) == (0, "")


@pytest.mark.parametrize(
    ("offered", "column"), [(["utf-8"], 14 + 6 + 2), (["utf-32", "utf-16"], 14 + 2 + 2), (["utf-7"], 14 + 3 + 2)]
)
def test_editor_and_server_agree_on_what_a_character_is(tmp_path: Path, offered: list[str], column: int) -> None:
    # «å🐟» is six bytes, two characters, or three units of UTF-16, which is what counts when nothing is agreed on.
    folder = laid_out(tmp_path / "torg")
    with Client(encodings=offered, folders=[folder]) as client:
        uri = (folder / RULES).as_uri()
        client.open(uri, 'modul å\nkontroll 010 "å🐟" @\n')
        (fault,) = [each for each in client.diagnostics(uri, 1) if each["range"]["start"]["line"] == 1]
        assert fault["range"]["start"]["character"] == column


def test_what_is_written_in_one_document_counts_in_another_before_it_is_saved(editor: Editor) -> None:
    text = market.MODULE + '\nkontroll 099 "Ny"\n    skal LEIE > 0\n    ellers feil "x"\n'
    editor.write("torg.regler", text)
    assert "Ny" in editor.hover(RULES, market.RULES.replace("(010", f"({market.CARET}099"))
    editor.write("torg.regler", market.MODULE)


def test_no_text_ends_the_conversation(editor: Editor) -> None:
    for text in (
        "",
        "\x00",
        "\ufeff",
        '"' * 500,
        "(" * 5000,
        "kontroll 010 " * 300,
        "{" * 300,
        "regelsett \U0001f41f 1\n\u0085",
    ):
        for name in ("rart.regler", "rart.layout"):
            editor.write(name, text)
            for question in ("hover", "completion", "definition"):
                editor.client.at(question, editor.uri(name), 0, len(text) // 2)
                editor.client.at(question, editor.uri(name), 7, 4000)
            formatted(editor, name, text)
            editor.faults_now(name, enough=lambda _: True)
    assert editor.client.told("window/logMessage") == []


def test_a_document_that_is_no_file_and_one_that_is_not_open_are_answered() -> None:
    with Client() as client:
        client.open("untitled:Uten%20navn-1", market.RULES)
        faults = client.diagnostics("untitled:Uten%20navn-1", 1)
        assert {fault["code"] for fault in faults} == {"mangler-filbeskrivelse"}
        assert client.at("hover", "file:///finnes/ikke.regler", 0, 0) is None
        assert client.at("definition", "untitled:Uten%20navn-1", 2, 14) is None


def test_what_cannot_be_understood_says_nothing_of_a_document_and_ends_nothing(editor: Editor) -> None:
    secret = "31129956715"
    editor.client.say("textDocument/didChange", textDocument={"uri": 7}, contentChanges=secret)
    editor.client.say("textDocument/didOpen", textDocument={"text": secret})
    assert editor.faults(RULES, market.RULES) == []
    assert secret not in str(editor.client.told("window/logMessage") + editor.client.told("window/showMessage"))


def test_an_editor_that_leaves_without_a_word_is_code_1(tmp_path: Path) -> None:
    with Client(folders=[tmp_path]) as client:
        assert client.leave() == (1, "")


def test_nothing_in_an_open_folder_is_run(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "torg")
    (folder / "__init__.py").write_text("raise SystemExit('dette skulle aldri ha kjørt')\n")
    with Client(folders=[folder]) as client:
        client.open((folder / RULES).as_uri(), market.RULES)
        assert client.diagnostics((folder / RULES).as_uri(), 1) == []
        assert client.goodbye() == (0, "")


def test_a_fault_of_the_program_is_told_without_what_it_said() -> None:
    from kostra.editor.service import fault_line
    from kostra.editor.texts import Text

    with pytest.raises(AttributeError) as caught:
        Text.of("f", {"31129956715": "hemmelig"})  # type: ignore[arg-type]
    told = fault_line(caught.value)
    assert "AttributeError i kostra.editor.texts" in told
    assert "31129956715" not in told
