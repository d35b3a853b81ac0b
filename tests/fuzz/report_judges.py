"""What must hold of a report in each format, whatever texts it was made of."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.reports import builtin_formats

_TAGS_WITHOUT_END = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}
_OBEYED = tuple("=+-@\t\r")
_NEGATIVE = re.compile(r"-[0-9]+([.,][0-9]+)?")


def judge(format_: str, content: bytes, options: RenderOptions) -> None:
    """Fail for a report that cannot be read again, or that its reader would obey instead of showing."""
    _JUDGES.get(format_, _plain)(content, options)


def _plain(content: bytes, options: RenderOptions) -> None:
    text = content.decode()
    if options.colour:
        text = re.sub(r"\x1b\[[0-9]*m", "", text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text), "a control character is written"


def _json(content: bytes, _: RenderOptions) -> None:
    json.loads(content)


def _csv(content: bytes, _: RenderOptions) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    for row in rows[1:]:
        for cell in row:
            assert _NEGATIVE.fullmatch(cell) or not cell.startswith(_OBEYED), f"a spreadsheet would obey {cell!r}"


def _xlsx(content: bytes, _: RenderOptions) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"a formula in {cell.coordinate}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(archive.read(name))


def _xml(content: bytes, _: RenderOptions) -> None:
    ElementTree.fromstring(content)


class _Balanced(HTMLParser):
    """Sees to it that elements end where they should, and that no script or style is there that the page lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        assert not any(name.startswith("on") for name, _ in attrs), "an attribute that runs something"
        if tag not in _TAGS_WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> ends nothing"
        found = self.open.pop()
        assert found == tag, f"</{tag}> ends <{found}>"


def _html(content: bytes, _: RenderOptions) -> None:
    page = _Balanced()
    page.feed(content.decode())
    page.close()
    assert page.open == []
    assert page.scripts == _scripts_of_the_page(), "the page has a script that is not its own"


@cache
def _scripts_of_the_page() -> int:
    """Return how many scripts a page has without anything hostile in it."""
    html = next(one for one in builtin_formats() if one.name == "html")
    rendered = html.render(samples.with_errors(), RenderOptions())
    assert not isinstance(rendered, bytes)
    plain = _Balanced()
    plain.feed("".join(rendered))
    return plain.scripts


_JUDGES = {"json": _json, "sarif": _json, "csv": _csv, "xlsx": _xlsx, "junit": _xml, "html": _html}
