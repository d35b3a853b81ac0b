"""An input: a file on disk, or bytes that are in memory already (standard input, a test)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from kostra.frozen import frozen


@frozen
class Input:
    """Where bytes come from: `path`, or `data` when they are in memory. `name` is the base name shown to users."""

    name: str
    path: Path | None = None
    data: bytes | None = None

    @classmethod
    def of_path(cls, path: Path) -> Input:
        """Return the input for a file on disk; nothing is opened yet."""
        return cls(path.name, path=path)

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Input:
        """Return an input of bytes in memory."""
        return cls(name, data=data)

    @property
    def suffix(self) -> str:
        """Return the file ending in lower case, with the dot; empty when there is none."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """Open the bytes for reading from the start."""
        if self.data is not None:
            return io.BytesIO(self.data)
        assert self.path is not None
        return self.path.open("rb")
