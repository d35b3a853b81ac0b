"""A comparison as text for people: plain, or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kostra.documentation.changes import PARTS, Change, Comparison, Point, joined

# An underscore inside a word is only itself.
_OBEYED = re.compile(r"[\\`*\[\]<>|&]|(?<!\w)_|_(?!\w)")

NOT_COMPARED = "Frister og parametre er ikke sammenlignet; de er bare kjent for årganger som er installert."
NOTHING = "Ingen forskjeller."

_KINDS = {
    "ny": "Nye",
    "borte": "Borte",
    "nytt nummer": "Nytt nummer",
    "endret": "Endret",
    "felt": "Samme regel, men det den bygger på er endret",
    "tekst": "Bare teksten er endret",
}
"""Controls are told in these groups."""


def plain_text(comparison: Comparison) -> str:
    """Return a comparison as plain text, a line a difference."""
    lines = [_heading(comparison), f"{comparison.old.origin} → {comparison.new.origin}"]
    for part, title in PARTS.items():
        changes = comparison.of(part)
        if not changes:
            continue
        lines += ["", title]
        for group, members in _groups(changes):
            indent = "  "
            if group:
                lines.append(f"  {group}")
                indent = "    "
            for change in members:
                lines.append(f"{indent}{sentence(change)}")
                for sign, text in _quotations(change):
                    for line in text.split("\n"):
                        lines.append(f"{indent}    {sign}: {line}" if sign else f"{indent}    {line}")
    return "\n".join([*lines, *_closing(comparison)]) + "\n"


def markdown(comparison: Comparison) -> str:
    """Return a comparison as Markdown."""
    lines = [f"# {_heading(comparison)}", "", f"`{comparison.old.origin}` → `{comparison.new.origin}`"]
    for part, title in PARTS.items():
        changes = comparison.of(part)
        if not changes:
            continue
        lines += ["", f"## {title}", ""]
        for number, (group, members) in enumerate(_groups(changes)):
            if group:
                lines += [*([""] if number else []), f"### {group}", ""]
            for change in members:
                lines.append(f"- {escaped(sentence(change))}")
                for sign, text in _quotations(change):
                    lines += ["", *([f"  {sign}:", ""] if sign else []), "  ```text"]
                    lines += [f"  {line}" for line in text.split("\n")]
                    lines += ["  ```", ""]
            while lines[-1] == "":
                lines.pop()
    return "\n".join([*lines, *_closing(comparison)]) + "\n"


def escaped(text: str) -> str:
    """Return a text with the characters that Markdown would obey made harmless."""
    return _OBEYED.sub(r"\\\g<0>", text)


def sentence(change: Change) -> str:
    """Return a difference in one line: what it is about, and everything that is different, each thing once."""
    if change.part != "kontroller":
        return change.text
    clauses = list(dict.fromkeys(point.text for point in change.points if not point.wording and point.text))
    words = [point.text for point in change.points if point.wording]
    if words:
        clauses.append(_wording(change, words))
    title = f" ({change.title})" if change.title else ""
    return f"{change.text}{': ' if clauses else ''}{'; '.join(clauses)}{title}"


def _wording(change: Change, words: list[str]) -> str:
    if change.kind == "tekst":
        return f"bare teksten er endret ({joined(words)})"
    return f"annen tekst i {joined(words)}"


def _groups(changes: tuple[Change, ...]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the differences in groups with their headings; those of other parts than the controls are one group."""
    if changes[0].part != "kontroller":
        yield "", list(changes)
        return
    for kind, title in _KINDS.items():
        members = [change for change in changes if change.kind == kind]
        if members:
            yield title, members


def _quotations(change: Change) -> Iterator[tuple[str, str]]:
    """Yield what is to be quoted, each with the word before it; a rule that is only new or gone has none."""
    for point in change.points:
        if point.quoted:
            both = bool(point.before and point.after)
            yield from ((word, text) for word, text in _sides(point, both) if text)


def _sides(point: Point, both: bool) -> tuple[tuple[str, str], ...]:
    return ("før" if both else "", point.before), ("nå" if both else "", point.after)


def _heading(comparison: Comparison) -> str:
    old, new = comparison.old.compiled.program, comparison.new.compiled.program
    if old.namespace or new.namespace:
        return f"{comparison.old.name}: forskjeller"
    if (old.form, old.year) == (new.form, new.year):
        return f"{old.form} {old.year}: forskjeller"
    return f"{new.form}: fra {old.year} til {new.year}"


def _closing(comparison: Comparison) -> list[str]:
    lines = ["", NOTHING] if not comparison.changes else []
    return lines if comparison.old.registered and comparison.new.registered else [*lines, "", NOT_COMPARED]
