"""The fields of some rows, read once: as characters, and as the type that the layout gives them."""

from __future__ import annotations

from typing import Protocol

from kostra.engine.reading import dates, decimals, whole_numbers
from kostra.engine.values import Numbers, Texts
from kostra.layout.model import Field
from kostra.readers.records import Ints, Text


class TextSource(Protocol):
    """Whatever holds the characters of fields."""

    def text(self, name: str) -> Text:
        """Return the raw characters of a field; KeyError for an unknown one."""
        ...


class Columns:
    """The fields of the n rows of a source; each is cut out and read when it is first asked for."""

    def __init__(self, source: TextSource, n: int) -> None:
        self.n = n
        self._source = source
        self._texts: dict[str, Texts] = {}
        self._numbers: dict[str, Numbers] = {}

    def texts(self, name: str) -> Texts:
        """Return a field's raw characters."""
        if name not in self._texts:
            self._texts[name] = Texts.of(self._source.text(name))
        return self._texts[name]

    def numbers(self, field: Field) -> Numbers:
        """Return a field of numbers or dates, read."""
        if field.name not in self._numbers:
            self._numbers[field.name] = self._read(field)
        return self._numbers[field.name]

    def _read(self, field: Field) -> Numbers:
        texts = self.texts(field.name)
        match field.type:
            case "heltall":
                return whole_numbers(texts)
            case "desimal":
                return decimals(texts)
            case "dato":
                assert field.date_pattern is not None
                return dates(texts, field.date_pattern)
            case _:
                raise TypeError(f"a field of type {field.type} is no number")


class SomeRows:
    """Some rows of a source."""

    def __init__(self, source: TextSource, rows: Ints) -> None:
        self._source = source
        self._rows = rows

    def text(self, name: str) -> Text:
        """Return the raw characters of a field in these rows."""
        text = self._source.text(name)
        lengths = None if text.lengths is None else text.lengths[self._rows]
        return Text(text.chars[:, self._rows], lengths)
