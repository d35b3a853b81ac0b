"""Building the distributions of this repository as wheels, and running Python where only some of them are installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]

_BUILD_ALL = """
import os, sys
from hatchling.build import build_wheel
out = sys.argv[1]
for project in sys.argv[2:]:
    os.chdir(project)
    build_wheel(out)
"""


def pip_wheels(projects: Iterable[Path], out: Path) -> list[Path]:
    """Build wheels as a release would: with pip, without dependencies and without build isolation."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(out), *map(str, projects)], check=True, cwd=ROOT)
    return sorted(out.glob("*.whl"))


def wheels(projects: Iterable[Path], out: Path) -> list[Path]:
    """Build wheels with the build backend alone, in one process: the same files, much faster for many projects."""
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-c", _BUILD_ALL, str(out), *map(str, projects)], check=True)
    return sorted(out.glob("*.whl"))


def unpack(wheel_files: Iterable[Path], target: Path) -> None:
    """Install wheels the way an installer does with pure Python: by unpacking them."""
    for wheel in wheel_files:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target)


def third_party(names: Iterable[str], target: Path) -> None:
    """Make the third-party packages of those names, and what they need, importable from `target`; nothing else is."""
    target.mkdir(parents=True, exist_ok=True)
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop()
        try:
            dist = distribution(name)
        except PackageNotFoundError:
            continue
        if dist.name in seen:
            continue
        seen.add(dist.name)
        for top in {file.parts[0] for file in dist.files or () if ".." not in file.parts}:
            source = Path(str(dist.locate_file(top)))
            if top != "__pycache__" and not (target / top).exists():
                (target / top).symlink_to(source)
        for text in dist.requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)


def python(arguments: list[str], *folders: Path) -> subprocess.CompletedProcess[str]:
    """Run Python where only the packages in `folders` can be imported: no site-packages, no working directory."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, folders))
    environment["PYTHONUTF8"] = "1"
    return subprocess.run(
        [sys.executable, "-S", "-P", *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folders[0],
    )
