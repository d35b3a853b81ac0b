"""Everything but the rows that an expression depends on: parameters, code lists, tables, functions, the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from kostra.api.functions import PluginFunction
from kostra.engine.interning import Interner
from kostra.engine.settings import YEAR_PARAMETER, Settings
from kostra.frozen import frozen
from kostra.language.program import FieldLastYear, LastYear, Program, Table
from kostra.layout.model import CodeList, Field, Layout

if TYPE_CHECKING:
    from kostra.engine.evaluate import Evaluator
    from kostra.engine.values import Vector


class LastYearSource(Protocol):
    """Whatever knows last year's delivery."""

    def aggregate(self, node: LastYear) -> Vector:
        """Return an aggregate over it, as one value."""
        ...

    def codes(self, field: str) -> CodeList | None:
        """Return the code list that a field had then."""
        ...

    def field(self, node: FieldLastYear, evaluator: Evaluator) -> Vector:
        """Return the field in last year's record of the person in each row of the evaluator."""
        ...


@frozen
class Environment:
    """The surroundings of a program's expressions in one run; `caches` remembers lifted calls by their name.

    `last_year` is None until last year's delivery was read, and stays so when nothing asks for it.
    """

    layout: Layout
    year: int
    parameters: Mapping[str, str | int | Decimal]
    code_lists: Mapping[str, CodeList]
    tables: Mapping[str, Table]
    functions: Mapping[str, PluginFunction]
    interner: Interner = field(default_factory=Interner)
    caches: dict[Any, dict[tuple[Any, ...], Any]] = field(default_factory=dict)
    last_year: LastYearSource | None = None

    @classmethod
    def of(cls, program: Program, settings: Settings) -> Environment:
        """Return the surroundings of a program; the reporting year is its own where the run gives none."""
        year = settings.parameters.get(YEAR_PARAMETER, program.year)
        return cls(
            layout=program.layout,
            year=int(year),
            parameters=settings.parameters,
            code_lists={**program.layout.code_lists, **{codes.name: codes for codes in program.code_lists}},
            tables={table.name: table for table in program.tables},
            functions=settings.functions,
        )

    def field(self, name: str) -> Field:
        """Return a field of the layout; KeyError for an unknown one."""
        return self.layout.by_name[name]

    def cache(self, name: Any) -> dict[tuple[Any, ...], Any]:
        """Return what is remembered of one function or lookup."""
        return self.caches.setdefault(name, {})
