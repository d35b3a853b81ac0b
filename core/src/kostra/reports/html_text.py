"""Texts on their way into HTML: what a browser would swallow is written out instead."""

from __future__ import annotations

from markupsafe import Markup

# A browser drops or replaces these, or gives them no room: two different values would look alike. Line feeds are
# kept. Characters that turn the reading direction or join emoji stay as they are: the page isolates every text that
# comes from outside.
_UNSEEN = {
    **{code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0xAD) if code != 0x0A},
    **{code: f"\\u{code:04x}" for code in (0x200B, 0x2028, 0x2029, 0x2060, 0xFEFF)},
}


def visible(text: str) -> str:
    """Return a text with characters that leave no trace on a page written out as their numbers."""
    # Nearly every text is printable, and asking is many times faster than translating.
    return text if text.isprintable() else text.translate(_UNSEEN)


def show(value: object) -> object:
    """Return a value as a template shows it: text made visible, markup as it is, nothing for None."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
