"""The answers in the values of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from kostra.diagnostics import Diagnostic
from kostra.editor.answers import Completion, Definition, Hover, ItemKind
from kostra.editor.documents import Document, Documents
from kostra.editor.formatting import Change
from kostra.editor.texts import Position, Text

SOURCE = "kostra"

_KINDS: dict[ItemKind, types.CompletionItemKind] = {
    "felt": types.CompletionItemKind.Field,
    "kode": types.CompletionItemKind.EnumMember,
    "funksjon": types.CompletionItemKind.Function,
    "nøkkelord": types.CompletionItemKind.Keyword,
    "navn": types.CompletionItemKind.Constant,
    "modul": types.CompletionItemKind.Module,
    "kontroll": types.CompletionItemKind.Reference,
    "parameter": types.CompletionItemKind.Variable,
    "egenskap": types.CompletionItemKind.Property,
    "fil": types.CompletionItemKind.File,
}


def diagnostics(document: Document, faults: Iterable[Diagnostic]) -> list[types.Diagnostic]:
    """Return faults as the editor shows them: what is wrong, and below it what was expected and what to do."""
    found: list[types.Diagnostic] = []
    for fault in faults:
        start, end = document.text.range_of(fault.span)
        lines = [fault.message]
        lines += [f"Ventet: {fault.expected}"] if fault.expected else []
        lines += [f"Råd: {fault.hint}"] if fault.hint else []
        severity = types.DiagnosticSeverity.Error if fault.level == "feil" else types.DiagnosticSeverity.Warning
        found.append(types.Diagnostic(types.Range(_position(start), _position(end)), "\n".join(lines), severity))
        found[-1].code, found[-1].source = fault.code, SOURCE
    return found


def hover(document: Document, answer: Hover) -> types.Hover:
    """Return a hover text."""
    content = types.MarkupContent(types.MarkupKind.Markdown, answer.markdown)
    return types.Hover(content, _range(document.text, answer.start, answer.end))


def completion(document: Document, answer: Completion) -> types.CompletionList:
    """Return what can be written, in the order of the answer."""
    where = _range(document.text, answer.start, answer.end)
    items = [
        types.CompletionItem(
            label=item.label,
            kind=_KINDS[item.kind],
            detail=item.detail or None,
            documentation=types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
            if item.documentation
            else None,
            sort_text=f"{number:05}",
            filter_text=item.sought_by or item.label,
            text_edit=types.TextEdit(where, item.text),
        )
        for number, item in enumerate(answer.items)
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def location(document: Document, documents: Documents, answer: Definition) -> types.Location | None:
    """Return where something is declared; None when the editor cannot open that file."""
    if answer.file is None:
        return types.Location(document.uri, _range(document.text, answer.start, answer.end))
    uri = documents.uri(answer.file)
    if uri is None:
        return None
    return types.Location(uri, _range(documents.text(answer.file), answer.start, answer.end))


def edit(document: Document, change: Change) -> types.TextEdit:
    """Return a change of lines, with the document's own line ends."""
    text = document.text
    last = len(text.lines)
    end = Position(change.end, 0) if change.end < last else text.position(len(text.source.text))
    where = types.Range(types.Position(change.first, 0), _position(end))
    return types.TextEdit(where, change.text.replace("\n", text.line_end))


def offset(document: Document, position: types.Position) -> int:
    """Return the offset in the source for a position of the protocol."""
    return document.text.offset(Position(position.line, position.character))


def _range(text: Text, start: int, end: int) -> types.Range:
    return types.Range(_position(text.position(start)), _position(text.position(end)))


def _position(position: Position) -> types.Position:
    return types.Position(position.line, position.character)
