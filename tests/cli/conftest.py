from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.plugins.distributions import Site, installed_in
from tests.reports import samples

from kostra import api
from kostra.api.report import Report
from kostra.cli.run import run


@dataclass
class Ended:
    """How a run ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass
class FakeCheck:
    """Stands in for the check itself: remembers what it was asked, and answers with `report` or raises `error`."""

    report: Report = field(default_factory=samples.healthy)
    error: BaseException | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, files: list[Any], **asked: Any) -> Report:
        self.calls.append({"files": files, **asked})
        if self.error is not None:
            raise self.error
        return self.report

    @property
    def asked(self) -> dict[str, Any]:
        (call,) = self.calls
        return call


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    installed = installed_in(folder, monkeypatch)
    yield installed
    installed.forget()


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeCheck:
    """Put a fake in the place of the check, and start in a folder with a file to check, `fil.dat`."""
    fake = FakeCheck()
    monkeypatch.setitem(vars(api), "check", fake)
    here = tmp_path / "her"
    here.mkdir()
    (here / "fil.dat").write_bytes(b"data\n")
    monkeypatch.chdir(here)
    return fake


@pytest.fixture
def kostra(site: Site, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the program in this process, only the test's own plugins installed."""

    def start(*args: str) -> Ended:
        code = run(args)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return start
