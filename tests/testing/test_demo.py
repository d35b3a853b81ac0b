"""The demonstration: a made-up file with a few faults, and the report that a user would get."""

from __future__ import annotations

from pathlib import Path

import pytest

from kostra.testing import KINDS, demo


def lines_of(output: str) -> list[int]:
    """The line numbers in which the introduction says that there are faults."""
    introduction = output.split("$ kostra")[0]
    return [int(line.split()[1].rstrip(":")) for line in introduction.splitlines() if line.startswith("  linje ")]


def test_the_file_is_made_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = demo.main(["--skjema", "11F", "--argang", "2022", "--poster", "200", "--mappe", str(tmp_path)])
    output = capsys.readouterr().out
    path = tmp_path / "11F_2022.dat"
    assert code == 1
    assert len(path.read_bytes().splitlines()) == 200
    assert f"kostra check --skjema 11F {path}" in output
    introduction, report = output.split("$ kostra")
    assert "Fra og med" in introduction
    assert "KOMMUNE_NR" in introduction
    assert "200" in report
    assert lines_of(output) == sorted(set(lines_of(output)))


def test_the_same_arguments_make_the_same_file(tmp_path: Path) -> None:
    first, planted = demo.make_file("11F", 2022, folder=tmp_path / "a", records=50)
    second, _ = demo.make_file("11F", 2022, folder=tmp_path / "b", records=50)
    other, _ = demo.make_file("11F", 2022, folder=tmp_path / "c", records=50, seed=2)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()
    assert {broken.kind for _, broken in planted} == set(KINDS)


def test_a_file_without_faults_can_be_sent_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--skjema", "11C", "--argang", "2026", "--poster", "40", "--feil", "0", "--mappe", str(tmp_path)]
    assert demo.main(arguments) == 0
    assert lines_of(capsys.readouterr().out) == []


def test_a_table_form_has_the_rows_of_its_example(tmp_path: Path) -> None:
    path, planted = demo.make_file("12", 2024, folder=tmp_path, faults=1)
    assert path.name == "12_2024.csv"
    assert [line for line, _ in planted] == [2]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--skjema", "99X", "--argang", "2022"], "99X"),
        (["--skjema", "11F", "--argang", "1999"], "1999"),
        (["--skjema", "11F"], "--argang ÅÅÅÅ"),
        (["--skjema", "11F", "--argang", "i fjor"], "--argang ÅÅÅÅ"),
    ],
    ids=["no such form", "no such year", "no year", "not a year"],
)
def test_what_cannot_be_done_is_said_and_ends_in_two(
    arguments: list[str], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main([*arguments, "--mappe", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert word in captured.err
    assert "Traceback" not in captured.err
