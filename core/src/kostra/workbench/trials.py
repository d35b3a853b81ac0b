"""Trying all examples behind what the user points at, and which controls they make fire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kostra.api.errors import BrokenPackError, KostraError
from kostra.api.skjema import Skjema
from kostra.checking.resources import read_source
from kostra.checking.rulebook import Extensions
from kostra.language.program import Control
from kostra.workbench.compiled import Attempt, compile_pack
from kostra.workbench.examples import Tried, complaint, tried
from kostra.workbench.findings import Collected
from kostra.workbench.house_rules import HouseRules
from kostra.workbench.installed import Installed
from kostra.workbench.places import shown_path
from kostra.workbench.subjects import (
    HouseRuleFile,
    LayoutFile,
    ModuleFile,
    RuleSet,
    Subject,
    Trouble,
    UnknownRuleFile,
)


@dataclass(frozen=True, slots=True)
class TriedControl:
    """A control, how many examples it has of each kind, and whether one of `avvis` made it fire."""

    id: str
    title: str
    file: str
    line: int
    accepts: int
    rejects: int
    fired: bool

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return the kinds of examples that it has none of."""
        return tuple(word for word, number in (("godta", self.accepts), ("avvis", self.rejects)) if not number)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of the examples of one rule set, or of the house rules or the module that `part` names.

    `wrong` is how many examples do not hold; `file_problems` what is wrong with the example files; `not_run` the
    controls of house rules that are for other years only.
    """

    form: str
    year: int
    part: str
    official: bool
    controls: tuple[TriedControl, ...]
    wrong: int
    example_files: int = 0
    file_problems: tuple[str, ...] = ()
    not_run: tuple[str, ...] = ()

    @property
    def examples(self) -> int:
        """Return how many examples were tried."""
        return sum(control.accepts + control.rejects for control in self.controls)

    @property
    def without(self) -> tuple[TriedControl, ...]:
        """Return the controls that lack an example of either kind."""
        return tuple(control for control in self.controls if control.lacks)

    @property
    def silent(self) -> tuple[TriedControl, ...]:
        """Return the controls that no example of `avvis` makes fire."""
        return tuple(control for control in self.controls if not control.fired)

    @property
    def in_order(self) -> bool:
        """Return whether all is well; house rules need no examples, but those they have must hold."""
        return not (self.wrong or self.file_problems or (self.official and self.without))


@dataclass
class Trials:
    """All of it, and the examples that do not hold, each once."""

    trials: list[Trial] = field(default_factory=list)
    wrong: Collected = field(default_factory=Collected)
    covered: set[str] = field(default_factory=set)
    """The files of the rule sets that were tried as a whole, their modules included."""


def try_all(
    subjects: Iterable[Subject], installed: Installed, house_rules: HouseRules, extensions: Extensions
) -> Trials:
    """Try the examples of every subject; what cannot be tried does not keep the rest from it."""
    all_ = Trials()
    # Modules last: what a rule set that is tried anyway takes from them need not be tried twice.
    for subject in sorted(subjects, key=lambda each: isinstance(each, ModuleFile)):
        try:
            _try(subject, installed, house_rules, extensions, all_)
        except KostraError as error:
            all_.wrong.add_trouble(str(error))
    if not all_.trials and not all_.wrong.troubles:
        all_.wrong.add_trouble("Det er ingen eksempler å prøve.")
    return all_


def _try(subject: Subject, installed: Installed, house_rules: HouseRules, extensions: Extensions, all_: Trials) -> None:
    match subject:
        case Trouble(message):
            all_.wrong.add_trouble(message)
        case RuleSet(skjema, is_pack):
            attempt = compile_pack(skjema, extensions)
            files = _example_files(skjema) if is_pack and attempt.compiled is not None else (0, ())
            all_.covered.update(attempt.files.values())
            _add(all_, attempt, extensions, files=files)
        case HouseRuleFile(file):
            attempts = list(house_rules.attempts(file))
            for attempt in attempts:
                _add(all_, attempt, extensions, part=file.name)
            if not attempts:
                all_.wrong.add_trouble(f"{shown_path(file)} er for skjemaer som ikke er installert, eller har feil.")
        case ModuleFile(file):
            used = shown_path(file) in all_.covered
            for attempt in _uses_of(file, installed, extensions):
                used = True
                if shown_path(attempt.skjema.rules) not in all_.covered:
                    _add(all_, attempt, extensions, part=file.name, only=file.name)
            if not used:
                all_.wrong.add_trouble(f"Ingen installerte regelsett bruker modulen {shown_path(file)}.")
        case LayoutFile():
            pass
        case UnknownRuleFile(file):
            all_.wrong.add_trouble(f"{shown_path(file)} kan ikke leses. «kostra lint» viser hvorfor.")


def _add(
    all_: Trials,
    attempt: Attempt,
    extensions: Extensions,
    *,
    part: str = "",
    only: str | None = None,
    files: tuple[int, tuple[str, ...]] = (0, ()),
) -> None:
    compiled = attempt.compiled
    if compiled is None:
        faults = "\n".join(fault.render() for fault in attempt.faults)
        all_.wrong.add_trouble(f"{part or attempt.name} kan ikke prøves:\n{faults}")
        return
    results = list(tried(compiled, extensions, only))
    wrong = [one for one in results if not one.holds]
    rule_set = attempt.skjema.skjema, attempt.skjema.argang
    for one in wrong:
        # What stands in the rule set's own file is about that year; that goes without saying.
        own = one.example.span.file == attempt.skjema.rules.name
        all_.wrong.add([attempt.placed(complaint(one, compiled.sources))], None if own else rule_set)
    controls = [c for c in compiled.program.controls if only in (None, c.span.file)]
    all_.trials.append(
        Trial(
            *rule_set,
            part=part,
            official=not compiled.program.namespace,
            controls=tuple(_control(attempt, c, results) for c in controls if not c.not_run),
            wrong=len(wrong),
            example_files=files[0],
            file_problems=files[1],
            not_run=tuple(c.id for c in controls if c.not_run),
        )
    )


def _control(attempt: Attempt, control: Control, results: list[Tried]) -> TriedControl:
    return TriedControl(
        id=control.id,
        title=control.title,
        file=attempt.files.get(control.span.file, control.span.file),
        line=control.span.line,
        accepts=sum(1 for example in control.examples if example.accepts),
        rejects=sum(1 for example in control.examples if not example.accepts),
        fired=any(one.fired and not one.example.accepts for one in results if one.control.id == control.id),
    )


def _example_files(skjema: Skjema) -> tuple[int, tuple[str, ...]]:
    """Return how many example files a pack has, and what is wrong with them."""
    from kostra.testing.packs import faulty_file_problems, valid_file_problems

    if skjema.examples is None:
        return 0, ()
    names = [file.name for file in skjema.examples.iterdir() if file.name.startswith(("gyldig", "feil"))]
    number = sum(1 for name in names if not name.endswith(".funn"))
    return number, (*valid_file_problems(skjema), *faulty_file_problems(skjema))


def _uses_of(module: Path, installed: Installed, extensions: Extensions) -> Iterator[Attempt]:
    """Yield the installed rule sets that use a module, and not another of the same name."""
    mentioned = re.compile(rf"^\s*bruk\s+{re.escape(module.stem)}\b", re.MULTILINE)
    for skjema in installed.forms:
        try:
            if not mentioned.search(read_source(skjema.rules).text):
                continue
            attempt = compile_pack(skjema, extensions)
        except BrokenPackError:
            continue
        if attempt.files.get(module.name) == shown_path(module):
            yield attempt
