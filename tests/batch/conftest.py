from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.checking.conftest import example
from tests.checking.conftest import kostra as kostra
from tests.plugins.distributions import Site

from kostra.batch.answering import Work, answered
from kostra.batch.order import Order
from kostra.batch.run import Outcome, run, write_results
from kostra.batch.tasks import Answer
from kostra.plugins.manager import Registry

READER = """
import os, signal
from pathlib import Path
from kostra.api import ReaderFormat, hookimpl
from kostra.readers.fixed_width import open_fixed_width

def opened(source, layout, options):
    {body}
    return open_fixed_width(source, layout, options)

@hookimpl
def kostra_lesere():
    return [ReaderFormat("prøve", (".rar",), ("fast",), opened)]
"""


@dataclass
class Crew:
    """Workers in this very process, which remember what they were given; `before` is called with each task."""

    before: Callable[[dict[str, Any]], None] = lambda task: None
    given: list[tuple[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *reason: object) -> None:
        pass

    def run(self, work: Work, tasks: Sequence[Any]) -> Iterator[tuple[int, Answer]]:
        # From the end: the order in which they are done must not show.
        for place in reversed(range(len(tasks))):
            task = dict(tasks[place])
            self.before(task)
            self.given.append((getattr(work, "__name__", ""), task))
            yield place, answered(work, task)

    @property
    def checked(self) -> list[list[str]]:
        """The base names of the files of each delivery that was checked."""
        return [[Path(file).name for file in task["files"]] for work, task in self.given if work == "check_delivery"]


@dataclass
class Batch:
    """A folder of deliveries, `inn`, and the folder of results, `ut`."""

    folder: Path

    @property
    def inn(self) -> Path:
        return self.folder / "inn"

    @property
    def ut(self) -> Path:
        return self.folder / "ut"

    def add(self, name: str, data: bytes) -> Path:
        path = self.inn / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def run(self, crew: Crew | None = None, **options: Any) -> Outcome:
        """Run in this process, one delivery at a time, and write what is written besides the reports."""
        used = crew or Crew()
        order = Order(self.inn, self.ut, options.pop("formats", (("json", ".json"),)), **options)
        outcome = run(order, Registry(), lambda: used, lambda what, done, total: None)
        write_results(order, outcome)
        return outcome

    @property
    def summary(self) -> dict[str, Any]:
        summary: dict[str, Any] = json.loads((self.ut / "oppsummering.json").read_bytes())
        return summary

    def written(self) -> dict[str, bytes]:
        """Return everything in the folder of results, by path."""
        files = sorted(path for path in self.ut.rglob("*") if path.is_file())
        return {path.relative_to(self.ut).as_posix(): path.read_bytes() for path in files}

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Return what changes when a report is written anew, by name: it becomes another file."""
        entries = list(os.scandir(self.ut / "rapporter"))
        return {entry.name: (entry.stat().st_ino, entry.stat().st_mtime_ns) for entry in entries}


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """A folder tree with a faultless delivery of a fixed-width form and one of a table form."""
    made = Batch(tmp_path / "leveranser")
    made.add("5530/uttrekk.dat", example("11F", 2026))
    made.add("5530/satser.csv", example("12", 2026))
    return made


@pytest.fixture
def add_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Install a reader for files ending in .rar, whose body is given; processes that are started find it as well."""

    def add(body: str) -> None:
        folder = tmp_path / "tillegg"
        folder.mkdir()
        monkeypatch.syspath_prepend(str(folder))
        Site(folder).add("rar-leser", {"leser-rar": "rar_leser_prove"}, {"rar_leser_prove": READER.format(body=body)})

    return add


def with_fault(data: bytes, *, line: int = 1) -> bytes:
    """Return a fixed-width file with a line that is too short."""
    lines = data.splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].rstrip(b"\r\n")[:-3] + b"\n"
    return b"".join(lines)


def of_municipality(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a fixed-width file with another municipality in the first columns of every record."""
    return b"".join(new + one[len(new) :] if one.startswith(old) else one for one in data.splitlines(keepends=True))
