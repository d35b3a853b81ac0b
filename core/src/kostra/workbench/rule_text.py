"""A control's sentences and examples as text, in the words of the rule language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kostra.language import syntax
from kostra.language.formatter_expressions import quoted
from kostra.language.formatter_items import item_lines
from kostra.language.written.meanings import Meanings
from kostra.language.written.origins import Written
from kostra.language.written.text import example_text, scope_lines, unbroken
from kostra.layout.model import Layout

RECORD_LENGTH = "001"
"""The control of the length of lines; «000» is the other one that the engine itself carries out."""


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example as written, without the word before it, and the line it stands on."""

    accepts: bool
    text: str
    line: int


def rule_lines(written: Written, layout: Layout, names: Meanings) -> tuple[str, ...]:
    """Return the sentences of a control, each part on one line, with the severities that `names` tell."""
    if isinstance(written, syntax.FileControl):
        return _file_rule(written, layout)
    lines = scope_lines(written.scope)
    for sentence in written.sentences:
        parts = item_lines(replace(written, scope=syntax.EachRow(), sentences=(sentence,), metadata=()))
        lines += unbroken(parts[1:-1])
        # On one line whatever its length: who shows it knows how much room there is.
        word, level = "gir" if sentence.requirement is None else "ellers", names.severity(sentence.severity)
        lines.append(f"{word} {level} {quoted(sentence.message.text)}")
    if any(isinstance(part, syntax.Yields) for part in written.metadata):
        lines.append("viker for andre kontroller som peker på samme felt")
    return tuple(lines)


def _file_rule(written: syntax.FileControl, layout: Layout) -> tuple[str, ...]:
    """Return what the engine looks for by itself: no file says it."""
    if written.id == RECORD_LENGTH:
        what = "Hver linje skal ha" + (f" {layout.width} tegn." if layout.width is not None else " årets kolonner.")
    else:
        what = "Filen skal ha innhold, med mindre det er sagt at det ikke er noe å rapportere."
    texts = [f"{word}: {text}" for word, text in written.texts]
    return (what, *texts)


def shown_examples(written: Written) -> Iterator[ShownExample]:
    """Yield the examples of a control; one of the whole file has none."""
    if isinstance(written, syntax.FileControl):
        return
    for item in written.metadata:
        if isinstance(item, syntax.Example):
            yield ShownExample(item.accepts, example_text(item), item.span.line)
