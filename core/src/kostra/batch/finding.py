"""The files in a folder tree: those that may be deliveries, and those that are passed over, each with the reason."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from kostra.api.errors import UnreadableError
from kostra.batch.kept import STATE
from kostra.frozen import frozen
from kostra.readers.input import Input
from kostra.readers.opening import opened

_NAMES = {"readme", "lesmeg", "les meg", "les_meg", "license", "lisens", "thumbs.db", "desktop.ini"}
_SUFFIXES = {
    **dict.fromkeys((".md", ".rst", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".msg", ".eml"), "et dokument"),
    **dict.fromkeys((".html", ".htm", ".sarif"), "en rapport eller nettside"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".svg"), "et bilde"),
    **dict.fromkeys((".zip", ".7z", ".gz", ".tar"), "et arkiv; pakk det ut for å få det med"),
    **dict.fromkeys((".bak", ".tmp", ".old"), "en sikkerhetskopi eller midlertidig fil"),
    **dict.fromkeys((".regler", ".layout", ".lock", ".toml", ".py", ".funn", ".log"), "ikke data"),
}
_START = 512
_PIECE = 1 << 20
# What reports in JSON and CSV begin with.
_A_REPORT = re.compile(rb'\s*\{\s*"skjemaversjon"|(\xef\xbb\xbf)?"(alvor|kommune)";"(kontroll|skjema)"')


@frozen
class FoundFile:
    """A file that may be a delivery or a part of one; `name` is its path below the folder, with slashes."""

    path: Path
    name: str
    sha256: str

    @property
    def folder(self) -> str:
        """Return the folder that it stands in, as `name` says it; empty for the topmost one."""
        return self.name.rpartition("/")[0]


@frozen
class Aside:
    """Files that are not checked, and why."""

    names: tuple[str, ...]
    reason: str


@frozen
class Found:
    """What there is in a folder tree, in order of name."""

    files: tuple[FoundFile, ...]
    passed_over: tuple[Aside, ...]
    unreadable: tuple[Aside, ...]


def find(folder: Path, out: Path) -> Found:
    """Return the files below a folder; `out` is the folder that results are written to, which may be inside.

    Links to folders are not followed, so that no file is met twice.
    """
    files: list[FoundFile] = []
    passed_over: list[Aside] = []
    unreadable: list[Aside] = []
    for path, reason in _walk(folder, out):
        name = path.relative_to(folder).as_posix()
        if reason:
            passed_over.append(Aside((name + "/" * path.is_dir(),), reason))
            continue
        try:
            start, digest = _read(path)
        except UnreadableError as error:
            unreadable.append(Aside((name,), str(error).replace(str(path), name)))
            continue
        if _A_REPORT.match(start):
            passed_over.append(Aside((name,), "en rapport fra kostra"))
        else:
            files.append(FoundFile(path, name, digest))
    files, copies = _without_copies(files)
    return Found(tuple(files), _sorted([*passed_over, *copies]), _sorted(unreadable))


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes, 64 hexadecimal digits; UnreadableError when it cannot be read."""
    return _read(path)[1]


def _read(path: Path) -> tuple[bytes, str]:
    with opened(Input.of_path(path)) as stream:
        start = stream.read(_START)
        digest = hashlib.sha256(start)
        while piece := stream.read(_PIECE):
            digest.update(piece)
        return start, digest.hexdigest()


def _walk(folder: Path, out: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file with why it is passed over (empty: it is not), and every folder that is passed over whole."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, "mappen kan ikke åpnes; se om du har tilgang til den"
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith((".", "~$")):
            yield path, "skjult"
        elif entry.is_dir(follow_symlinks=False):
            if path.resolve() == out.resolve():
                yield path, "mappen som rapportene skrives til"
            elif (path / STATE).is_file():
                yield path, "rapporter fra en tidligere kjøring"
            else:
                yield from _walk(path, out)
        elif entry.is_dir():
            yield path, "en lenke til en mappe"
        elif entry.is_symlink() or entry.is_file():
            yield path, _no_delivery(path)
        else:
            yield path, "ikke en vanlig fil"


def _no_delivery(path: Path) -> str:
    name = path.name.casefold()
    if name in _NAMES or (path.stem.casefold() in _NAMES and path.suffix.casefold() in ("", ".txt", ".md")):
        return "ikke data"
    return "en sikkerhetskopi eller midlertidig fil" if name.endswith("~") else _SUFFIXES.get(path.suffix.lower(), "")


def _without_copies(files: list[FoundFile]) -> tuple[list[FoundFile], list[Aside]]:
    """Leave out a file that has the very bytes of another in the same folder: as a second round it would double all."""
    first: dict[tuple[str, str], FoundFile] = {}
    copies = [
        Aside((file.name,), f"lik {known.name.rpartition('/')[2]}, byte for byte")
        for file in sorted(files, key=lambda file: (len(file.name), file.name))  # a copy gets a longer name
        if (known := first.setdefault((file.folder, file.sha256), file)) is not file
    ]
    return sorted(first.values(), key=lambda file: file.name), copies


def _sorted(aside: list[Aside]) -> tuple[Aside, ...]:
    return tuple(sorted(aside, key=lambda one: one.names))
