from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.editor.client import Client
from tests.editor.market import Editor, laid_out


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the market's folder open; the tests of a module share the process."""
    folder = laid_out(tmp_path_factory.mktemp("arbeid") / "torg på øya").resolve()
    with Client(folders=[folder]) as client:
        yield Editor(client, folder)
