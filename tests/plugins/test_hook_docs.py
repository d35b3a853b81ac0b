"""docs/kroker.md and the hooks are held together, and its examples are run as they stand."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plugins.wheels import ROOT, unpack, wheels

from kostra.plugins import hookspecs
from kostra.plugins.discovery import KINDS

PAGE = ROOT / "docs" / "kroker.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = ROOT / "eksempler"

HOOKS: dict[str, Callable[..., object]] = {
    name: function for name, function in vars(hookspecs).items() if name.startswith("kostra_")
}
EVERY_HOOK = pytest.mark.parametrize("name", HOOKS)


def heading(name: str) -> str:
    """Build a hook's heading from its signature, as the page must have it."""
    signature = inspect.signature(HOOKS[name])
    arguments = ", ".join(f"{each.name}: {each.annotation}" for each in signature.parameters.values())
    return f"### `{name}({arguments}) -> {signature.return_annotation}`"


def section(name: str) -> str:
    """Return what the page says of a hook."""
    after = TEXT.partition(f"\n{heading(name)}\n")[2]
    return re.split(r"^##", after, maxsplit=1, flags=re.MULTILINE)[0]


# ── The hooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


@EVERY_HOOK
def test_every_hook_has_a_heading_with_its_signature(name: str) -> None:
    assert heading(name) in TEXT.splitlines()


def test_no_hook_is_documented_that_does_not_exist() -> None:
    assert re.findall(r"^### `(kostra_\w+)", TEXT, re.MULTILINE) == list(HOOKS)


def test_the_phases_are_those_of_the_specification() -> None:
    source = Path(inspect.getfile(hookspecs)).read_text(encoding="utf-8")
    mark = re.compile(r"^# ── Phase (\d)|^def (kostra_\w+)", re.MULTILINE)
    documented = re.compile(r"^## Fase (\d)|^### `(kostra_\w+)", re.MULTILINE)
    assert documented.findall(TEXT) == mark.findall(source)


@EVERY_HOOK
def test_every_hook_says_when_in_which_order_and_since_when(name: str) -> None:
    said = section(name)
    assert [word for word in ("**Når:**", "**Rekkefølge:**", "**Svaret:**", "**Siden:**") if word not in said] == []
    if inspect.signature(HOOKS[name]).parameters:
        assert "**Argumentene:**" in said


@EVERY_HOOK
def test_every_specification_says_when_it_is_called_and_since_when(name: str) -> None:
    said = " ".join((inspect.getdoc(HOOKS[name]) or "").split())
    assert re.search(r"\bCalled\b", said)
    since = re.search(r"\bSince (\d+\.\d+)\.$", said)
    assert since is not None
    assert f"**Siden:** {since[1]}." in section(name)


@EVERY_HOOK
def test_every_hook_links_to_a_plugin_that_uses_it(name: str) -> None:
    used = section(name).partition("**Brukes av:**")[2]
    target = re.search(r"\]\(([^)#]+)\)", used)
    assert target is not None
    source = (PAGE.parent / target[1]).read_text(encoding="utf-8")
    # The core's own formats are made in modules of their own; its hooks stand in `builtin`.
    assert f"def {name}(" in source or "def builtin_formats(" in source


@EVERY_HOOK
def test_every_hook_is_in_the_picture_of_a_run(name: str) -> None:
    picture = TEXT.partition("```mermaid\n")[2].partition("```")[0]
    assert f'"{name}' in picture


def test_every_kind_of_entry_point_is_listed() -> None:
    listed = re.findall(r"^\| `([a-zæøå]+)-<", TEXT, re.MULTILINE)
    assert sorted(listed) == sorted(KINDS)


def test_every_link_leads_somewhere() -> None:
    places = re.findall(r"\]\(([^)]+)\)", TEXT)
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}
    missing = [place for place in places if not place.startswith("#") and not (PAGE.parent / place).exists()]
    assert missing + [place for place in places if place.startswith("#") and place[1:] not in anchors] == []


# ── The examples ─────────────────────────────────────────────────────────────────────────────────────────────────────

SHOWN = re.compile(r"\]\(\.\./(eksempler/[^)]+)\):\n\n```\w*\n(.*?)```", re.DOTALL)


