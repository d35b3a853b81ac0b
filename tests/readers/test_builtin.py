"""Which reader opens which file."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.readers.tables import LAYOUT as TABLE
from tests.readers.tables import rows
from tests.readers.test_excel import workbook

from kostra.api.formats import ReaderFormat, ReadOptions
from kostra.diagnostics import Source
from kostra.layout import Layout, load_layout
from kostra.readers.builtin import builtin_formats, format_for
from kostra.readers.input import Input
from kostra.readers.records import RecordSource

FIXED = load_layout(
    Source.of("x", 'filbeskrivelse 9X 2024 "P"\nformat fast bredde 4\nA 1-4 tekst "A"\n'), lambda name: None
)


def chosen(name: str, layout: Layout, extra: tuple[ReaderFormat, ...] = ()) -> str:
    found = format_for([*extra, *builtin_formats()], Input.of_bytes(name, b""), layout)
    assert found is not None
    return found.name


@pytest.mark.parametrize("name", ["a.dat", "a.txt", "a", "A.CSV", "a.xlsx", "uttrekk.2024"])
def test_a_fixed_width_layout_is_read_as_such_whatever_the_file_is_called(name: str) -> None:
    assert chosen(name, FIXED) == "fast"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.csv", "csv"),
        ("a.TSV", "csv"),
        ("a.json", "json"),
        ("a.xlsx", "excel"),
        ("a.xlsm", "excel"),
        ("a.txt", "tabell"),
    ],
)
def test_a_table_is_read_by_its_suffix(name: str, format_: str) -> None:
    assert chosen(name, TABLE) == format_


def test_a_plugin_may_claim_a_suffix() -> None:
    def unused(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
        raise AssertionError

    plugin = ReaderFormat("ods", (".ods",), ("tabell",), unused)
    assert chosen("a.ods", TABLE, (plugin,)) == "ods"
    assert chosen("a.ods", FIXED, (plugin,)) == "fast"
    assert format_for([plugin], Input.of_bytes("a.csv", b""), TABLE) is None


@pytest.mark.parametrize(
    "data",
    [
        b"KOMMUNE;SATS\n5530;1\n",
        b'\xef\xbb\xbf [{"KOMMUNE": "5530", "SATS": 1}]',
        b'{"KOMMUNE": "5530", "SATS": "1"}',
        workbook(["KOMMUNE", "SATS"], ["5530", 1]),
    ],
)
def test_a_table_of_unknown_suffix_is_told_by_what_it_holds(data: bytes) -> None:
    source = Input.of_bytes("skjema", data)
    found = format_for(builtin_formats(), source, TABLE)
    assert found is not None
    assert list(rows(found.open(source, TABLE, ReadOptions())).values()) == [{"KOMMUNE": "5530", "SATS": "1"}]


def test_the_formats_can_be_listed_without_loading_their_readers() -> None:
    code = (
        "import sys; from kostra.readers.builtin import builtin_formats; builtin_formats();"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'openpyxl', 'json', 'csv')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
