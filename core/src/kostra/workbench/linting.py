"""The lint: everything that is wrong with rule files, or should be better before others rely on them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path

from kostra.api.errors import KostraError
from kostra.api.skjema import Skjema
from kostra.checking.resources import read_source
from kostra.checking.rulebook import Extensions
from kostra.diagnostics import Diagnostic, DiagnosticError, Source, Span
from kostra.language import syntax
from kostra.language.lint import lint, missing_metadata, unused_names, without_accepted
from kostra.language.lock import drift
from kostra.language.parser import parse_recovering
from kostra.language.problems import Problems
from kostra.workbench.compiled import Attempt, compile_pack, placed, read_layout
from kostra.workbench.examples import complaint, tried
from kostra.workbench.findings import Collected
from kostra.workbench.house_rules import HouseRules, absent_everywhere
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


def lint_all(subjects: Iterable[Subject], house_rules: HouseRules, extensions: Extensions) -> Collected:
    """Return every fault of every subject; what cannot be looked into does not keep the rest from it."""
    collected = Collected()
    for subject in subjects:
        try:
            _lint(subject, house_rules, extensions, collected)
        except KostraError as error:
            collected.add_trouble(str(error))
    return collected


def _lint(subject: Subject, house_rules: HouseRules, extensions: Extensions, collected: Collected) -> None:
    match subject:
        case Trouble(message):
            collected.add_trouble(message)
        case RuleSet(skjema, is_pack):
            _rule_set(skjema, is_pack, extensions, collected)
        case HouseRuleFile(file):
            _house_rules(file, house_rules, extensions, collected)
        case ModuleFile(file):
            collected.others.append(f"modulen {file.stem}")
            collected.add(_by_itself(file, official=True))
        case LayoutFile(file, folders):
            collected.others.append(shown_path(file))
            collected.add(_layout(file, folders))
        case UnknownRuleFile(file):
            collected.others.append(shown_path(file))
            collected.add(_by_itself(file, official=False))


# ── Rule sets and house rules ────────────────────────────────────────────────────────────────────────────────────────


def _rule_set(skjema: Skjema, is_pack: bool, extensions: Extensions, collected: Collected) -> None:
    attempt = compile_pack(skjema, extensions)
    collected.rule_sets.append((skjema.skjema, skjema.argang))
    own = {shown_path(skjema.rules), shown_path(skjema.layout)}
    faults = list(_faults(attempt, extensions))
    if attempt.compiled is None:
        faults += _by_itself(skjema.rules, official=True)
    elif is_pack:
        faults += _changed_since_closed(attempt)
    # A fault in the pack's own files is there in this year only; that goes without saying.
    collected.add(fault for fault in faults if fault.span.file in own)
    collected.add((fault for fault in faults if fault.span.file not in own), (skjema.skjema, skjema.argang))


def _house_rules(file: Path, house_rules: HouseRules, extensions: Extensions, collected: Collected) -> None:
    collected.others.append(f"husreglene {shown_path(file)}")
    attempts = list(house_rules.attempts(file))
    if not attempts:
        by_itself = _by_itself(file, official=False)
        collected.add(by_itself)
        if not by_itself:
            collected.add_trouble(f"{shown_path(file)} er for skjemaer som ikke er installert, og er ikke kontrollert.")
    found = [(attempt, list(_faults(attempt, extensions))) for attempt in attempts]
    everywhere = set.intersection(*({_key(fault) for fault in faults} for _, faults in found)) if found else set()
    for attempt, faults in found:
        rule_set = attempt.skjema.skjema, attempt.skjema.argang
        collected.add(fault for fault in faults if _key(fault) in everywhere)
        collected.add((fault for fault in faults if _key(fault) not in everywhere), rule_set)
    collected.add(absent_everywhere(attempts))


def _key(fault: Diagnostic) -> tuple[str, Span]:
    return fault.code, fault.span


def _faults(attempt: Attempt, extensions: Extensions) -> Iterable[Diagnostic]:
    yield from attempt.faults
    compiled = attempt.compiled
    if compiled is not None:
        yield from map(attempt.placed, lint(compiled))
        for one in tried(compiled, extensions):
            if not one.holds:
                yield attempt.placed(complaint(one, compiled.sources))


def _changed_since_closed(attempt: Attempt) -> list[Diagnostic]:
    lock = attempt.skjema.lock
    if lock is None or not lock.is_file() or attempt.compiled is None:
        return []
    found = drift(attempt.compiled.program, read_source(lock).text)
    if not found:
        return []
    message = f"Årgangen er lukket, men reglene er ikke de som ble lukket: {found}."
    hint = f"Er endringen ment, lages låsen på nytt med: kostra lukk {attempt.name}"
    span = Span(shown_path(attempt.skjema.rules), 1, 1, 1, 1)
    return [Diagnostic("lukket-årgang", message, span, hint=hint, level="advarsel")]


# ── One file by itself ───────────────────────────────────────────────────────────────────────────────────────────────


def _by_itself(file: Traversable, *, official: bool) -> tuple[Diagnostic, ...]:
    """Return what a rule file says of itself: syntax, metadata, and names that are declared and not used."""
    source = read_source(file)
    source = Source(shown_path(file), source.text)
    tree, faults = parse_recovering(source)
    problems = Problems([source])
    problems.add(faults)
    if tree is None:
        return problems.diagnostics
    if official:
        for code, message, span, control in missing_metadata(tree):
            problems.control = control
            problems.error(code, message, span)
        problems.control = ""
    if not faults:  # what cannot be read may use anything
        _add_unused(problems, tree)
    return without_accepted(problems.diagnostics, [tree])


def _add_unused(problems: Problems, tree: syntax.RuleFile) -> None:
    for code, message, span in unused_names(tree):
        problems.warning(code, message, span)


def _layout(file: Path, folders: tuple[Traversable, ...]) -> tuple[Diagnostic, ...]:
    try:
        read_layout(file, folders)
    except DiagnosticError as faults:
        return tuple(placed(fault, {file.name: shown_path(file)}) for fault in faults.diagnostics)
    return ()
