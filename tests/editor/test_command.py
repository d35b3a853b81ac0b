from __future__ import annotations

import subprocess
import sys

import pytest

from kostra.cli.run import run

WITHOUT = """
import sys
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pygls", "lsprotocol", "cattrs"):
            raise ImportError(name)
sys.meta_path.insert(0, Nowhere())
"""


def python(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script, *args], capture_output=True, text=True, encoding="utf-8")


def test_without_the_extra_the_command_says_what_to_install() -> None:
    ended = python(WITHOUT + "from kostra.__main__ import main; main()", "editor")
    assert ended.returncode == 2
    assert 'pip install "kostra[editor]"' in ended.stderr
    assert (ended.stdout, "Traceback" in ended.stderr) == ("", False)


def test_without_the_extra_everything_else_can_be_imported() -> None:
    modules = "completion, definition, hover, layout_language, formatting, checks, views, project"
    ended = python(f"{WITHOUT}import kostra.api\nfrom kostra.editor import {modules}\nprint('ok')")
    assert (ended.stdout.strip(), ended.stderr) == ("ok", "")


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["editor", "--help"]) == 0
    assert "Language Server Protocol" in " ".join(capsys.readouterr().out.split())
