"""Any text as a file description: it becomes a layout that prints, reads and exports, or its faults are told."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.fuzz.language_target import ROOT

from kostra.diagnostics import DiagnosticError, Source
from kostra.layout import load_layout
from kostra.layout.export import to_csv, to_frictionless, to_json_schema
from kostra.layout.printer import print_layout
from kostra.layout.template import to_csv_template

_HEAD = 'filbeskrivelse 9Z 2040 "Prøve"\nformat tabell\n'
_FIXED = 'filbeskrivelse 9Z 2040 "Prøve"\nformat fast bredde 9\n'


def try_one(data: bytes) -> None:
    """Load the bytes after the first, which says with what before them; code lists come after a NUL byte."""
    if not data:
        return
    text, _, listed = data[1:].decode("utf-8", "replace").partition("\0")
    source = Source.of("f.layout", ("", _HEAD, _FIXED)[data[0] % 3] + text)

    def resolve(name: str) -> str | None:
        return listed if name.endswith(".csv") else None

    try:
        layout = load_layout(source, resolve)
    except DiagnosticError as error:
        faults_are_told(error, source)
        return
    printed = print_layout(layout)
    assert load_layout(Source.of("f.layout", printed), resolve) == layout, "what was printed is read as something else"
    to_csv(layout)
    json.dumps(to_json_schema(layout))
    json.dumps(to_frictionless(layout))
    to_csv_template(layout)


def faults_are_told(error: DiagnosticError, source: Source) -> None:
    """Fail for an error without faults, and for a fault without words or outside the text."""
    assert error.diagnostics
    lines = source.text.split("\n")
    for fault in error.diagnostics:
        assert fault.message.strip()
        assert fault.render()
        if fault.span.file == source.name:
            assert 1 <= fault.span.line <= len(lines), f"{fault.code}: line {fault.span.line} of {len(lines)}"
            assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1, f"{fault.code}: {fault.span}"


def seeds() -> Iterator[bytes]:
    """Yield the project's file descriptions that are not too long, and a small one."""
    for folder in ("plugins", "eksempler", "tests/language/fixtures", "tests/layout"):
        for file in sorted((ROOT / folder).rglob("*.layout")):
            text = file.read_text(encoding="utf-8")
            if len(text) < 4000:
                yield b"\0" + text.encode()
    field = 'A 1-4 tekst rolle kommune sensitiv "A" obligatorisk når B = "1", "2"\nB 5-9 dato ddmmåå kodeliste K "B"\n'
    lists = 'kodeliste K\n  "1" "En"\nkodeliste L fra "l.csv" kolonne nummer, navn pluss "9" "X"\n\0nummer;navn\n1;En\n'
    yield b"\2" + (field + lists).encode()
    yield b"\1" + (field.replace("1-4 ", "").replace("5-9 ", "") + "A desimal enhet kroner status antatt\n").encode()


WORDS = (
    *("filbeskrivelse", "format", "fast", "tabell", "bredde", "linjer", "enslig", "CR", "er", "linjeskift", "med"),
    *("bare", "blanke", "hoppes", "over", "mottak", "andre", "bredder", "kodeliste", "fra", "kolonne", "pluss"),
    *("tekst", "heltall", "desimal", "dato", "ddmmåå", "ddmmåååå", "åååå-mm-dd", "rolle", "kommune", "årgang"),
    *("journalnummer", "fødselsnummer", "saksbehandler", "bydel", "sensitiv", "obligatorisk", "når", "blant", "enhet"),
    *("status", "kjent", "antatt", "1-4", "5-9", '"1"', '"', '\\"', "-", "=", "≠", "\n", "\n    ", "#", "\ufeff"),
    *("99999999999", "0", "utf-8", "iso-8859-1", "\0", ";"),
)
