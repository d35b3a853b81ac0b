"""Any text in the editor: whatever is asked anywhere in it is answered, and every fault has its place."""

from __future__ import annotations

from collections.abc import Iterator

from tests.editor import market
from tests.fuzz.folders import folder
from tests.fuzz.language_target import WORDS as LANGUAGE_WORDS
from tests.fuzz.layouts_target import WORDS as LAYOUT_WORDS

from kostra.editor import completion, definition, formatting, hover, layout_language
from kostra.editor.checks import Check
from kostra.editor.documents import Document, Documents
from kostra.editor.project import Project
from kostra.editor.views import RuleView
from kostra.editor.workspace import Workspace
from kostra.language.parser import parse_recovering
from kostra.plugins.manager import Registry

_NAMES = ("kontroller.regler", "torg.regler", "filbeskrivelse.layout")
_TEXTS = (market.RULES, market.MODULE, market.LAYOUT)
_FOLDER = market.laid_out(folder() / "torg")
_DOCUMENTS = Documents()
_PROJECT = Project(_DOCUMENTS, Registry(), Workspace(_DOCUMENTS, [_FOLDER]))


def try_one(data: bytes) -> None:
    """Open the bytes after the first three as the file that the first says; ask at the place that the others say."""
    if len(data) < 3:
        return
    name = _NAMES[data[0] % 3]
    document = _DOCUMENTS.put((_FOLDER / name).as_uri(), data[3:].decode("utf-8", "replace"), 1)
    size = len(document.source.text)
    at = min(size, int.from_bytes(data[1:3], "little") * size // 65535)
    (_ask_layout if name.endswith(".layout") else _ask_rules)(document, at)
    check = Check(document, _PROJECT)
    for _ in check.steps():
        pass
    for fault in check.faults:
        assert fault.span.file == document.source.name
        start, end = document.text.range_of(fault.span)
        assert (start.line, start.character) <= (end.line, end.character)
        assert start.line < len(document.text.lines)
    _DOCUMENTS.close(document.uri)


def _ask_rules(document: Document, at: int) -> None:
    size = len(document.source.text)
    view = RuleView(document, _PROJECT)
    said = hover.hover(view, at)
    assert said is None or 0 <= said.start <= at <= said.end <= size
    offered = completion.complete(view, at)
    assert offered is None or 0 <= offered.start <= at == offered.end
    there = definition.definition(view, at)
    assert there is None or 0 <= there.start <= there.end <= len(there.source.text)
    change = formatting.change_to_canonical(document.source)
    if change is not None:
        lines = document.source.text.split("\n")
        before, after = lines[: change.first], lines[change.end :]
        result = "".join(f"{line}\n" for line in before) + change.text + "\n".join(after)
        same = type(document.source)(document.source.name, result)
        assert parse_recovering(same)[0] == parse_recovering(document.source)[0]


def _ask_layout(document: Document, at: int) -> None:
    layout_language.hover(document, _PROJECT, at)
    offered = layout_language.complete(document, _PROJECT, at)
    assert offered is None or 0 <= offered.start <= at == offered.end
    layout_language.definition(document, at)


def seeds() -> Iterator[bytes]:
    """Yield the files of a small form, each asked about at some places."""
    for place, text in enumerate(_TEXTS):
        for at in range(0, 65536, 4096):
            yield bytes([place]) + at.to_bytes(2, "little") + text.encode()


WORDS = (*LANGUAGE_WORDS, *LAYOUT_WORDS)
