"""The store of compiled rule sets in the user's cache folder, so that a run need not parse what has not changed.

An entry is found by everything its content depends on: the rule file, the layout, the versions of the program, and the
modules, lists and tables that the rules turned out to name. It holds data only (`kostra.language.storage`); one that is
damaged, foreign or stale is made anew, and nobody is told. No record of any municipality is ever in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kostra.language.program import Program

Resolve = Callable[[str], str | None]
_FORMAT = "1"


def user_cache_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Return the folder where programs keep what they can make again; None when there is no home to keep it in."""
    if platform == "win32":
        base = environment.get("LOCALAPPDATA")
        return Path(base) / "kostra" / "Cache" if base else None
    home = environment.get("HOME")
    if platform == "darwin":
        return Path(home) / "Library" / "Caches" / "kostra" if home else None
    base = environment.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else None)
    return Path(base) / "kostra" if base else None


class Recorder:
    """Resolvers that remember which files were asked for, and what was in them."""

    def __init__(self, resolvers: Mapping[str, Resolve]) -> None:
        self.resolvers = resolvers
        self.asked: dict[tuple[str, str], str] = {}

    def of(self, name: str) -> Resolve:
        """Return the remembering form of the resolver of that name."""

        def resolve(file: str) -> str | None:
            text = self.resolvers[name](file)
            self.asked[name, file] = _digest(text)
            return text

        return resolve

    def still_holds(self, asked: Iterable[Sequence[str]]) -> bool:
        """Return whether every file that was asked for earlier is what it was."""
        return all(_digest(self.resolvers[name](file)) == digest for name, file, digest in asked)


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


class Store:
    """Compiled programs on disk; `folder` None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def fetch(self, key: Sequence[str], recorder: Recorder, build: Callable[[], Program | None]) -> Program | None:
        """Return the program for a key, from the store or else built and stored.

        `key` is everything known beforehand; `build` reads further files through the recorder.
        """
        if self._folder is None:
            return build()
        name = hashlib.sha256("\0".join([*key, *_versions()]).encode()).hexdigest()
        file = self._folder / f"{name}.json"
        found, program = self._read(file, recorder)
        if found:
            return program
        program = build()
        self._write(file, program, recorder)
        return program

    def _read(self, file: Path, recorder: Recorder) -> tuple[bool, Program | None]:
        from kostra.language.program import Program
        from kostra.language.storage import StorageError, load

        try:
            head, _, payload = file.read_text(encoding="utf-8").partition("\n")
            known = json.loads(head)
            if known["sum"] != _digest(payload) or not recorder.still_holds(known["files"]):
                return False, None
            return True, load(payload, Program) if payload else None
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, StorageError):
            return False, None

    def _write(self, file: Path, program: Program | None, recorder: Recorder) -> None:
        import tempfile

        from kostra.language.storage import dump

        payload = dump(_without_examples(program)) if program is not None else ""
        asked = [[name, path, digest] for (name, path), digest in recorder.asked.items()]
        head = json.dumps({"sum": _digest(payload), "files": asked}, ensure_ascii=False)
        # What cannot be stored is made again next time: a full disk or a read-only home is no reason to stop.
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".ny-")
            try:
                with open(handle, "w", encoding="utf-8", newline="\n") as stream:
                    stream.write(f"{head}\n{payload}")
                os.replace(temporary, file)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise


def _without_examples(program: Program) -> Program:
    """Return what a run needs of a program: examples, a fifth of it, are for those who try the rules."""
    return replace(program, controls=tuple(replace(control, examples=()) for control in program.controls))


def _versions() -> list[str]:
    """Return what a stored program depends on besides its files: this program, the grammars, Python.

    The code of the language itself counts by size and time of its files, so that a developer never meets a stale entry.
    """
    import kostra_grammars

    core = Path(__file__).parents[1]
    language = core / "language"
    folders = [core, core / "api", core / "layout", language, language / "syntax", language / "program"]
    code = [
        f"{entry.name} {entry.stat().st_size} {entry.stat().st_mtime_ns}"
        for folder in (*folders, Path(kostra_grammars.__file__).parent)
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if entry.is_file()
    ]
    return [_FORMAT, sys.version, *code]
