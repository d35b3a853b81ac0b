"""The pytest plugin: every example of a pack is a test of its own, and two fixtures for the tests around it.

In the settings of pytest, packs by the names of their entry points or by their folders:

    kostra_pakker = ["skjema-X-2030", "src/min_pakke"]
    kostra_dekning = "100"

Each pack gives one test for each example in its rule files (`godta`, `avvis`), one for each example file (`gyldig*`,
`feil*`), and one for the coverage: the share of the controls that an example makes fire must be at least
`kostra_dekning` per cent. What does not fire is listed. A single test is run by its name, as any other:

    pytest src/min_pakke/kontroller.regler::016-avvis-1

Packs take part when whole folders are tested, and have the marker `kostra`. Fixtures: `kostra_registry`,
`kostra_generator`.

pytest imports this module at every start, for whatever project: it loads nothing of kostra before there is a pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from kostra.api.skjema import Skjema
    from kostra.plugins.manager import Registry
    from kostra.testing.generator import Generator
    from kostra.testing.pytest_items import PackFile

PACKS = "kostra_pakker"
MARKER = "kostra"
COVERAGE = "kostra_dekning"
"""The setting, and the property under which a test reports its coverage; JUnit files show it as well."""

_RULES = ".regler"
_SKJEMAER = pytest.StashKey[Mapping[Path, "Skjema"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings."""
    parser.addini(PACKS, "kostra: pakker (inngangspunkter eller mapper) der eksemplene prøves", "linelist", default=[])
    parser.addini(COVERAGE, "kostra: så mange prosent av kontrollene må slå til på et eksempel", default="100")


def pytest_configure(config: pytest.Config) -> None:
    """Find the packs that the settings name."""
    config.addinivalue_line("markers", f"{MARKER}: et eksempel i en kostra-pakke ({PACKS})")
    words: list[str] = config.getini(PACKS)
    if not words:
        return
    from kostra.testing.pytest_items import find_packs, required_coverage

    required_coverage(config)  # a setting that cannot be used is told at once
    config.stash[_SKJEMAER] = find_packs(words, config.rootpath)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PackFile | None:
    """Collect a rule file that the command line names."""
    if file_path.suffix != _RULES or not parent.session.isinitpath(file_path):
        return None
    return _pack_file(parent, file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the packs of the settings to what was collected, before anything is deselected.

    Whoever names single files or tests wants those alone.
    """
    here = config.invocation_params.dir
    if any((here / argument).is_dir() for argument in config.args):
        collected = {item.path for item in items}
        for rules in config.stash.get(_SKJEMAER, {}):
            if rules not in collected:
                items += session.genitems(_pack_file(session, rules))


def _pack_file(parent: pytest.Collector, rules: Path) -> PackFile:
    from kostra.testing.pytest_items import PackFile

    skjema = parent.config.stash.get(_SKJEMAER, {}).get(rules)
    file: PackFile = PackFile.from_parent(parent, path=rules, skjema=skjema)
    return file


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many of the controls are seen to fire, pack by pack."""
    figures = list(_figures(terminalreporter.stats))
    if figures:
        terminalreporter.section("kostra: kontroller som slår til på et eksempel")
        for figure in figures:
            terminalreporter.line(figure)


def _figures(stats: Mapping[str, list[Any]]) -> Iterator[str]:
    for outcome in ("passed", "failed"):
        for report in stats.get(outcome, ()):
            yield from (str(value) for name, value in getattr(report, "user_properties", ()) if name == COVERAGE)


@pytest.fixture
def kostra_registry() -> Registry:
    """Return a registry of what is installed, with nothing loaded yet."""
    from kostra.plugins.manager import Registry

    return Registry()


@pytest.fixture
def kostra_generator(request: pytest.FixtureRequest) -> Generator:
    """Return a data generator; a test always gets the same data, whatever else is run."""
    from kostra.testing.generator import Generator

    return Generator(request.node.name)
