from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.batch.conftest import Batch, Crew, with_fault
from tests.checking.conftest import Kostra, example

from kostra.batch.answering import Work


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Crew:
    """Put workers in this process in the place of processes of their own."""
    made = Crew()
    monkeypatch.setattr("kostra.batch.local.LocalWorkers", lambda jobs: made)
    return made


def test_results_go_to_a_folder_where_the_user_stands_and_it_says_where(
    batch: Batch, kostra: Kostra, crew: Crew
) -> None:
    ended = kostra("batch", str(batch.inn))
    assert ended.code == 0
    out = Path.cwd() / "kostra-rapporter"
    assert ended.err == f"Rapportene og oppsummeringen er i {out}.\n"
    assert sorted(path.name for path in (out / "rapporter").iterdir()) == ["5530-11F-2026.html", "5530-12-2026.html"]
    assert kostra("batch", str(batch.inn)).err.startswith("2 leveranser er uendret siden forrige kjøring")
    assert len(crew.checked) == 2
    kostra("batch", str(batch.inn), "--forfra")
    assert len(crew.checked) == 4


def test_formats_with_the_same_ending_get_different_names(batch: Batch, kostra: Kostra, crew: Crew) -> None:
    kostra("batch", str(batch.inn), "--skjema", "12", "--format", "json", "--format", "text", "--format", "github")
    names = sorted(path.name for path in Path("kostra-rapporter/rapporter").iterdir())
    assert len(names) == 3
    assert "5530-12-2026.json" in names


def test_an_interruption_says_how_to_go_on(batch: Batch, kostra: Kostra, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(Crew):
        def run(self, work: Work, tasks: Sequence[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
            for answer in super().run(work, tasks):
                yield answer
                if getattr(work, "__name__", "") == "check_delivery":
                    raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr("kostra.batch.local.LocalWorkers", lambda jobs: Interrupted())
        ended = kostra("batch", str(batch.inn))
    assert ended.code == 130
    assert ended.out == ""
    assert "Kjør den samme kommandoen en gang til" in ended.err
    rest = Crew()
    monkeypatch.setattr("kostra.batch.local.LocalWorkers", lambda jobs: rest)
    assert kostra("batch", str(batch.inn)).code == 0
    assert len(rest.checked) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("finnes ikke",), "finnes ikke er ikke en mappe"),
        ((".", "--jobber", "0"), "minst 1"),
        ((".", "--jobber", "to"), "ikke et heltall"),
        ((".", "--jobber", "2", "--klynge", "tcp://her:1"), "--jobber er for denne maskinen"),
        ((".", "--argang", "i fjor"), "ikke fire sifre"),
        ((".", "--format", "pdf"), "Ukjent format «pdf»"),
        ((".", "--husregler", "borte.regler"), "borte.regler finnes ikke"),
        ((".", "--mot-regelsett", "borte"), "borte er ikke en mappe"),
        ((".", "--ut", "."), "er mappen som kontrolleres"),
        ((".", "--sprak", "en"), "nb (bokmål)"),
        ((".", "--vis-sensitivt"), "--vis-sensitivt"),
    ],
)
def test_what_is_wrong_with_the_command_is_said_and_nothing_is_made(
    kostra: Kostra, crew: Crew, arguments: tuple[str, ...], said: str
) -> None:
    ended = kostra("batch", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert list(Path.cwd().rglob("rapporter")) == []


def test_reports_can_be_in_nynorsk(batch: Batch, kostra: Kostra, crew: Crew) -> None:
    batch.add("5530/uttrekk.dat", with_fault(example("11F", 2026)))
    pages = []
    for language in ("nb", "nn"):
        kostra("batch", str(batch.inn), "--sprak", language, "--ut", language, "--format", "text")
        pages.append(Path(language, "rapporter", "5530-11F-2026.txt").read_text(encoding="utf-8"))
    assert pages[0] != pages[1]


def test_help_loads_neither_processes_nor_dask_nor_numpy() -> None:
    code = (
        "import sys; from kostra.cli.run import run; run(['--help']); run(['batch', '--help']);"
        "sys.exit(' '.join({'multiprocessing', 'distributed', 'dask', 'numpy'} & set(sys.modules)) or None)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.stderr == ""
    assert "--mot-regelsett" in ended.stdout
    assert "  batch " in ended.stdout
