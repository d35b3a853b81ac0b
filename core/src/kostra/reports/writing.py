"""Writing a finished report to a file: whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from kostra.api.formats import Rendered

_REASONS = {
    errno.EACCES: "du har ikke tilgang, eller filen er åpen i et annet program",
    errno.EPERM: "du har ikke tilgang",
    errno.EROFS: "disken kan ikke skrives til",
    errno.ENOSPC: "disken er full",
    errno.EFBIG: "den blir større enn det er lov til her",
    errno.EDQUOT: "kvoten er brukt opp",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ELOOP: "lenkene peker i ring",
}

_AS_IT_IS = getattr(os, "O_BINARY", 0)
"""Windows alone would otherwise change line ends."""


def write_file(path: Path, rendered: Rendered, *, private: bool = True) -> None:
    """Write a report to a file; OSError when the place cannot take it. There is never half a file.

    A new file that is `private` may be read by the user alone, for a report tells of people; any other by those who may
    read the user's files in general. A file that is there keeps the permissions it has.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a device or a pipe has nothing that could be half written
        with target.open("wb") as stream:
            stream.writelines(as_bytes(rendered))
        return
    # Beside the target, so that the last step is one rename.
    beside = target.with_name(f".kostra-{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(as_bytes(rendered))
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def as_texts(rendered: Rendered) -> Iterable[str]:
    """Return a report as pieces of text."""
    if isinstance(rendered, bytes):
        return [rendered.decode("utf-8", "replace")]
    return [rendered] if isinstance(rendered, str) else rendered


def as_bytes(rendered: Rendered) -> Iterable[bytes]:
    """Return a report as pieces of bytes, text in UTF-8."""
    if isinstance(rendered, bytes):
        return [rendered]
    # A file name can hold half a character (a lone surrogate); written as \udcff it is even right JSON.
    return (text.encode("utf-8", "backslashreplace") for text in as_texts(rendered))


def refusal(error: OSError) -> str:
    """Return in the user's words why a file cannot be written."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
