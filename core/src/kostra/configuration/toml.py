"""Reading a TOML file that people write, with faults told as those of the other languages are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kostra.api.errors import UnreadableError
from kostra.configuration.places import Path as Keys
from kostra.configuration.places import Places, places
from kostra.diagnostics import Diagnostic, DiagnosticError, Source, Span, did_you_mean

_WHERE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_ENDLESS_NUMBER = re.compile(r"[0-9_]{1000}|[0-9.][eE][+-]?[0-9_]{4}")
_HINTS = (
    (re.compile(r"^\s*[^\s\x00-\x7f]|^\s*[A-Za-z0-9_-]+[^\x00-\x7f]"), "Nøkler skrives uten æ, ø og å: argang."),
    (re.compile(r"=\s*[+-]?0[0-9]"), "Et tall kan ikke begynne med 0. Sett anførselstegn rundt det."),
    (re.compile(r'=\s*"[^"]*\\'), "Omvendt skråstrek må dobles i anførselstegn (\\\\), eller skriv / i stedet."),
    (re.compile(r"=\s*[^\W\d]"), 'Skriv tekst i anførselstegn: "…".'),
    (re.compile(r"^[^=#\[]*$"), "Hver linje skrives NØKKEL = VERDI."),
)


@dataclass(frozen=True)
class TomlFile:
    """What a TOML file says, and where; `faults` are what its reader finds wrong with it."""

    path: Path
    source: Source
    content: dict[str, Any]
    places: Places
    faults: list[Diagnostic] = field(default_factory=list)

    def fault(self, code: str, keys: Keys, message: str, *, expected: str = "", hint: str = "") -> None:
        """Note what is wrong with a key."""
        span = self.places.of(keys)
        line = self.source.line(span.line)
        self.faults.append(Diagnostic(code, message, span, line, expected, hint))

    def unknown_keys(self, keys: Keys, table: dict[str, Any], known: Iterable[str]) -> None:
        """Note the keys of a table that mean nothing."""
        known = list(known)
        for name in table:
            if name not in known:
                where = f" under [{'.'.join(map(str, keys))}]" if keys else ""
                self.fault(
                    "ukjent-nøkkel",
                    (*keys, name),
                    f"Nøkkelen «{name}» finnes ikke{where}.",
                    expected=", ".join(known),
                    hint=did_you_mean(name, known),
                )

    def raise_faults(self) -> None:
        """Raise `DiagnosticError` with all faults, if there are any."""
        if self.faults:
            raise DiagnosticError(sorted(self.faults, key=lambda d: (d.span.line, d.span.column)))


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file; numbers with decimals are exact.

    Raises UnreadableError when it cannot be read, and `DiagnosticError` when it is not TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"{path} kan ikke leses: {error.strerror or type(error).__name__}.") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{path} er ikke UTF-8. Lagre filen med det tegnsettet.") from None
    source = Source.of(path.name, text)
    try:
        content = tomllib.loads(source.text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DiagnosticError([_syntax_fault(source, str(error))]) from None
    except (ValueError, ArithmeticError):  # a number with thousands of digits, or such an exponent
        raise DiagnosticError([_number_fault(source)]) from None
    except RecursionError:
        raise UnreadableError(f"{path} har for mange parenteser inni hverandre.") from None
    return TomlFile(path, source, content, places(source))


def _number_fault(source: Source) -> Diagnostic:
    match = _ENDLESS_NUMBER.search(source.text)
    line = source.text.count("\n", 0, match.start()) + 1 if match else 1
    text = source.line(line)
    return Diagnostic("for-langt-tall", "Tallet er for langt.", Span(source.name, line, 1, line, len(text) + 1), text)


def _syntax_fault(source: Source, message: str) -> Diagnostic:
    match = _WHERE.search(message)
    last = source.text.rstrip("\n").count("\n") + 1
    line, column = (int(match[1]), int(match[2])) if match else (last, len(source.line(last)) + 1)
    text = source.line(line)
    if "overwrite" in message or "twice" in message:
        return Diagnostic(
            "dobbelt-nøkkel", "Det samme er oppgitt to ganger.", Span(source.name, line, 1, line, len(text) + 1), text
        )
    hint = next((hint for pattern, hint in _HINTS if pattern.search(text)), "")
    span = Span(source.name, line, column, line, column + 1)
    return Diagnostic("ugyldig-toml", "Linjen er ikke gyldig TOML.", span, text, "NØKKEL = VERDI, eller [TABELL]", hint)
