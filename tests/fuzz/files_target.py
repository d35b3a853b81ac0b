"""Any bytes in the other files that are read: an earlier report, the settings, acknowledgements, a lock, the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.fuzz.checked_rules import CONTROLS
from tests.fuzz.checker_target import _HEADER, _layout, _resolve
from tests.fuzz.folders import folder
from tests.fuzz.judging import refusal_is_clear, shown
from tests.reports import samples

from kostra.acknowledgements.file import add_entries, read_entries
from kostra.acknowledgements.model import Entry, Mark
from kostra.api.errors import KostraError
from kostra.api.report import Acknowledgement, Report
from kostra.comparison.comparing import compared
from kostra.comparison.earlier import read_earlier
from kostra.configuration.reading import read_configuration
from kostra.diagnostics import DiagnosticError, Source
from kostra.language.compile import compile_rules
from kostra.language.lock import drift, lock_of
from kostra.language.program import Program
from kostra.language.storage import StorageError, dump, load

_FOLDER = folder()
_SETTINGS = """\
skjema = "11F"
argang = 2026
kommune = "5421"
bydel = "01"
kvitteringer = "k.toml"
[utdata]
format = "html"
ut = "rapport.html"
maks = 20
[parametre]
antall_deltakere = 31
[husregler]
filer = ["a.regler"]
senja = { grense = 2.50, liste = ["1", "2"] }
"""
_ENTRY = Entry(
    "9Z",
    2040,
    "5421",
    Mark("013", "ab12", "cd34", ("BARN",)),
    "ef56",
    Acknowledgement('Fire "voksne"\nbarn \\ bor', "Kari Æ", "2040-01-15"),
    1,
)


def try_one(data: bytes) -> None:
    """Read the bytes after the first as the kind of file that it says."""
    if not data:
        return
    kind, content = data[0] % 5, data[1:]
    try:
        (_earlier, _settings, _acknowledgements, _lock, _store)[kind](content)
    except KostraError as error:
        refusal_is_clear(error)
    except DiagnosticError as error:
        _faults_are_told(error)


def _faults_are_told(error: DiagnosticError) -> None:
    assert error.diagnostics
    assert all(fault.message.strip() and fault.render() and fault.span.line >= 1 for fault in error.diagnostics)


def _file(name: str, content: bytes) -> Path:
    path = _FOLDER / name
    path.write_bytes(content)
    return path


def _earlier(content: bytes) -> None:
    report = compared(_report(), read_earlier(_file("gammel.json", content)))
    for format_ in ("text", "json"):
        shown(report, format_)


def _settings(content: bytes) -> None:
    read_configuration(_file("kostra.toml", content))


def _acknowledgements(content: bytes) -> None:
    path = _file("kvitteringer.toml", content)
    before = read_entries(path)
    add_entries(path, [_ENTRY])
    after = read_entries(path)
    assert after[:-1] == before
    assert replace(after[-1], line=1) == _ENTRY, "what was written is read as something else"


def _lock(content: bytes) -> None:
    str(drift(_program(), content.decode("utf-8", "replace")))


def _store(content: bytes) -> None:
    try:
        program = load(content.decode("utf-8", "replace"), Program)
    except StorageError:
        return
    assert isinstance(program, Program)


@cache
def _report() -> Report:
    return samples.with_errors()


@cache
def _program() -> Program:
    compiled = compile_rules(Source.of("f", _HEADER + CONTROLS[0]), _layout(), _resolve)
    assert compiled is not None
    return compiled.program


def seeds() -> Iterator[bytes]:
    """Yield a file of each kind."""
    yield b"\0" + shown(samples.with_errors(), "json")
    yield b"\0" + json.dumps(json.loads(shown(samples.healthy(), "json"))).encode("utf-16")
    yield b"\1" + _SETTINGS.encode()
    path = _FOLDER / "ny.toml"
    path.unlink(missing_ok=True)
    add_entries(path, [_ENTRY, _ENTRY])
    yield b"\2" + path.read_bytes()
    yield b"\3" + lock_of(_program()).encode()
    yield b"\4" + dump(_program()).encode()


WORDS = (
    *(
        '"skjemaversjon"',
        '"funn"',
        '"linjer"',
        '"felt"',
        "null",
        "true",
        "1e999",
        "-1",
        "\\ud800",
        "[[[[[[[[",
        "{}",
        "[]",
    ),
    *("[[kvittering]]", "[parametre]", "[husregler.x]", "argang = ", "dato = 2040-01-15", '"""', "'''", "inf", "nan"),
    *(
        "a.b.c = ",
        "= {",
        "0x7f",
        "1_000",
        "07:32:00",
        "2040-01-15T07:32:00Z",
        "\\u00e6",
        "\\",
        "# ",
        "\n",
        "\r",
        "\ufeff",
    ),
)
