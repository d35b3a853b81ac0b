"""A delivery that asks for everything a reading keeps: rows, groups, totals, lists and statistics.

Run as a program with a number of processes, it prints what was found; `test_processes` compares.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module

from tests.engine.small_programs import VALID, check, control, program, rows_of, sentence, text, value, whole

from kostra.engine import EngineResult
from kostra.engine.delivery import Delivery
from kostra.engine.evaluate import Evaluator
from kostra.engine.values import Vector
from kostra.language import program as p

COUNT = p.Aggregate("antall", None, None, "heltall")
LINES = p.ShowValue(p.Aggregate("linjer", None, None, "liste"))
WOMAN = sentence(p.Compare("=", value("KJØNN"), text("2")), "Kvinne i ", p.ShowField("JOURNAL"), at=["KJØNN"])
RULES = program(
    control("1", WOMAN),
    control("2", sentence(p.Compare("≠", COUNT, whole(1)), LINES), scope=p.GroupScope((value("JOURNAL"),), None)),
    control(
        "3",
        sentence(
            p.Compare(">", p.Aggregate("sum", value("BELØP"), None, "heltall"), whole(10)),
            p.ShowValue(p.Aggregate("største", value("BELØP"), None, "heltall")),
            " ",
            p.ShowValue(p.Aggregate("unike", value("JOURNAL"), None, "heltall")),
            " ",
            LINES,
        ),
        scope=p.FileScope(),
    ),
    control("4", sentence(p.Compare(">", value("BARN"), whole(20)))),
    statistics=(
        p.Distribution("Barn", value("BARN"), None, (p.Class("få", 0, 9), p.Class("noen", 10, 19)), "mange"),
        p.Figures("Beløp", (("Sum", p.Aggregate("sum", value("BELØP"), None, "heltall")),)),
    ),
)
SENSITIVE = {"FNR": VALID}


def rows() -> Iterator[dict[str, str]]:
    """Yield 23 records; one journal stands in the first and in the last of them."""
    for number in range(23):
        row = {"KJØNN": str(1 + number % 2), "BARN": str(number), "BELØP": str(number), "JOURNAL": str(number % 22)}
        yield row | (SENSITIVE if number % 5 == 0 else {})


def result() -> EngineResult:
    """Check the delivery, which is two files."""
    every = list(rows())
    return check(RULES, rows_of(*every[:10]), rows_of(*every[10:], name="to.dat"), chunk_size=2)


def _crash_late(evaluator: Evaluator, node: p.Compare) -> Vector:
    if node.left == value("BARN") and evaluator.columns.texts("BARN").strings()[0].strip() == "20":
        raise ArithmeticError
    return Evaluator._compare(evaluator, node)


def main(processes: int, trouble: str) -> None:
    """Print what so many processes found, though something went wrong on the way."""
    import_module("kostra.engine.run").__dict__["processes_for"] = lambda records: processes
    if trouble == "krasj":
        from kostra.engine import evaluate

        evaluate._METHODS[p.Compare] = _crash_late
    elif trouble == "død" and processes > 1:
        Delivery.share = lambda self, first, end: os._exit(9)  # type: ignore[method-assign]
    elif trouble == "avbrudd":
        Delivery.read = _interrupted  # type: ignore[method-assign]
        try:
            result()
        except KeyboardInterrupt:
            _say_whether_alone()
        return
    print(result())


def _interrupted(self: Delivery, first: int, end: int, progress: object = None) -> None:
    if first:
        os.read(os.pipe()[0], 1)  # until it is ended
    raise KeyboardInterrupt


def _say_whether_alone() -> None:
    try:
        print(os.waitpid(-1, os.WNOHANG))
    except ChildProcessError:
        print("alene")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
