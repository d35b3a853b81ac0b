from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.test_diff import Program
from tests.cli.test_diff import program as program  # the fixture


def test_markdown_on_stdout(program: Program) -> None:
    ended = program("docs", "11F", "2022")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("# Skjema 11F, 2022: Økonomisk sosialhjelp\n")
    assert "### Kontroll 016: " in ended.out


def test_html_on_stdout(program: Program) -> None:
    ended = program("docs", "11cf", "2025", "--format", "html")
    assert ended.out.startswith("<!DOCTYPE html>\n")
    assert 'id="felt-PERSON_JOURNALNR"' in ended.out


def test_a_folder_gets_both_and_is_made(program: Program, tmp_path: Path) -> None:
    ended = program("docs", "7B", "2023", "--ut", "ny")
    assert (ended.code, ended.out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "ny").iterdir()) == ["7b-2023.html", "7b-2023.md"]


def test_a_folder_and_a_format_give_one_file(program: Program, tmp_path: Path) -> None:
    assert program("docs", "7B", "2023", "--ut", str(tmp_path), "--format", "html").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["7b-2023.html"]


@pytest.mark.parametrize(("name", "start"), [("a.html", "<!DOCTYPE html>"), ("a.md", "# Skjema 12"), ("a.HTM", "<!DO")])
def test_the_ending_of_a_file_gives_the_format(program: Program, tmp_path: Path, name: str, start: str) -> None:
    assert program("docs", "12", "2024", "--ut", name).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("11F",), "ÅRGANG"),
        (("11F", "2099"), "11F finnes for"),
        (("11F", "22"), "«22» er ikke fire sifre"),
        (("99", "2022"), "Skjema 99 er ikke installert"),
        (("11F", "2022", "--format", "pdf"), "Ukjent format «pdf». Formatene er markdown, html."),
        (("11F", "2022", "--ut", "a.pdf"), "a.pdf slutter verken på .md eller .html"),
        (("11F", "2022", "--ut", "borte/a.md"), "finnes ikke"),
        (("11F", "2022", "--ut", "borte/ny"), "finnes ikke"),
        (("11F", "2022", "--ut", "fil"), "fil er en fil uten endelse"),
    ],
)
def test_what_cannot_be_done_ends_in_2_with_a_reason(
    program: Program, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    ended = program("docs", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_the_document_is_the_same_in_every_process() -> None:
    texts = {
        subprocess.run(
            [sys.executable, "-m", "kostra", "docs", "11F", "2024", "--format", "html"],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(texts) == 1
