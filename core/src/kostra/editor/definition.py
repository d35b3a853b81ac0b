"""Where what stands under the pointer in a rule file is declared."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from kostra.diagnostics import Source
from kostra.editor.answers import Definition
from kostra.editor.declarations import Declared, inside, name_in, taken_in
from kostra.editor.layout_places import code_list_in, field_in
from kostra.editor.places import Place, place_at
from kostra.editor.settings import Setting
from kostra.editor.subjects import set_names
from kostra.editor.views import RuleView


def definition(view: RuleView, offset: int) -> Definition | None:
    """Return where what stands at an offset is declared; None when that is nowhere, or not known."""
    place = place_at(view.source, offset)
    if place is None:
        return None
    if place.keyword == "bruk" and not place.in_message:
        found = _in_use(view, place)
        if found is not None:
            return found
    if place.piece.is_text:
        return _file(view, place) if place.word(1) == "fra" else None
    if place.keyword in ("kontroll", "erstatt") and place.word(1) == "kontroll" and not place.in_message:
        return _replaced(view, place.piece.text)
    return _named(view, place) if place.piece.is_word else None


def _named(view: RuleView, place: Place) -> Definition | None:
    word = place.piece.text
    if place.word(1) == ".":
        return None
    bound = next((piece for piece in place.item if piece.text == word), None)
    if bound is not None and word in set_names(place.item):
        return Definition(None, view.source, bound.start, bound.end)
    field = view.field(word)
    if field is not None:
        return _in_layout(view, field[1], word, of_list=False)
    declared = name_in(view.source, word)
    if declared is not None:
        return _at(None, view.source, declared)
    codes = view.code_list(word)
    return None if codes is None else _in_layout(view, codes[1], word, of_list=True)


def _in_layout(view: RuleView, setting: Setting, name: str, *, of_list: bool) -> Definition | None:
    if setting.layout_file is None:
        return None
    source = view.text_of(setting.layout_file)
    if source is None:
        return None
    found = code_list_in(source, name) if of_list else field_in(source, name)
    return None if found is None else Definition(setting.layout_file, source, *found)


def _file(view: RuleView, place: Place) -> Definition | None:
    file = view.find(inside(place.piece))
    source = None if file is None else view.text_of(file)
    return None if source is None else Definition(file, source, 0, 0)


# ── What is taken from modules ───────────────────────────────────────────────────────────────────────────────────────


def _in_use(view: RuleView, place: Place) -> Definition | None:
    words = [piece.text for piece in place.item]
    if len(words) == 1:
        found = view.module(place.piece.text)
        return None if found is None else Definition(found[1], found[0], *_header(found[0]))
    if len(words) < 3:
        return None
    if ")" not in words:
        name = inside(place.piece) if place.piece.is_text else place.piece.text
        return _of_module(view, words[1], words[-2] if words[-1] == "som" else name)
    if place.after is not None and place.after.text == "=":
        return _of_module(view, words[1], place.piece.text)
    return None


def _of_module(view: RuleView, module: str, name: str) -> Definition | None:
    found = view.in_module(module, name)
    return None if found is None else _at(found[2], found[1], found[0])


def _replaced(view: RuleView, number: str) -> Definition | None:
    taken = next((one for one in taken_in(view.source) if one.new_id == number), None)
    return None if taken is None else _of_module(view, taken.module, taken.id)


def _header(source: Source) -> tuple[int, int]:
    start = 0
    for line in source.text.split("\n"):
        if line.lstrip().startswith("modul"):
            return start, start + len(line)
        start += len(line) + 1
    return 0, 0


def _at(file: Traversable | None, source: Source, declared: Declared) -> Definition:
    return Definition(file, source, declared.start, declared.end)
