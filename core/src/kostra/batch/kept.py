"""What earlier runs came to, so that a run that was stopped, or is done again, only checks what is new.

One line of JSON a delivery, written as soon as it is done: whatever ends the run, the lines before it stay. A line is
found again by everything that its result depends on. Only results are kept; what could not be checked is tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kostra.batch.tasks import Answer
from kostra.batch.writing import refused, write

STATE = "kostra-batch.jsonl"
"""The name of the file; a folder that has one was made by a run."""

_VERSION = 1


def key_of(depends_on: Mapping[str, Any]) -> str:
    """Return the name of a result: the hash of what it depends on."""
    text = json.dumps([_VERSION, depends_on], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Kept:
    """The results that stand in a folder."""

    def __init__(self, folder: Path, *, afresh: bool) -> None:
        self._path = folder / STATE
        self._known: dict[str, Answer] = {} if afresh else dict(_read(self._path))
        if afresh or not self._path.is_file():
            self._write(())

    def result(self, key: str) -> Answer | None:
        """Return the result of that name, None when there is none."""
        return self._known.get(key)

    def add(self, key: str, result: Answer) -> None:
        """Keep a result; ArgumentError when the disk takes no more."""
        self._known[key] = result
        try:
            with self._path.open("a", encoding="ascii", newline="\n") as stream:
                # Begins with a line end, for the line before may have been cut off.
                stream.write("\n" + _line(key, result))
        except OSError as error:
            raise refused(self._path, error) from error

    def forget_others(self, keys: Iterable[str]) -> None:
        """Keep only the results of these names, in order: those of the run that is done."""
        self._known = {key: self._known[key] for key in sorted(set(keys)) if key in self._known}
        self._write(_line(key, result) for key, result in self._known.items())

    def _write(self, lines: Iterable[str]) -> None:
        write(self._path, "".join(f"{line}\n" for line in lines))


def _line(key: str, result: Answer) -> str:
    return json.dumps({"nokkel": key, "resultat": result})


def _read(path: Path) -> Iterable[tuple[str, Answer]]:
    """Yield what can be read; a damaged line is as good as none, for its delivery is then checked again."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            entry = json.loads(line)
            if isinstance(entry["nokkel"], str) and isinstance(entry["resultat"], dict):
                yield entry["nokkel"], entry["resultat"]
