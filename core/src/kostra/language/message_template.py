"""Messages: literal text and the expressions that are filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kostra.diagnostics import Diagnostic, Span
from kostra.language.parser_grammar import parse_template
from kostra.language.parser_place import Place, TemplatePlace, diagnostic
from kostra.language.syntax import Expression, Message, Placeholder

if TYPE_CHECKING:
    from lark import Token

    from kostra.language.tree_builder_values import ValueBuilder

ReadExpression = Callable[[str, Place], Expression | None]
"""Reads the expression in a pair of braces; reports what is wrong with it, and then returns None."""


def build_message(values: ValueBuilder, strings: Sequence[Token], span: Span, read: ReadExpression) -> Message:
    """Return the message that some quoted texts make together; faults in it are reported to the builder."""
    if not any("{" in token or "}" in token for token in strings):
        text = values.joined(strings)
        return Message(text, (text,) if text else (), span)
    text, positions = values.located(strings)
    place = TemplatePlace(values.place.file, values.place.lines, positions)
    return Message(text, _parts(values, text, place, read), span)


def _parts(
    values: ValueBuilder, text: str, place: TemplatePlace, read: ReadExpression
) -> tuple[str | Placeholder, ...]:
    tokens = parse_template(text)
    if isinstance(tokens, int):
        values.report(_loose_brace(text, tokens, place))
        return (text,)
    parts: list[str | Placeholder] = []
    literal = ""
    for token in tokens:
        if token.type != "PLACEHOLDER":
            literal += token[0] if token.type == "DOUBLED_BRACE" else token
            continue
        span = place.span(token)
        inside = place.positions(token, 1, len(token) - 1)
        if not token[1:-1].strip():
            values.report(_empty(place, span))
            continue
        expression = read(token[1:-1], TemplatePlace(place.file, place.lines, inside))
        if expression is not None:
            parts += [literal, Placeholder(expression, span)] if literal else [Placeholder(expression, span)]
            literal = ""
    return (*parts, literal) if literal else tuple(parts)


def _empty(place: Place, span: Span) -> Diagnostic:
    return diagnostic(
        place,
        span,
        "tom-utfylling",
        "Det står ingenting mellom «{» og «}».",
        expected="et felt eller uttrykk, for eksempel {SVAR}",
        hint="skriv {{ og }} hvis meldingen skal vise klammer",
    )


def _loose_brace(text: str, offset: int, place: TemplatePlace) -> Diagnostic:
    brace = text[offset]
    if brace == "{":
        message = "Klammen «{» i meldingen blir aldri lukket."
        expected = "«}» etter feltet eller uttrykket som skal vises"
    else:
        message = "Klammen «}» i meldingen har ingen «{» foran seg."
        expected = "«{» foran feltet eller uttrykket som skal vises"
    span = place.stretch(text, offset, offset + 1)
    hint = f"skriv {brace * 2} hvis meldingen skal vise en klamme"
    return diagnostic(place, span, "ulukket-klamme", message, expected=expected, hint=hint)
