"""The grammars of kostra's languages, as Lark files that any program can read.

A grammar describes only what a text may look like; what it means is decided by the program that reads it.
"""

from __future__ import annotations

__all__ = ["names", "text"]

_SUFFIX = ".lark"


def names() -> tuple[str, ...]:
    """Return the file names of all grammars, sorted, such as ``("layout.lark", "rules.lark")``."""
    # Imported late: a program that has a compiled grammar at hand should start without it.
    from importlib.resources import files

    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(_SUFFIX)))


def text(name: str) -> str:
    """Return the whole text of one grammar.

    Args:
        name: File name of the grammar, with or without ``.lark``.

    Raises:
        FileNotFoundError: If there is no such grammar; the message lists those that exist.
    """
    from importlib.resources import files

    file_name = name if name.endswith(_SUFFIX) else name + _SUFFIX
    known = names()
    if file_name not in known:
        raise FileNotFoundError(f"Grammatikken {file_name} finnes ikke. Disse finnes: {', '.join(known) or 'ingen'}.")
    return files(__name__).joinpath(file_name).read_text(encoding="utf-8")
