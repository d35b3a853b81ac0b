"""Files that are out to fill the memory or the day: each ends at a limit, and the limit is told."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.readers.tables import LAYOUT

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.diagnostics import Source
from kostra.layout import load_layout
from kostra.readers.builtin import builtin_formats
from kostra.readers.fixed_width import open_fixed_width
from kostra.readers.input import Input
from kostra.readers.records import RecordSource

FORMATS = {one.name: one for one in builtin_formats()}
FIXED = load_layout(
    Source.of("x", 'filbeskrivelse 9X 2024 "X"\nformat fast bredde 4\nA 1-4 tekst "A"\n'), lambda _: None
)


def read(format_: str, data: bytes) -> RecordSource:
    return FORMATS[format_].open(Input.of_bytes("fil", data), LAYOUT, ReadOptions())


def sheet(rows: bytes) -> bytes:
    """Return a workbook whose only sheet has those rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'.encode()
        + rows
        + b"</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("format_", "data", "says"),
    [
        ("csv", b"KOMMUNE;SATS\n" + b"5530;1\n" * 100_001, "mer enn 100 000 rader"),
        ("csv", b"KOMMUNE;SATS\n" + b"5530\n" * 100_001, "mer enn 100 000 rader"),
        ("json", b"[" + b"{}," * 100_001 + b"{}]", "mer enn 100 000 rader"),
        ("json", b"[" + b"1," * 100_001 + b"1]", "mer enn 100 000 rader"),
        ("json", b"[{" + b",".join(b'"X%d":1' % n for n in range(17_000)) + b"}]", "ukjente feltnavn"),
        ("json", b"[" * 100_000 + b"]" * 100_000, "altfor mange nivåer"),
        ("csv", b"x" * (17 << 20), "større enn 16 MB"),
        ("excel", sheet(b"<row>" + b"<c/>" * 4_000_000 + b"</row>"), "millioner av celler"),
        ("excel", sheet(b"<row/>" * 4_000_000), "millioner av celler"),
        ("excel", sheet(b" " * (257 << 20)), "257 MB utpakket"),
    ],
    ids=["rader", "gale rader", "objekter", "tall", "navn", "nivåer", "byte", "celler", "tomme rader", "utpakket"],
)
def test_what_no_form_is_ends_in_a_refusal(format_: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=f"^fil .*{says}"):
        read(format_, data)


def test_a_heading_with_more_columns_than_a_spreadsheet_has_is_no_heading() -> None:
    source = read("csv", b"KOMMUNE" + b";SATS" * 20_000 + b"\n")
    (problem,) = source.problems
    assert "20001 kolonner" in problem.message


def test_thousands_of_unknown_columns_are_each_told() -> None:
    source = read("csv", ";".join(["KOMMUNE", "SATS", *(f"KOMUNE_{n}" for n in range(5_000))]).encode() + b"\n")
    assert len(source.problems) == 5_000
    assert source.problems[0].advice == "Mente du KOMMUNE?"


def test_a_file_of_lines_that_are_no_records_is_for_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kostra.readers.fixed_width._MOST_PROBLEMS", 1000)
    with pytest.raises(UnreadableError, match="et annet skjema eller en annen årgang"):
        open_fixed_width(Input.of_bytes("fil", b"x\n" * 1001), FIXED, ReadOptions())
