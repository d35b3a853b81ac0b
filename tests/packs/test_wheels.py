"""Every official pack is a distribution of its own: unpacked beside the libraries alone, it passes its own examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.plugins.wheels import ROOT, python, third_party, unpack, wheels

PACKS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))

_RUN_EXAMPLES = """
import json, sys
from kostra.plugins.manager import Registry
from kostra.testing.packs import check_examples
registry = Registry()
packs = registry.packs()
loaded = [registry.load(pack.form, pack.year).skjema for pack in packs]
problems = [problem for skjema in loaded for problem in check_examples(skjema)]
json.dump({"packs": [[p.form, p.year] for p in packs], "problems": problems}, sys.stdout)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheels once, and unpack the libraries."""
    folder = tmp_path_factory.mktemp("hjul")
    unpack(
        wheels([ROOT / "core", ROOT / "grammars", ROOT / "rulesets"], folder / "bibliotek-hjul"), folder / "bibliotek"
    )
    wheels(PACKS, folder / "pakker")
    third_party(["numpy", "lark", "pluggy", "typer"], folder / "andre")
    return folder


def test_the_bundle_names_every_pack() -> None:
    import tomllib

    bundle = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = {requirement.partition("==")[0] for requirement in bundle["project"]["dependencies"]}
    projects = {
        tomllib.loads((pack / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"] for pack in PACKS
    }
    assert named == projects | {"kostra-core", "kostra-grammars", "kostra-rulesets"}


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_the_pack_works_beside_the_libraries_alone(pack: Path, built: Path, tmp_path: Path) -> None:
    stem = pack.name.replace("-", "_")
    wheel = list((built / "pakker").glob(f"kostra_{stem}-*.whl"))
    assert len(wheel) == 1
    unpack(wheel, tmp_path)
    ran = python(["-c", _RUN_EXAMPLES], tmp_path, built / "bibliotek", built / "andre")
    assert ran.returncode == 0, ran.stderr
    answer = json.loads(ran.stdout)
    form, year = pack.name.removeprefix("skjema-").rsplit("-", 1)
    assert answer == {"packs": [[form.upper(), int(year)]], "problems": []}
