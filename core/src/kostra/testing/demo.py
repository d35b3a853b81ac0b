"""A demonstration: a made-up file of a municipality's size, with a few errors in it, and the check of it.

    python -m kostra.testing.demo --skjema NAVN --argang ÅÅÅÅ

The records are varied from the example file of the installed pack; nothing in them is about any real person. The same
arguments always make the same file. The exit code is that of the check: 0 or 1 when it was carried out, 2 when not.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from kostra.api.errors import KostraError
from kostra.cli import console
from kostra.cli.run import FAILED, run, unexpected
from kostra.plugins.manager import Registry
from kostra.testing.faults import Broken
from kostra.testing.generator import Generator

RECORDS = 800
FAULTS = 12
_FOLDER = Path("build", "demo")
_USAGE = "python -m kostra.testing.demo --skjema NAVN --argang ÅÅÅÅ [--poster N] [--feil N] [--mappe MAPPE] [--seed N]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the file, check it as a user would, and return the exit code; nothing is raised."""
    try:
        asked = _parser().parse_args(arguments)
        console.prepare()
        path, planted = make_file(
            asked.skjema,
            asked.argang,
            folder=asked.mappe,
            records=max(asked.poster, 1),
            faults=max(asked.feil, 0),
            seed=asked.seed,
        )
        with console.closed_quietly(sys.stdout):
            print(_introduction(asked.skjema, path, planted), flush=True)
        return run(["check", "--skjema", asked.skjema, str(path)])
    except KostraError as error:
        console.tell(f"Feil: {error}")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED
    except Exception as error:
        console.tell(unexpected(error))
    return FAILED


def make_file(
    form: str, year: int, *, folder: Path = _FOLDER, records: int = RECORDS, faults: int = FAULTS, seed: int = 1
) -> tuple[Path, list[tuple[int, Broken]]]:
    """Write a made-up file for a form in a year, and return its path and the faults in it by line number.

    The records follow the model of the pack's first example file without findings. A table form has as many rows as
    its example. Raises `kostra.api.errors.KostraError` when the pack is not installed, broken, or without examples.
    """
    skjema = Registry().load(form, year).skjema
    made = Generator(f"{skjema.skjema} {year} {seed}").file(skjema, records, faults=faults)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{skjema.skjema}_{year}{made.suffix}"
    path.write_bytes(made.data)
    return path, list(made.faults.items())


def _introduction(form: str, path: Path, planted: Sequence[tuple[int, Broken]]) -> str:
    shown = f'"{path}"' if " " in str(path) else str(path)
    return "\n".join(
        (
            f"Laget {path} med oppdiktede personer. Feil som er lagt inn med vilje: {len(planted)}",
            *(f"  linje {line}: {broken.description}" for line, broken in planted),
            "",
            f"$ kostra check --skjema {form} {shown}",
            "",
        )
    )


class _Parser(ArgumentParser):
    """Arguments with their errors in the user's language."""

    def error(self, message: str) -> NoReturn:
        console.tell(f"Feil: argumentene kan ikke brukes. Bruk:\n  {_USAGE}")
        raise SystemExit(FAILED)


def _parser() -> _Parser:
    parser = _Parser(prog="python -m kostra.testing.demo", usage=_USAGE, add_help=False)
    parser.add_argument("--skjema", required=True)
    parser.add_argument("--argang", type=int, required=True)
    parser.add_argument("--poster", type=int, default=RECORDS)
    parser.add_argument("--feil", type=int, default=FAULTS)
    parser.add_argument("--mappe", type=Path, default=_FOLDER)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
