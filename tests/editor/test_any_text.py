from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.editor import market
from tests.editor.market import laid_out

from kostra.diagnostics import Source
from kostra.editor import completion, definition, formatting, hover, layout_language
from kostra.editor.checks import Check
from kostra.editor.documents import Document, Documents
from kostra.editor.project import Project
from kostra.editor.views import RuleView
from kostra.editor.workspace import Workspace
from kostra.language.parser import parse_recovering
from kostra.plugins.manager import Registry

PIECES = st.one_of(
    st.sampled_from(
        [
            *('"', "{", "}", "{{", "$", ".", "..", "(", ")", ",", "=", "#", "\\", "\n", "\r\n", "\t", "\ufeff", "\x00"),
            *("blant ", "er ", "kontroll ", "bruk torg (", "med ", "som ", "når ", "ellers feil ", "erstatt kontroll "),
            *(
                "for hvert sett A, B i ",
                "for hvert felt i ",
                "for filen og hver kode i ",
                'fra "',
                'statistikk "',
                "feltet.",
                "godta ",
                "av ",
            ),
            *("regelsett ", "modul ", 'husregler a "b" for ', "kodeliste ", "obligatorisk når ", "1-", "a\u030a", "🐟"),
        ]
    ),
    st.text(max_size=5),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.lists(PIECES, max_size=3)), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = laid_out(tmp_path_factory.mktemp("torg") / "torg")
    documents = Documents()
    return Project(documents, Registry(), Workspace(documents, [folder]))


def edited(text: str, edits: list[tuple[float, int, list[str]]]) -> str:
    """Return a text with stretches of it taken out and others put in."""
    for where, length, pieces in edits:
        at = int(where * len(text))
        text = text[:at] + "".join(pieces) + text[at + length :]
    return text


def put(project: Project, name: str, text: str) -> Document:
    (root,) = project.workspace.roots
    return project.documents.put((root / name).as_uri(), text, 1)


@pytest.mark.parametrize(("name", "text"), [("kontroller.regler", market.RULES), ("torg.regler", market.MODULE)])
@given(edits=EDITS, where=st.lists(st.floats(0, 1), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rule_file_can_be_asked_about_anywhere(
    project: Project, name: str, text: str, edits: list[tuple[float, int, list[str]]], where: list[float]
) -> None:
    document = put(project, name, edited(text, edits))
    size = len(document.source.text)
    for offset in (int(each * size) for each in where):
        view = RuleView(document, project)
        said = hover.hover(view, offset)
        assert said is None or 0 <= said.start <= offset <= said.end <= size
        offered = completion.complete(view, offset)
        assert offered is None or 0 <= offered.start <= offset == offered.end
        there = definition.definition(view, offset)
        assert there is None or 0 <= there.start <= there.end <= len(there.source.text)
    project.documents.close(document.uri)


@given(edits=EDITS, where=st.lists(st.floats(0, 1), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_description_can_be_asked_about_anywhere(
    project: Project, edits: list[tuple[float, int, list[str]]], where: list[float]
) -> None:
    document = put(project, "filbeskrivelse.layout", edited(market.LAYOUT, edits))
    for offset in (int(each * len(document.source.text)) for each in where):
        layout_language.hover(document, project, offset)
        offered = layout_language.complete(document, project, offset)
        assert offered is None or 0 <= offered.start <= offset == offered.end
        layout_language.definition(document, offset)
    project.documents.close(document.uri)


@pytest.mark.parametrize(
    ("name", "text"),
    [("kontroller.regler", market.RULES), ("torg.regler", market.MODULE), ("filbeskrivelse.layout", market.LAYOUT)],
)
@given(edits=EDITS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_fault_has_a_place_in_the_document(
    project: Project, name: str, text: str, edits: list[tuple[float, int, list[str]]]
) -> None:
    document = put(project, name, edited(text, edits))
    check = Check(document, project)
    for _ in check.steps():
        pass
    for fault in check.faults:
        assert fault.span.file == document.source.name
        start, end = document.text.range_of(fault.span)
        assert (start.line, start.character) <= (end.line, end.character)
        assert start.line < len(document.text.lines)
    project.documents.close(document.uri)


@given(edits=EDITS)
@settings(max_examples=40, deadline=None)
def test_formatting_is_a_change_of_lines_that_keeps_what_the_rules_say(
    edits: list[tuple[float, int, list[str]]],
) -> None:
    source = Documents().put("untitled:x", edited(market.RULES, edits)).source
    change = formatting.change_to_canonical(source)
    if change is not None:
        lines = source.text.split("\n")
        before, after = lines[: change.first], lines[change.end :]
        result = "".join(f"{line}\n" for line in before) + change.text + "\n".join(after)
        assert parse_recovering(Source(source.name, result))[0] == parse_recovering(source)[0]
