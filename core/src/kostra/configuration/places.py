"""Where the keys of a TOML file stand: the standard library reads TOML, but does not say on which line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from kostra.diagnostics import Source, Span

Path = tuple[str | int, ...]
"""The way to a value: names of tables and keys, and for arrays of tables the number of the table (from 0)."""

_PART = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True)
class Places:
    """The places of the keys of a file that is known to be valid TOML."""

    spans: Mapping[Path, Span]
    start: Span

    def of(self, path: Path) -> Span:
        """Return where a key stands; what stands inside a value is where its key is."""
        while path:
            if path in self.spans:
                return self.spans[path]
            path = path[:-1]
        return self.start


def places(source: Source) -> Places:
    """Return where every table and key of a valid TOML file stands."""
    return _Scan(source).run()


class _Scan:
    def __init__(self, source: Source) -> None:
        self._name = source.name
        self._text = source.text
        self._at = 0
        self._line = 1
        self._line_start = 0
        self._spans: dict[Path, Span] = {}
        self._tables: dict[Path, int] = {}

    def run(self) -> Places:
        prefix: Path = ()
        while self._skip_blank():
            if self._text[self._at] == "[":
                prefix = self._header()
            else:
                keys, span = self._keys()
                self._enter(prefix, keys, span)
                self._skip_value()
        return Places(self._spans, Span(self._name, 1, 1, 1, 1))

    def _enter(self, prefix: Path, keys: Path, span: Span) -> None:
        for length in range(1, len(keys) + 1):
            self._spans.setdefault(prefix + keys[:length], span)

    def _header(self) -> Path:
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        keys, span = self._keys()
        self._at += 2 if several else 1
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self._tables:  # inside the newest table of an array
                path = (*path, self._tables[path] - 1)
        path = (*path, keys[-1])
        if several:
            number = self._tables.get(path, 0)
            self._tables[path] = number + 1
            self._spans.setdefault(path, span)
            path = (*path, number)
        self._spans.setdefault(path, span)
        return path

    def _keys(self) -> tuple[Path, Span]:
        start = self._at
        names: list[str] = []
        while match := _PART.match(self._text, self._at):
            names.append(_plain(match[1]))
            self._at = match.end()
            if self._text[self._at : self._at + 1] != ".":
                break
            self._at += 1
        lead = len(self._text[start : self._at]) - len(self._text[start : self._at].lstrip())
        column = start + lead - self._line_start + 1
        width = len(self._text[start : self._at].strip())
        return tuple(names), Span(self._name, self._line, column, self._line, column + width)

    def _skip_blank(self) -> bool:
        """Go to the next thing that is neither blank nor a comment; False when there is none."""
        while self._at < len(self._text):
            if self._text[self._at] in " \t\n":
                self._step(self._at + 1)
            elif match := _COMMENT.match(self._text, self._at):
                self._step(match.end())
            else:
                return True
        return False

    def _skip_value(self) -> None:
        depth = 0
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == "\n" and depth == 0:
                return
            match = _STRING.match(self._text, self._at) or _COMMENT.match(self._text, self._at)
            depth += (character in "[{") - (character in "]}")
            self._step(match.end() if match else self._at + 1)

    def _step(self, to: int) -> None:
        passed = self._text[self._at : to]
        if "\n" in passed:
            self._line += passed.count("\n")
            self._line_start = self._at + passed.rindex("\n") + 1
        self._at = to


def _plain(written: str) -> str:
    if written[0] in "\"'":
        return str(tomllib.loads(f"k = {written}")["k"])
    return written
