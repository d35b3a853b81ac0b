"""Laying out plain text: wrapping to a terminal, columns, colour, and making characters harmless."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Literal

from kostra.api.formats import RenderOptions

Style = Literal["bold", "red", "yellow", "green", "dim"]

_CODES: dict[Style, str] = {"bold": "1", "red": "31", "yellow": "33", "green": "32", "dim": "2"}
_NARROWEST = 40
_WIDEST = 110

# What a terminal would obey instead of showing (control characters), or would show in another order than it stands
# (bidirectional controls): a file could hold either.
_UNSAFE = {
    code: f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    for code in (*range(32), *range(127, 160), 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
}


class Page:
    """A page of text under construction: lines are added at an indentation and wrapped to the terminal's width."""

    def __init__(self, options: RenderOptions) -> None:
        self._lines: list[str] = []
        self._colour = options.colour
        self._width = None if options.width is None else min(max(options.width, _NARROWEST), _WIDEST)

    def add(self, text: str = "", indent: int = 0, *, style: Style | None = None, hang: int = 0) -> None:
        """Add a paragraph; what does not fit on its line goes on `hang` further in. Line feeds in it are kept."""
        if not text:
            self._lines.append("")
            return
        for part in text.split("\n"):
            for line in self._wrapped(harmless(part), indent, hang):
                self._lines.append(" " * indent + self._painted(line, style))

    def heading(self, text: str) -> None:
        """Add an empty line and a heading."""
        self.add()
        self.add(text, style="bold")

    def columns(self, rows: Iterable[Sequence[str]], indent: int = 2) -> None:
        """Add rows of a label and a value, the values flush right."""
        table = [(harmless(label), harmless(value)) for label, value in rows]
        left = max((len(label) for label, _ in table), default=0)
        right = max((len(value) for _, value in table), default=0)
        for label, value in table:
            self._lines.append(f"{' ' * indent}{label:<{left}}  {value:>{right}}")

    def text(self) -> str:
        """Return the page, ending in a line feed."""
        return "\n".join(self._lines) + "\n"

    def _wrapped(self, text: str, indent: int, hang: int) -> list[str]:
        if self._width is None or len(text) <= self._width - indent:
            return [text]
        room = self._width - indent
        lines = textwrap.wrap(text, room, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False)
        return lines or [""]

    def _painted(self, text: str, style: Style | None) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if style and self._colour and text else text


def harmless(text: str) -> str:
    """Return a text with control characters written out as their numbers: they are shown and never obeyed."""
    return text.translate(_UNSAFE)
