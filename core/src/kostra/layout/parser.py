"""From the text of a layout file to its declarations.

A declaration begins at the left margin; indented lines, and lines that begin with a quote, belong to the one before.
Each is parsed on its own, so that a fault in one hides nothing in the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from kostra.diagnostics import Source, Span
from kostra.layout.faults import Faults
from kostra.layout.model import FieldType
from kostra.layout.written import (
    Declaration,
    Format,
    Header,
    ImportedCodes,
    ListedCodes,
    LoneCr,
    OtherWidths,
    Reception,
    SkipBlank,
    Written,
    WrittenCondition,
    WrittenField,
    WrittenLayout,
    WrittenOption,
    WrittenType,
)

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

_CONTINUES = (" ", "\t", '"', "#")

_TYPES: dict[str, FieldType] = {
    "text_type": "tekst",
    "integer_type": "heltall",
    "decimal_type": "desimal",
    "date_type": "dato",
}
_OPTIONS = {"role": "rolle", "sensitive": "sensitiv", "uses_codes": "kodeliste", "unit": "enhet", "status": "status"}


def parse(source: Source, faults: Faults) -> WrittenLayout:
    """Return the declarations of a layout file; what could not be understood is noted in `faults`."""
    from lark.exceptions import UnexpectedInput

    from kostra.layout.syntax_faults import explain

    declarations: list[Declaration] = []
    broken: list[tuple[str, str]] = []
    for first_line, text in _split(source.text):
        try:
            tree = _lark().parse(text, start="declaration")
        except UnexpectedInput as error:
            explain(error, text, first_line, faults)
            words = [*text.split(maxsplit=2)[:2], "", ""]
            broken.append((words[0], words[1]))
        else:
            reader = _TreeReader(source.name, first_line - 1, faults)
            declarations.append(reader.declaration(tree))
    return WrittenLayout(tuple(declarations), tuple(broken))


@cache
def _lark() -> Lark:
    # lark takes a noticeable part of the program's start-up, so it is imported only when something is parsed.
    from lark import Lark

    import kostra_grammars

    return Lark(
        kostra_grammars.text("layout"),
        parser="lalr",
        start=["start", "declaration"],
        propagate_positions=True,
        maybe_placeholders=True,
    )


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Yield each declaration with the number of its first line."""
    first, lines = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.startswith(_CONTINUES) and lines:
            if _says_something(lines):
                yield first, "\n".join(lines)
            first, lines = number, []
        lines.append(line)
    if _says_something(lines):
        yield first, "\n".join(lines)


def _says_something(lines: list[str]) -> bool:
    return any(line.strip(" \t") and not line.lstrip(" \t").startswith("#") for line in lines)


class _TreeReader:
    """Turns the tree of one declaration into values with their places in the whole file."""

    def __init__(self, file: str, lines_before: int, faults: Faults) -> None:
        self.file = file
        self.lines_before = lines_before
        self.faults = faults

    def declaration(self, tree: Tree[Token]) -> Declaration:
        read: Callable[[Any], Declaration] = getattr(self, tree.data)
        return read(tree)

    def header(self, tree: Any) -> Header:
        form, year, title = tree.children
        return Header(self.word(form), self.word(year), self.quoted(title), self.span(tree))

    def fixed_format(self, tree: Any) -> Format:
        return Format(self.word(tree.children[0]), self.span(tree))

    def table_format(self, tree: Any) -> Format:
        return Format(None, self.span(tree))

    def lone_cr(self, tree: Any) -> LoneCr:
        return LoneCr(self.span(tree))

    def skip_blank(self, tree: Any) -> SkipBlank:
        return SkipBlank(self.span(tree))

    def reception(self, tree: Any) -> Reception:
        return Reception(self.word(tree.children[0]), self.span(tree))

    def other_widths(self, tree: Any) -> OtherWidths:
        pairs = tuple((self.word(child.children[0]), self.word(child.children[1])) for child in tree.children)
        return OtherWidths(pairs, self.span(tree))

    def field(self, tree: Any) -> WrittenField:
        name, positions, type_, *options, label, mandatory, note = tree.children
        condition = mandatory.children[0] if mandatory else None
        return WrittenField(
            name=self.word(name),
            positions=self.positions(positions) if positions else None,
            type=self.type(type_),
            options=tuple(self.option(option) for option in options),
            label=self.quoted(label),
            mandatory=mandatory is not None,
            condition=self.condition(condition) if condition else None,
            note=self.quoted(note.children[0]) if note else None,
            span=self.span(tree),
        )

    def positions(self, tree: Any) -> tuple[Written, Written]:
        start, end = tree.children
        return self.word(start), self.word(start if end is None else end)

    def type(self, tree: Any) -> WrittenType:
        argument = next((child for child in tree.children if child is not None), None)
        return WrittenType(_TYPES[tree.data], None if argument is None else self.word(argument), self.span(tree))

    def option(self, tree: Any) -> WrittenOption:
        keyword = _OPTIONS[tree.data]
        if not tree.children:
            return WrittenOption(keyword, None, self.span(tree))
        value = tree.children[0]
        written = self.quoted(value) if value.type == "STRING" else self.word(value)
        return WrittenOption(keyword, written, self.span(tree))

    def condition(self, tree: Any) -> WrittenCondition:
        name, *values = tree.children
        negated = tree.data in ("differs", "not_among")
        return WrittenCondition(self.word(name), tuple(self.quoted(value) for value in values), negated)

    def listed_codes(self, tree: Any) -> ListedCodes:
        name, *codes = tree.children
        return ListedCodes(self.word(name), self.pairs(codes), self.span(tree))

    def imported_codes(self, tree: Any) -> ImportedCodes:
        name, file, columns, *added = tree.children
        pair = (self.word(columns.children[0]), self.word(columns.children[1])) if columns else None
        return ImportedCodes(self.word(name), self.quoted(file), pair, self.pairs(added), self.span(tree))

    def pairs(self, trees: list[Any]) -> tuple[tuple[Written, Written], ...]:
        return tuple((self.quoted(tree.children[0]), self.quoted(tree.children[1])) for tree in trees)

    def word(self, token: Token) -> Written:
        return Written(str(token), self.span(token))

    def quoted(self, token: Token) -> Written:
        """Return what stands between the quotes, escapes resolved."""
        out: list[str] = []
        characters = iter(enumerate(token[1:-1], start=1))
        for at, character in characters:
            if character == "\\":
                _, character = next(characters)
                if character not in '"\\':
                    self.unknown_escape(token, at, character)
            out.append(character)
        return Written("".join(out), self.span(token))

    def unknown_escape(self, token: Token, at: int, character: str) -> None:
        line, column = self.lines_before + (token.line or 1), (token.column or 1) + at
        self.faults.add(
            "omvendt-skråstrek",
            f"«\\{character}» har ingen betydning i en tekst.",
            Span(self.file, line, column, line, column + 2),
            expected='\\" for et anførselstegn, eller \\\\ for en omvendt skråstrek',
        )

    def span(self, of: Any) -> Span:
        """Return the place of a token or tree in the whole file."""
        place = of if hasattr(of, "line") else of.meta
        before = self.lines_before
        return Span(self.file, before + place.line, place.column, before + place.end_line, place.end_column)
