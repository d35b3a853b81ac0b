"""The language of what a report itself says: bokmål stands in the code, other languages in a file of phrases each.

`sprak/nn.toml` has a line for every phrase, bokmål first. A name in braces stands for a value and is the same in both.
What packs and files say (titles, messages, advice, labels) stays in the language in which it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kostra.api.errors import ArgumentError
from kostra.api.formats import LANGUAGES
from kostra.frozen import frozen
from kostra.phrase import Phrase


@frozen
class Tongue:
    """A language: its code, and its phrases by those in bokmål. It is called with a phrase and returns what to say."""

    language: str
    phrases: Mapping[str, str]

    def __call__(self, phrase: str, /, **values: Any) -> str:
        """Return a phrase in this language with its values put in; one that is not known stays as it is."""
        if isinstance(phrase, Phrase):
            values = {
                name: self(value) if isinstance(value, Phrase) else value for name, value in phrase.values.items()
            }
            phrase = phrase.template
        said = self.phrases.get(phrase, phrase)
        return said.format(**values) if values else said

    def counted(self, number: int, one: str, several: str) -> str:
        """Return a number with its noun: «1 post», «2 poster»."""
        return f"{grouped(number)} {self(one if number == 1 else several)}"


BOKMAL = Tongue("nb", {})


def tongue(language: str) -> Tongue:
    """Return a language by its code, one of `kostra.api.formats.LANGUAGES`; ArgumentError for any other."""
    if language == BOKMAL.language:
        return BOKMAL
    if language not in LANGUAGES:
        raise ArgumentError(f"Rapporten finnes ikke på språket «{language}». Velg {' eller '.join(LANGUAGES)}.")
    return _read(language)


def grouped(number: int) -> str:
    """Return a whole number with blanks between thousands, as Norwegian texts write it."""
    return f"{number:,}".replace(",", " ")


@cache
def _read(language: str) -> Tongue:
    import tomllib
    from importlib.resources import files

    text = files("kostra.reports").joinpath("sprak", f"{language}.toml").read_text(encoding="utf-8")
    return Tongue(language, tomllib.loads(text))
