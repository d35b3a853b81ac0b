from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostra.diagnostics import Span
from kostra.editor.texts import Encoding, Position, Text

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
# Letters that come in one and two characters, pairs of surrogates, half pairs, every kind of line end.
SIGNS = 'aæ🐟e\u0301a\u030a\u0323\n\r\t\ufeff\u2028\x85\u1100\u1161\ud800\udc00 "'
SEVERAL_WHEN_NORMAL = "\u0958"
RAW = st.text(st.sampled_from(SIGNS + SEVERAL_WHEN_NORMAL), max_size=30)


def span(line: int, column: int, end_column: int) -> Span:
    return Span("f", line, column, line, end_column)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 8), ("utf-16", 5), ("utf-32", 4)])
def test_characters_are_counted_in_what_was_agreed_on(encoding: Encoding, character: int) -> None:
    text = Text.of("f", "x\næ🐟a=b", encoding)
    assert text.position(text.source.text.index("b")) == Position(1, character)
    assert text.offset(Position(1, character)) == text.source.text.index("b")


def test_a_letter_of_two_characters_is_two_to_the_editor_and_one_to_the_language() -> None:
    text = Text.of("f", "a\u030ab")
    assert text.source.text == "åb"
    assert text.position(1) == Position(0, 2)
    assert text.offset(Position(0, 2)) == 1


def test_line_ends_and_a_byte_order_mark_do_not_move_anything() -> None:
    text = Text.of("f", "\ufeffab\r\ncd\ref\u2028gh")
    assert text.source.text == "ab\ncd\nef\u2028gh"
    assert [text.position(text.source.text.index(letter)) for letter in "acf"] == [
        Position(0, 1),
        Position(1, 0),
        Position(2, 1),
    ]
    assert text.offset(Position(0, 1)) == 0


def test_an_empty_span_is_widened_within_its_line() -> None:
    text = Text.of("f", "ab\ncd")
    assert text.range_of(span(1, 2, 2)) == (Position(0, 1), Position(0, 2))
    assert text.range_of(span(1, 3, 3)) == (Position(0, 1), Position(0, 2))
    assert text.range_of(span(9, 9, 9)) == (Position(1, 1), Position(1, 2))
    assert Text.of("f", "").range_of(span(1, 1, 1)) == (Position(0, 0), Position(0, 0))


def test_a_place_outside_of_the_text_is_the_nearest_inside() -> None:
    text = Text.of("f", "ab\ncd")
    assert text.offset(Position(0, 99)) == 2
    assert text.offset(Position(99, 0)) == 5
    assert text.offset(Position(-1, -1)) == 0
    assert text.position(99) == Position(1, 2)


@given(st.text(st.sampled_from(SIGNS), max_size=30), st.sampled_from(ENCODINGS))
def test_every_place_of_the_source_is_found_again(raw: str, encoding: Encoding) -> None:
    text = Text.of("f", raw, encoding)
    places = [text.position(offset) for offset in range(len(text.source.text) + 1)]
    assert [text.offset(place) for place in places] == list(range(len(places)))


@given(RAW)
def test_the_source_is_what_the_languages_read(raw: str) -> None:
    whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = Text.of("f", raw)
    unix = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert text.source.text == unicodedata.normalize("NFC", unix)
    assert len(text.lines) == text.source.text.count("\n") + 1


@given(RAW)
def test_what_an_editor_points_at_is_the_same_stretch_in_the_source(raw: str) -> None:
    text = Text.of("f", raw)
    for number, line in enumerate(text.lines):
        units = line.encode("utf-16-le")
        for end in range(len(units) // 2 + 1):
            try:
                before = units[: 2 * end].decode("utf-16-le")
            except UnicodeDecodeError:
                continue
            offset = text.offset(Position(number, end))
            start = text.offset(Position(number, 0))
            assert start <= offset <= len(text.source.text)
            if text.source.text[start:offset] and unicodedata.is_normalized("NFC", line) and "\ufeff" not in line:
                assert text.source.text[start:offset] == before
