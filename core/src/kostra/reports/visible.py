"""Making text fit to be shown and stored: what nobody would see is written out, and nothing is obeyed."""

from __future__ import annotations

from kostra.reports.page import harmless

# Besides what a terminal would obey: marks that take no room and turn or split words (U+061C, zero-width blank, word
# joiner, byte order mark), and what neither XML nor UTF-8 can hold (lone surrogates, U+FFFE and U+FFFF).
_UNSTORABLE = {
    code: f"\\u{code:04x}" for code in (0x061C, 0x200B, 0x2060, 0xFEFF, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
}


def visible(text: str) -> str:
    """Return a text on one line in which every character can be seen: control characters are written as numbers."""
    return text if text.isprintable() else harmless(text).translate(_UNSTORABLE)


def visible_lines(text: str) -> str:
    """Return a text in which every character can be seen; its line feeds are kept."""
    return text if text.isprintable() else "\n".join(map(visible, text.split("\n")))
