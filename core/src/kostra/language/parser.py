"""From the text of a rule file to its syntax tree, or to everything that is wrong with the way it is written.

The file is cut where items begin (`kontroll`, `konstant`, …, first on a line) and parsed item by item: a fault in one
hides nothing in the others. The syntax itself is in the grammar rules.lark of kostra-grammars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kostra.diagnostics import MOST_CHARACTERS, Diagnostic, DiagnosticError, Source, Span, too_large
from kostra.language.parser_faults import Faults
from kostra.language.parser_grammar import StartRule, Unparsable, parse_tree
from kostra.language.parser_pieces import HEADERS, Chunk, comment_in, lines_like_items, split, too_deep
from kostra.language.parser_place import ChunkPlace, Place, diagnostic
from kostra.language.parser_severities import unknown_severities
from kostra.language.syntax import (
    Comment,
    Expression,
    Header,
    Item,
    ModuleHeader,
    RuleFile,
)
from kostra.language.syntax_errors import explain
from kostra.language.tree_builder import ItemBuilder
from kostra.language.tree_builder_expressions import DEEPEST, ExpressionBuilder, TooDeepError, too_deep_fault

if TYPE_CHECKING:
    from lark import Token, Tree


def parse_rule_file(source: Source) -> RuleFile:
    """Return the syntax tree of a rule file.

    Raises:
        DiagnosticError: If the file is not written as the language asks; it holds every fault of the file.
    """
    tree, diagnostics = parse_recovering(source)
    if tree is None or diagnostics:
        raise DiagnosticError(diagnostics)
    return tree


def parse_recovering(source: Source) -> tuple[RuleFile | None, tuple[Diagnostic, ...]]:
    """Return what could be parsed of a rule file, and every fault, in source order.

    Items with faults of syntax are left out. There is no tree when the header cannot be read, or when there are so many
    faults that what is left says little about the file; then there is at least one diagnostic.
    """
    if len(source.text) > MOST_CHARACTERS:
        return None, (too_large(source),)
    reader = _FileReader(source)
    tree = reader.read()
    return tree, reader.faults.diagnostics()


def parse_expression(text: str, source: Source, line: int = 1, column: int = 1) -> Expression:
    """Return the syntax tree of one expression that stands in a source at the given line and column.

    Raises:
        DiagnosticError: If it is not an expression of the rule language.
    """
    faults = Faults()
    place = ChunkPlace(source.name, source.text.split("\n"), line, column)
    expression = _read_expression(text, place, faults)
    if expression is None or faults.diagnostics():
        raise DiagnosticError(faults.diagnostics())
    return expression


def _read_expression(text: str, place: Place, faults: Faults) -> Expression | None:
    tree = _parse(text, "expression", place, faults)
    if isinstance(tree, Unparsable):
        return None
    try:
        return ExpressionBuilder(place, faults.add).expression(tree)
    except TooDeepError as error:
        faults.add(error.diagnostic)
        return None


def _parse(text: str, start: StartRule, place: Place, faults: Faults) -> Tree[Token] | Token | Unparsable:
    """Parse a text; if it cannot be parsed, its fault has been reported."""
    deep = too_deep(text, DEEPEST)
    if deep is not None:
        faults.add(too_deep_fault(place, place.stretch(text, deep, deep + 1)))
        return Unparsable(deep)
    tree = parse_tree(text, start)
    if isinstance(tree, Unparsable):
        offset = tree.offset
        faults.add_made(lambda: explain(text, offset, start, place))
    return tree


class _FileReader:
    """Reads one file; collects its faults."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        self.faults = Faults()
        self._broken_parameters = False
        self._header: Header | None = None
        self._items: list[Item] = []

    def read(self) -> RuleFile | None:
        """Return the tree of what could be read."""
        chunks, comments = split(self._source)
        self._check_header(chunks)
        for number, chunk in enumerate(chunks):
            if self.faults.enough:
                break
            if chunk.keyword in HEADERS or not chunk.keyword:
                self._read_header(chunk, first=all(earlier.keyword not in HEADERS for earlier in chunks[:number]))
            else:
                self._read_items(chunk, self._source.text[chunk.start : chunk.end])
        if self._header is None or not self.faults.complete:
            return None
        return self._finished(self._header, comments)

    def _fault_at(self, line: int, code: str, message: str, expected: str) -> None:
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        start = len(text) - len(text.lstrip()) + 1
        end = start + len(text.split(maxsplit=1)[0]) if text.strip() else start
        span = Span(self._source.name, line, start, line, end)
        place = ChunkPlace(self._source.name, self._lines)
        self.faults.add(diagnostic(place, span, code, message, expected=expected))

    # ── The header ──

    def _check_header(self, chunks: Sequence[Chunk]) -> None:
        expected = 'regelsett LEGE 2030 "…", modul navn, eller husregler navn "…" for LEGE'
        headers = [number for number, chunk in enumerate(chunks) if chunk.keyword in HEADERS]
        if not chunks:
            self._fault_at(1, "tom-fil", "Filen har ingen regler.", expected)
        elif not headers and chunks[0].keyword:
            self._fault_at(
                chunks[0].line,
                "mangler-innledning",
                "Filen sier ikke hva slags regler den inneholder.",
                f"øverst: {expected}",
            )
        elif headers and any(chunk.keyword for chunk in chunks[: headers[0]]):
            line = chunks[headers[0]].line
            self._fault_at(line, "innledning-for-sent", "Innledningen står ikke først i filen.", "øverst i filen")
        for number in headers[1:]:
            self._fault_at(
                chunks[number].line,
                "to-innledninger",
                "Filen har allerede en innledning.",
                "bare én av «regelsett», «modul» og «husregler» i hver fil",
            )

    def _read_header(self, chunk: Chunk, *, first: bool) -> None:
        if not first:
            return
        text = self._source.text[chunk.start : chunk.end]
        built = self._build(text, chunk.line, "rule_file")
        if built is not None:
            self._header = built[0]

    # ── Items ──

    def _read_items(self, chunk: Chunk, text: str) -> None:
        named = _CONTROL.match(text)
        self.faults.control = named[1] if named else ""
        if self._build(text, chunk.line, "items") is None and chunk.keyword == "parameter":
            self._broken_parameters = True
        self.faults.control = ""

    def _build(self, text: str, line: int, start: StartRule) -> tuple[Header | None] | None:
        """Add the items of a text. Returns its header (of a `rule_file`), or None when the text cannot be read."""
        place = ChunkPlace(self._source.name, self._lines, line)
        tree = _parse(text, start, place, self.faults)
        if isinstance(tree, Unparsable):
            self._read_on(text, tree.offset, line)
            tree = _whole_before(text, tree.offset, start)
            if isinstance(tree, Unparsable):
                return None
        builder = ItemBuilder(place, self.faults.add, self._placeholder)
        nodes: list[Any] = list(tree.children) if not isinstance(tree, str) else []
        try:
            header = builder.header(nodes.pop(0)) if start == "rule_file" else None
            self._items += [builder.item(node) for node in nodes]
        except TooDeepError as error:
            self.faults.add(error.diagnostic)
            return None
        return (header,)

    def _read_on(self, text: str, offset: int, line: int) -> None:
        """Go on after a fault where a line begins with a misspelt keyword, such as `kontrol 016`."""
        line += text.count("\n", 0, offset)
        for start, end in pairwise([*lines_like_items(text, offset), len(text)]):
            if self.faults.enough:
                break
            line += text.count("\n", offset, start)
            offset = start
            _parse(text[start:end], "items", ChunkPlace(self._source.name, self._lines, line), self.faults)

    def _placeholder(self, text: str, place: Place) -> Expression | None:
        if self.faults.enough:
            return None
        comment = comment_in(text)
        if comment is not None:
            self.faults.add(
                diagnostic(
                    place,
                    place.stretch(text, comment, comment + 1),
                    "ukjent-tegn",
                    "«#» kan ikke stå i klammene i en melding.",
                    expected="et felt eller uttrykk",
                )
            )
            return None
        return _read_expression(text, place, self.faults)

    # ── The whole ──

    def _finished(self, header: Header, comments: tuple[Comment, ...]) -> RuleFile:
        items = tuple(self._items)
        if not (isinstance(header, ModuleHeader) and self._broken_parameters):
            place = ChunkPlace(self._source.name, self._lines)
            for control, fault in unknown_severities(items, place):
                self.faults.control = control
                self.faults.add(fault)
        span = header.span.to(items[-1].span) if items else header.span
        return RuleFile(header, items, comments, span)


_CONTROL = re.compile(r"\s*(?:erstatt\s+)?(?:fil)?kontroll\s+([0-9]\w*)")


def _whole_before(text: str, offset: int, start: StartRule) -> Tree[Token] | Token | Unparsable:
    """Parse what stands before a fault at the left margin: what begins there may be a thing of its own."""
    before = text[:offset]
    if offset == len(text) or not before.endswith("\n") or not before.strip():
        return Unparsable(offset)
    return parse_tree(before, start)
