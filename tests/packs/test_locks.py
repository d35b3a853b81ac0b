"""A closed year is what it was when it was closed; a change in a shared module is noticed and named."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from kostra.api import Skjema
from kostra.checking.rulebook import Extensions, compile_pack, load_layout_of, load_rule_book
from kostra.language.lock import drift
from kostra.plugins.manager import Registry
from kostra.plugins.packs import LoadedPack, PackRef

REGISTRY = Registry()
OPEN_YEAR = 2026
CLOSED = [pack for pack in REGISTRY.packs() if pack.year < OPEN_YEAR]


def skjema_of(pack: PackRef) -> Skjema:
    return REGISTRY.load(pack.form, pack.year).skjema


@pytest.mark.parametrize("pack", CLOSED, ids=lambda pack: f"{pack.form}-{pack.year}")
def test_a_closed_year_is_unchanged(pack: PackRef) -> None:
    skjema = skjema_of(pack)
    assert skjema.lock is not None
    program = compile_pack(skjema, load_layout_of(skjema), Extensions()).program
    changes = drift(program, skjema.lock.read_text(encoding="utf-8"))
    assert not changes, f"{pack.form} {pack.year} er lukket, men {changes}."


@pytest.fixture
def other_rulesets(tmp_path: Path) -> Path:
    """Return a copy of the shared modules that a test can change."""
    source = next(iter(REGISTRY.load("11F", 2022).skjema.modules))
    for file in source.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def with_modules(skjema: Skjema, folder: Traversable) -> Skjema:
    return replace(skjema, modules=(folder,))


def test_a_changed_limit_in_a_module_is_named_in_every_closed_year(other_rulesets: Path) -> None:
    module = other_rulesets / "sosial.regler"
    text = module.read_text(encoding="utf-8")
    assert text.count("konstant UVANLIG_MANGE_BARN = 14") == 1
    module.write_text(text.replace("MANGE_BARN = 14", "MANGE_BARN = 15"), encoding="utf-8")
    changed = {}
    for pack in CLOSED:
        skjema = with_modules(skjema_of(pack), other_rulesets)
        assert skjema.lock is not None
        program = compile_pack(skjema, load_layout_of(skjema), Extensions()).program
        changes = drift(program, skjema.lock.read_text(encoding="utf-8"))
        if changes:
            changed[(pack.form, pack.year)] = str(changes)
    # 11F had a limit of its own in 2022; the table forms have no such control.
    assert changed == {
        **{("11C", year): "kontroll 013 er endret" for year in range(2022, OPEN_YEAR)},
        **{("11F", year): "kontroll 013 er endret" for year in range(2023, OPEN_YEAR)},
    }


def test_a_changed_message_does_not_open_a_closed_year(other_rulesets: Path) -> None:
    module = other_rulesets / "sosial.regler"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace('råd "', 'råd "Les dette: '), encoding="utf-8")
    skjema = with_modules(skjema_of(CLOSED[0]), other_rulesets)
    assert skjema.lock is not None
    program = compile_pack(skjema, load_layout_of(skjema), Extensions()).program
    assert not drift(program, skjema.lock.read_text(encoding="utf-8"))


def test_the_report_says_so_when_newer_modules_change_a_closed_year(other_rulesets: Path) -> None:
    module = other_rulesets / "sosialhjelp.regler"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("skal BIDRAG > 0 eller LAAN > 0", "skal BIDRAG > 0"), encoding="utf-8")
    loaded = REGISTRY.load("11F", 2023)
    pack = LoadedPack(with_modules(loaded.skjema, other_rulesets), loaded.distribution, loaded.version)
    book = load_rule_book(pack, REGISTRY)
    assert any("kontroll 027 er endret" in note for note in book.notes)


def test_the_open_year_has_no_lock() -> None:
    for pack in REGISTRY.packs():
        if pack.year == OPEN_YEAR:
            lock = skjema_of(pack).lock
            assert lock is not None
            assert not lock.is_file()
