"""Malformed layout files, and word for word what their author reads.

Each `fixtures/*.layout` has an `.expected` beside it. To renew them after a change of wording, delete them and run this
file as a script; then read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kostra.diagnostics import DiagnosticError, Source
from kostra.layout import load_layout

FIXTURES = Path(__file__).parent / "fixtures"
MALFORMED = sorted(FIXTURES.glob("*.layout"))


def resolve(name: str) -> str | None:
    path = FIXTURES / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def complaints(path: Path) -> str:
    source = Source.of(path.name, path.read_text(encoding="utf-8"))
    with pytest.raises(DiagnosticError) as caught:
        load_layout(source, resolve)
    return "\n\n".join(diagnostic.render() for diagnostic in caught.value.diagnostics) + "\n"


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_the_author_reads_what_is_wrong_and_where(path: Path) -> None:
    assert complaints(path) == path.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_every_fault_has_a_place_and_a_code_and_no_name_from_inside_the_parser(path: Path) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load_layout(Source.of(path.name, path.read_text(encoding="utf-8")), resolve)
    lines = path.read_text(encoding="utf-8").splitlines()
    for fault in caught.value.diagnostics:
        assert fault.code
        assert fault.source_line == lines[fault.span.line - 1]
        assert "_" not in fault.message + fault.expected + fault.hint
        assert "$END" not in fault.render()


if __name__ == "__main__":
    for missing in MALFORMED:
        if not missing.with_suffix(".expected").exists():
            missing.with_suffix(".expected").write_text(complaints(missing), encoding="utf-8")
