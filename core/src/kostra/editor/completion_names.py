"""The names that can be written in a rule file, each with a word on what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kostra.editor import keywords, wording
from kostra.editor.answers import Item, ItemKind
from kostra.editor.cursor import Cursor
from kostra.editor.declarations import declared_in, taken_in
from kostra.editor.subjects import over_codes, set_names, subject_of
from kostra.editor.views import RuleView
from kostra.language.functions import AGGREGATES, BUILTINS, SPECIAL
from kostra.language.names import THE_CODE, THE_FIELD

_LIKE_CONTROLS = ("kontroll", "filkontroll")


def in_expression(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    """Yield what an expression can name: names of the scope, fields, what the file declares, functions."""
    words = cursor.words
    if "hvert" in words and words[words.index("hvert") + 1 :][:1] == ["felt"]:
        yield Item(THE_FIELD, "felt", "Feltet som kontrolleres")
    if over_codes(cursor.item):
        yield Item(THE_FIELD, "felt", "Feltet med kodelisten")
        yield Item(THE_CODE, "navn", "Koden det spørres om")
    for name, through in set_names(cursor.item).items():
        yield Item(name, "navn", through)
    yield from fields(view)
    yield from declared(view, ("konstant", "feltgruppe", "tabell", "parameter"))
    for name in sorted({*BUILTINS, *SPECIAL, *AGGREGATES, *view.functions}):
        signature = wording.signature(BUILTINS[name]) if name in BUILTINS else f"{name}(…)"
        yield Item(name, "funksjon", signature, wording.function(name, view.functions) or "", f"{name}(")


def fields(view: RuleView) -> Iterator[Item]:
    """Yield the fields of the layouts."""
    for field in view.fields():
        yield Item(field.name, "felt", field.label, wording.plain(wording.traits(field)))


def coded_fields(view: RuleView) -> Iterator[Item]:
    """Yield the fields of the layouts that have a code list."""
    coded = {field.name for field in view.fields() if field.codes is not None}
    yield from (item for item in fields(view) if item.label in coded)


def declared(view: RuleView, kinds: Sequence[str]) -> Iterator[Item]:
    """Yield the names that the file declares as one of the kinds."""
    for one in declared_in(view.source):
        if one.keyword in kinds:
            yield Item(one.name, "navn", one.keyword, wording.code(one.text))


def code_lists(view: RuleView) -> Iterator[Item]:
    """Yield the code lists of the layouts."""
    for codes in view.code_lists():
        yield Item(codes.name, "navn", "kodeliste", wording.codes(codes))


def codes(view: RuleView, cursor: Cursor, *, quoted: bool, closed: bool) -> Iterator[Item]:
    """Yield the codes of the field that a value is compared with.

    `quoted`: the quotation mark has been written; `closed`: so has the one behind, which editors put in by themselves.
    """
    found = view.meant_by(subject_of(cursor.before), cursor.item)
    if found is None or found[0].codes is None:
        return
    for code, label in found[0].codes.codes.items():
        end = "" if closed else '"'
        insert = f"{code}{end}" if quoted else f'"{code}"'
        yield Item(code if quoted else f'"{code}"', "kode", label, "", insert, f"{insert} {label}")


def chosen_codes(view: RuleView, cursor: Cursor, field: str) -> Iterator[Item]:
    """Yield what can be one of the codes in `FIELD.koder(…)`: those of the field, and names of codes and lists."""
    found = view.meant_by(field, cursor.item)
    if found is not None and found[0].codes is not None:
        mark = '\\"' if cursor.in_message else '"'
        for code, label in found[0].codes.codes.items():
            insert = code if code.isascii() and code.isdigit() else f"{mark}{code}{mark}"
            yield Item(code, "kode", label, "", insert, f"{code} {label}")
    yield from declared(view, ("konstant", "parameter"))


def members(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    """Yield what can come after a dot: columns of a table, or what is known of a field."""
    base = cursor.before[-2].text if len(cursor.before) > 1 else ""
    table = next((one for one in declared_in(view.source) if one.name == base and one.keyword == "tabell"), None)
    if table is not None:
        yield from (Item(column, "egenskap", "kolonne") for column in view.columns(table.text))
    elif base == THE_CODE and over_codes(cursor.item):
        yield from (Item(name, "egenskap", text) for name, text in keywords.CODE_ATTRIBUTES.items())
    elif base[:1].isalpha():
        known = {**keywords.ATTRIBUTES, **(keywords.MESSAGE_ATTRIBUTES if cursor.in_message else {})}
        yield from (Item(name, "egenskap", text) for name, text in known.items())


def columns(view: RuleView, cursor: Cursor) -> Iterator[Item]:
    """Yield the columns of the file that the item has named."""
    item = " ".join(cursor.words)
    yield from (Item(column, "egenskap", "kolonne") for column in view.columns(item))


def parameters(view: RuleView) -> Iterator[Item]:
    """Yield the parameters of a run."""
    for name, (kind, known) in view.parameters().items():
        text = known.help if known is not None else keywords.RUN_PARAMETERS.get(name, "")
        yield Item(f"${name}", "parameter", kind, wording.plain(text))


def severities(view: RuleView, *, of_file: bool) -> Iterator[Item]:
    """Yield the severities that make sense, and the module's parameters that stand for one."""
    for name, text in keywords.SEVERITIES.items():
        if of_file or name != "fatal":
            yield Item(name, "nøkkelord", text)
    for one in declared_in(view.source):
        if one.keyword == "parameter" and one.text.partition("#")[0].rstrip().endswith("alvor"):
            yield Item(one.name, "navn", "alvor", wording.code(one.text))


