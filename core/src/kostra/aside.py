"""What a plugin prints: kept out of the report on stdout, and out of sight when it is an identity number."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import TextIOBase
from typing import TextIO, cast

from kostra.masking import mask_text


class _MaskedStderr(TextIOBase):
    """A stream that writes to stderr, identity numbers masked."""

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        sys.stderr.write(mask_text(text))
        return len(text)

    def flush(self) -> None:
        sys.stderr.flush()


@contextmanager
def printing_aside() -> Iterator[None]:
    """Send what is printed to stderr instead of stdout, identity numbers masked."""
    with redirect_stdout(cast(TextIO, _MaskedStderr())):
        yield
