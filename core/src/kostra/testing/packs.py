"""Checking a pack's own examples: those in its rule files, and its example files.

For a plugin author's tests:

    from kostra.testing.packs import check_examples, coverage

    def test_examples() -> None:
        assert check_examples(kostra_skjema()) == []

    def test_every_control_is_seen_to_fire() -> None:
        assert coverage(kostra_skjema()).silent == ()

or, without writing any test, `kostra_pakker = …` in the settings of pytest: see `kostra.testing.pytest_plugin`.

Example files stand in the folder `Skjema.examples`: `gyldig*` have no finding at all; each `feil*` has beside it a
`.funn` of the same name with exactly the findings that are expected, one line each: control, severity and line number,
with `-` for a finding of the whole file («016 feil 12»). Empty lines and lines that begin with `#` do not count.

The pack need not be installed. House rules of other plugins take no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from kostra.api.check import check
from kostra.api.errors import KostraError, UnreadableError
from kostra.api.report import Finding, Outcome, Report
from kostra.api.skjema import Skjema
from kostra.checking.rulebook import RuleBook, load_rule_book
from kostra.engine.examples import ExampleError, run_example
from kostra.language.program import Control, Example
from kostra.plugins.manager import HouseRules, Registry
from kostra.plugins.packs import LoadedPack
from kostra.readers.input import Input

_MOST_SHOWN = 5
_VALID, _FAULTY = "gyldig", "feil"
_EXPECTED = ".funn"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which controls are seen to fire: on an example of `avvis`, or in an example file `feil*`.

    `silent` is what the figure is for: the controls of the rule set without those that fire, so that a control nobody
    has an example of is always among them. A control of the file itself (000, 001) needs no example and counts in
    neither.
    """

    fired: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def share(self) -> float:
        """Return the share of the controls that fire, from 0 to 1."""
        total = len(self.fired) + len(self.silent)
        return len(self.fired) / total if total else 1.0


def check_examples(skjema: Skjema) -> list[str]:
    """Return everything that is wrong with a pack's examples, a sentence each; nothing when all is well.

    Every `godta` and `avvis` does what it says, every control has at least one of each, example files `gyldig*` have
    no findings, and example files `feil*` exactly the expected ones. Raises `kostra.api.errors.BrokenPackError` when
    the layout or the rules cannot be used.
    """
    return [*rule_example_problems(skjema), *valid_file_problems(skjema), *faulty_file_problems(skjema)]


def rule_example_problems(skjema: Skjema) -> list[str]:
    """Return what is wrong with the examples in the rule files: the wrong outcome, or none at all."""
    return list(_rule_problems(_Pack(skjema)))


def valid_file_problems(skjema: Skjema) -> list[str]:
    """Return the findings in the example files that should have none, and say so when there is no such file."""
    files = _files(skjema, _VALID)
    if not files:
        return ["Det er ingen eksempelfil som heter gyldig…"]
    return file_problems(skjema, *files)


def faulty_file_problems(skjema: Skjema) -> list[str]:
    """Return how the findings in the example files with faults differ from the expected ones."""
    return file_problems(skjema, *_files(skjema, _FAULTY))


def example_files(skjema: Skjema) -> tuple[Traversable, ...]:
    """Return the example files of a pack, in order of name; other files in the folder are none of its examples."""
    return (*_files(skjema, _FAULTY), *_files(skjema, _VALID))


def file_problems(skjema: Skjema, *files: Traversable) -> list[str]:
    """Return what is wrong with some of a pack's example files, each as its name asks."""
    pack = _Pack(skjema)
    problems = [(_valid_problems if file.name.startswith(_VALID) else _faulty_problems)(pack, file) for file in files]
    return [problem for of_file in problems for problem in of_file]


def coverage(skjema: Skjema) -> Coverage:
    """Return which controls the pack's own examples make fire."""
    pack = _Pack(skjema)
    ids = [control.id for control in pack.controls]
    fired = {control.id for control in pack.controls if _fires(pack, control)}
    for file in _files(skjema, _FAULTY):
        fired |= {finding.control for finding in pack.check(file).findings}
    return Coverage(tuple(id_ for id_ in ids if id_ in fired), tuple(id_ for id_ in ids if id_ not in fired))


def expected_text(skjema: Skjema, name: str) -> str:
    """Return the findings in an example file as the text of its `.funn` file, to be read through and kept.

    Raises `kostra.api.errors.KostraError` when the file cannot be checked or the pack has no such file.
    """
    for file in _files(skjema, name):
        if file.name == name:
            findings = Counter(_line(finding) for finding in _Pack(skjema).check(file).findings)
            return "".join(f"{line}\n" for line in _sorted(findings))
    raise UnreadableError(f"Pakken har ingen eksempelfil som heter {name}.")


