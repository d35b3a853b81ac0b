"""The documents that are open in the editor; what is typed there counts, not what is on disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kostra.api.errors import BrokenPackError
from kostra.checking.resources import is_there
from kostra.diagnostics import Source
from kostra.editor.texts import Encoding, Text

_DRIVE = re.compile(r"/[A-Za-z]:")


@dataclass(frozen=True)
class Document:
    """An open document; `path` is None where it is no file, `version` what the editor numbers its texts with."""

    uri: str
    path: Path | None
    version: int | None
    text: Text

    @property
    def source(self) -> Source:
        """Return what the languages read."""
        return self.text.source


class Documents:
    """The open documents, and every other file as it is on disk."""

    def __init__(self, encoding: Encoding = "utf-16") -> None:
        self.encoding = encoding
        self._open: dict[str, Document] = {}
        self._by_path: dict[Path, Document] = {}
        self._noted: list[set[Path]] = []

    def put(self, uri: str, raw: str, version: int | None = None) -> Document:
        """Open a document, or give an open one a new text."""
        path = path_of(uri)
        name = path.name if path is not None else unquote(uri.rpartition("/")[2]) or "uten navn"
        document = Document(uri, path, version, Text.of(name, raw, self.encoding))
        self._open[uri] = document
        if path is not None:
            self._by_path[path] = document
        return document

    def close(self, uri: str) -> None:
        """Close a document; a file counts again as it is on disk."""
        document = self._open.pop(uri, None)
        if document is not None and document.path is not None:
            self._by_path.pop(document.path, None)

    def get(self, uri: str) -> Document | None:
        """Return an open document."""
        return self._open.get(uri)

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._open.values()))

    def exists(self, file: Traversable) -> bool:
        """Return whether there is such a file, open or on disk."""
        return self._opened(file) is not None or is_there(file)

    def text(self, file: Traversable) -> Text:
        """Return the text of a file; BrokenPackError when it is missing or not UTF-8."""
        opened = self._opened(file)
        if opened is not None:
            return opened.text
        try:
            return Text.of(file.name, file.read_bytes().decode("utf-8"), self.encoding)
        except OSError:
            raise BrokenPackError(f"Filen {file.name} mangler eller kan ikke leses.") from None
        except UnicodeDecodeError:
            raise BrokenPackError(f"Filen {file.name} er ikke UTF-8. Lagre den med det tegnsettet.") from None

    def uri(self, file: Traversable) -> str | None:
        """Return the URI by which the editor knows a file; None for one that is in no folder."""
        opened = self._opened(file)
        if opened is not None:
            return opened.uri
        return file.absolute().as_uri() if isinstance(file, Path) else None

    @contextmanager
    def noting(self, files: set[Path]) -> Iterator[None]:
        """Enter every file that is asked for meanwhile into a set."""
        self._noted.append(files)
        try:
            yield
        finally:
            self._noted.pop()

    def _opened(self, file: Traversable) -> Document | None:
        if not isinstance(file, Path):
            return None
        path = same_path(file)
        for files in self._noted:
            files.add(path)
        return self._by_path.get(path)


def path_of(uri: str) -> Path | None:
    """Return the file that a URI names, None when it names none."""
    try:
        parts = urlsplit(uri)
        if parts.scheme != "file":
            return None
        path = unquote(parts.path, errors="surrogateescape")
        if parts.netloc and parts.netloc != "localhost":
            path = f"//{parts.netloc}{path}"
        elif _DRIVE.match(path):
            path = path[1:]
        return same_path(Path(path))
    except ValueError:
        return None


def same_path(file: Path) -> Path:
    """Return the path by which a file is known here, whatever way it was named."""
    try:
        return file.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return file.absolute()
