"""What stands under the pointer in a rule file."""

from __future__ import annotations

from kostra.editor import keywords, wording
from kostra.editor.answers import Hover
from kostra.editor.declarations import control_in, inside, name_in, taken_in
from kostra.editor.places import Place, place_at
from kostra.editor.subjects import chosen_from, set_names, subject_of
from kostra.editor.views import RuleView
from kostra.language.names import THE_CODE, THE_FIELD


def hover(view: RuleView, offset: int) -> Hover | None:
    """Return what there is to say about what stands at an offset; None when that is nothing."""
    place = place_at(view.source, offset)
    if place is None:
        return None
    markdown = _markdown(view, place)
    return None if markdown is None else Hover(place.piece.start, place.piece.end, markdown)


def _markdown(view: RuleView, place: Place) -> str | None:
    piece = place.piece
    if place.keyword == "bruk" and not place.in_message:
        found = _in_use(view, place)
        if found is not None:
            return found
    if piece.is_text:
        return _code(view, place, subject_of(place.before), inside(piece))
    if piece.is_number:
        return _code(view, place, chosen_from(place.before), piece.text)
    if piece.text.startswith("$"):
        return _parameter(view, piece.text[1:])
    if place.keyword in ("kontroll", "erstatt") and place.word(1) == "kontroll" and not place.in_message:
        return _replaced(view, piece.text)
    return _word(view, place) if piece.is_word else None


def _word(view: RuleView, place: Place) -> str | None:
    word = place.piece.text
    if place.word(1) == ".":
        return _member(view, place)
    if place.after is not None and place.after.text == "(":
        function = wording.function(word, view.functions)
        if function is not None:
            return function
    if word in keywords.SEVERITIES and (place.word(1) in ("ellers", "gir", "=") or place.keyword == "filkontroll"):
        return f"**{word}**: {keywords.SEVERITIES[word]}"
    return _named(view, place) or _keyword(word)


def _named(view: RuleView, place: Place) -> str | None:
    word = place.piece.text
    if word == THE_FIELD:
        return f"**{THE_FIELD}**: det feltet som kontrolleres, ett om gangen."
    if word == THE_CODE:
        return f"**{THE_CODE}**: den koden det spørres om, én om gangen."
    bound = set_names(place.item)
    if word in bound:
        through = f", som løper gjennom {wording.plain(bound[word])}" if bound[word] else ""
        return f"**{wording.plain(word)}**: navn i settet{through}."
    field = view.field(word)
    if field is not None:
        return wording.field(field[0], field[1].name)
    declared = name_in(view.source, word)
    if declared is not None:
        return wording.code(declared.text)
    codes = view.code_list(word)
    return None if codes is None else f"{codes[1].name}\n\n{wording.codes(codes[0])}"


def _member(view: RuleView, place: Place) -> str | None:
    word, base = place.piece.text, place.word(2)
    declared = name_in(view.source, base)
    if declared is not None and declared.keyword == "tabell":
        return f"Kolonnen {wording.plain(word)} i tabellen:\n\n{wording.code(declared.text)}"
    of_field = {**keywords.ATTRIBUTES, **keywords.MESSAGE_ATTRIBUTES}
    known = keywords.CODE_ATTRIBUTES if base == THE_CODE else of_field
    return f"**{word}**: {known[word]}" if word in known else None


def _code(view: RuleView, place: Place, subject: str, value: str) -> str | None:
    found = view.meant_by(subject, place.item)
    if found is None or found[0].codes is None:
        return None
    field, setting = found
    label = field.codes.label(value.strip(" ")) if field.codes is not None else None
    if label is None:
        return None
    return f"`{value}` **{wording.plain(label)}**\n\n{wording.plain(f'{field.name} i {setting.name}: {field.label}')}"


def _parameter(view: RuleView, name: str) -> str | None:
    known = view.parameters().get(name)
    kind, declared = known if known is not None else ("", None)
    text = declared.help if declared is not None else keywords.RUN_PARAMETERS.get(name, "")
    return f"**${wording.plain(name)}**: {wording.plain(text)} ({kind})" if known is not None and text else None


def _keyword(word: str) -> str | None:
    return f"**{word}**: {keywords.RULES[word]}" if word in keywords.RULES else None


# ── What is taken from modules ───────────────────────────────────────────────────────────────────────────────────────


def _in_use(view: RuleView, place: Place) -> str | None:
    words = [piece.text for piece in place.item]
    if len(words) == 1:
        return _module(view, place.piece.text)
    if len(words) < 3:
        return None
    module = words[1]
    if ")" not in words:
        name = inside(place.piece) if place.piece.is_text else place.piece.text
        if words[-1] == "som":
            name = words[-2]
        return _of_module(view, module, name)
    if place.after is not None and place.after.text == "=":
        return _of_module(view, module, place.piece.text)
    return None


def _module(view: RuleView, name: str) -> str | None:
    found = view.module(name)
    if found is None:
        return None
    header = next((line for line in found[0].text.split("\n") if line.startswith("modul")), f"modul {name}")
    return f"{wording.code(header)}\n\n{wording.plain(found[0].name)}"


def _of_module(view: RuleView, module: str, name: str) -> str | None:
    found = view.in_module(module, name)
    return None if found is None else wording.control(found[0], found[1].name)


def _replaced(view: RuleView, number: str) -> str | None:
    """Return the module's control that one of the same number here replaces."""
    taken = next((one for one in taken_in(view.source) if one.new_id == number), None)
    if taken is not None:
        return _of_module(view, taken.module, taken.id)
    own = control_in(view.source, number)
    return None if own is None else wording.plain(own.title)
