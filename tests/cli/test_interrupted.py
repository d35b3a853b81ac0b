"""What is left when a run is cut short: the files that were there, nothing else, and words that say what happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.toy import Toy, row
from tests.toy import toy as toy  # a fixture

if sys.platform == "win32":
    pytest.skip("signals, named pipes and limits of POSIX", allow_module_level=True)

import resource

FORM = ["--skjema", "9Z", "--argang", "2040"]
PATIENCE = 120.0
"""Seconds after which a process that does not end is a failure; none is timed."""
OLD = b"den gamle rapporten"
DELIVERY = [row(journal="1", amount="900"), row(journal="2", number="02819012345")]

INTERRUPTED_FORMAT = """
import os, signal
from pathlib import Path
from kostra.api import ReportFormat, hookimpl

def render(report, options):
    yield "halve " * 10_000
    Path(os.environ["SETT"]).write_text(" ".join(os.listdir()))
    os.kill(os.getpid(), signal.SIGINT)
    yield "rapporten"

@hookimpl
def kostra_rapporter():
    return [ReportFormat("avbrutt", ".txt", render, "blir avbrutt")]
"""


def _listening() -> None:
    """Hear Ctrl-C: a process that was started in the background, and its children, would not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(toy: Toy, *args: str, **more: Any) -> subprocess.Popen[bytes]:
    """Start the program in the folder of the toy form, which is installed for it."""
    more.setdefault("preexec_fn", _listening)
    environment = {**os.environ, "PYTHONPATH": str(toy.site.folder), **more.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "kostra", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **more
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, out.decode(), err.decode()


def never_waiting_for(process: subprocess.Popen[bytes], pipe: str) -> None:
    """Let nobody wait at a named pipe for a process that has ended."""
    path = os.path.abspath(pipe)

    def open_the_other_end() -> None:
        process.wait()
        with suppress(OSError):  # the test is over
            os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))

    threading.Thread(target=open_the_other_end, daemon=True).start()


def run(toy: Toy, *args: str, **more: Any) -> tuple[int, str, str]:
    return ended(started(toy, *args, **more))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, with what is in it; what Python keeps compiled is left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def check_args(toy: Toy) -> list[str]:
    """Return the arguments of a check that would write over an old report."""
    toy.file(*DELIVERY)
    (toy.folder / "rapport.txt").write_bytes(OLD)
    # The cache is filled, so that the folders hold the same before and after.
    run(toy, "check", *FORM, "fil.dat")
    return ["check", *FORM, "fil.dat", "--ut", "rapport.txt"]


# ── Ctrl-C ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ctrl_c_while_the_file_is_read(toy: Toy, check_args: list[str]) -> None:
    os.mkfifo("sakte.dat")
    before = tree(toy.folder)
    process = started(toy, *("sakte.dat" if arg == "fil.dat" else arg for arg in check_args))
    never_waiting_for(process, "sakte.dat")
    with open("sakte.dat", "wb") as slow:  # opens when the program does
        slow.write(DELIVERY[0].encode())
        slow.flush()
        process.send_signal(signal.SIGINT)
    assert ended(process) == (130, "", "")
    assert tree(toy.folder) == before
    assert before["rapport.txt"] == OLD


def test_ctrl_c_while_the_report_is_written(toy: Toy, check_args: list[str]) -> None:
    toy.site.add("avbrutt", {"rapport-avbrutt": "avbrutt"}, {"avbrutt": INTERRUPTED_FORMAT})
    before = tree(toy.folder)
    seen = toy.site.folder / "sett.txt"
    assert run(toy, *check_args, "--format", "avbrutt", env={"SETT": str(seen)}) == (130, "", "")
    assert ".kostra-" in seen.read_text(), "the report was being written"
    assert tree(toy.folder) == before


# ── A closed pipe ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_that_has_seen_enough_does_not_change_the_verdict(toy: Toy) -> None:
    """As in `kostra check … | head -1`, with so many findings that they do not fit into the pipe."""
    toy.file(*(row(journal=str(n), amount="99999") for n in range(3000)))
    process = started(toy, "check", *FORM, "--streng", "fil.dat")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"Kan sendes inn")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
    process.stderr.close()


# ── A full disk ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["--version"],
        ["skjema"],
        ["check", "--help"],
        ["check", *FORM, "fil.dat"],
        ["check", *FORM, "fil.dat", "--format", "json"],
        ["lint", "9Z", "2040"],
        ["explain", "9Z:020", "--argang", "2040"],
        ["docs", "9Z", "2040"],
    ],
    ids=" ".join,
)
def test_a_full_disk_behind_stdout_is_told(toy: Toy, args: list[str]) -> None:
    toy.file(*DELIVERY)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kostra", *args],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(toy.site.folder)},
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Feil: ")
    assert done.stderr.decode().endswith("til standard ut: disken er full.\n")


HOUSE = """\
husregler senja "Senja" for 9Z
kontroll   001 "En"
    når BELØP > 1 gir advarsel "Beløpet er {BELØP}."
"""
LIMITED = [
    ["check", *FORM, "fil.dat", "--ut", "rapport.txt"],
    ["check", *FORM, "fil.dat", "--ut", "rapport.html"],
    ["kvitter", "fil.dat", *FORM, "--kontroll", "020", "--linje", "1", "--grunn", "Riktig", "--av", "Kari"],
    ["docs", "9Z", "2040", "--ut", "spesifikasjon.md"],
    ["mal", "--skjema", "12", "--ut", "mal.csv"],
    ["fmt", "senja.regler"],
    ["lukk", "9Z", "2040"],
    ["new", "skjema", "NYTT", "2040", "--tittel", "Nytt"],
    ["new", "husregler", "troms", "--for", "9Z"],
]


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))


@pytest.mark.parametrize("args", LIMITED, ids=lambda args: " ".join(args[:2]))
def test_a_file_that_there_is_no_room_for_is_not_written_by_half(
    toy: Toy, check_args: list[str], args: list[str]
) -> None:
    (toy.folder / "senja.regler").write_text(HOUSE, encoding="utf-8")
    (toy.folder / "kostra.toml").write_bytes(b"")
    pack = toy.site.folder / "pakke_9z_2040.py"
    pack.write_text(pack.read_text().replace("aliases=", "lock=here / 'kontroller.lock', aliases="))
    before = tree(toy.folder.parent)
    # Python itself would leave half of a compiled module behind.
    code, _, err = run(toy, *args, preexec_fn=_little_room, env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert code == 2
    assert err.startswith("Feil: ")
    assert "større enn det er lov til her" in err
    assert tree(toy.folder.parent) == before
