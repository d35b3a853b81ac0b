"""How fast the program is, and how much memory it needs: `make bench`, or `python -m tests.bench --help`.

Every figure is the median of whole processes, started one after the other; what is compared with each other is started
in turn, so that a busy moment of the machine harms both. The rule sets are in the store, as they are for everybody but
the first time after an installation.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import deliveries
from tests.bench.measuring import Measured, middle, run

_BARE = "import typer, numpy"
_READING = "import sys, pathlib; pathlib.Path(sys.argv[1]).read_bytes()"
_WRITING = """
import sys, pathlib
from tests.bench.deliveries import write
write(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
"""
_SMALL = {10: 0.10, 500: 0.15}
"""Records, and the seconds that they may take beyond importing typer and numpy."""
_LARGE = {50_000: (1.0, None), 150_000: (2.0, 300.0), 1_500_000: (15.0, 700.0)}
"""Records, and the seconds and the MB that they may take."""
_LARGEST = 1_500_000
_HELP = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, beside what is allowed and what reading the file alone takes."""

    name: str
    measured: Measured
    limit: float
    memory_limit: float | None = None
    records: int = 0
    reading: Measured | None = None

    def __str__(self) -> str:
        within = self.measured.wall <= self.limit
        if self.memory_limit is not None:
            within &= self.measured.memory <= self.memory_limit
        memory = f"{self.measured.memory:6.0f}" + (f" ≤ {self.memory_limit:3.0f}" if self.memory_limit else " " * 6)
        ratio = f"{self.measured.wall / self.reading.wall:6.1f}" if self.reading else " " * 6
        speed = f"{self.records / self.measured.wall:11,.0f}".replace(",", " ") if self.records else " " * 11
        times = f"{self.measured.wall:7.3f}  {self.limit:7.3f}  {self.measured.cpu:7.3f}"
        return f"{self.name:<18}{times}  {memory}  {ratio}  {speed}  {'holder' if within else 'holder ikke'}"


HEAD = "                     målt s   høyst s    cpu s    minne MB      ×lesing  poster/s"


class Bench:
    """The processes that are measured; deliveries and the store of rule sets are in a folder of their own."""

    def __init__(self, folder: Path, times: int) -> None:
        self._folder = folder
        self._times = times
        self._environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "lager"), "LOCALAPPDATA": str(folder)}
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def python(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> Measured:
        """Run Python once."""
        return run([sys.executable, *arguments], self._environment, codes)

    def check(self, records: int) -> Measured:
        """Check a delivery once."""
        file, report = str(self.delivery(records)), str(self._folder / "rapport.json")
        asked = ("--skjema", deliveries.FORM, "--argang", str(deliveries.YEAR), "--format", "json", "--ut", report)
        return self.python("-m", "kostra", "check", *asked, file, codes=(0, 1))

    def delivery(self, records: int) -> Path:
        """Return the delivery of a size, written when it is not there yet."""
        path = self._folder / f"{records}.dat"
        if not path.exists():
            # In a process of its own: a child would be said to need the memory that its parent has at the start.
            self.python("-c", _WRITING, str(path), str(records))
        return path

    def start_up(self) -> list[Row]:
        """Measure what takes about as long as starting."""
        commands: dict[str, Callable[[], Measured]] = {
            "import typer": partial(self.python, "-c", "import typer"),
            "kostra --help": partial(self.python, "-m", "kostra", "--help"),
            "B": partial(self.python, "-c", _BARE),
            **{f"{records} poster": partial(self.check, records) for records in _SMALL},
        }
        for command in commands.values():  # once for bytecode and the store
            command()
        runs: dict[str, list[Measured]] = {name: [] for name in commands}
        for _ in range(self._times):
            for name, command in commands.items():
                runs[name].append(command())
        found = {name: middle(several) for name, several in runs.items()}
        typer, bare = found["import typer"].wall, found["B"].wall
        print(f"B (import typer, numpy): {bare:.3f} s; import typer: {typer:.3f} s; {self._times} kjøringer av hver")
        rows = [Row("kostra --help", found["kostra --help"], typer + _HELP)]
        rows += [Row(f"{n} poster", found[f"{n} poster"], bare + more, records=n) for n, more in _SMALL.items()]
        return rows

    def large(self, records: int) -> Row:
        """Measure a large delivery, and reading its file alone."""
        times = 1 if records >= _LARGEST else max(1, self._times // 3)
        seconds, memory = _LARGE[records]
        path = str(self.delivery(records))
        runs, reading = [], []
        for _ in range(times):
            reading.append(self.python("-c", _READING, path))
            runs.append(self.check(records))
        name = f"{records:,} poster".replace(",", " ")
        return Row(name, middle(runs), seconds, memory, records, middle(reading))


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Måler hvor rask kontrollen er.")
    parser.add_argument("--stor", action="store_true", help="ta med 1 500 000 poster (en fil på 500 MB)")
    parser.add_argument("--ganger", type=int, default=9, help="hvor mange ganger de korte kjøringene gjøres")
    parser.add_argument("--mappe", type=Path, help="hvor filene skal ligge (ellers en midlertidig mappe)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kostra-bench-") as temporary:
        folder = asked.mappe or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, asked.ganger)
        rows = bench.start_up()
        print(HEAD)
        for row in rows:
            print(row)
        sizes = [records for records in _LARGE if asked.stor or records < _LARGEST]
        before: Row | None = None
        for records in sizes:
            row = bench.large(records)
            print(row, flush=True)
            if before is not None:
                more = row.measured.wall / before.measured.wall
                growth = f"{records / before.records:.0f} ganger så mange poster"
                print(f"{'':<18}{growth} tar {more:.1f} ganger så lang tid")
            before = row


if __name__ == "__main__":
    main()
