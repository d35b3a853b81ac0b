"""Rule sets of one or two controls over a layout of a few fields, and rows to run them on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kostra.api.report import Severity
from kostra.diagnostics import Span
from kostra.engine import EngineResult, Settings, run
from kostra.language import program as p
from kostra.language.last_year import asks_last_year
from kostra.layout.model import CodeList, Field, Layout
from kostra.readers.memory import MemorySource, records_from_values
from kostra.readers.records import LineProblem, RecordSource

GENDERS = CodeList("KJØNN", {"1": "Mann", "2": "Kvinne"})

LAYOUT = Layout(
    "X",
    2024,
    "Prøve",
    "fast",
    (
        Field("KOMMUNE", "tekst", "Kommune", 1, 4, 4, role="kommune"),
        Field("JOURNAL", "tekst", "Journalnummer", 5, 12, 8, role="journalnummer"),
        Field("FNR", "tekst", "Fødselsnummer", 13, 23, 11, role="fødselsnummer", sensitive=True),
        Field("DUF", "tekst", "DUF-nummer", 24, 35, 12, sensitive=True),
        Field("KJØNN", "tekst", "Kjønn", 36, 36, 1, codes=GENDERS),
        Field("BARN", "heltall", "Antall barn", 37, 38, 2),
        Field("BELØP", "heltall", "Beløp", 39, 50, 12),
        Field("VEDTAK", "dato", "Vedtaksdato", 51, 56, 6, date_pattern="ddmmåå"),
        Field("ANSVARLIG", "tekst", "Saksbehandler", 57, 66, 10, role="saksbehandler"),
        Field("MERKNAD", "tekst", "Merknad", 67, 96, 30),
    ),
    96,
)

VALID = "01818012337"
"""A synthetic identity number (month + 80) whose check digits fit."""

TRUE = p.Const("sannhet", True)


def value(name: str) -> p.FieldValue:
    return p.FieldValue(name, LAYOUT.by_name[name].type)


def text(constant: str) -> p.Const:
    return p.Const("tekst", constant)


def whole(constant: int) -> p.Const:
    return p.Const("heltall", constant)


def sentence(
    fires: p.Value, *message: str | p.ShowField | p.ShowValue, at: Sequence[str] = (), severity: str = "feil"
) -> p.Sentence:
    return p.Sentence(fires, Severity(severity), message or ("Funn",), tuple(at), Span("prøve.regler", 7, 1, 7, 9))


def control(
    name: str,
    *sentences: p.Sentence,
    scope: p.RowScope | p.GroupScope | p.FileScope | None = None,
    yields: bool = False,
    parameters: Sequence[str] = (),
    fix: str = "",
    not_run: str = "",
) -> p.Control:
    scope = scope or p.RowScope()
    return p.Control(
        id=name,
        title=f"Kontroll {name}",
        scope=scope,
        instances=(p.Instance(sentences),),
        yields=yields,
        parameters=tuple(parameters),
        why="Fordi.",
        fix=fix,
        source="",
        deviation="",
        examples=(),
        fingerprint="",
        span=Span("prøve.regler", 5, 1, 9, 1),
        not_run=not_run,
        asks_last_year=asks_last_year(scope, [p.Instance(sentences)]),
    )


def program(*controls: p.Control, namespace: str = "", **more: Any) -> p.Program:
    parts: dict[str, Any] = {
        "form": "X",
        "year": 2024,
        "title": "Prøve",
        "namespace": namespace,
        "layout": LAYOUT,
        "controls": controls,
        "file_controls": (),
        "statistics": (),
        "tables": (),
        "code_lists": (),
        "fingerprint": "",
    }
    return p.Program(**(parts | more))


def rows_of(*rows: Mapping[str, str], name: str = "fil.dat", problems: Sequence[LineProblem] = ()) -> MemorySource:
    return records_from_values(LAYOUT, rows, name=name, problems=problems)


def check(
    programs: p.Program | Sequence[p.Program],
    *sources: RecordSource,
    parameters: Mapping[str, Any] | None = None,
    **more: Any,
) -> EngineResult:
    several = [programs] if isinstance(programs, p.Program) else programs
    return run(several, sources, Settings({"årgang": 2024, **(parameters or {})}, **more))


def messages(result: EngineResult) -> list[str]:
    return [finding.message for finding in result.findings]


def outcomes(result: EngineResult) -> dict[str, str]:
    return {one.id: str(one.outcome) for one in result.controls}


def shown(expression: p.Value, row: Mapping[str, str], **parameters: Any) -> str:
    """Return what an expression is worth in a row, as a message shows it."""
    one = program(control("001", sentence(TRUE, p.ShowValue(expression))))
    return messages(check(one, rows_of(row), parameters=parameters, show_sensitive=True))[0]
