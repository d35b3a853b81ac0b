"""`kostra check --mot`: progress since an earlier run, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kostra.cli.run import run

DATA = Path(__file__).parents[1] / "acceptance" / "data"
FILE = DATA / "11F_2023_5421.dat"


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "lager"))
    kept = tmp_path / "sist.json"
    assert run(["check", "--skjema", "11F", str(FILE), "--ut", str(kept)]) == 1
    return kept


def test_progress_is_told_and_the_exit_code_is_that_of_this_run(
    earlier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = tmp_path / "rest.dat"
    lines = FILE.read_bytes().splitlines(keepends=True)
    rest.write_bytes(b"".join(lines[:20]))
    capsys.readouterr()
    assert run(["check", "--skjema", "11F", str(rest), "--mot", str(earlier)]) == 1
    assert " rettet siden sist, 0 nye, " in capsys.readouterr().out


def test_the_earlier_report_may_be_written_over(earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = earlier.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "--skjema", "11F", str(FILE), "--mot", str(earlier), "--ut", str(earlier)]) == 1
    assert "0 rettet siden sist, 0 nye, " in capsys.readouterr().err
    assert '"siden_sist": "uendret"' in earlier.read_text(encoding="utf-8")
    assert '"siden_sist": "uendret"' not in before


def test_what_cannot_be_compared_with_ends_in_2(earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = DATA / "11C_2023_5421.dat"
    for args, said in (
        ([str(FILE), "--mot", str(FILE)], "er ikke en rapport fra kostra"),
        ([str(FILE), "--mot", "borte.json"], "finnes ikke"),
        ([str(other), "--skjema", "11C", "--mot", str(earlier)], "De kan ikke sammenlignes"),
    ):
        assert run(["check", *args]) == 2
        ended = capsys.readouterr()
        assert said in ended.err
        assert ended.out == ""
