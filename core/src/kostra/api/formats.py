"""File formats that can be read, and report formats that can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from kostra.frozen import frozen

if TYPE_CHECKING:
    from kostra.api.report import Report
    from kostra.layout.model import Layout, LayoutFormat
    from kostra.readers.input import Input
    from kostra.readers.records import RecordSource


@frozen
class ReaderFormat:
    """A file format that can be read.

    `suffixes` are file endings in lower case with the dot (empty: whatever no other format claims); `layouts` the kinds
    of layout it serves; `open` scans an input and returns its records, and raises
    `kostra.api.errors.UnreadableError` when the input is not of the format at all.
    """

    name: str
    suffixes: tuple[str, ...]
    layouts: tuple[LayoutFormat, ...]
    open: Callable[[Input, Layout, ReadOptions], RecordSource]


@frozen
class ReadOptions:
    """What the user said about the reading: the sheet of a workbook; further options by name."""

    sheet: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


LANGUAGES = ("nb", "nn")
"""Codes of the languages that reports can be had in: bokmål, which is the default, and nynorsk."""


@frozen
class RenderOptions:
    """How a report is to look.

    At most `limit` findings in formats for people; colour, and width of the terminal (None: no terminal); `strict` is
    set when warnings count as well. (`sensitive`: identity numbers are shown; the report holds them already.)
    `language` is one of `LANGUAGES`: that of what the format itself says, headings for instance. What packs and files
    say is as it was written. A format that has one language need not look at it.
    """

    sensitive: bool = False
    limit: int | None = None
    colour: bool = False
    width: int | None = None
    strict: bool = False
    language: str = "nb"


Rendered: TypeAlias = str | bytes | Iterator[str]
"""A finished report: text, bytes, or pieces of text that are written one after the other."""


@frozen
class ReportFormat:
    """A report format: `render` turns a report into text or bytes. `suffix` is the usual file ending.

    Text is written as UTF-8, except that the format named «text» follows the encoding of the console. `ready`, where
    there is one, is called before any file is read, and raises `kostra.api.errors.ArgumentError` when the format cannot
    be written here, for want of a library for instance.
    """

    name: str
    suffix: str
    render: Callable[[Report, RenderOptions], Rendered]
    help: str = ""
    ready: Callable[[], None] | None = None


def named(formats: Sequence[ReportFormat], name: str) -> ReportFormat | None:
    """Return the format of that name, or None."""
    return next((f for f in formats if f.name == name), None)
