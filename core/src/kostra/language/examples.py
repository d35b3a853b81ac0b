"""Examples: rows written with the fields they name, as the raw characters that a record would hold."""

from __future__ import annotations

from decimal import Decimal

from kostra.diagnostics import did_you_mean
from kostra.language import program, syntax
from kostra.language.environment import Environment
from kostra.layout.model import Field


def lower_example(env: Environment, example: syntax.Example) -> program.Example | None:
    """Return the example with raw values; None after an error (a field that is unknown, a value that does not fit)."""
    parameters: dict[str, str | int | Decimal] = {}
    rows = _rows(env, example.rows, parameters)
    last_year = None if example.last_year is None else _rows(env, example.last_year, None)
    if rows is None or (example.last_year is not None and last_year is None):
        return None
    return program.Example(example.accepts, rows, tuple(parameters.items()), example.span, last_year)


def _rows(
    env: Environment, written: tuple[syntax.ExampleRow, ...], parameters: dict[str, str | int | Decimal] | None
) -> tuple[program.ExampleRow, ...] | None:
    """Return the rows with raw values, and note the parameters (where there can be any); None after an error."""
    rows: list[program.ExampleRow] = []
    ok = True
    for row in written:
        values: dict[str, str] = {}
        for assignment in row.assignments:
            if isinstance(assignment.target, syntax.ParameterRef):
                ok = _parameter(env, assignment, assignment.target, parameters) and ok
                continue
            raw = _raw(env, assignment, assignment.target)
            ok = ok and raw is not None
            if raw is not None:
                values[raw[0]] = raw[1]
        rows.append(program.ExampleRow(tuple(values.items())))
    return tuple(rows) if ok else None


def _parameter(
    env: Environment,
    assignment: syntax.Assignment,
    target: syntax.ParameterRef,
    parameters: dict[str, str | int | Decimal] | None,
) -> bool:
    if parameters is None:
        env.problems.error("feil-sted", "Parametre er for årets kjøring; fjorårets rader har bare felt.", target.span)
        return False
    kind = env.names.parameters.get(target.name)
    if kind is None:
        env.problems.error(
            "ukjent-parameter",
            f"«${target.name}» er ikke en parameter her.",
            target.span,
            expected=", ".join(f"${known}" for known in env.names.parameters),
            hint=did_you_mean(target.name, env.names.parameters),
        )
        return False
    if isinstance(assignment.value, syntax.DateLiteral) or (
        (kind == "tekst") != isinstance(assignment.value, syntax.TextLiteral)
    ):
        wanted = "en tekst i anførselstegn" if kind == "tekst" else "et tall"
        env.problems.error("feil-type", f"${target.name} skal være {wanted}.", assignment.value.span)
        return False
    parameters[target.name] = assignment.value.value
    return True


def _raw(env: Environment, assignment: syntax.Assignment, target: syntax.Name) -> tuple[str, str] | None:
    field = env.field(target.name)
    if field is None:
        env.unknown_field(target.name, target.span)
        return None
    if isinstance(assignment.value, syntax.DateLiteral):
        return _date(env, field, assignment.value)
    raw = raw_characters(field, assignment.value.value)
    if raw is None:
        env.problems.error(
            "får-ikke-plass",
            f"Verdien i eksemplet får ikke plass: {field.name} har {field.width} tegn.",
            assignment.value.span,
            expected=f"høyst {field.width} tegn",
        )
        return None
    return field.name, raw


def _date(env: Environment, field: Field, value: syntax.DateLiteral) -> tuple[str, str] | None:
    if field.date_pattern is None:
        env.problems.error(
            "feil-type", f"{field.name} er ikke en dato.", value.span, hint="Skriv verdien i anførselstegn."
        )
        return None
    day, month = f"{value.day:02d}", f"{value.month:02d}"
    match field.date_pattern:
        case "ddmmåå":
            return field.name, f"{day}{month}{value.year % 100:02d}"
        case "ddmmåååå":
            return field.name, f"{day}{month}{value.year:04d}"
        case _:
            return field.name, f"{value.year:04d}-{month}-{day}"


def raw_characters(field: Field, value: str | int | Decimal) -> str | None:
    """Return the characters as a record holds them: text as written, numbers right-aligned; None when too wide."""
    text = value if isinstance(value, str) else str(value).replace(".", ",")
    if field.width is not None and len(text) > field.width:
        return None
    if field.start is None or field.width is None:
        return text
    return text.ljust(field.width) if isinstance(value, str) else text.rjust(field.width)
