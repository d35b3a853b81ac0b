"""From the nodes that lark makes to controls: scope, sentences, metadata and examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, cast

from kostra.diagnostics import Diagnostic
from kostra.language import syntax
from kostra.language.message_template import ReadExpression, build_message
from kostra.language.parser_place import Place
from kostra.language.tree_builder_expressions import ExpressionBuilder

if TYPE_CHECKING:
    from lark import Token, Tree

    from kostra.language.parser_place import Node

FileText = Literal["tom", "uventet"]
NoteKind = Literal["fordi", "råd", "kilde", "avvik"]


class ControlBuilder(ExpressionBuilder):
    """Builds controls. Raises `TooDeepError`; `read` is how the expressions in messages are read."""

    def __init__(self, place: Place, report: Callable[[Diagnostic], None], read: ReadExpression) -> None:
        super().__init__(place, report)
        self._read = read

    def control(self, node: Tree[Token]) -> syntax.Control:
        """Return a control."""
        children: list[Any] = node.children
        replaces, id_token, title, scope, *parts = children
        sentences = [part for part in parts if part.data in ("requirement", "finding")]
        return syntax.Control(
            str(id_token),
            self.text(title),
            replaces is not None,
            syntax.EachRow(self.place.span(title)) if scope is None else self._scope(scope),
            tuple(self._sentence(part) for part in sentences),
            tuple(self._metadata(part) for part in parts[len(sentences) :]),
            self.place.span(node),
            self.place.span(id_token),
        )

    def file_control(self, node: Tree[Token]) -> syntax.FileControl:
        """Return a file control."""
        children: list[Any] = node.children
        id_token, severity, title, *parts = children
        texts: dict[FileText, str] = {}
        for part in parts:
            if part.data == "file_text":
                word, strings = part.children
                if word in texts:
                    self.fault(part, "gjentatt", f"«{word}» står to ganger i samme filkontroll.")
                texts[cast("FileText", str(word))] = self.joined(strings.children)
        return syntax.FileControl(
            str(id_token),
            self._severity(severity),
            self.text(title),
            tuple(texts.items()),
            tuple(self._note(part) for part in parts if part.data == "note"),
            self.place.span(node),
            self.place.span(id_token),
        )

    def _severity(self, token: Token) -> syntax.SeverityRef:
        return syntax.SeverityRef(str(token), self.place.span(token))

    # ── Scopes ──

    def _scope(self, node: Tree[Token]) -> syntax.Scope:
        children: list[Any] = node.children
        span = self.place.span(node)
        match node.data:
            case "each_row":
                return syntax.EachRow(span)
            case "each_field":
                return syntax.EachField(None if children[0] is None else self.group(children[0]), span)
            case "each_set":
                names, *sources = children
                return syntax.EachSet(
                    tuple(self.name(name) for name in names.children),
                    tuple(self._source(source) for source in sources),
                    span,
                )
            case "each_group":
                *keys, where = children
                return syntax.EachGroup(
                    tuple(self.name(key) for key in keys),
                    None if where is None else self.expression(where.children[0]),
                    span,
                )
            case "each_code":
                listed = children[0].children if children[0].data == "group_list" else children
                return syntax.EachCode(self.ranges(listed), span)
            case _:
                return syntax.WholeFile(span)

    def _source(self, node: Tree[Token]) -> syntax.SetSource:
        children: list[Any] = node.children
        *written, date = children
        at = None if date is None else self.expression(date.children[0])
        if node.data == "set_named":
            return syntax.SetSource(self.name(written[0]), at, self.place.span(node))
        return syntax.SetSource(tuple(self._set_item(item) for item in written), at, self.place.span(node))

    def _set_item(self, node: Node) -> syntax.SetItem:
        return self.name(node) if isinstance(node, str) else self.attribute(node)

    # ── Sentences ──

    def _sentence(self, node: Tree[Token]) -> syntax.Sentence:
        children: list[Any] = node.children
        when, *required, severity, message = children
        strings = message.children[0]
        return syntax.Sentence(
            None if when is None else self.expression(when.children[0]),
            self.expression(required[0]) if required else None,
            self._severity(severity),
            build_message(self, strings.children, self.place.span(strings), self._read),
            self.place.span(node),
        )

    # ── Metadata ──

    def _metadata(self, node: Tree[Token]) -> syntax.Metadata:
        children: list[Any] = node.children
        match node.data:
            case "note":
                return self._note(node)
            case "points_at":
                return syntax.PointsAt(tuple(self.name(child) for child in children), self.place.span(node))
            case "yields":
                return syntax.Yields(self.place.span(node))
            case _:
                verdict, *rows, last_year = children
                return syntax.Example(
                    verdict == "godta",
                    tuple(self._row(row) for row in rows),
                    self.place.span(node),
                    None if last_year is None else tuple(self._row(row) for row in last_year.children),
                )

    def _note(self, node: Tree[Token]) -> syntax.Note:
        children: list[Any] = node.children
        kind, strings = children
        return syntax.Note(
            cast("NoteKind", str(kind)),
            self.joined(strings.children),
            self.place.span(node),
        )

    def _row(self, node: Tree[Token]) -> syntax.ExampleRow:
        children: list[Any] = node.children
        written = tuple(self._assignment(child) for child in children if child is not None)
        return syntax.ExampleRow(written, self.place.span(node))

    def _assignment(self, node: Tree[Token]) -> syntax.Assignment:
        children: list[Any] = node.children
        target, value = children
        return syntax.Assignment(
            self.parameter(target) if target.type == "PARAMETER" else self.name(target),
            self._date(value) if getattr(value, "data", None) == "date" else self.literal(value),
            self.place.span(node),
        )

    def _date(self, node: Tree[Token]) -> syntax.DateLiteral:
        children: list[Any] = node.children
        function, *parts = children
        year, month, day = (self.whole_number(part) for part in parts)
        if year > 9999 or month > 99 or day > 99:
            self.fault(function, "for-langt-tall", "Datoen har for mange sifre.", expected="dato(2030, 12, 31)")
            year = month = day = 0
        return syntax.DateLiteral(year, month, day, self.place.span(node))
