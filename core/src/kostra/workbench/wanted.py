"""Which control the user asks about, and finding it among the installed packs and house rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from kostra.api.errors import ArgumentError, BrokenPackError
from kostra.api.skjema import Skjema
from kostra.checking.resources import read_source
from kostra.checking.rulebook import Extensions
from kostra.diagnostics import closest
from kostra.language.written.origins import controls_of
from kostra.plugins.manager import Registry
from kostra.plugins.packs import ranges
from kostra.workbench.compiled import Attempt, compile_pack
from kostra.workbench.explanation import Explanation, explain
from kostra.workbench.findings import in_words
from kostra.workbench.house_rules import HouseRules
from kostra.workbench.installed import Installed
from kostra.workbench.kinds import opening_of

_YEAR = re.compile(r"[0-9]{4}")
_HOUSE = "/"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A control as the user names it: the form and the year may be left out."""

    control: str
    form: str | None
    year: int | None

    @property
    def is_house_rule(self) -> bool:
        """Return whether the control is one of house rules: their name stands before it."""
        return _HOUSE in self.control


@dataclass(frozen=True, slots=True)
class Found:
    """The explanation, and what should be said beside it: years whose rules cannot be used."""

    explanation: Explanation
    notes: tuple[str, ...]


def wanted(words: Sequence[str], year: int | None) -> Wanted:
    """Read «form:control», «form control», «form year control» or «house rules/control»; ArgumentError otherwise."""
    parts = [part for word in words for part in word.split(":") if part]
    if len(parts) == 3 and _YEAR.fullmatch(parts[1]):
        if year not in (None, int(parts[1])):
            raise ArgumentError(f"Årgangen er oppgitt både som {parts[1]} og som {year}.")
        return Wanted(parts[2], parts[0], int(parts[1]))
    if len(parts) == 2:
        return Wanted(parts[1], parts[0], year)
    if len(parts) == 1 and _HOUSE in parts[0]:
        return Wanted(parts[0], None, year)
    if len(parts) == 1:
        return Wanted("", parts[0], year)
    raise ArgumentError("Oppgi én kontroll, som SKJEMA:KONTROLL eller HUSREGLER/KONTROLL.")


