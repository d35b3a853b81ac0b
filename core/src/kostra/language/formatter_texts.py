"""Quoted texts that are longer than a line."""

from __future__ import annotations

import re

from kostra.diagnostics import NOWHERE, Span
from kostra.language.formatter_expressions import quoted
from kostra.language.formatter_layout import INDENT, WIDTH, Atom, Atoms

# Words with the blanks after them; what stands in braces is one word, so that an expression is not torn apart.
_WORDS = re.compile(r"(?:\{[^{}]*\}|[^ ])+ *| +")


def strings(start: str, text: str, indent: int, span: Span = NOWHERE) -> Atoms:
    """Return a text behind its keyword as one quoted text, or as several where one would be too long for the line."""
    room = WIDTH - indent - len(start)
    parts = []
    left = text
    while len(quoted(left)) > room and (end := _break(left, room)):
        parts.append(left[:end])
        left = left[end:]
        room = WIDTH - indent - INDENT
    first, *others = [*parts, left]
    return (Atom(start + quoted(first), span), *(Atom(quoted(part), alone=True) for part in others))


def _break(text: str, room: int) -> int:
    """Return where to cut a text that is too long: after the last sentence or word that fits; 0 if nowhere."""
    fits, sentence = 0, 0
    for match in _WORDS.finditer(text):
        end = match.end()
        if end == len(text) or (fits and len(quoted(text[:end])) > room):
            break
        fits = end
        if match[0].rstrip().endswith((".", "?", "!", ":", ";")) and match[0].endswith(" "):
            sentence = end
    return sentence if sentence >= room // 2 else fits
