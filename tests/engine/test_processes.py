"""Several processes that read a delivery together find what one does.

They are tried in processes of their own, for one with threads (as pytest's may be) is never copied.
"""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from tests.engine import large_delivery

from kostra.api.report import Outcome
from kostra.engine import processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prosesser kopieres bare på Linux")


def printed(number: int, trouble: str = "") -> str:
    command = [sys.executable, "-m", "tests.engine.large_delivery", str(number), trouble]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def alone() -> str:
    return printed(1)


def test_the_delivery_has_something_of_everything() -> None:
    found = large_delivery.result()
    assert {control.id: control.outcome for control in found.controls} == {
        "1": Outcome.FOUND,
        "2": Outcome.FOUND,
        "3": Outcome.FOUND,
        "4": Outcome.FOUND,
    }
    (whole, *rows) = found.findings
    assert whole.message.startswith("22 22 ")
    assert {finding.file for finding in rows if finding.control == "2"} == {"fil.dat", "to.dat"}
    assert [table.rows[-1] for table in found.statistics] == [("I alt", 23), ("Sum", 253)]


@pytest.mark.parametrize("number", [2, 3, 5])
def test_the_answer_is_that_of_one(alone: str, number: int) -> None:
    assert printed(number) == alone


def test_a_process_that_dies_is_made_up_for(alone: str) -> None:
    assert printed(3, "død") == alone


def test_a_control_that_crashes_in_one_of_them_has_crashed() -> None:
    crashed = printed(1, "krasj")
    assert "stanset med en intern feil: ArithmeticError" in crashed
    assert printed(3, "krasj") == crashed


def test_an_interruption_ends_them_all() -> None:
    assert printed(3, "avbrudd") == "alene\n"


def test_small_deliveries_are_read_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_may_copy", lambda: True)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3})
    assert processes.processes_for(processes.LEAST_RECORDS) == 1
    assert processes.processes_for(2 * processes.LEAST_RECORDS) == 2
    assert processes.processes_for(100 * processes.LEAST_RECORDS) == 4


def test_a_program_with_threads_is_never_copied() -> None:
    hold = threading.Event()
    other = threading.Thread(target=hold.wait)
    other.start()
    try:
        assert processes.processes_for(10**9) == 1
    finally:
        hold.set()
        other.join()