class Finder:
    """Finds controls in what is installed, and in the house rules of the current folder."""

    def __init__(self, registry: Registry, house_files: Sequence[Path], extensions: Extensions) -> None:
        self._registry = registry
        self._installed = Installed(registry)
        self._house_rules = HouseRules(registry, self._installed, extensions)
        self._house_files = tuple(house_files)
        self._extensions = extensions
        self._notes: list[str] = []

    def find(self, asked: Wanted) -> Found:
        """Return the explanation of a control, in the newest year that has it unless a year was given.

        Raises ArgumentError for an unknown control, NoSuchFormError for an unknown form or year, and BrokenPackError
        when the rules of the year that was asked for cannot be used.
        """
        explanation = self._of_house(asked) if asked.is_house_rule else self._official(asked)
        return Found(explanation, tuple(self._notes))

    # ── Official controls ────────────────────────────────────────────────────────────────────────────────────────────

    def _official(self, asked: Wanted) -> Explanation:
        assert asked.form is not None
        if not asked.control and not self._is_form(asked.form):
            example = self._registry.packs()[0].form if self._registry.packs() else "SKJEMA"
            raise ArgumentError(f"Oppgi skjemaet også, for eksempel {example}:{asked.form}.")
        attempts = list(self._years(asked))
        if not asked.control:
            newest = attempts[-1]
            raise ArgumentError(f"Oppgi kontrollen også. {newest.name} har {', '.join(sorted(_ids(newest)))}.")
        name = attempts[-1].skjema.skjema
        having = {a.skjema.argang: id_ for a in attempts if (id_ := _matching(asked.control, _ids(a))) is not None}
        if not having:
            raise _unknown(asked.control, name, [id_ for a in attempts for id_ in _ids(a)])
        year = asked.year if asked.year is not None else max(having)
        if year not in having:
            last = max(having)
            elsewhere = explain(attempts, last, having[last]).elsewhere.get(year)
            instead = f" I {year} har den nummer {elsewhere}." if elsewhere else ""
            raise ArgumentError(
                f"Kontroll {having[last]} finnes ikke i {name} {year}, men i {ranges(having)}.{instead}"
            )
        return explain(attempts, year, having[year])

    def _years(self, asked: Wanted) -> Iterator[Attempt]:
        assert asked.form is not None
        if asked.year is not None:
            self._registry.load(asked.form, asked.year)  # says which years there are when it is not one of them
        for year in self._registry.years(asked.form):
            try:
                attempt = compile_pack(self._registry.load(asked.form, year).skjema, self._extensions)
            except BrokenPackError as error:
                if year == asked.year:
                    raise
                self._notes.append(f"{asked.form} {year} er ikke med: {error}")
                continue
            if attempt.compiled is not None:
                yield attempt
            elif year == asked.year:
                raise BrokenPackError(f"Regelsettet {attempt.name} kan ikke brukes:\n{_rendered(attempt)}")
            else:
                self._notes.append(f"{attempt.name} er ikke med, for reglene har feil. «kostra lint» viser dem.")

    def _is_form(self, form: str) -> bool:
        return any(pack.is_called(form) for pack in self._registry.packs())

    # ── House rules ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_house(self, asked: Wanted) -> Explanation:
        namespace, _, id_ = asked.control.partition(_HOUSE)
        forms = self._installed.forms
        if asked.form is not None:
            named = self._registry.packs_for(asked.form)
            forms = tuple(s for s in forms if any(pack.is_called(s.skjema) for pack in named))
        attempts, known = self._house_attempts(namespace, forms)
        if not attempts:
            closest_name = closest(namespace, known)
            hint = f" Mente du {closest_name}?" if closest_name else f" Kjente: {', '.join(known)}." if known else ""
            raise ArgumentError(f"Det er ingen husregler som heter «{namespace}» her.{hint}")
        having = [(a, match) for a in attempts if (match := _matching(id_, _ids(a))) is not None]
        if not having:
            raise _unknown(id_, f"husreglene {namespace}", [each for a in attempts for each in _ids(a)])
        in_year = [each for each in having if asked.year in (None, each[0].skjema.argang)]
        where = [(a.skjema.skjema, a.skjema.argang) for a, _ in having]
        if not in_year:
            raise ArgumentError(f"{namespace}/{having[0][1]} gjelder ikke {asked.year}, men {in_words(where)}.")
        # The newest year in which it can be run tells more than one in which it cannot.
        best = max(in_year, key=lambda each: (not _is_impossible(*each), each[0].skjema.argang))
        chosen, match = best
        of_form = [a for a in attempts if a.skjema.skjema == chosen.skjema.skjema]
        return replace(explain(of_form, chosen.skjema.argang, match), also_for=tuple(where))

    def _house_attempts(self, namespace: str, forms: Sequence[Skjema]) -> tuple[list[Attempt], list[str]]:
        attempts: list[Attempt] = []
        known: dict[str, None] = {}
        for skjema in forms:
            sources: list[tuple[Traversable, Sequence[Traversable]]] = [(file, ()) for file in self._house_files]
            sources += [(source.rules, source.modules) for source in self._house_rules.brought(skjema)]
            for rules, modules in sources:
                opening = opening_of(read_source(rules))
                known[opening.name] = None
                if opening.kind != "husregler" or opening.name.casefold() != namespace.casefold():
                    continue
                attempt = self._house_rules.attempt(rules, modules, skjema)
                if attempt.faults:
                    raise BrokenPackError(f"Husreglene {opening.name} kan ikke brukes:\n{_rendered(attempt)}")
                if attempt.compiled is not None:
                    attempts.append(attempt)
        return attempts, list(known)


def _ids(attempt: Attempt) -> list[str]:
    return [control.id for control in controls_of(attempt.compiled)] if attempt.compiled is not None else []


def _matching(written: str, ids: Sequence[str]) -> str | None:
    """Return the control that is meant: in capitals or not, and with or without the zeros in front."""
    for form in (str.casefold, lambda id_: id_.casefold().lstrip("0")):
        matches = [id_ for id_ in ids if form(id_) == form(written)]
        if len(matches) == 1:
            return matches[0]
    return None


def _unknown(control: str, where: str, known: Sequence[str]) -> ArgumentError:
    ids = sorted(set(known))
    suggestion = closest(control.zfill(3), ids)
    hint = f" Mente du {suggestion}?" if suggestion else ""
    return ArgumentError(f"Det er ingen kontroll {control} i {where}.{hint} Kontrollene er {', '.join(ids)}.")


def _is_impossible(attempt: Attempt, id_: str) -> bool:
    assert attempt.compiled is not None
    return any(control.id == id_ and control.not_run for control in attempt.compiled.program.controls)


def _rendered(attempt: Attempt) -> str:
    return "\n".join(fault.render() for fault in attempt.faults)
