"""Coverage-guided fuzzing: `make fuzz`, or `python -m tests.fuzz [MÅL …] --minutter N`.

Each target runs in processes of its own; what it has learnt lies in `.fuzz/`, where the next run begins. Ends with code
1 when something was found, and says where the input is and how to try it again.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.fuzz.target import NAMES

FOLDER = Path(".fuzz")
_ROUND = 150
"""Seconds of one process: the fuzzer itself needs more memory the longer it runs."""
_SECONDS_AN_INPUT = 20
_MEGABYTES = 2048
_LIMITS = (f"-timeout={_SECONDS_AN_INPUT}", f"-rss_limit_mb={_MEGABYTES}", "-print_final_stats=1")

_RUNS = re.compile(rb"stat::number_of_executed_units: (\d+)")
_COVERAGE = re.compile(rb"cov: (\d+) ")
_KEPT = re.compile(rb"Test unit written to (\S+)")
_WHAT = re.compile(rb"=== Uncaught Python exception: ===\n(.*)|(ERROR: libFuzzer: .*)")


@dataclass(frozen=True)
class Result:
    """How a target went: inputs tried, places in the program reached, and what was found, with the input it is in."""

    name: str
    runs: int
    coverage: int
    found: str = ""
    input: str = ""

    def __str__(self) -> str:
        runs = f"{self.runs:,}".replace(",", " ")
        return f"{self.name:<16}{runs:>12}{self.coverage:>10}  {self.found or 'ingenting'}"


HEAD = f"{'mål':<16}{'kjøringer':>12}{'dekning':>10}  funnet"


def fuzz(name: str, minutes: float) -> Result:
    """Run a target for so long, in rounds, or until something is found."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    end, runs, coverage = monotonic() + 60 * minutes, 0, 0
    while (left := round(end - monotonic())) > 0:
        asked = (str(folder), f"-max_total_time={min(left, _ROUND)}", f"-artifact_prefix={FOLDER / name}-", *_LIMITS)
        code, written = _worker(name, asked)
        (FOLDER / f"{name}.log").write_bytes(written)
        runs += int(next(iter(_RUNS.findall(written)), b"0"))
        coverage = max([coverage, *map(int, _COVERAGE.findall(written))])
        if code:
            kept = next(iter(_KEPT.findall(written)), b"").decode()
            return Result(name, runs, coverage, _found(written) or f"slutt med kode {code}", kept)
    return Result(name, runs, coverage)


def _worker(name: str, arguments: Sequence[str]) -> tuple[int, bytes]:
    command = ["nice", "-n", "19", sys.executable, "-m", "tests.fuzz.worker", name, *arguments]
    # The fuzzer ends its process without a word, so that nothing there could be tidied up.
    with TemporaryDirectory(prefix="kostra-fuzz-") as temporary:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            env={**os.environ, "TMPDIR": temporary},
        )
    return done.returncode, done.stdout


def _found(written: bytes) -> str:
    """Return in a line what the fuzzer stopped for."""
    match = _WHAT.search(written)
    return (match[1] or match[2]).decode("utf-8", "replace")[:150] if match else ""


def _told(results: Iterable[Result]) -> int:
    """Print what was found and how to try it again; return the exit code."""
    code = 0
    for result in results:
        if result.found:
            code = 1
            again = f"python -m tests.fuzz.worker {result.name} {result.input}"
            print(f"\n{result.name}: {result.found}\n  alt som ble skrevet: {FOLDER / result.name}.log")
            if result.input:
                print(f"  inndata: {result.input}\n  prøv igjen: {again}")
    return code


def main() -> int:
    """Run the targets that are asked for and print the table."""
    listed = "\n".join(f"  {name:<16}{what}" for name, what in NAMES.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz",
        description="Leter etter inndata som programmet ikke tåler.",
        epilog=f"målene:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("mål", nargs="*", help="det som skal prøves (ellers alt)")
    parser.add_argument("--minutter", type=float, default=1, help="hvor lenge hvert mål prøves (ellers ett minutt)")
    parser.add_argument("--samtidig", type=int, default=2, help="hvor mange mål som prøves samtidig (ellers to)")
    asked = parser.parse_args()
    unknown = [name for name in asked.mål if name not in NAMES]
    if unknown:
        parser.error(f"ukjent mål «{unknown[0]}». Målene er {', '.join(NAMES)}.")
    print(HEAD, flush=True)
    results = []
    with ThreadPoolExecutor(max(1, asked.samtidig)) as pool:
        for result in pool.map(lambda name: fuzz(name, asked.minutter), asked.mål or NAMES):
            results.append(result)
            print(result, flush=True)
    return _told(results)


if __name__ == "__main__":
    sys.exit(main())
