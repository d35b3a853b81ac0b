"""The rule set of a new year, written from that of an older one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kostra.diagnostics import Source, Span
from kostra.language.parser import parse_rule_file
from kostra.language.syntax import (
    Assignment,
    Constant,
    Control,
    DateLiteral,
    Example,
    ListValue,
    Name,
    Note,
    NumberLiteral,
    RuleFile,
    TextLiteral,
    Use,
)
from kostra.layout.model import Layout
from kostra.scaffold.layout_year import Exists, list_of_year
from kostra.scaffold.names import with_year, year_pattern
from kostra.scaffold.revisit import Rewritten
from kostra.scaffold.rows import Move, moved_row


def rules_for_year(text: str, layout: Layout, move: Move, exists: Exists) -> Rewritten:
    """Return a rule file for another year; `layout` is the old year's.

    The header gets the new year, and the examples are moved to it. Conditions and limits stay; limits, and whatever
    still tells of the old year, are remarked on. Raises DiagnosticError when the file cannot be parsed.
    """
    source = Source.of("regler", text)
    file = parse_rule_file(source)
    lines = source.text.split("\n")
    # From the end, so that what is changed moves nothing that is changed later.
    for span, value in sorted(_changes(file, layout, move), key=lambda c: (c[0].line, c[0].column), reverse=True):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + value + line[span.end_column - 1 :]
    header = file.header.span.line - 1
    lines[header] = with_year(lines[header], move.old, move.new)
    remarks: list[tuple[int, str]] = list(_limits(file))
    sources = {
        line
        for item in file.items
        if isinstance(item, Control)
        for note in item.metadata
        if isinstance(note, Note) and note.kind == "kilde"
        for line in range(note.span.line, note.span.end_line + 1)
    }
    for index, line in enumerate(lines):
        changed, remark = list_of_year(line, move.old, move.new, exists)
        lines[index] = changed
        if not remark and year_pattern(move.old).search(changed):
            where = "kommentaren" if line.lstrip().startswith("#") else "kilden" if index + 1 in sources else "linjen"
            remark = f"{where} nevner {move.old}"
        remarks += [(index + 1, remark)] if remark else []
    return Rewritten("\n".join(lines), tuple(remarks))


def _changes(file: RuleFile, layout: Layout, move: Move) -> Iterator[tuple[Span, str]]:
    """Yield where something is written otherwise in the new year's examples, and what."""
    for item in file.items:
        if isinstance(item, Control):
            for example in item.metadata:
                if isinstance(example, Example):
                    for row in (*example.rows, *(example.last_year or ())):
                        yield from _row_changes(row.assignments, layout, move)


def _row_changes(assignments: tuple[Assignment, ...], layout: Layout, move: Move) -> Iterator[tuple[Span, str]]:
    values = {a.target.name: a.value.value for a in assignments if isinstance(a.value, TextLiteral)}
    moved = moved_row(values, layout, move)
    for assignment in assignments:
        value, target = assignment.value, assignment.target
        if isinstance(value, TextLiteral) and isinstance(target, Name) and target.name in moved:
            yield value.span, f'"{moved[target.name]}"'
        elif isinstance(value, DateLiteral) and move.year(value.year) != value.year:
            yield value.span, f"dato({move.year(value.year)}, {value.month}, {value.day})"
        elif (
            isinstance(value, NumberLiteral)
            and value.value == move.old
            and (not isinstance(target, Name) or _is_year(target.name, layout))
        ):
            yield value.span, str(move.new)


def _is_year(name: str, layout: Layout) -> bool:
    field = layout.by_name.get(name)
    return field is not None and field.role == "årgang"


def _limits(file: RuleFile) -> Iterator[tuple[int, str]]:
    """Yield the numbers that the rule set itself gives: what a new year is most likely to change."""
    for item in file.items:
        if isinstance(item, Constant) and isinstance(item.value, NumberLiteral):
            yield item.span.line, f"gjelder {item.name} = {_number(item.value.value)} fortsatt?"
        elif isinstance(item, Use):
            for argument in item.arguments:
                if isinstance(argument.value, NumberLiteral):
                    line = argument.span.line
                    yield line, f"gjelder {argument.name} = {_number(argument.value.value)} fortsatt?"
                elif isinstance(argument.value, ListValue):
                    yield argument.span.line, f"gjelder listen {argument.name} fortsatt?"


def _number(value: int | Decimal) -> str:
    return str(value).replace(".", ",")
