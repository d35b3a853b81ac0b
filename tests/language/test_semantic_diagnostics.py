"""What the checker says about rule files that parse but do not make sense; fixtures/semantic holds file and answer.

`KOSTRA_SKRIV_FASIT=1 pytest …` rewrites the answers, for a person to read.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kostra.diagnostics import DiagnosticError, Source
from kostra.language.compile import compile_rules
from kostra.layout import load_layout

FIXTURES = Path(__file__).parent / "fixtures"
FAULTY = sorted(
    path
    for path in (FIXTURES / "semantic").glob("*.regler")
    if not path.read_text(encoding="utf-8").startswith("modul")
)


def resolve(name: str) -> str | None:
    """Give modules and tables that stand beside the fixtures."""
    file = FIXTURES / "semantic" / name
    return file.read_text(encoding="utf-8") if file.is_file() else None


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_the_author_is_told_what_is_wrong_and_what_to_do(path: Path) -> None:
    layout_file = FIXTURES / "prove.layout"
    layout = load_layout(Source.of(layout_file.name, layout_file.read_text(encoding="utf-8")), resolve)
    with pytest.raises(DiagnosticError) as raised:
        compile_rules(Source.of(path.name, path.read_text(encoding="utf-8")), layout, resolve)
    answer = f"{raised.value}\n"
    expected = path.with_suffix(".txt")
    if os.environ.get("KOSTRA_SKRIV_FASIT"):
        expected.write_text(answer, encoding="utf-8")
    assert answer == expected.read_text(encoding="utf-8")
