"""Names of worksheets: Excel takes at most 31 characters, not all of them, and each name once."""

from __future__ import annotations

from kostra.reports.visible import visible

_LONGEST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED = "history"
_NAMELESS = "Ark"


class SheetNames:
    """Gives out names, each once; capital and small letters count as the same."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def new(self, wanted: str) -> str:
        """Return the name nearest to a wanted one that Excel accepts and that was not given out before."""
        base = visible(wanted).translate(_FORBIDDEN)
        name, number = _fitted(base, ""), 1
        while name.casefold() in self._taken:
            number += 1
            name = _fitted(base, f" ({number})")
        self._taken.add(name.casefold())
        return name


def _fitted(base: str, suffix: str) -> str:
    # Excel counts an emoji as two. An apostrophe may stand inside a name but neither first nor last.
    room = 2 * (_LONGEST - len(suffix))
    cut = base.strip(" '").encode("utf-16-le")[:room].decode("utf-16-le", "ignore").rstrip(" '")
    return (cut or _NAMELESS) + suffix
