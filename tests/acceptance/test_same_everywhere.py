"""Trust: what is found does not depend on where, when or how the program is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kostra.plugins.manager import Registry

PLACES = {
    "plain": {},
    "another seed": {"PYTHONHASHSEED": "1"},
    "a third seed": {"PYTHONHASHSEED": "4711"},
    "C": {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "another alphabet": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "far east": {"TZ": "Pacific/Kiritimati"},
    "far west": {"TZ": "Etc/GMT+12"},
    "one thread": {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    "no optimisation of memory": {"PYTHONMALLOC": "malloc", "PYTHONOPTIMIZE": "1"},
}


def report(file: Path, form: str, environment: dict[str, str], here: Path, *options: str) -> bytes:
    """Check a file in a process of its own and return the report in JSON."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    asked = ("--skjema", form, "--argang", "2026", "--format", "json", *options, str(file))
    ended = subprocess.run(
        [sys.executable, "-m", "kostra", "check", *asked],
        cwd=here,
        env={**bare, "PYTHONHASHSEED": "0", **environment},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
    return ended.stdout


@pytest.mark.parametrize(("form", "name"), [("11F", "feil.dat"), ("11C", "feil.dat"), ("12", "feil.csv")])
def test_the_report_is_the_same_to_the_byte(form: str, name: str, tmp_path: Path) -> None:
    examples = Registry().load(form, 2026).skjema.examples
    assert examples is not None
    file = tmp_path / name
    file.write_bytes((examples / name).read_bytes())
    elsewhere = tmp_path / "en annen mappe på disken"
    elsewhere.mkdir()
    expected = report(file, form, {}, tmp_path)
    for place, environment in PLACES.items():
        assert report(file, form, environment, elsewhere) == expected, place
    assert report(Path(name), form, {}, tmp_path) == expected
    assert report(file, form, {}, tmp_path, "--uten-lager") == expected
