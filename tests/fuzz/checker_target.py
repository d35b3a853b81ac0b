"""Rules against a layout: every fault is told at its place; what compiles is stored and run without a crash."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.fuzz.checked_rules import CONTROLS
from tests.fuzz.language_target import WORDS as LANGUAGE_WORDS
from tests.fuzz.language_target import rule_texts
from tests.fuzz.layouts_target import faults_are_told
from tests.fuzz.rule_maker import TABLES, rule_set
from tests.language.test_semantic_diagnostics import FIXTURES, resolve

from kostra.api.report import Outcome
from kostra.diagnostics import DiagnosticError, Source
from kostra.engine import Settings, run
from kostra.engine.examples import ExampleError, run_example
from kostra.language.compile import Compiled, compile_rules
from kostra.language.lint import lint
from kostra.language.program import Program
from kostra.language.storage import dump, load
from kostra.layout import load_layout
from kostra.layout.model import Layout
from kostra.readers.memory import records_from_values

_GENERATED = 128
_HEADER = 'regelsett PRV 2022 "Prøve"\n'
_ROWS: tuple[dict[str, str], ...] = (
    {
        "KOMMUNE_NR": "5530",
        "FNR": "10819012488",
        "ARBSIT": "01",
        "ANTBARN": " 2",
        "STARTDATO": "010122",
        "BIDRAG_1": "100",
    },
    {"KOMMUNE_NR": "5530", "FNR": "10819012488", "ARBSIT": "99", "ANTBARN": "x", "STARTDATO": "310222", "MND_1": "1"},
    {"JOURNALNR": "77", "SLUTTDATO": "000000", "LAAN_1": "-1", "LAAN_2": "9999", "MERKNAD": "€", "KJONN": "1"},
    {},
)


@cache
def _layout() -> Layout:
    file = FIXTURES / "prove.layout"
    return load_layout(Source.of(file.name, file.read_text(encoding="utf-8")), _resolve)


def _resolve(name: str) -> str | None:
    return TABLES.get(name) or (resolve(name) if Path(name).name == name and "\0" not in name else None)


def try_one(data: bytes) -> None:
    """Compile a rule set: the bytes after the first, or, as the first says, one that they lead to in the grammar."""
    if not data:
        return
    text = rule_set(data[1:]) if data[0] >= _GENERATED else data[1:].decode("utf-8", "replace")
    source = Source.of("f.regler", text)
    try:
        compiled = compile_rules(source, _layout(), _resolve, parameters={"ventet": "heltall"})
    except DiagnosticError as error:
        faults_are_told(error, source)
        return
    if compiled is not None:
        _use(compiled)


def _use(compiled: Compiled) -> None:
    """Do with a program what the commands do."""
    program = compiled.program
    for warning in lint(compiled):
        assert warning.render()
    assert load(dump(program), Program) == program, "what was stored is read as something else"
    for control in program.controls:
        for example in control.examples:
            try:
                run_example(program, control, example)
            except ExampleError as reason:
                example_is_only_not_run(str(reason))
    parameters: dict[str, str | int | Decimal] = {"årgang": 2022, "kommunenummer": "5530"}
    for rows, more in ((_ROWS, {"ventet": 3}), ((), {})):
        records = records_from_values(program.layout, rows, name="f.dat")
        result = run([program], [records], Settings(parameters | more, chunk_size=3))
        crashed = {c.id: c.reason for c in result.controls if c.outcome is Outcome.CRASHED}
        assert crashed == {}, crashed


def example_is_only_not_run(reason: str) -> None:
    """Fail for an example that could not be tried since the program has a fault."""
    assert "intern feil" not in reason, f"an example crashes: {reason}"


def seeds() -> Iterator[bytes]:
    """Yield rules that compile, the short rule files of the project, which mostly do not, and walks in the grammar."""
    yield from (b"\0" + (_HEADER + text).encode() for text in CONTROLS)
    yield from (b"\0" + text.encode() for text in rule_texts(2000))
    for number in range(48):
        yield bytes([_GENERATED, *((number * 37 + place * place * 11) % 256 for place in range(40 + 4 * number))])


WORDS = (*LANGUAGE_WORDS, _HEADER.strip(), "ANTBARN", "BIDRAG_1", "FNR", "ARBSIT", "STARTDATO", "KJONN", "MERKNAD")