class _Alone(Registry):
    """A registry in which one pack is installed, whether it is or not, and no house rules are."""

    def __init__(self, pack: LoadedPack) -> None:
        super().__init__()
        self._pack = pack

    def load(self, form: str, year: int) -> LoadedPack:
        return self._pack

    def house_rules(self, form: str, year: int) -> tuple[HouseRules, ...]:
        return ()


class _Pack:
    """A pack under test; its rules are compiled once, when they are first needed."""

    def __init__(self, skjema: Skjema) -> None:
        self.skjema = skjema
        self._loaded = LoadedPack(skjema, f"{skjema.skjema}-{skjema.argang}", "0")
        self._registry = _Alone(self._loaded)

    @cached_property
    def _book(self) -> RuleBook:
        return load_rule_book(self._loaded, self._registry)

    @property
    def controls(self) -> tuple[Control, ...]:
        return self._book.programs[0].controls

    def fires(self, control: Control, example: Example) -> bool:
        functions = {function.name: function for function in self._book.extensions.functions}
        return run_example(self._book.programs[0], control, example, functions)

    def check(self, file: Traversable) -> Report:
        return check(
            [Input.of_bytes(file.name, file.read_bytes())],
            skjema=self.skjema.skjema,
            argang=self.skjema.argang,
            registry=self._registry,
        )


def _rule_problems(pack: _Pack) -> Iterator[str]:
    for control in pack.controls:
        for accepts, word in ((True, "godta"), (False, "avvis")):
            if not any(example.accepts is accepts for example in control.examples):
                yield f"Kontroll {control.id} har ingen eksempler etter «{word}»."
        for example in control.examples:
            place = f"{example.span.file}, linje {example.span.line}"
            try:
                fired = pack.fires(control, example)
            except ExampleError as reason:
                yield f"Kontroll {control.id}: eksemplet i {place} kan ikke prøves: {reason}"
                continue
            if fired and example.accepts:
                yield f"Kontroll {control.id}: eksemplet i {place} skulle vært godtatt, men gir funn."
            if not fired and not example.accepts:
                yield f"Kontroll {control.id}: eksemplet i {place} skulle vært avvist, men gir ikke funn."


def _fires(pack: _Pack, control: Control) -> bool:
    for example in control.examples:
        if not example.accepts:
            try:
                if pack.fires(control, example):
                    return True
            except ExampleError:
                continue
    return False


def _valid_problems(pack: _Pack, file: Traversable) -> Iterator[str]:
    try:
        report = pack.check(file)
    except KostraError as error:
        yield f"{file.name} kan ikke kontrolleres: {error}"
        return
    for finding in report.findings[:_MOST_SHOWN]:
        yield f"{file.name} skulle vært uten funn: {_line(finding)}: {finding.message}"
    if len(report.findings) > _MOST_SHOWN:
        yield f"{file.name} har {len(report.findings) - _MOST_SHOWN} funn til."
    yield from _crashed(file, report)


def _faulty_problems(pack: _Pack, file: Traversable) -> Iterator[str]:
    name = (file.name.rpartition(".")[0] or file.name) + _EXPECTED
    expected_file = next((other for other in _files(pack.skjema, name, _EXPECTED) if other.name == name), None)
    if expected_file is None:
        yield f"{file.name} mangler {name} ved siden av seg."
        return
    lines = (line.strip() for line in expected_file.read_text(encoding="utf-8").splitlines())
    expected = Counter(line for line in lines if line and not line.startswith("#"))
    try:
        report = pack.check(file)
    except KostraError as error:
        yield f"{file.name} kan ikke kontrolleres: {error}"
        return
    found = Counter(_line(finding) for finding in report.findings)
    yield from (f"{file.name}: ventet «{line}», men det er ikke funnet." for line in _sorted(expected - found))
    yield from (f"{file.name}: fant «{line}», men det er ikke ventet." for line in _sorted(found - expected))
    yield from _crashed(file, report)


def _crashed(file: Traversable, report: Report) -> Iterator[str]:
    for control in report.controls:
        if control.outcome is Outcome.CRASHED:
            yield f"{file.name}: kontroll {control.id} krasjet: {control.reason}"


def _files(skjema: Skjema, prefix: str, suffix: str = "") -> list[Traversable]:
    """Return the example files whose names begin so, expected findings left out unless asked for, in order of name."""
    if skjema.examples is None:
        return []
    files = [file for file in skjema.examples.iterdir() if file.is_file() and file.name.startswith(prefix)]
    return sorted(
        (f for f in files if f.name.endswith(suffix) and (suffix or not f.name.endswith(_EXPECTED))),
        key=lambda file: file.name,
    )


def _line(finding: Finding) -> str:
    return f"{finding.control} {finding.severity.value} {','.join(map(str, finding.lines)) or '-'}"


def _sorted(lines: Counter[str]) -> list[str]:
    def key(line: str) -> tuple[int, str]:
        first = line.rpartition(" ")[2].partition(",")[0]
        return (int(first) if first.isdigit() else 0), line

    return sorted(lines.elements(), key=key)
