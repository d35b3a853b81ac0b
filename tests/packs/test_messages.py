"""What the official packs say to a case worker: labels with the names of fields, true texts with codes, and advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kostra.checking.rulebook import Extensions, compile_pack, load_layout_of
from kostra.language.program import Program, Sentence
from kostra.language.traversal import fields_of
from kostra.layout.model import Layout
from kostra.plugins.manager import Registry
from kostra.plugins.packs import PackRef

REGISTRY = Registry()
PACKS = pytest.mark.parametrize("pack", REGISTRY.packs(), ids=lambda pack: f"{pack.form}-{pack.year}")
FILLED_IN = "…"


def compiled(pack: PackRef) -> tuple[Layout, Program]:
    skjema = REGISTRY.load(pack.form, pack.year).skjema
    layout = load_layout_of(skjema)
    return layout, compile_pack(skjema, layout, Extensions()).program


def sentences(program: Program) -> Iterator[tuple[str, Sentence]]:
    """Give every sentence with the id of its control."""
    for control in program.controls:
        for instance in control.instances:
            for sentence in instance.sentences:
                yield control.id, sentence


def written(sentence: Sentence) -> str:
    """Give a message with what is known beforehand; what depends on the row is an ellipsis."""
    return "".join(part if isinstance(part, str) else FILLED_IN for part in sentence.message)


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
def test_a_code_in_a_message_has_the_text_of_the_code_list_of_the_year(pack: PackRef) -> None:
    # The language has no placeholder for the text of a code that the rule names, so messages spell such texts out.
    layout, program = compiled(pack)
    wrong = []
    for control, sentence in sentences(program):
        names = {*fields_of(sentence.fires), *sentence.points_at}
        lists = [layout.by_name[name].codes for name in names]
        true = {item for codes in lists if codes is not None for item in codes.codes.items()}
        wrong += [f"{control}: {pair}" for pair in codes_with_texts(written(sentence)) if pair not in true]
    assert wrong == []


@PACKS
def test_every_control_says_what_to_do(pack: PackRef) -> None:
    _, program = compiled(pack)
    silent = [control.id for control in program.file_controls if not control.fix]
    silent += [control.id for control in program.controls if not control.fix]
    assert silent == []
