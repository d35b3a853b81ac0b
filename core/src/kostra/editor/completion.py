"""What can be written at a place in a rule file."""

from __future__ import annotations

from collections.abc import Iterator

from kostra.editor import completion_names as names
from kostra.editor.answers import Completion, Item
from kostra.editor.cursor import Cursor, cursor_at
from kostra.editor.declarations import taken_in
from kostra.editor.keywords import RULES
from kostra.editor.subjects import chosen_from, in_list, over_codes, subject_of
from kostra.editor.views import RuleView
from kostra.language.parser_grammar import keywords
from kostra.language.parser_pieces import HEADERS, ITEMS
from kostra.language.syntax_errors_controls import METADATA, SENTENCE

_CLAUSES = METADATA | SENTENCE | {"ellers", "gir", "der", "klasser"}


def complete(view: RuleView, offset: int) -> Completion | None:
    """Return what can be written at an offset; None where nothing is known."""
    cursor = cursor_at(view.source, offset)
    if cursor is None:
        return None
    if cursor.in_text:
        items = tuple(_in_text(view, cursor))
    elif cursor.last == ".":
        items = tuple(names.members(view, cursor))
    elif view.source.text[cursor.start : cursor.start + 1] == "$" and cursor.start < offset:
        items = tuple(names.parameters(view))
    else:
        items = tuple(_words(view, cursor))
    return Completion(cursor.start, cursor.end, _each_once(items)) if items else None


def _each_once(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple({(item.label, item.text): item for item in reversed(items)}.values())[::-1]


def _in_text(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    closed = view.source.text[cursor.end : cursor.end + 1] == '"'
    if cursor.keyword == "bruk" and cursor.last == "statistikk":
        yield from names.statistics(view, cursor.words[1], closed=closed)
    elif cursor.last == "fra":
        yield from names.tables(view, closed=closed)
    else:
        yield from names.codes(view, cursor, quoted=True, closed=closed)


def _words(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    accepted = cursor.accepted
    field = chosen_from(cursor.before)
    if field:
        yield from names.chosen_codes(view, cursor, field)
        return
    if view.source.text[cursor.start : cursor.end][:1].isdigit():  # a number, or that of a control or form
        accepted &= {"CONTROL_ID", "FORM"}
    if "STRING" in accepted and subject_of(cursor.before):
        yield from names.codes(view, cursor, quoted=False, closed=False)
    if "CONTROL_ID" in accepted:
        yield from _control_ids(view, cursor)
    if "FORM" in accepted:
        yield from names.forms(view)
    if "COLUMN" in accepted:
        yield from names.columns(view, cursor)
    if "NAME" in accepted and (cursor.indented or not cursor.begins_line):
        yield from _names(view, cursor)
    yield from _keywords(cursor, accepted)
    if "PARAMETER" in accepted and not cursor.begins_line:
        yield from names.parameters(view)


def _keywords(cursor: Cursor, accepted: frozenset[str]) -> Iterator[Item]:
    """Yield the keywords that can come next: items at the left margin, what belongs to an item further in."""
    for terminal, word in keywords().items():
        begins_item = word in ITEMS | HEADERS and cursor.keyword != "bruk"
        if terminal not in accepted:
            continue
        if cursor.begins_line:
            shown = begins_item is not cursor.indented
        else:
            # What begins a line by custom is offered there only; `felt` and `avvik` stand within lines as well.
            begins_line = word in (METADATA | SENTENCE) - {"avvik", "felt"}
            shown = not (begins_item or begins_line) and (word != "felt" or cursor.last == "hvert")
            shown = shown or cursor.last in (":", "erstatt")
        if shown:
            yield Item(word, "nøkkelord", RULES.get(word, ""))


def _control_ids(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    if cursor.keyword == "bruk" and len(cursor.words) > 1 and cursor.last != "som":
        yield from names.controls(view, cursor.words[1])
    elif cursor.last == "filkontroll":
        yield Item("000", "kontroll", "Skal det leveres fil?")
        yield Item("001", "kontroll", "Postlengde")
    elif cursor.words[-2:] == ["erstatt", "kontroll"]:
        for taken in taken_in(view.source):
            found = view.in_module(taken.module, taken.id)
            yield Item(taken.new_id, "kontroll", found[0].title if found is not None else "")


def _names(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    """Yield the names that make sense at a place where the grammar would take any."""
    last, words = cursor.last, cursor.words
    if cursor.in_message:
        yield from names.in_expression(view, cursor)
    elif cursor.keyword == "bruk":
        yield from _names_in_use(view, cursor)
    elif last in ("ellers", "gir") or (cursor.keyword == "filkontroll" and len(words) == 2):
        yield from names.severities(view, of_file=cursor.keyword == "filkontroll")
    elif cursor.keyword == "parameter":
        yield from names.kinds() if last == ":" else ()
    elif cursor.keyword == "feltgruppe":
        yield from names.fields(view) if "=" in words else ()
    elif cursor.keyword in ("kontroll", "erstatt", "statistikk", ""):
        yield from _names_in_control(view, cursor)


def _names_in_use(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    if cursor.last == "bruk":
        yield from names.modules(view)
    elif cursor.last == "=":
        yield from names.declared(view, ("konstant", "feltgruppe", "kodeliste", "parameter"))
        yield from names.code_lists(view)
        yield from names.severities(view, of_file=True)
    else:
        yield from names.module_parameters(view, cursor.words[1])


def _names_in_control(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    last, words = cursor.last, cursor.words
    clause = next((word for word in reversed(words) if word in _CLAUSES), "")
    if last == "av":
        yield from names.declared(view, ("feltgruppe",))
    elif last == "blant" or in_list(cursor.before):
        yield from names.declared(view, ("konstant", "kodeliste", "parameter"))
        yield from names.code_lists(view)
    elif clause in ("godta", "avvis") or clause == "felt" or ("gruppe" in words and not clause):
        # `for hvert felt` looks like the clause `felt`; what follows it is the name of a group.
        yield from names.declared(view, ("feltgruppe",)) if last == "i" else names.fields(view)
    elif over_codes(cursor.item) and not clause:
        yield from names.declared(view, ("feltgruppe", "parameter"))
        yield from names.coded_fields(view)
    elif "sett" in words and not clause:
        if "i" in words:
            yield from names.declared(view, ("feltgruppe", "tabell"))
            yield from names.fields(view)
    else:
        yield from names.in_expression(view, cursor)
