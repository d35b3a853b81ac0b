"""With processes of their own, as everybody runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.batch.conftest import Batch, with_fault
from tests.checking.conftest import Kostra, example

# A process that reads the file ends in the way that is given; the others must not notice.
ENDS = {
    "dies": ("os._exit(3)", "døde (kode 3)"),
    "raises": ("raise RuntimeError('04838010070')", "i bruk av rar_leser_prove"),
    "stops": ("raise SystemExit", "avsluttet programmet"),
    "runs out of memory": ("raise MemoryError", "for lite minne"),
}


def test_the_answer_does_not_depend_on_the_number_of_processes(batch: Batch, kostra: Kostra) -> None:
    batch.add("0301/uttrekk.dat", with_fault(example("11F", 2026)))
    batch.add("0301/notat.txt", b"notat")
    answers = []
    for jobs in ("1", "2"):
        out = batch.folder / f"ut {jobs}"
        ended = kostra("batch", str(batch.inn), "--jobber", jobs, "--ut", str(out), "--format", "json")
        assert ended.code == 2
        answers.append((ended.out, Batch(batch.folder / jobs), out))
    (first, _, one), (second, _, two) = answers
    assert first == second
    assert "3 leveranser fra 1 kommune" in first
    names = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    assert len(names) == 3 + 1 + 3
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


@pytest.mark.parametrize("how", ENDS)
def test_a_file_that_ends_its_process_takes_nothing_with_it(
    batch: Batch, kostra: Kostra, add_reader: Callable[[str], None], how: str
) -> None:
    body, said = ENDS[how]
    add_reader(body)
    batch.add("annen/fil.rar", example("11F", 2026))
    ended = kostra("batch", str(batch.inn), "--jobber", "2", "--ut", str(batch.ut))
    assert ended.code == 2
    assert "2 leveranser fra 1 kommune: 2 kan sendes inn og 0 kan ikke. 1 fil kunne ikke kontrolleres." in ended.out
    (reason,) = [one["grunn"] for one in batch.summary["ikke_kontrollert"]]
    assert said in reason
    assert "04838010070" not in ended.out + ended.err


def test_a_process_that_dies_once_is_given_another_chance_alone(
    batch: Batch, kostra: Kostra, add_reader: Callable[[str], None], tmp_path: Path
) -> None:
    mark = tmp_path / "har vært her"
    add_reader(f"mark = Path({str(mark)!r}); first = not mark.exists(); mark.touch(); first and os._exit(9)")
    batch.add("5530/fil.rar", with_fault(example("11F", 2026)))
    (batch.inn / "5530" / "uttrekk.dat").unlink()
    ended = kostra("batch", str(batch.inn), "--jobber", "2", "--ut", str(batch.ut))
    assert ended.code == 1
    assert batch.summary["antall"]["leveranser"] == 2
