"""Diagnostics: what is wrong in a rule file or a layout file, where, and what to do about it.

The rule language and the layout language report every fault through these types, so that a user meets one kind of
message: file, line, column, the source line with a caret, what was expected, and a suggestion.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from kostra.frozen import frozen

DiagnosticLevel = Literal["feil", "advarsel"]

_LONGEST_SHOWN = 500


@frozen
class Source:
    """A text file of one of the languages: its name as the user knows it, and its text (NFC, lines ending in LF)."""

    name: str
    text: str

    @classmethod
    def of(cls, name: str, text: str) -> Source:
        """Normalise a text as read from disk: NFC, one kind of line end, no byte-order mark."""
        unix = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return cls(name, unicodedata.normalize("NFC", unix))

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its line end, to be shown.

        Empty when there is no such line, and when it is so long that no screen holds it.
        """
        lines = _lines(self.text)
        return shown_line(lines[number - 1]) if 1 <= number <= len(lines) else ""


def shown_line(line: str) -> str:
    """Return a line of a source as a diagnostic shows it: not at all when no screen holds it."""
    return line if len(line) <= _LONGEST_SHOWN else ""


@lru_cache(maxsize=16)
def _lines(text: str) -> list[str]:
    """Return the lines of a text; a file with many faults is asked for them as many times."""
    return text.split("\n")


@frozen
class Span:
    """A stretch of a source: 1-based lines and columns; the end column is the one after the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: Span) -> Span:
        """Return the span from the start of this one to the end of `other`."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)


MOST_CHARACTERS = 1_000_000
"""In a file of either language; what people write is a hundredth of it."""

NOWHERE = Span("", 0, 0, 0, 0)
"""The span of what no file holds: names that the program itself provides."""


@frozen
class Diagnostic:
    """One fault: `message` says what is wrong, `expected` what belongs there, `hint` what to do.

    `code` is a short stable name (`ukjent-felt`) that tests, editors and `# ok:` comments refer to.
    """

    code: str
    message: str
    span: Span
    source_line: str = ""
    expected: str = ""
    hint: str = ""
    level: DiagnosticLevel = "feil"
    control: str = ""

    def render(self) -> str:
        """Return the diagnostic as a compiler would print it, several lines, without a final line end."""
        out = [f"{self.span.file}:{self.span.line}:{self.span.column}: {self.level}: {self.message} [{self.code}]"]
        if self.source_line.strip():
            number = str(self.span.line)
            end = self.span.end_column if self.span.end_line == self.span.line else len(self.source_line) + 1
            indent = "".join(c if c == "\t" else " " for c in self.source_line[: self.span.column - 1])
            out.append(f"  {number} | {self.source_line}")
            out.append(f"  {' ' * len(number)} | {indent}{'^' * max(1, end - self.span.column)}")
        if self.expected:
            out.append(f"  ventet: {self.expected}")
        if self.hint:
            out.append(f"  råd: {self.hint}")
        return "\n".join(out)


def too_large(source: Source) -> Diagnostic:
    """Return the diagnostic of a file with more characters than anybody writes."""
    return Diagnostic(
        "for-stor-fil",
        f"Filen har {len(source.text)} tegn.",
        Span(source.name, 1, 1, 1, 1),
        expected="høyst en million tegn",
        hint="lange lister hører hjemme i en kodeliste eller tabell: kodeliste NAVN fra FIL",
    )


class DiagnosticError(Exception):
    """A rule file or layout file cannot be used; `diagnostics` holds every fault found, in source order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.render() for d in self.diagnostics))


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` is most likely a slip of, or None when none is close."""
    import difflib  # takes longer to import than most runs need

    folded = {k.casefold(): k for k in sorted(known)}
    match = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the hint «mente du X?» for the closest known name, or an empty string."""
    best = closest(name, known)
    return f"mente du {best}?" if best else ""
