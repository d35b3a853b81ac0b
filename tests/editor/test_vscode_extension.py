from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "eksempler" / "vscode"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "package.json").read_text("utf-8"))
    return found


def test_every_file_that_the_manifest_names_is_there_or_copied_there(manifest: dict[str, Any]) -> None:
    contributes = manifest["contributes"]
    for name in [manifest["main"], *(language["configuration"] for language in contributes["languages"])]:
        assert (FOLDER / name).is_file()
    for one in contributes["grammars"]:
        folder, name = Path(one["path"]).parts
        assert folder == "syntaxes"
        grammar = json.loads(files("kostra_grammars").joinpath(name).read_text("utf-8"))
        assert grammar["scopeName"] == one["scopeName"]
        assert f"/{folder}/" in (FOLDER / ".gitignore").read_text("utf-8").split()
    assert manifest["scripts"]["postinstall"].split()[-1] == "hent-grammatikker.js"
    assert (FOLDER / "hent-grammatikker.js").is_file()


def test_the_languages_have_the_file_endings_of_the_program(manifest: dict[str, Any]) -> None:
    from kostra.workbench.targets import LAYOUT, RULES

    languages = {language["id"]: language["extensions"] for language in manifest["contributes"]["languages"]}
    assert sorted(ending for endings in languages.values() for ending in endings) == sorted([RULES, LAYOUT])
    script = (FOLDER / manifest["main"]).read_text("utf-8")
    assert all(f'language: "{language}"' in script for language in languages)


def test_the_extension_starts_the_command_that_there_is(manifest: dict[str, Any]) -> None:
    from kostra.plugins.manager import Registry

    assert manifest["contributes"]["configuration"]["properties"]["kostra.program"]["default"] == "kostra"
    assert 'args: ["editor"]' in (FOLDER / manifest["main"]).read_text("utf-8")
    assert "editor" in Registry().own_commands


def test_the_brackets_that_close_themselves_are_those_of_the_language() -> None:
    configuration = json.loads((FOLDER / "language-configuration.json").read_text("utf-8"))
    assert configuration["comments"] == {"lineComment": "#"}
    assert {pair["open"] for pair in configuration["autoClosingPairs"]} == {"(", "{", '"'}
