"""The file formats that come with kostra; each imports its reader when a file is opened with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kostra.api.formats import ReaderFormat, ReadOptions

if TYPE_CHECKING:
    from kostra.layout.model import Layout
    from kostra.readers.input import Input
    from kostra.readers.records import RecordSource

_SNIFFED = 64


def builtin_formats() -> Sequence[ReaderFormat]:
    """Return the built-in formats.

    Those without suffixes take whatever no other format of the same kind of layout claims: every file of a fixed-width
    layout, and a table whose name does not tell what it is.
    """
    return (
        ReaderFormat("fast", (), ("fast",), _fixed_width),
        ReaderFormat("csv", (".csv", ".tsv"), ("tabell",), _delimited),
        ReaderFormat("json", (".json",), ("tabell",), _json),
        ReaderFormat("excel", (".xlsx", ".xlsm"), ("tabell",), _excel),
        ReaderFormat("tabell", (), ("tabell",), _sniffed),
    )


def format_for(formats: Sequence[ReaderFormat], source: Input, layout: Layout) -> ReaderFormat | None:
    """Return the format to read an input with: the first that claims its suffix, else the first that claims none."""
    serving = [one for one in formats if layout.format in one.layouts]
    claimed = (one for one in serving if source.suffix and source.suffix in one.suffixes)
    return next(claimed, None) or next((one for one in serving if not one.suffixes), None)


def _fixed_width(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
    from kostra.readers.fixed_width import open_fixed_width

    return open_fixed_width(source, layout, options)


def _delimited(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
    from kostra.readers.delimited import open_delimited

    return open_delimited(source, layout, options)


def _json(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
    from kostra.readers.json_rows import open_json

    return open_json(source, layout, options)


def _excel(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
    from kostra.readers.excel import open_excel

    return open_excel(source, layout, options)


def _sniffed(source: Input, layout: Layout, options: ReadOptions) -> RecordSource:
    """Open a table by what it begins with."""
    from kostra.readers.opening import opened, rereadable

    source = rereadable(source)
    with opened(source) as stream:
        start = stream.read(_SNIFFED)
    if start.startswith(b"PK"):
        return _excel(source, layout, options)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _json(source, layout, options)
    return _delimited(source, layout, options)
