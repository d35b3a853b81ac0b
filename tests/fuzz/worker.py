"""One target in a process of its own: `python -m tests.fuzz.worker MÅL FOLDER [options of libFuzzer]`.

With files instead of a folder each of them is tried once, which is how something that was found is tried again.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.fuzz.target import load


def main() -> None:
    """Instrument the program, load the target and hand over to the fuzzer, which ends the process."""
    import atheris

    name, *arguments = sys.argv[1:]
    with atheris.instrument_imports(include=["kostra"]):
        _import_everything()
        target = load(name)
    place = Path(arguments[0])
    if place.is_dir():
        _write_seeds(place, target.seeds())
        if target.words:
            words = place.parent / f"{name}.ord"
            words.write_text("".join(f'"{_quoted(word)}"\n' for word in target.words), encoding="utf-8")
            arguments.append(f"-dict={words}")
    atheris.Setup([sys.argv[0], *arguments], target.try_one)
    atheris.Fuzz()


def _import_everything() -> None:
    """Import the whole program: what functions import later would not be instrumented."""
    import kostra

    for module in pkgutil.walk_packages(kostra.__path__, "kostra."):
        if not module.name.startswith(("kostra.__main__", "kostra.testing")):
            importlib.import_module(module.name)


def _write_seeds(folder: Path, seeds: Iterable[bytes]) -> None:
    for seed in seeds:
        file = folder / hashlib.sha1(seed, usedforsecurity=False).hexdigest()
        if not file.exists():
            file.write_bytes(seed)


def _quoted(word: str) -> str:
    """Return a word as the fuzzer reads it: every byte that is no plain letter or digit by its number."""
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
