"""Rule modules, code lists and rates that several forms and years share.

The files are data: ``*.regler`` holds controls that a rule set can take, ``*.csv`` holds code lists and tables. A form
names each control that it takes, so a file added here changes nobody's verdict.
"""

from __future__ import annotations

__all__ = ["names", "text"]

_SUFFIXES = (".csv", ".regler")


def names() -> tuple[str, ...]:
    """Return the file names of all shared modules and tables, sorted."""
    # Imported late: most runs of the program need none of these files.
    from importlib.resources import files

    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(_SUFFIXES)))


def text(name: str) -> str:
    """Return the whole text of one file; every line ends in a single line feed.

    Args:
        name: File name with suffix.

    Raises:
        FileNotFoundError: If there is no such file; the message lists those that exist.
    """
    from importlib.resources import files

    known = names()
    if name not in known:
        raise FileNotFoundError(f"Den felles filen {name} finnes ikke. Disse finnes: {', '.join(known) or 'ingen'}.")
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
