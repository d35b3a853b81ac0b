"""The lark parsers of the rule language, made when the first text is parsed, once in a process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import kostra_grammars

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedCharacters

StartRule = Literal["rule_file", "items", "expression"]

_KEYWORD = re.compile(r'^([A-Z_]+): "(\w+)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unparsable:
    """The text stops making sense at this offset."""

    offset: int


def parse_tree(text: str, start: StartRule) -> Tree[Token] | Token | Unparsable:
    """Parse a text from a start rule of rules.lark; a fault is a value here, not an exception."""
    # Imported late: lark takes a noticeable part of the program's start.
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    try:
        return _rules().parse(text, start=start)
    except UnexpectedCharacters as error:
        return Unparsable(_offset(error))
    except UnexpectedToken as error:
        return Unparsable(len(text) if error.token.type == "$END" else error.token.start_pos or 0)


def accepted_after(text: str, start: StartRule) -> frozenset[str]:
    """Return the names of the terminals that may follow a text that makes sense as far as it goes."""
    parser = _rules().parse_interactive(text, start=start)
    for _ in parser.iter_parse():
        pass
    return frozenset(parser.accepts())  # type: ignore[no-untyped-call]


def parse_template(text: str) -> list[Token] | int:
    """Return the tokens of a message template, or the offset of the brace that is wrong."""
    from lark.exceptions import UnexpectedCharacters

    try:
        return list(_message().lex(text))
    except UnexpectedCharacters as error:
        return _offset(error)


def _offset(error: UnexpectedCharacters) -> int:
    offset: int | None = error.pos_in_stream
    assert offset is not None, "lark sets it whenever the lexer raises"
    return offset


@cache
def keywords() -> dict[str, str]:
    """Return the keywords of the language by the name of their terminal."""
    return dict(_KEYWORD.findall(kostra_grammars.text("rules")))


class _WholeWords:
    """Makes lark read whole words: a keyword or name is recognised as such also where neither can stand."""

    def __init__(self) -> None:
        self.always_accept = ("NAME", *keywords())

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """Change nothing."""
        return stream


@cache
def _rules() -> Lark:
    from lark import Lark

    return Lark(
        kostra_grammars.text("rules"),
        parser="lalr",
        lexer="contextual",
        start=["rule_file", "items", "expression"],
        postlex=_WholeWords(),
        propagate_positions=True,
        maybe_placeholders=True,
    )


@cache
def _message() -> Lark:
    from lark import Lark

    return Lark(kostra_grammars.text("message"), parser="lalr", lexer="basic", start="template")
