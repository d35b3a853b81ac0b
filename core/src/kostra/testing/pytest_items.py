"""What the pytest plugin collects in a pack: a test for each example, each example file, and the coverage."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest

from kostra.api.errors import KostraError, NoSuchFormError
from kostra.api.skjema import Skjema
from kostra.checking.rulebook import Extensions
from kostra.language.program import Control, Example
from kostra.plugins.manager import Registry
from kostra.testing.packs import coverage, example_files, file_problems
from kostra.testing.pytest_plugin import COVERAGE, MARKER, PACKS
from kostra.workbench.compiled import Attempt, compile_pack
from kostra.workbench.examples import complaint, tried_one
from kostra.workbench.pack_folders import pack_in


def find_packs(words: Sequence[str], root: Path) -> dict[Path, Skjema]:
    """Return the packs that the setting names, by their rule files; pytest.UsageError for what is no pack."""
    found: dict[Path, Skjema] = {}
    registry = Registry()
    for word in words:
        try:
            packs = _packs_in(root / word) or [_installed(registry, word)]
        except NoSuchFormError as error:
            raise pytest.UsageError(
                f"{PACKS}: «{word}» er verken en mappe med en pakke eller inngangspunktet til en. {error}"
            ) from None
        except KostraError as error:
            raise pytest.UsageError(f"{PACKS}: «{word}» kan ikke brukes. {error}") from None
        for skjema in packs:
            if not isinstance(skjema.rules, Path):
                raise pytest.UsageError(f"{PACKS}: «{word}» ligger i et arkiv. Pakk den ut, eller installer den.")
            found[skjema.rules.absolute()] = skjema
    return found


def required_coverage(config: pytest.Config) -> float:
    """Return how many per cent of the controls must fire; pytest.UsageError when the setting is no such number."""
    text = str(config.getini(COVERAGE))
    try:
        wanted = float(text)
    except ValueError:
        wanted = -1.0
    if not 0 <= wanted <= 100:
        raise pytest.UsageError(f"{COVERAGE} skal være et tall fra 0 til 100, ikke «{text}».")
    return wanted


def _packs_in(folder: Path) -> list[Skjema]:
    """Return the packs in a folder: the package itself, or those under `src`."""
    packages = [folder, *sorted(start.parent for start in folder.glob("src/*/__init__.py"))]
    return [skjema for skjema in map(pack_in, packages) if skjema is not None]


def _installed(registry: Registry, word: str) -> Skjema:
    form, _, year = word.removeprefix("skjema-").rpartition("-")
    return registry.load(form or word, int(year) if year.isdecimal() else 0).skjema


class PackFile(pytest.File):
    """The rule file of a pack, with everything that the pack says about itself."""

    def __init__(self, *, skjema: Skjema | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._skjema = skjema

    @cached_property
    def skjema(self) -> Skjema:
        """Return the form in the year."""
        skjema = self._skjema or pack_in(self.path.parent)
        if skjema is None or not isinstance(skjema.rules, Path) or not os.path.samefile(skjema.rules, self.path):
            raise self.CollectError(
                f"{self.path} er ikke regelsettet i en pakke. «kostra test» prøver også moduler og husregler."
            )
        return skjema

    @cached_property
    def extensions(self) -> Extensions:
        """Return what installed plugins add to the rule language."""
        return Extensions.of(Registry())

    @cached_property
    def attempt(self) -> Attempt:
        """Return the rules, compiled; CollectError with every fault when they cannot be used."""
        try:
            attempt = compile_pack(self.skjema, self.extensions)
        except KostraError as error:
            raise self.CollectError(str(error)) from None
        if attempt.compiled is None:
            raise self.CollectError("\n".join(fault.render() for fault in attempt.faults))
        return attempt

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the examples control by control, then the example files, then the coverage."""
        assert self.attempt.compiled is not None
        for control in self.attempt.compiled.program.controls:
            numbers = {True: 0, False: 0}
            for example in control.examples:
                numbers[example.accepts] += 1
                name = f"{control.id}-{'godta' if example.accepts else 'avvis'}-{numbers[example.accepts]}"
                yield ExampleItem.from_parent(self, name=name, control=control, example=example)
        for file in example_files(self.skjema):
            yield FileItem.from_parent(self, name=file.name, file=file)
        yield CoverageItem.from_parent(self, name="dekning")


class _PackItem(pytest.Item):
    parent: PackFile

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add_marker(MARKER)


class ExampleItem(_PackItem):
    """An example in a rule file: the control must do what it says."""

    def __init__(self, *, control: Control, example: Example, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._control, self._example = control, example

    def runtest(self) -> None:
        """Try the example."""
        attempt = self.parent.attempt
        assert attempt.compiled is not None
        one = tried_one(attempt.compiled, self.parent.extensions, self._control, self._example)
        if not one.holds:
            told = attempt.placed(complaint(one, attempt.compiled.sources)).render()
            pytest.fail(f"Kontroll {self._control.id} «{self._control.title}»\n{told}", pytrace=False)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return where the example stands."""
        file = self.parent.attempt.files.get(self._example.span.file, self._example.span.file)
        return Path(file).absolute(), self._example.span.line - 1, f"kontroll {self.name}"


class FileItem(_PackItem):
    """An example file: no findings in `gyldig*`, exactly the expected ones in `feil*`."""

    def __init__(self, *, file: Traversable, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._file = file

    def runtest(self) -> None:
        """Check the file."""
        problems = file_problems(self.parent.skjema, self._file)
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return the file."""
        return self._file if isinstance(self._file, Path) else self.path, None, f"eksempelfilen {self.name}"


class CoverageItem(_PackItem):
    """The coverage: which controls no example makes fire."""

    def runtest(self) -> None:
        """Count the controls that fire, and demand the share that the settings ask for."""
        skjema = self.parent.skjema
        seen = coverage(skjema)
        total = len(seen.fired) + len(seen.silent)
        percent = int(100 * seen.share)  # rounded down: only all of them are 100 %
        figure = f"{skjema.skjema} {skjema.argang}: {len(seen.fired)} av {total} ({percent} %)"
        self.user_properties.append((COVERAGE, f"{figure}, ikke {', '.join(seen.silent)}" if seen.silent else figure))
        wanted = required_coverage(self.config)
        if 100 * seen.share < wanted:
            silent = "\n".join(f"  {place}" for place in self._places(seen.silent))
            pytest.fail(
                f"{figure}, men {wanted:g} % er krevd ({COVERAGE}).\n"
                f"Verken «avvis» eller en eksempelfil med feil får disse kontrollene til å slå til:\n{silent}",
                pytrace=False,
            )

    def _places(self, ids: Sequence[str]) -> Iterator[str]:
        attempt = self.parent.attempt
        assert attempt.compiled is not None
        for control in attempt.compiled.program.controls:
            if control.id in ids:
                file = attempt.files.get(control.span.file, control.span.file)
                yield f"{file}:{control.span.line}: kontroll {control.id} «{control.title}»"

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return the rule file."""
        return self.path, None, f"dekningen i {self.parent.skjema.skjema} {self.parent.skjema.argang}"
