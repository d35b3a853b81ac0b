"""What the official packs say to a case worker: labels with the names of fields, true texts with codes, and advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from kostra.checking.rulebook import Extensions, compile_pack, load_layout_of
from kostra.language import syntax
from kostra.language.compile import Compiled
from kostra.language.program import Program, Sentence
from kostra.layout.model import Layout
from kostra.plugins.manager import Registry
from kostra.plugins.packs import PackRef

REGISTRY = Registry()
PACKS = pytest.mark.parametrize("pack", REGISTRY.packs(), ids=lambda pack: f"{pack.form}-{pack.year}")
FILLED_IN = "…"


@cache
def compiled_rules(form: str, year: int) -> Compiled:
    skjema = REGISTRY.load(form, year).skjema
    return compile_pack(skjema, load_layout_of(skjema), Extensions())


def compiled(pack: PackRef) -> tuple[Layout, Program]:
    program = compiled_rules(pack.form, pack.year).program
    return program.layout, program


def sentences(program: Program) -> Iterator[tuple[str, Sentence]]:
    """Give every sentence with the id of its control."""
    for control in program.controls:
        for instance in control.instances:
            for sentence in instance.sentences:
                yield control.id, sentence


def written(sentence: Sentence) -> str:
    """Give a message with what is known beforehand; what depends on the row is an ellipsis."""
    return "".join(part if isinstance(part, str) else FILLED_IN for part in sentence.message)


def written_sentences(pack: PackRef) -> Iterator[tuple[syntax.Control, syntax.Sentence]]:
    """Give every sentence in the rule set and its modules as it was written."""
    for tree in compiled_rules(pack.form, pack.year).trees:
        for item in tree.items:
            if isinstance(item, syntax.Control):
                yield from ((item, sentence) for sentence in item.sentences)


def as_written(sentence: syntax.Sentence) -> str:
    """Give a message as its author wrote it; whatever is filled in is an ellipsis."""
    return "".join(part if isinstance(part, str) else FILLED_IN for part in sentence.message.parts)


def codes_asked_for(node: syntax.Expression | None, field: syntax.Name) -> Iterator[set[object]]:
    """Give the codes of each test of a field in a requirement of several parts."""
    match node:
        case syntax.Binary("og", left, right):
            yield from codes_asked_for(left, field)
            yield from codes_asked_for(right, field)
        case syntax.Test(subject, syntax.Comparison("=", syntax.TextLiteral(code))) if subject == field:
            yield {code}
        case syntax.Test(subject, syntax.Among(choices)) if subject == field:
            yield {getattr(choice, "value", None) for choice in choices}


def codes_with_texts(text: str) -> Iterator[tuple[str, str]]:
    """Give each «03 (Under utdanning)» in a text; the parentheses may hold others."""
    for match in re.finditer(r"(?<![\w.,])(\d{1,2}) \(", text):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield match[1], text[match.end() : end - 1]


def test_codes_are_found_with_parentheses_in_their_texts() -> None:
    text = "Den er … (…) på 10 linjer. Den skal være 05 (Tiltak (statlig)) eller 6 (Annet). Se 2022 (i fjor)."
    assert list(codes_with_texts(text)) == [("05", "Tiltak (statlig)"), ("6", "Annet")]


@PACKS
def test_the_name_of_a_field_stands_beside_its_label(pack: PackRef) -> None:
    layout, program = compiled(pack)
    texts = [(control, written(sentence)) for control, sentence in sentences(program)]
    texts += [(control.id, text) for control in program.controls for text in (control.title, control.why, control.fix)]
    bare = [
        f"{control}: {field.name} i «{text}»"
        for control, text in texts
        for field in layout.fields
        if re.search(rf"\b{field.name}\b", text) and f"«{field.label}» ({field.name})" not in text
    ]
    assert bare == []


@PACKS
def test_the_texts_of_codes_come_from_the_code_list_of_the_year(pack: PackRef) -> None:
    # In messages {FELT.kode} and {FELT.koder(01, 02)} say them; only what stands around a message is spelled out.
    layout, program = compiled(pack)
    by_hand = [
        f"{control.id}: {text}"
        for control, sentence in written_sentences(pack)
        for text in [as_written(sentence)]
        if any(codes_with_texts(text)) or "({tekst_for(" in sentence.message.text
    ]
    assert by_hand == []
    true = {item for field in layout.fields if field.codes is not None for item in field.codes.codes.items()}
    notes = [(control.id, text) for control in program.controls for text in (control.title, control.why, control.fix)]
    wrong = [f"{control}: {pair}" for control, text in notes for pair in codes_with_texts(text) if pair not in true]
    assert wrong == []


@PACKS
def test_a_message_names_the_codes_that_its_requirement_asks_for(pack: PackRef) -> None:
    other = [
        f"{control.id}: {sentence.message.text}"
        for control, sentence in written_sentences(pack)
        for part in sentence.message.parts
        if isinstance(part, syntax.Placeholder) and isinstance(part.expression, syntax.ChosenCodes)
        for asked in codes_asked_for(sentence.requirement, part.expression.base)
        if asked != {getattr(choice, "value", None) for choice in part.expression.choices}
    ]
    assert other == []


@PACKS
def test_every_control_says_what_to_do(pack: PackRef) -> None:
    _, program = compiled(pack)
    silent = [control.id for control in program.file_controls if not control.fix]
    silent += [control.id for control in program.controls if not control.fix]
    assert silent == []
