from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.plugins.distributions import Site, installed_in


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    installed = installed_in(folder, monkeypatch)
    yield installed
    installed.forget()