def kinds() -> Iterator[Item]:
    """Yield the kinds of a module's parameters."""
    yield from (Item(kind, "nøkkelord") for kind in keywords.PARAMETER_KINDS)


def forms(view: RuleView) -> Iterator[Item]:
    """Yield the installed forms."""
    titles = {pack.skjema: pack.title for pack in view.forms}
    yield from (Item(form, "navn", title) for form, title in titles.items())


# ── Modules ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def modules(view: RuleView) -> Iterator[Item]:
    """Yield the modules that can be taken in use."""
    for name, source in view.modules():
        first = next((line for line in source.text.split("\n") if line.startswith("modul")), "")
        if first:
            yield Item(name, "modul", first)


def controls(view: RuleView, module: str) -> Iterator[Item]:
    """Yield the controls of a module, first those that the file does not take already."""
    found = view.module(module)
    if found is None:
        return
    taken = {one.id for one in taken_in(view.source) if one.module == module}
    there = [one for one in declared_in(found[0]) if one.keyword in _LIKE_CONTROLS]
    for one in sorted(there, key=lambda each: each.name in taken):
        kind: ItemKind = "kontroll"
        yield Item(one.name, kind, one.title, wording.code(one.text), sought_by=f"{one.name} {one.title}")


def statistics(view: RuleView, module: str, *, closed: bool) -> Iterator[Item]:
    """Yield the titles of a module's statistics, to go on after a quotation mark."""
    found = view.module(module)
    for one in declared_in(found[0]) if found is not None else ():
        if one.keyword == "statistikk":
            yield Item(one.name, "kontroll", "statistikk", insert=one.name + ("" if closed else '"'))


def module_parameters(view: RuleView, module: str) -> Iterator[Item]:
    """Yield the parameters of a module."""
    found = view.module(module)
    for one in declared_in(found[0]) if found is not None else ():
        if one.keyword == "parameter":
            yield Item(one.name, "parameter", one.text, insert=f"{one.name} = ")


def tables(view: RuleView, *, closed: bool) -> Iterator[Item]:
    """Yield the CSV files that can be named."""
    for name in view.files_ending_in(".csv"):
        yield Item(name, "fil", insert=name + ("" if closed else '"'))
