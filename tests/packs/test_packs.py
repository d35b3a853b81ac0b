"""Every installed pack keeps what its examples promise."""

from __future__ import annotations

import pytest

from kostra.api import Skjema
from kostra.plugins.manager import Registry
from kostra.plugins.packs import PackRef
from kostra.testing.packs import coverage, faulty_file_problems, rule_example_problems, valid_file_problems

REGISTRY = Registry()
PACKS = pytest.mark.parametrize("pack", REGISTRY.packs(), ids=lambda pack: f"{pack.form}-{pack.year}")


def skjema_of(pack: PackRef) -> Skjema:
    return REGISTRY.load(pack.form, pack.year).skjema


def test_there_are_packs_to_test() -> None:
    # Without any, every test below would be skipped and say nothing.
    assert REGISTRY.packs() != ()


@PACKS
def test_the_examples_of_every_control_hold(pack: PackRef) -> None:
    assert rule_example_problems(skjema_of(pack)) == []


@PACKS
def test_valid_example_files_have_no_findings(pack: PackRef) -> None:
    assert valid_file_problems(skjema_of(pack)) == []


@PACKS
def test_faulty_example_files_have_exactly_the_expected_findings(pack: PackRef) -> None:
    assert faulty_file_problems(skjema_of(pack)) == []


@PACKS
def test_every_control_is_seen_to_fire(pack: PackRef) -> None:
    assert coverage(skjema_of(pack)).silent == ()


def test_the_newest_year_of_every_form_has_a_faulty_file() -> None:
    newest = {pack.form: pack for pack in REGISTRY.packs()}
    for pack in newest.values():
        examples = skjema_of(pack).examples
        assert examples is not None
        assert any(file.name == "feil.funn" for file in examples.iterdir()), pack.form
