"""`Phrase`: a sentence that remembers how it was made, so that a report can say it in another language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Phrase(str):
    """A sentence in bokmål, made of a template and the values for the names in its braces.

    To everything that takes a text it is the text. `kostra.reports.tongue` translates the template and puts the values
    in anew; a value that is a phrase itself is translated as well. What cuts or joins it has a plain text in its place,
    which stays bokmål.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Phrase:
        """Return the sentence; KeyError when a name in the template has no value."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.values


def together(parts: Sequence[str], between: str) -> Phrase:
    """Return some texts as one, with a text between them; those that are phrases are still translated."""
    template = between.join(f"{{t{number}}}" for number in range(len(parts)))
    return Phrase(template, **{f"t{number}": part for number, part in enumerate(parts)})
