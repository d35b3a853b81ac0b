"""The report as CSV: one row a finding, as Excel on a Norwegian machine opens it without being asked.

Semicolons, UTF-8 with a byte order mark, CRLF. A cell that a spreadsheet would execute gets an apostrophe before the
character that starts a formula. Every cell is quoted, and the places where a cell would start if the file were split at
commas, semicolons or bars in spite of the quotes are treated alike: a program that splits it wrongly, or takes several
values of a finding apart, must not meet a formula.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from kostra.api.formats import RenderOptions
from kostra.api.report import Report
from kostra.reports.columns import COLUMNS, cells
from kostra.reports.tongue import tongue
from kostra.reports.visible import visible

BETWEEN = " | "
"""Stands between several lines or fields of one finding."""

_BYTE_ORDER_MARK = "\ufeff"
# The wide forms are signs as well where the keyboard has them. Tabs and line ends are written out before this.
_SIGN = re.compile(r"[=+\-@＝＋－＠]")
_FORMULA = re.compile(rf"(^|[;,|])([\s\"]*)(?={_SIGN.pattern})")
_NEGATIVE_NUMBER = re.compile(r"-[0-9]+([.,][0-9]+)?")


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the findings as CSV, the headings first; the limit of findings has no say."""
    say = tongue(options.language)
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    yield _BYTE_ORDER_MARK
    yield writer.writerow(list(map(say, COLUMNS)))
    for finding in report.findings:
        yield writer.writerow([neutralised(cell) for cell in cells(finding, BETWEEN, say)])


def neutralised(text: str) -> str:
    """Return a cell's text such that no spreadsheet executes it; a plain negative number stays as it is."""
    text = visible(text)
    if not _SIGN.search(text) or _NEGATIVE_NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub(r"\1\2'", text)


class _Line:
    """Hands every line straight back: `writerow` returns what `write` does."""

    def write(self, text: str) -> str:
        return text
