"""Compiling a rule set: from files to a program, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kostra.api.functions import PluginFunction
from kostra.diagnostics import Diagnostic, Source
from kostra.language import program, syntax
from kostra.language.composition import Composer
from kostra.language.declarations import Resolve
from kostra.language.environment import Environment
from kostra.language.fingerprint import program_fingerprint
from kostra.language.house_parameters import HouseValue
from kostra.language.names import RUN_PARAMETERS, Names
from kostra.language.parser import parse_recovering
from kostra.language.problems import Problems
from kostra.layout.model import CodeList, Layout

_T = TypeVar("_T")

HouseValues = Mapping[str, HouseValue]
"""What the parameters of one namespace of house rules are given, by name."""


@dataclass(frozen=True)
class Compiled:
    """A program, what it was made of (the rule set first, then the modules), and the warnings that the checker had.

    `left_out` tells of statistics of house rules that the layout has no fields for.
    """

    program: program.Program
    trees: tuple[syntax.RuleFile, ...]
    sources: tuple[Source, ...]
    warnings: tuple[Diagnostic, ...]
    left_out: tuple[str, ...] = ()


def applies(header: syntax.HouseHeader, layout: Layout, aliases: Sequence[str] = ()) -> bool:
    """Return whether house rules are for this form, by any of its names, and year."""
    names = {name.upper() for name in (layout.form, *aliases)}
    return any(
        target.form.upper() in names
        and (target.first is None or target.first <= layout.year)
        and (target.last is None or layout.year <= target.last)
        for target in header.targets
    )


def compile_rules(
    source: Source,
    layout: Layout,
    resolve: Resolve,
    *,
    parameters: Mapping[str, program.ValueType] | None = None,
    functions: Mapping[str, PluginFunction] | None = None,
    code_lists: Sequence[CodeList] = (),
    aliases: Sequence[str] = (),
    house_values: Mapping[str, HouseValues] | None = None,
) -> Compiled | None:
    """Compile a rule set, or house rules, against a layout.

    `resolve` gives modules, tables and code lists by file name. `parameters` are those that the pack declares, with
    their types. `code_lists` are those of plugins; a list of the layout, and whatever the file declares itself, comes
    before one of the same name. `aliases` are further names of the form. `house_values` gives values to parameters of
    house rules, by namespace.

    Returns None for house rules that are not for this form and year. Raises `DiagnosticError` with every error of every
    control when the rules cannot be used.
    """
    problems = Problems([source])
    tree, diagnostics = parse_recovering(source)
    problems.add(diagnostics)
    if tree is None:
        problems.raise_errors()
        raise AssertionError("a parser that returns no tree says why")
    namespace, title = _header(tree.header, layout, problems)
    if isinstance(tree.header, syntax.HouseHeader) and not applies(tree.header, layout, aliases):
        problems.raise_errors()
        return None
    names = Names(layout, {**RUN_PARAMETERS, **(parameters or {})})
    declared = {getattr(item, "name", "") for item in tree.items}
    offered = {c.name: c for c in code_lists if c.name not in layout.code_lists.keys() | declared}
    names.code_lists.update(offered)
    env = Environment(names, problems, functions=functions or {}, lenient=bool(namespace))
    composer = Composer(env, resolve)
    composer.compose(tree, (house_values or {}).get(namespace))
    result = composer.result
    tables = _merged(
        problems, tree, "tabellen", [{n: t.table for n, t in part.tables.items()} for part in result.names]
    )
    lists = _merged(
        problems,
        tree,
        "kodelisten",
        [{c.name: c for c in part.code_lists.values() if c not in code_lists} for part in result.names],
    )
    problems.raise_errors()
    controls = tuple(result.controls.values())
    file_controls = tuple(result.file_controls.values())
    statistics = tuple(result.statistics.values())
    compiled = program.Program(
        form=layout.form,
        year=layout.year,
        title=title,
        namespace=namespace,
        layout=layout,
        controls=controls,
        file_controls=file_controls,
        statistics=statistics,
        tables=tuple(tables.values()),
        code_lists=tuple({**offered, **layout.code_lists, **lists}.values()),
        fingerprint=program_fingerprint(layout, controls, file_controls, statistics),
    )
    return Compiled(compiled, (tree, *composer.modules), problems.sources, problems.warnings, tuple(result.left_out))


def _merged(problems: Problems, tree: syntax.RuleFile, what: str, parts: Sequence[Mapping[str, _T]]) -> dict[str, _T]:
    """Put together what several files declare; one name for two different things is an error."""
    merged: dict[str, _T] = {}
    for part in parts:
        for name, value in part.items():
            if merged.setdefault(name, value) != value:
                problems.error("navn-i-bruk", f"To filer bruker navnet {name} på ulikt innhold i {what}.", tree.span)
    return merged


def _header(header: syntax.Header, layout: Layout, problems: Problems) -> tuple[str, str]:
    """Return namespace and title; report a header that is for something else than the layout."""
    match header:
        case syntax.RuleSetHeader(form, year, title, span):
            if (form.upper(), year) != (layout.form.upper(), layout.year):
                problems.error(
                    "feil-skjema",
                    f"Regelsettet er for {form} {year}, filbeskrivelsen for {layout.form} {layout.year}.",
                    span,
                )
            return "", title
        case syntax.HouseHeader(name, title, _, _):
            return name, title
        case syntax.ModuleHeader(name, _, span):
            problems.error(
                "modul-alene",
                f"«{name}» er en modul; den kan bare tas i bruk av et regelsett.",
                span,
                expected="regelsett",
            )
            return "", ""
