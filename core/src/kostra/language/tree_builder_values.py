"""Texts, numbers and names of the parsed tree, and the faults that only show once a token is looked into."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kostra.diagnostics import Diagnostic, Span
from kostra.language.parser_place import Place, diagnostic
from kostra.language.syntax import LiteralValue, Name, NumberLiteral, ParameterRef, TextLiteral

if TYPE_CHECKING:
    from lark import Token

    from kostra.language.parser_place import Node

# More digits than this do not fit a 64-bit number, and no field is that wide.
MOST_DIGITS = 18

_ESCAPE = re.compile(r"\\(.)")


class ValueBuilder:
    """Turns tokens into values; what is wrong with them goes to `report`, and the best guess is returned."""

    def __init__(self, place: Place, report: Callable[[Diagnostic], None]) -> None:
        self.place = place
        self.report = report

    def fault(self, node: Node, code: str, message: str, *, expected: str = "", hint: str = "") -> None:
        """Report a fault at a token or node."""
        self.report(diagnostic(self.place, self.place.span(node), code, message, expected=expected, hint=hint))

    def text(self, token: Token) -> str:
        """Return what a quoted text says."""
        if "\\" not in token:
            return token[1:-1]
        return "".join(character for character, _ in self._characters(token))

    def joined(self, tokens: Sequence[Token]) -> str:
        """Return what several quoted texts say together."""
        return "".join(self.text(token) for token in tokens)

    def located(self, tokens: Sequence[Token]) -> tuple[str, list[tuple[int, int]]]:
        """Return what quoted texts say together, and the line and column of each character."""
        text: list[str] = []
        positions: list[tuple[int, int]] = []
        for token in tokens:
            for character, offset in self._characters(token):
                text.append(character)
                positions += self.place.positions(token, offset, offset + 1)
        return "".join(text), positions

    def _characters(self, token: Token) -> list[tuple[str, int]]:
        """Return the characters of a quoted text, escapes resolved, and where in the token each begins."""
        found: list[tuple[str, int]] = []
        position, end = 1, len(token) - 1
        while position < end:
            character = token[position]
            start = position
            position += 1
            if character == "\\":
                character = token[position]
                if character not in '"\\':
                    self._unknown_escape(token, start, character)
                position += 1
            found.append((character, start))
        return found

    def _unknown_escape(self, token: Token, offset: int, character: str) -> None:
        (line, column), *_ = self.place.positions(token, offset, offset + 1)
        span = Span(self.place.file, line, column, line, column + 2)
        self.report(
            diagnostic(
                self.place,
                span,
                "ukjent-skrivemate",
                f"«\\{character}» har ingen betydning i en tekst.",
                expected='\\" (et anførselstegn) eller \\\\ (en omvendt skråstrek)',
                hint=f"skriv \\\\{character} for en omvendt skråstrek i teksten",
            )
        )

    def whole_number(self, token: Token) -> int:
        """Return a whole number; one that is too long is reported and becomes 0."""
        if len(token) > MOST_DIGITS:
            self._too_long(token)
            return 0
        return int(token)

    def number(self, token: Token, sign: int = 1) -> NumberLiteral:
        """Return a whole or decimal number."""
        span = self.place.span(token)
        if token.type == "INT":
            return NumberLiteral(sign * self.whole_number(token), span)
        if len(token) > MOST_DIGITS + 1:
            self._too_long(token)
            return NumberLiteral(Decimal(0), span)
        return NumberLiteral(sign * Decimal(token), span)

    def _too_long(self, token: Token) -> None:
        self.fault(token, "for-langt-tall", "Tallet er for langt.", expected=f"høyst {MOST_DIGITS} siffer")

    def name(self, token: Token) -> Name:
        """Return a bare name."""
        return Name(str(token), self.place.span(token))

    def parameter(self, token: Token) -> ParameterRef:
        """Return `$name`."""
        return ParameterRef(token[1:], self.place.span(token))

    def literal(self, node: Node) -> LiteralValue:
        """Return a text, or a number perhaps with a sign."""
        if not isinstance(node, str):
            digits = node.children[0]
            assert isinstance(digits, str)
            number = self.number(digits, -1)
            return NumberLiteral(number.value, self.place.span(node))
        if node.type == "STRING":
            return TextLiteral(self.text(node), self.place.span(node))
        return self.number(node)
