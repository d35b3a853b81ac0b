"""Names that no file can have, in every place that takes one: the user is told, and the program is not blamed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.toy import Toy, row
from tests.toy import toy as toy  # a fixture

from kostra.cli.run import run

LONG = "x" * 300
FORM = ("--skjema", "9Z", "--argang", "2040")


@pytest.fixture
def started(toy: Toy, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the program with the toy form, in a folder with a delivery in it."""
    toy.file(row())

    def start(*args: str) -> Ended:
        code = run(args)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return start


@pytest.mark.parametrize(
    "args",
    [
        ["check", *FORM, LONG],
        ["check", *FORM, "fil.dat", "--ut", LONG],
        ["check", *FORM, "fil.dat", "--ut", f"{LONG}/rapport.html"],
        ["check", *FORM, "fil.dat", "--mot", LONG],
        ["check", *FORM, "fil.dat", "--fjor", LONG],
        ["check", *FORM, "fil.dat", "--kvitteringer", LONG],
        ["check", *FORM, "fil.dat", "--husregler", LONG],
        ["lint", LONG],
        ["fmt", LONG],
        ["test", LONG],
        ["diff", LONG, LONG],
        ["docs", "9Z", "2040", "--ut", LONG],
        ["new", "skjema", "NYTT", "2040", "--tittel", "Nytt", "--til", LONG],
        ["new", "husregler", "senja", "--for", "9Z", "--til", LONG],
    ],
    ids=lambda args: " ".join(arg for arg in args if not arg.startswith("x")),
)
def test_a_name_that_is_too_long_is_told(started: Callable[..., Ended], args: list[str]) -> None:
    ended = started(*args)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Feil: ")
    assert "Uventet feil" not in ended.err


def test_a_rule_file_that_names_such_a_file_has_a_fault_on_that_line(started: Callable[..., Ended]) -> None:
    rules = f'husregler h "H" for 9Z\ntabell T "t" fra "{LONG}" nøkkel kode\n'
    Path("h.regler").write_text(rules + 'kontroll 001 "A" når BELØP > 1 gir feil "x"\n', encoding="utf-8")
    ended = started("check", *FORM, "fil.dat", "--husregler", "h.regler")
    assert ended.code == 2
    assert "h.regler:2:1: feil: Filen" in ended.err


def test_settings_that_name_such_a_file_have_a_fault_on_that_line(started: Callable[..., Ended]) -> None:
    Path("kostra.toml").write_text(f'husregler = ["{LONG}"]\n', encoding="utf-8")
    ended = started("check", *FORM, "fil.dat")
    assert ended.code == 2
    assert "kostra.toml:1:1: feil: Filen" in ended.err
