"""The record layout of a new year, written from that of an older one."""

from __future__ import annotations

import re
from collections.abc import Callable

from kostra.layout.model import Layout
from kostra.scaffold.names import with_year, year_pattern
from kostra.scaffold.revisit import Rewritten

_TEXT = re.compile(r'"(?:\\.|[^"\\])*"')
_HEADER = re.compile(r"\s*filbeskrivelse\b")
_OTHER_WIDTHS = re.compile(r"\s*andre\s+bredder\b")
_FORMAT = re.compile(r"\s*format\b")
_FILE = re.compile(r'\bfra\s+"([^"]+)"')

Exists = Callable[[str], bool]
"""Whether a list of that file name can be found."""


def layout_for_year(text: str, layout: Layout, new: int, exists: Exists) -> Rewritten:
    """Return a layout file for another year.

    The header and the labels get the new year, lists that are there for it are used, and the old year's record length
    is remembered. What still tells of the old year is remarked on.
    """
    old = layout.year
    lines: list[str] = []
    remarks: list[tuple[int, str]] = []
    header_seen = widths_seen = layout.width is None
    after_format = 0
    for line in text.split("\n"):
        number = len(lines) + 1
        if line.lstrip().startswith("#"):
            if year_pattern(old).search(line):
                remarks.append((number, f"kommentaren nevner {old}"))
        elif not header_seen and _HEADER.match(line):
            line = with_year(line, old, new)
            header_seen = True
        elif _HEADER.match(line):
            line = with_year(line, old, new)
        elif not widths_seen and _OTHER_WIDTHS.match(line):
            line = _more_widths(line, f"{old} {layout.width}", new)
            widths_seen = True
        elif _FILE.search(line):
            line, remark = list_of_year(line, old, new, exists)
            remarks += [(number, remark)] if remark else []
        else:
            changed = _TEXT.sub(lambda found: _label(found[0], old, new), line)
            if changed != line:
                remarks.append((number, f"teksten nevnte {old} og nevner nå {new}"))
            elif year_pattern(old).search(line):
                remarks.append((number, f"linjen nevner {old}"))
            line = changed
        if _FORMAT.match(line):
            after_format = number
        lines.append(line)
    if not widths_seen and after_format:
        lines.insert(after_format, f"andre bredder {old} {layout.width}")
        remarks = [(line + (line > after_format), remark) for line, remark in remarks]
    return Rewritten("\n".join(lines), tuple(remarks))


def list_of_year(line: str, old: int, new: int, exists: Exists) -> tuple[str, str]:
    """Return a line that takes a list from a file, with the new year's file when there is one, and a remark if not."""
    match = _FILE.search(line)
    if match is None:
        return line, ""
    wanted = with_year(match[1], old, new)
    if wanted == match[1]:
        return line, ""
    if not exists(wanted):
        return line, f"bruker {match[1]}; {wanted} finnes ikke ennå"
    return line[: match.start(1)] + wanted + line[match.end(1) :], ""


def _more_widths(line: str, more: str, new: int) -> str:
    """Return the line with one more year and width, before a comment behind it, and without the new year."""
    said, hash_, comment = line.partition("#")
    said = re.sub(rf",\s*{new} +[0-9]+|(?<= ){new} +[0-9]+\s*,\s*", "", said)
    return f"{said.rstrip()}, {more}" + (f"  #{comment}" if hash_ else "")


def _label(text: str, old: int, new: int) -> str:
    """Return a text with the new year in it; the year alone is a code, and stays."""
    return text if text.strip('"') == str(old) else with_year(text, old, new)
