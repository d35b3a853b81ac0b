"""Composing a rule set: its own items, and what it takes from modules by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kostra.api.report import Severity
from kostra.diagnostics import Source, did_you_mean
from kostra.language import program, syntax
from kostra.language.controls import lower_control, notes, severity
from kostra.language.declarations import Resolve, declare
from kostra.language.environment import Environment, Used
from kostra.language.expressions import constant
from kostra.language.house_parameters import HouseValue, bind_house_parameters
from kostra.language.names import Names
from kostra.language.parser import parse_recovering
from kostra.language.scopes import MOST_CODES
from kostra.language.statistics import lower_statistic
from kostra.layout.model import CodeList, Field, Layout
from kostra.phrase import Phrase


@dataclass
class Composed:
    """What a rule set consists of so far, by id, in the order of the file."""

    controls: dict[str, program.Control] = field(default_factory=dict)
    file_controls: dict[str, program.FileControl] = field(default_factory=dict)
    statistics: dict[str, program.Distribution | program.Figures] = field(default_factory=dict)
    names: list[Names] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)


_MOST_IN_A_CONTROL = 100
_MOST_IN_ALL = 200_000
"""Sentences, where one `for hvert felt` counts as many times as there are fields. The largest rule sets have 2000."""


def _times(scope: syntax.Scope | None, layout: Layout) -> int:
    """Return how many times a scope repeats its sentences at most."""
    match scope:
        case syntax.EachField() | syntax.EachSet():
            return len(layout.fields)
        case syntax.EachCode():
            return MOST_CODES
    return 1


class Composer:
    """Lowers the items of one rule set, loading each module once."""

    def __init__(self, env: Environment, resolve: Resolve) -> None:
        self._env = env
        self._resolve = resolve
        self._modules: dict[str, syntax.RuleFile | None] = {}
        self.result = Composed(names=[env.names])
        self._sentences = 0

    @property
    def modules(self) -> tuple[syntax.RuleFile, ...]:
        """Return the modules that were used, in the order of their first use."""
        return tuple(tree for tree in self._modules.values() if tree is not None)

    def compose(self, tree: syntax.RuleFile, house_values: Mapping[str, HouseValue] | None = None) -> None:
        """Lower every item of a rule set; what is wrong goes to the environment's problems.

        `house_values` are what parameters of house rules were given.
        """
        if self._env.lenient:
            bind_house_parameters(self._env, tree, house_values or {})
        for item in tree.items:
            declare(self._env, item, self._resolve)
        for item in tree.items:
            match item:
                case syntax.Use():
                    self._use(item)
                case syntax.Control():
                    self._add(self._env, item, None, replaces=item.replaces)
                case syntax.FileControl():
                    self._add_file_control(self._env, item)
                case syntax.Statistic():
                    self._add_statistic(self._env, item)
                case syntax.ModuleParameter(name, _, span) if not self._env.lenient:
                    self._env.problems.error(
                        "parameter-utenfor-modul",
                        f"«parameter {name}» hører hjemme i en modul.",
                        span,
                        hint="Skriv «konstant» i et regelsett.",
                    )
                case _:
                    pass

    # ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, env: Environment, control: syntax.Control, new_id: str | None, *, replaces: bool) -> None:
        name = new_id or control.id
        exists = name in self.result.taken
        if exists and not replaces:
            env.problems.error(
                "dobbelt-nummer",
                f"Kontroll {name} finnes allerede i regelsettet.",
                control.id_span,
                expected="et nummer som ingen annen kontroll har",
                hint=f"Skriv «erstatt kontroll {name}» hvis den skal erstatte den andre.",
            )
            return
        if replaces and not exists:
            env.problems.error(
                "ingenting-å-erstatte",
                f"Det er ingen kontroll {name} å erstatte.",
                control.id_span,
                hint=did_you_mean(name, self.result.controls)
                or (
                    "Stryk «erstatt». Husregler legger til kontroller; de offisielle kan de ikke endre."
                    if env.lenient
                    else "Stryk «erstatt», eller ta den med i «bruk» først."
                ),
            )
            return
        self.result.taken.add(name)
        if not self._has_room_for(env, control):
            return
        lowered = lower_control(env, control, new_id)
        if lowered is not None:
            self.result.controls[name] = lowered

    def _has_room_for(self, env: Environment, control: syntax.Control) -> bool:
        """Return whether a control can be taken on; one with so many sentences that compiling would not end cannot."""
        written = len(control.sentences)
        if written > _MOST_IN_A_CONTROL:
            message = f"Kontrollen har {written} setninger."
            hint = "Del den opp, eller bruk en liste etter «blant»."
            expected = f"høyst {_MOST_IN_A_CONTROL}"
            env.problems.error("for-mange-setninger", message, control.id_span, expected=expected, hint=hint)
            return False
        before = self._sentences
        self._sentences += written * _times(control.scope, env.names.layout)
        if before <= _MOST_IN_ALL < self._sentences:
            message = (
                f"Her er regelsettet kommet til mer enn {_MOST_IN_ALL} setninger, én for hvert felt, sett og kode."
            )
            env.problems.error("for-mange-setninger", message, control.id_span, hint="Ta bort noen av kontrollene.")
        return self._sentences <= _MOST_IN_ALL

    def _add_file_control(self, env: Environment, item: syntax.FileControl, new_id: str | None = None) -> None:
        name = new_id or item.id
        if env.lenient:
            env.problems.error(
                "filkontroll-i-husregler",
                "Husregler kan ikke ha filkontroller; de stanser alle andre kontroller.",
                item.id_span,
                expected="en vanlig kontroll, for eksempel med «for filen»",
            )
            return
        if name in self.result.taken:
            env.problems.error(
                "dobbelt-nummer",
                f"Kontroll {name} finnes allerede i regelsettet.",
                item.id_span,
                expected="et nummer som ingen annen kontroll har",
            )
            return
        if name not in ("000", "001"):
            env.problems.error(
                "ukjent-filkontroll",
                f"Det er ingen filkontroll {name}.",
                item.id_span,
                expected="000 (skal det leveres fil?) eller 001 (postlengde)",
            )
            return
        self.result.taken.add(name)
        level = severity(env, item.severity, of_file=True)
        texts = dict(item.texts)
        self.result.file_controls[name] = program.FileControl(
            id=name,
            severity=level or Severity.FEIL,
            title=item.title,
            empty_text=texts.get("tom", ""),
            unexpected_text=texts.get("uventet", ""),
            why=notes(item.metadata, "fordi"),
            fix=notes(item.metadata, "råd"),
            source=notes(item.metadata, "kilde"),
            deviation=notes(item.metadata, "avvik"),
            span=item.span,
        )

    def _add_statistic(self, env: Environment, item: syntax.Statistic) -> None:
        if item.title in self.result.statistics:
            env.problems.error("dobbelt-statistikk", f"Statistikken «{item.title}» finnes allerede.", item.span)
            return
        env = replace(env, used=Used())
        lowered = lower_statistic(env, item)
        reason = env.why_impossible()
        if reason:
            self.result.left_out.append(
                Phrase("Statistikken «{tittel}» er utelatt: {grunn}", tittel=item.title, grunn=reason)
            )
        elif lowered is not None:
            self.result.statistics[item.title] = lowered

    # ── Modules ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _module(self, use: syntax.Use) -> syntax.RuleFile | None:
        if use.module in self._modules:
            return self._modules[use.module]
        problems = self._env.problems
        self._modules[use.module] = None
        file = f"{use.module}.regler"
        text = self._resolve(file)
        if text is None:
            problems.error(
                "ukjent-modul",
                f"Modulen «{use.module}» finnes ikke ({file}).",
                use.span,
                expected=f"filen {file} blant de felles modulene eller ved siden av regelfilen",
            )
            return None
        source = Source.of(file, text)
        problems.add_source(source)
        tree, diagnostics = parse_recovering(source)
        problems.add(diagnostics)
        if tree is not None and not isinstance(tree.header, syntax.ModuleHeader):
            problems.error("ikke-modul", f"{file} er ikke en modul.", tree.header.span, expected=f"modul {use.module}")
            return None
        if tree is not None and isinstance(tree.header, syntax.ModuleHeader) and tree.header.name != use.module:
            problems.error(
                "modulnavn", f"Filen {file} kaller seg «{tree.header.name}».", tree.header.span, expected=use.module
            )
        self._modules[use.module] = tree
        return tree

    def _use(self, use: syntax.Use) -> None:
        tree = self._module(use)
        if tree is None:
            return
        names = Names(self._env.names.layout, self._env.names.parameters)
        self.result.names.append(names)
        env = replace(self._env, names=names)
        self._bind(env, tree, use)
        for item in tree.items:
            declare(env, item, self._resolve)
        controls = {item.id: item for item in tree.items if isinstance(item, syntax.Control)}
        files = {item.id: item for item in tree.items if isinstance(item, syntax.FileControl)}
        statistics = {item.title: item for item in tree.items if isinstance(item, syntax.Statistic)}
        for taken in use.taken:
            if isinstance(taken, syntax.TakenStatistic):
                if taken.title in statistics:
                    self._add_statistic(env, statistics[taken.title])
                else:
                    self._not_there(use, f"statistikken «{taken.title}»", taken, taken.title, statistics)
            elif taken.id in controls:
                control = controls[taken.id]
                self._add(env, replace(control, id_span=taken.span), taken.new_id, replaces=False)
            elif taken.id in files:
                self._add_file_control(env, replace(files[taken.id], id_span=taken.span), taken.new_id)
            else:
                self._not_there(use, f"kontroll {taken.id}", taken, taken.id, {**controls, **files})

    def _not_there(
        self,
        use: syntax.Use,
        what: str,
        taken: syntax.TakenControl | syntax.TakenStatistic,
        name: str,
        known: Iterable[str],
    ) -> None:
        self._env.problems.error(
            "ikke-i-modulen", f"Modulen {use.module} har ikke {what}.", taken.span, hint=did_you_mean(name, known)
        )

    def _bind(self, env: Environment, tree: syntax.RuleFile, use: syntax.Use) -> None:
        """Give the module's parameters the values after `med`."""
        declared = {item.name: item for item in tree.items if isinstance(item, syntax.ModuleParameter)}
        given: Mapping[str, syntax.Argument] = {argument.name: argument for argument in use.arguments}
        for argument in use.arguments:
            if given[argument.name] is not argument:
                env.problems.error(
                    "dobbelt-verdi",
                    f"{argument.name} får verdi to ganger.",
                    argument.span,
                    expected="én verdi for hver parameter",
                )
            if argument.name not in declared:
                env.problems.error(
                    "ukjent-parameter",
                    f"Modulen {use.module} har ingen parameter {argument.name}.",
                    argument.span,
                    expected=", ".join(declared) or "ingen parametre",
                    hint=did_you_mean(argument.name, declared),
                )
        for name, parameter in declared.items():
            value = given[name].value if name in given else None
            if isinstance(value, syntax.Name) and value.name in self._env.names.wanted:
                env.names.wanted.add(name)
            elif name in given:
                self._bind_one(env.names, parameter.kind, given[name])
            else:
                env.names.wanted.add(name)

    def _bind_one(self, names: Names, kind: syntax.ParameterKind, argument: syntax.Argument) -> None:
        own = self._env.names
        value = argument.value
        resolved: object = None
        if isinstance(value, syntax.ListValue):
            resolved = tuple(constant(item) for item in value.values)
        elif isinstance(value, syntax.Name):
            resolved = (
                own.constants.get(value.name) or own.groups.get(value.name) or own.code_list(value.name)
                if value.name not in [s.value for s in Severity]
                else Severity(value.name)
            )
        else:
            resolved = constant(value)
        match kind, resolved:
            case (("heltall" | "desimal" | "tekst"), program.Const(actual, _)) if actual == kind:
                names.constants[argument.name] = resolved
            case "desimal", program.Const("heltall", _):
                names.constants[argument.name] = resolved
            case "liste", program.Const():
                names.constants[argument.name] = (resolved,)
            case "liste", tuple() if all(isinstance(item, program.Const) for item in resolved):
                names.constants[argument.name] = resolved
            case "feltgruppe", tuple() if all(isinstance(item, Field) for item in resolved):
                names.groups[argument.name] = resolved
            case "alvor", Severity():
                names.severities[argument.name] = resolved
            case "kodeliste", CodeList():
                names.code_lists[argument.name] = resolved
            case _:
                names.broken.add(argument.name)
        if argument.name in names.broken:
            known = {*own.constants, *own.groups}
            named = value.name if isinstance(value, syntax.Name) else ""
            self._env.problems.error(
                "feil-type",
                f"Parameteren {argument.name} skal være {_KIND_WORDS[kind]}.",
                argument.span,
                expected=_KIND_WORDS[kind],
                hint=did_you_mean(named, known) if named and named not in known else "",
            )


_KIND_WORDS: Mapping[str, str] = {
    "heltall": "et heltall",
    "desimal": "et tall",
    "tekst": "en tekst",
    "liste": 'en liste, for eksempel ("01", "02")',
    "feltgruppe": "en feltgruppe i regelsettet",
    "alvor": "feil, advarsel eller info",
    "kodeliste": "en kodeliste",
}
