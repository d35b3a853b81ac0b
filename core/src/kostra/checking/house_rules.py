"""House rules for a run: those that plugins bring and those in files, each beside the official rules and never in them.

What is wrong with a plugin's house rules is a remark, for the user did not ask for them; what is wrong with a file that
the user named ends the check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kostra.api.errors import ArgumentError, KostraError
from kostra.checking.resources import read_source
from kostra.diagnostics import DiagnosticError, closest
from kostra.language.program import Program
from kostra.phrase import Phrase
from kostra.plugins.loading import explain

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from kostra.language.compile import Compiled
    from kostra.language.house_parameters import HouseValue
    from kostra.plugins.manager import Registry

HouseValues: TypeAlias = "Mapping[str, Mapping[str, HouseValue]]"
"""Values for the parameters of house rules, by namespace and name."""

_Compile: TypeAlias = "Callable[[Traversable, Sequence[Traversable]], Compiled | None]"


@dataclass
class HouseRules:
    """The house rules that take part: programs, where each came from, and what is to be said of them all."""

    programs: list[Program] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _places: dict[str, str] = field(default_factory=dict)
    _parameters: dict[str, set[str]] = field(default_factory=dict)  # declared, by namespace

    def add(self, compiled: Compiled, origin: str) -> None:
        """Add house rules; ArgumentError when one of their controls has the number of one that is there already."""
        from kostra.language.house_parameters import declared_parameters

        namespace = compiled.program.namespace
        ids = [f"{namespace}/{control.id}" for control in compiled.program.controls]
        taken = next((name for name in ids if name in self._places), None)
        if taken is not None:
            raise ArgumentError(
                f"Kontrollen {taken} står både i {self._places[taken]} og i {origin}. "
                "Gi den ene et annet nummer, eller husreglene et annet navn."
            )
        self._places |= dict.fromkeys(ids, origin)
        self._parameters.setdefault(namespace, set()).update(declared_parameters(compiled.trees[0]))
        self.programs.append(_with_titles_apart(compiled.program))
        self.origins.append(origin)
        self.notes.append(
            Phrase(
                "Husregler fra {opphav}: {tittel} ({navn}).",
                opphav=origin,
                tittel=compiled.program.title,
                navn=namespace,
            )
        )
        self.notes += (Phrase("Husreglene i {fil}: {merknad}", fil=origin, merknad=note) for note in compiled.left_out)

    def leave_out(self, file: Path, why: str) -> None:
        """Note house rules that are for something else; the names of their parameters are no mistakes here."""
        from kostra.language.house_parameters import declared_parameters
        from kostra.language.parser import parse_recovering
        from kostra.language.syntax import HouseHeader

        tree, _ = parse_recovering(read_source(file))
        if tree is not None and isinstance(tree.header, HouseHeader):
            self._parameters.setdefault(tree.header.name, set()).update(declared_parameters(tree))
        self.notes.append(why)

    def check_values(self, values: HouseValues, plugins: Sequence[str]) -> None:
        """Complain of values that no parameter takes: an ArgumentError, or a remark where nobody has the namespace.

        `plugins` are the names of plugins with house rules; what those that are for other forms declare is not known.
        """
        for namespace, given in values.items():
            declared = self._parameters.get(namespace, set())
            wrong = next((name for name in given if name not in declared), None)
            if wrong is None or namespace in plugins:
                continue
            if namespace not in self._parameters:
                self.notes.append(
                    Phrase(
                        "Verdiene for husreglene «{navn}» er ikke brukt: ingen husregler heter det.",
                        navn=namespace,
                    )
                )
                continue
            slip = closest(wrong, declared)
            hint = f" Mente du {slip}?" if slip else ""
            raise ArgumentError(f"Husreglene «{namespace}» har ingen parameter {wrong}.{hint}")


def _not_used(origin: str, why: str) -> Phrase:
    return Phrase("Husreglene fra {opphav} er ikke brukt. {hvorfor}", opphav=origin, hvorfor=why)


def collect(
    compile_rules: _Compile,
    registry: Registry,
    form: str,
    year: int,
    files: Sequence[Path],
    values: HouseValues,
) -> HouseRules:
    """Return the house rules of plugins and files for a form in a year.

    `compile_rules` compiles a rule file with folders for what it names, or returns None when it is for something else.
    Raises ArgumentError for what is wrong with a file, or with a value.
    """
    rules = HouseRules()
    for brought in registry.house_rules(form, year):
        try:
            compiled = _compiled(compile_rules, brought.source.rules, brought.source.modules)
            if compiled is not None:
                rules.add(compiled, brought.distribution)
        except KostraError as fault:
            rules.notes.append(_not_used(brought.distribution, str(fault)))
        except Exception as fault:  # a plugin may hand over anything at all
            rules.notes.append(_not_used(brought.distribution, explain(fault)))
    for file in files:
        compiled = _compiled(compile_rules, file, ())
        if compiled is None:
            what = f"{form} {year}"
            rules.leave_out(file, Phrase("Husreglene i {fil} gjelder ikke {skjema}.", fil=file.name, skjema=what))
        else:
            rules.add(compiled, file.name)
    rules.check_values(values, [ref.name for ref in registry.refs if ref.kind == "husregler"])
    return rules


def _compiled(compile_rules: _Compile, file: Traversable, modules: Sequence[Traversable]) -> Compiled | None:
    try:
        compiled = compile_rules(file, modules)
    except DiagnosticError as faults:
        raise ArgumentError(f"Husreglene i {file.name} kan ikke brukes:\n{faults}") from None
    if compiled is not None and not compiled.program.namespace:
        raise ArgumentError(f"{file.name} er ikke husregler. Husregler begynner med «husregler».")
    return compiled


def _with_titles_apart(program: Program) -> Program:
    """Return the program with its name behind the titles of its tables: an official table may be called the same."""
    statistics = tuple(replace(table, title=f"{table.title} ({program.namespace})") for table in program.statistics)
    return replace(program, statistics=statistics)