def test_the_page_shows_the_examples_as_they_are() -> None:
    shown = SHOWN.findall(TEXT)
    assert [path for path, text in shown if (ROOT / path).read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize("folder", ["tillegg", "skjema-lekeplass-2030"])
def test_the_page_shows_every_example(folder: str) -> None:
    shown = {path for path, _ in SHOWN.findall(TEXT)}
    files = [file for file in (EXAMPLES / folder).rglob("*") if file.suffix in (".py", ".toml", ".regler", ".layout")]
    written = {file.relative_to(ROOT).as_posix() for file in files if len(file.read_text(encoding="utf-8")) > 150}
    assert written - shown == set()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install both examples as pip would, in a folder of their own."""
    folder = tmp_path_factory.mktemp("eksempler")
    built = wheels([EXAMPLES / "tillegg", EXAMPLES / "skjema-lekeplass-2030"], folder / "hjul")
    unpack(built, folder / "site")
    return folder / "site"


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """Run a Python module where the examples are installed, in an empty folder."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(site), "PYTHONUTF8": "1"} | variables
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run


SUNDAY = "55302030A00001030320301  4Liv \n"
CLOSED = "55302030X00002180620303 12Åse \n"


def test_house_rules_function_code_list_and_report_format_work_together(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tilsyn.txt").write_text(SUNDAY + CLOSED, encoding="utf-8")
    said = run("kostra", "check", "--skjema", "lekeplass", "--format", "linjer", "tilsyn.txt")
    assert said.stdout.splitlines() == [
        "tilsyn.txt:1 advarsel senja/001 Tilsynet er ført på 03032030, som er en lørdag eller søndag.",
        "tilsyn.txt:2 advarsel 020 Lekeplassen er stengt og har 12 husker. Er det riktig?",
        "tilsyn.txt:2 feil senja/002 Lekeplassen har nummer X00002, og første bokstav skal være en av sonene våre.",
    ]
    assert said.returncode == 0  # house rules have no say in whether it can be sent in


def test_the_file_format(run: Run, tmp_path: Path) -> None:
    row = '{"KOMMUNE": "5530", "ÅR": "2030", "PLASS": "A00001", "TILSYN": "04032029"}\n'
    (tmp_path / "tilsyn.jsonl").write_text(row, encoding="utf-8")
    said = run("kostra", "check", "--skjema", "lekeplass", "--argang", "2030", "--format", "linjer", "tilsyn.jsonl")
    assert said.returncode == 1, said.stderr
    assert said.stdout.startswith("tilsyn.jsonl:1 feil 010 ")


@pytest.mark.parametrize("content", ["ikke JSON", '{"UKJENT": "1"}', "[]", '{"PLASS": 7}'])
def test_the_file_format_refuses_what_is_something_else(content: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "tilsyn.jsonl").write_text(content, encoding="utf-8")
    said = run("kostra", "check", "--skjema", "lekeplass", "--argang", "2030", "tilsyn.jsonl")
    assert said.returncode == 2
    assert "tilsyn.jsonl er ikke JSON Lines" in said.stderr


def test_the_archive_and_its_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tilsyn.txt").write_text(SUNDAY, encoding="utf-8")
    archive = str(tmp_path / "arkiv.txt")
    assert "Sett SENJA_ARKIV" in run("kostra", "arkivet", SENJA_ARKIV="").stderr
    assert run("kostra", "check", "--skjema", "lekeplass", "tilsyn.txt", SENJA_ARKIV=archive).returncode == 0
    assert run("kostra", "arkivet", SENJA_ARKIV=archive).stdout == "LEKEPLASS 2030: klar, 1 funn\n"


def test_every_example_is_listed_as_installed_and_none_as_broken(run: Run) -> None:
    said = run("kostra", "skjema").stdout
    assert "LEKEPLASS  Tilsyn med lekeplasser" in said
    for name in re.findall(r'^"(\S+)" = ', (EXAMPLES / "tillegg" / "pyproject.toml").read_text("utf-8"), re.MULTILINE):
        assert f"  {name}  eksempel-senja-tillegg" in said
    assert "Virker ikke" not in said


def test_the_rules_of_the_examples_are_free_of_warnings(run: Run, site: Path) -> None:
    for target in ("LEKEPLASS", str(site / "senja_tillegg" / "senja.regler")):
        linted, tried = run("kostra", "lint", target), run("kostra", "test", target)
        assert (linted.returncode, tried.returncode) == (0, 0), linted.stdout + tried.stdout


def test_the_tests_that_the_page_shows_pass(run: Run, tmp_path: Path) -> None:
    shown = [code for code in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL) if "def test_" in code]
    module = "import kostra\nfrom lekeplass_2030 import kostra_skjema\n" + "\n".join(shown)
    (tmp_path / "test_lekeplass.py").write_text(module, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nkostra_pakker = skjema-LEKEPLASS-2030\n", encoding="utf-8")
    said = run("pytest", "-q", "-p", "no:hypothesispytest")
    assert said.returncode == 0, said.stdout
    assert "LEKEPLASS 2030: 3 av 3 (100 %)" in said.stdout
