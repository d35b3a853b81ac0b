"""The module of a pack for a new year: the new year in its texts, and no deadlines yet."""

from __future__ import annotations

import ast

from kostra.scaffold.names import with_year
from kostra.scaffold.revisit import Rewritten


def module_for_year(text: str, old: int, new: int, package: str, new_package: str) -> Rewritten:
    """Return the module's source for another year; deadlines are of one year only and are taken out.

    Raises SyntaxError when the source cannot be parsed.
    """
    note = f"# The deadlines of {new} are not known yet: deadlines=Deadlines(opens=…, due=…, source=…)"
    source, taken_out = _without_deadlines(text, note)
    if taken_out:
        source = _without_unused(source, taken_out)
    source = with_year(source.replace(package, new_package), old, new)
    lines = source.split("\n")
    line = next((n for n, each in enumerate(lines, 1) if each.strip() == note), None)
    if line is None:
        line = next((n for n, each in enumerate(lines, 1) if "argang=" in each), 1)
    return Rewritten(source, ((line, f"frister for {new} mangler"),))


def _without_deadlines(text: str, note: str) -> tuple[str, frozenset[str]]:
    """Return the source without the keyword `deadlines`, and the names that were used in it."""
    keyword = next(
        (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.keyword) and node.arg == "deadlines"), None
    )
    if keyword is None:
        return text, frozenset()
    raw = text.encode("utf-8")
    start = _offset(raw, keyword.lineno, keyword.col_offset)
    end = _offset(raw, keyword.end_lineno or keyword.lineno, keyword.end_col_offset or 0)
    after = raw[end:]
    comma = after.lstrip()[:1] == b","
    rest = after.lstrip()[1:] if comma else after
    alone = not raw[:start].rpartition(b"\n")[2].strip() and rest.lstrip(b" ").startswith((b"\n", b"\r\n"))
    names = frozenset(node.id for node in ast.walk(keyword.value) if isinstance(node, ast.Name))
    return (raw[:start] + (note.encode("utf-8") if alone else b"") + rest).decode("utf-8"), names


def _offset(raw: bytes, line: int, column: int) -> int:
    """Return where a place is; columns of the syntax tree count bytes."""
    return sum(len(each) for each in raw.splitlines(keepends=True)[: line - 1]) + column


def _without_unused(text: str, candidates: frozenset[str]) -> str:
    """Return the source without imports of these names, where nothing uses them any more."""
    tree = ast.parse(text)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lines = text.split("\n")
    for node in reversed(tree.body):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        kept = [a for a in node.names if (a.asname or a.name) in used or (a.asname or a.name) not in candidates]
        if len(kept) == len(node.names):
            continue
        end = node.end_lineno or node.lineno
        if kept:
            node.names = kept
            lines[node.lineno - 1 : end] = [ast.unparse(node)]
        else:
            end += int(end < len(lines) and not lines[end].strip())
            del lines[node.lineno - 1 : end]
    return "\n".join(lines)
