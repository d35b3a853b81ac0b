"""A new maintainer follows CONTRIBUTING.md from a new year to a wheel: every command, every edit, every line shown.

The steps are done in a copy of the repository. Two of them are done otherwise than a reader does them, so that nothing
is downloaded and no environment is changed: `make install` puts the metadata of the new pack on the path, as an
editable installation would, and `pip install` installs into a folder of its own.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEADING = "## En ny årgang, fra start til utgivelse"
MOST_COMMANDS = 15
MOST_EDITED_LINES = 20


@dataclass(frozen=True)
class Step:
    """One command with the output that is shown, or one edit (`command` empty: `shown` is the diff)."""

    command: str
    shown: str


def walkthrough() -> list[Step]:
    """The commands and edits of the section, in order."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
    steps: list[Step] = []
    for kind, block in re.findall(r"^```(console|diff)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE):
        if kind == "diff":
            steps.append(Step("", block))
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            steps.append(Step(command, shown))
    return steps


class Desk:
    """The copy of the repository, and what a terminal in it can see."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "kostra"
        self.installed = folder / "installert"
        self.metadata = folder / "metadata"
        for made in (self.root, self.installed, self.metadata):
            made.mkdir()
        for name in ("pyproject.toml", "Makefile"):
            shutil.copy(ROOT / name, self.root)
        self.old = sorted(path.name for path in (ROOT / "plugins").glob("skjema-11f-*"))
        for name in self.old:
            shutil.copytree(
                ROOT / "plugins" / name, self.root / "plugins" / name, ignore=shutil.ignore_patterns("__pycache__")
            )

    def run(self, command: str) -> tuple[int, str]:
        """Carry out a command; its exit code and what a terminal would show of it."""
        words = shlex.split(command)
        match words:
            case [".", ".venv/bin/activate"]:
                return 0, ""
            case ["make", "install"]:
                self._install()
                return 0, ""
            case ["kostra", *arguments]:
                return self._python("-m", "kostra", *arguments)
            case ["python", "-m", "pip", "wheel", *arguments]:
                return self._python("-m", "pip", "wheel", "--no-index", *arguments)
            case ["python", "-m", "pip", "install", *arguments]:
                # From here on the wheel is what is used, not the folder it was built from.
                shutil.rmtree(self.metadata)
                self.metadata.mkdir()
                return self._python("-m", "pip", "install", "--no-index", "--target", str(self.installed), *arguments)
        raise AssertionError(f"the walk-through has a command that the test does not know: {command}")

    def edit(self, diff: str) -> None:
        """Apply a diff: the lines must stand in the file exactly once."""
        header, *lines = diff.splitlines()
        path = self.root / header.removeprefix("--- ")
        before = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-"))
        after = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+"))
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{path.name} does not have these lines once:\n{before}"
        path.write_text(text.replace(before, after), encoding="utf-8")

    def _install(self) -> None:
        for project in sorted((self.root / "plugins").glob("*/pyproject.toml")):
            if project.parent.name in self.old:
                continue  # their metadata is that of the environment the tests run in
            content = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
            info = self.metadata / f"{content['name'].replace('-', '_')}-{content['version']}.dist-info"
            info.mkdir(exist_ok=True)
            lines = ("Metadata-Version: 2.1", f"Name: {content['name']}", f"Version: {content['version']}", "")
            (info / "METADATA").write_text("\n".join(lines), encoding="utf-8")
            points = "\n".join(f"{name} = {module}" for name, module in content["entry-points"]["kostra"].items())
            (info / "entry_points.txt").write_text(f"[kostra]\n{points}\n", encoding="utf-8")

    def _python(self, *arguments: str) -> tuple[int, str]:
        sources = [*(self.root / "plugins").glob("*/src")]
        if any(self.installed.iterdir()):
            sources = [path for path in sources if path.parent.name in self.old]
        path = [str(self.installed), str(self.metadata), *map(str, sources)]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path),
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "XDG_CACHE_HOME": str(self.root.parent / "cache"),
        }
        ended = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return ended.returncode, ended.stdout


def same(shown: str, output: str) -> bool:
    """Whether the output is what is shown; … stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.rstrip().split("…"))
    return re.fullmatch(pattern, output.rstrip(), re.DOTALL) is not None


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("gjennomgang"))


def test_the_walkthrough_is_short() -> None:
    steps = walkthrough()
    commands = [step.command for step in steps if step.command]
    edited = [line for step in steps if not step.command for line in step.shown.splitlines()[1:] if line[:1] == "+"]
    assert 0 < len(commands) <= MOST_COMMANDS
    assert 0 < len(edited) <= MOST_EDITED_LINES
    told = {word for command in commands for word in command.split()}
    assert {"new", "lint", "test", "diff", "docs", "wheel"} <= told, "a step that a new year needs is missing"


def test_every_step_does_what_is_shown(desk: Desk) -> None:
    for step in walkthrough():
        if not step.command:
            desk.edit(step.shown)
            continue
        code, output = desk.run(step.command)
        assert same(step.shown, output), f"$ {step.command}\n{output}"
        assert code == 0, f"$ {step.command}\n{output}"
    assert (desk.installed / "kostra_11f_2027" / "kontroller.regler").is_file()
    assert (desk.root / "dokumentasjon" / "11f-2027.html").is_file()
