"""Pieces of rules as text in the rule language, as the formatter prints them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from kostra.language import syntax
from kostra.language.code_words import in_words
from kostra.language.formatter import format_rule_file
from kostra.language.formatter_expressions import expression as atoms_of
from kostra.language.formatter_expressions import number, quoted
from kostra.language.formatter_items import item_lines
from kostra.language.formatter_layout import INDENT, Line
from kostra.language.written.meanings import Meanings, with_values

_HEADER = syntax.ModuleHeader("m", "")


def expression_text(node: syntax.Expression, meanings: Meanings | None = None) -> str:
    """Return an expression on one line; with `meanings`, constants are shown by their values."""
    shown = node if meanings is None else with_values(node, meanings)
    return " ".join(atom.text for atom in atoms_of(shown))


def control_text(control: syntax.Control) -> str:
    """Return scope and sentences of a control with their messages, as they are written."""
    alone = syntax.Control(control.id, control.title, False, control.scope, control.sentences, ())
    lines = format_rule_file(syntax.RuleFile(_HEADER, (alone,))).rstrip("\n").split("\n")
    return textwrap.dedent("\n".join(lines[3:]))


def condition_text(control: syntax.Control, meanings: Meanings) -> str:
    """Return scope and sentences of a control without messages, constants by their values and severities in place."""
    scope = [scope_text(control.scope, meanings)] if not isinstance(control.scope, syntax.EachRow) else []
    return "\n".join([*scope, *(sentence_text(sentence, meanings) for sentence in control.sentences)])


def scope_text(scope: syntax.Scope, meanings: Meanings) -> str:
    """Return a scope on one line («for hver rad» too)."""
    if isinstance(scope, syntax.EachRow):
        return "for hver rad"
    return " ".join(line.strip() for line in scope_lines(with_values(scope, meanings)))


def scope_lines(scope: syntax.Scope) -> list[str]:
    """Return a scope as written, each part on one line; empty for «for hver rad», which is never written."""
    return unbroken(item_lines(syntax.Control("0", "", False, scope, (), ()))[1:])


def sentence_text(sentence: syntax.Sentence, meanings: Meanings) -> str:
    """Return a sentence on one line, without its message."""
    parts = [] if sentence.when is None else [f"når {expression_text(sentence.when, meanings)}"]
    if sentence.requirement is not None:
        parts.append(f"skal {expression_text(sentence.requirement, meanings)}")
    word = "gir" if sentence.requirement is None else "ellers"
    return " ".join([*parts, word, meanings.severity(sentence.severity)])


def example_text(example: syntax.Example) -> str:
    """Return an example as it is written, on one line, without «godta» or «avvis»."""
    (line,) = unbroken(item_lines(syntax.Control("0", "", False, syntax.EachRow(), (), (example,)))[1:])
    return line.partition(" ")[2]


def message_text(message: syntax.Message, meanings: Meanings, *, with_codes: bool = False) -> str:
    """Return a message with constants filled in; what depends on the data stays in braces.

    `with_codes`: the codes that it names are filled in with the texts of the year's code list as well.
    """
    return "".join(
        part if isinstance(part, str) else _filled(part, meanings, with_codes=with_codes) for part in message.parts
    )


def _filled(part: syntax.Placeholder, meanings: Meanings, *, with_codes: bool) -> str:
    value = with_values(part.expression, meanings)
    if with_codes and isinstance(value, syntax.ChosenCodes):
        field = meanings.layout.by_name.get(value.base.name)
        named = [str(choice.value) for choice in value.choices if not isinstance(choice, syntax.Name)]
        if field is not None and field.codes is not None and len(named) == len(value.choices):
            return in_words(field.codes, named)
    if isinstance(value, syntax.TextLiteral | syntax.NumberLiteral):
        return str(value.value)
    return f"{{{expression_text(value)}}}"


def value_text(value: syntax.LiteralValue | syntax.ListValue) -> str:
    """Return the value of a constant."""
    match value:
        case syntax.TextLiteral():
            return quoted(value.value)
        case syntax.NumberLiteral():
            return number(value.value)
        case syntax.ListValue():
            return f"({', '.join(value_text(each) for each in value.values)})"


def unbroken(lines: Sequence[Line]) -> list[str]:
    """Return lines of the inside of a control as text, each whole whatever its length."""
    return [" " * (line.indent - INDENT) + " ".join(atom.text for atom in line.atoms) for line in lines]
