"""Hover, definitions and completion in a file description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from kostra.api.errors import BrokenPackError
from kostra.diagnostics import Source
from kostra.editor import wording
from kostra.editor.answers import Completion, Definition, Hover, Item
from kostra.editor.documents import Document
from kostra.editor.keywords import LAYOUT
from kostra.editor.layout_places import (
    HEADS,
    LayoutPlace,
    code_list_in,
    code_lists_of,
    field_in,
    fields_of,
    layout_place,
)
from kostra.editor.places import in_comment
from kostra.editor.project import Project
from kostra.editor.subjects import subject_of
from kostra.language.parser_pieces import Piece, pieces
from kostra.layout.model import ROLES, DatePattern, FieldStatus, FieldType, Layout

_STARTS = ("filbeskrivelse", "format", "linjer", "mottak", "andre bredder", "kodeliste")
_AFTER_TYPE = ("rolle", "sensitiv", "kodeliste", "enhet", "status")
_AFTER_LABEL = ("obligatorisk", "merknad")


def layout_now(document: Document, project: Project) -> Layout | None:
    """Return the layout that a document describes, or the last one that it described without faults."""
    if document.path is None:
        return None
    try:
        return project.layouts.read(document.path, project.files(document)).layout
    except BrokenPackError:
        return None


def hover(document: Document, project: Project, offset: int) -> Hover | None:
    """Return what there is to say about what stands at an offset."""
    place = layout_place(document.source, offset)
    if place is None or place.piece is None:
        return None
    markdown = _markdown(document, project, place, place.piece)
    return None if markdown is None else Hover(place.piece.start, place.piece.end, markdown)


def definition(document: Document, offset: int) -> Definition | None:
    """Return where the field or code list that stands at an offset is declared."""
    place = layout_place(document.source, offset)
    if place is None or place.piece is None or not place.piece.is_word:
        return None
    source, word = document.source, place.piece.text
    found = code_list_in(source, word) if place.word(1) == "kodeliste" else field_in(source, word)
    return None if found is None else Definition(None, source, *found)


def complete(document: Document, project: Project, offset: int) -> Completion | None:
    """Return what can be written at an offset; None where nothing is known."""
    source = document.source
    head = source.text[:offset]
    if in_comment(head, offset):
        return None
    line = pieces(head, head.rfind("\n") + 1, offset)
    open_text = line[-1] if line and line[-1].is_open_text else None
    if open_text is not None:
        start = open_text.start + 1
        items = tuple(_codes(document, project, offset))
    else:
        last = line[-1] if line and line[-1].end == offset and line[-1].is_word else None
        start = last.start if last is not None else offset
        items = tuple(_words(document, project, start))
    return Completion(start, offset, items) if items else None


def _markdown(document: Document, project: Project, place: LayoutPlace, piece: Piece) -> str | None:
    layout, word = layout_now(document, project), piece.text
    if layout is not None:
        where = f"{layout.form} {layout.year}"
        if word in layout.by_name and (not place.before or place.word(1) == "når"):
            return wording.field(layout.by_name[word], where)
        if word in layout.code_lists and place.word(1) == "kodeliste":
            return wording.codes(layout.code_lists[word])
    return f"**{word}**: {LAYOUT[word]}" if word in LAYOUT else None


def _words(document: Document, project: Project, start: int) -> Iterator[Item]:
    source = document.source
    place = layout_place(Source(source.name, source.text[:start]), start)
    if place is None or start == source.text.rfind("\n", 0, start) + 1:
        yield from _keywords(_STARTS)
        return
    head, last = place.before[0].text if place.before else "", place.word(1)
    match last:
        case "rolle":
            yield from (Item(role, "nøkkelord") for role in ROLES)
        case "kodeliste" if head != "kodeliste":
            yield from _lists(document, project)
        case "dato":
            yield from (Item(pattern, "nøkkelord") for pattern in get_args(DatePattern))
        case "status":
            yield from (Item(status, "nøkkelord") for status in get_args(FieldStatus))
        case "format":
            yield from (Item(word, "nøkkelord") for word in ("fast bredde", "tabell"))
        case "mottak":
            yield from (Item(word, "nøkkelord") for word in ("iso-8859-1", "utf-8"))
        case "linjer":
            yield from (Item(w, "nøkkelord") for w in ("enslig CR er linjeskift", "med bare blanke hoppes over"))
        case "når":
            yield from (Item(name, "felt") for name in fields_of(source))
        case "obligatorisk":
            yield Item("når", "nøkkelord", "Obligatorisk bare når et annet felt har visse verdier.")
            yield from _keywords(("merknad",))
        case _ if head and head not in HEADS:
            yield from _in_field(place)


def _in_field(place: LayoutPlace) -> Iterator[Item]:
    types = get_args(FieldType)
    words = {piece.text for piece in place.before[1:]}
    if any(piece.is_text for piece in place.before):
        yield from _keywords(_AFTER_LABEL)
    elif words.isdisjoint(types):
        yield from _keywords(types)
    else:
        yield from _keywords(word for word in _AFTER_TYPE if word not in words)


def _keywords(words: Iterable[str]) -> Iterator[Item]:
    for word in words:
        yield Item(word, "nøkkelord", LAYOUT.get(word.partition(" ")[0], ""))


def _lists(document: Document, project: Project) -> Iterator[Item]:
    layout = layout_now(document, project)
    for name in code_lists_of(document.source):
        known = layout.code_lists.get(name) if layout is not None else None
        yield Item(name, "navn", "kodeliste", wording.codes(known) if known is not None else "")


def _codes(document: Document, project: Project, offset: int) -> Iterator[Item]:
    """Yield the codes of the field that `obligatorisk når` compares with, or the files that codes can be taken from."""
    source = document.source
    end = "" if source.text[offset : offset + 1] == '"' else '"'
    place = layout_place(Source(source.name, source.text[:offset]), offset)
    if place is None:
        return
    if place.word(1) == "fra":
        yield from (Item(name, "fil", insert=name + end) for name in project.files(document).ending_in(".csv"))
    layout = layout_now(document, project)
    field = layout.by_name.get(subject_of(place.before)) if layout is not None else None
    if field is not None and field.codes is not None:
        for code, label in field.codes.codes.items():
            yield Item(code, "kode", label, insert=code + end, sought_by=f"{code}{end} {label}")
