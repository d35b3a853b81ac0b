"""Any bytes as a delivery for the installed packs, form and year told or guessed."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.compiled_once import compile_once
from tests.fuzz.judging import refusal_is_clear, report_is_whole
from tests.fuzz.language_target import ROOT

from kostra.api import check
from kostra.api.errors import KostraError
from kostra.plugins.manager import Registry
from kostra.readers.input import Input

_LARGEST = 12_000
_REGISTRY = Registry()
_PACKS = _REGISTRY.packs()
_LATEST = {pack.form: pack for pack in _PACKS}
_SUFFIXES = (".dat", ".csv", ".json", "")
compile_once()


def try_one(data: bytes) -> None:
    """Check what is after the first two bytes; these say for which form, what is told, and in how many files."""
    if len(data) < 2:
        return
    form, year = _form(data[0])
    told = data[1]
    contents = data[2:].split(b"\0\0", 2)
    suffix = _SUFFIXES[told >> 2 & 3]
    given = [Input.of_bytes(f"fil{n}{suffix}", content) for n, content in enumerate(contents, start=1)]
    last_year = [given.pop()] if told & 16 and len(given) > 1 else ()
    try:
        report = check(
            given,
            skjema=form if told & 1 else None,
            argang=year if told & 3 == 3 else None,
            fjor=last_year,
            lager=False,
            registry=_REGISTRY,
        )
    except KostraError as error:
        refusal_is_clear(error)
        return
    report_is_whole(report)


def _form(byte: int) -> tuple[str, int]:
    pack = list(_LATEST.values())[byte % len(_LATEST)]
    return pack.form, pack.year


def seeds() -> Iterator[bytes]:
    """Yield the example files of the packs' last years, told and guessed, the longer ones cut after some lines."""
    for place, (form, pack) in enumerate(_LATEST.items()):
        for file in sorted((ROOT / "plugins" / f"skjema-{form.lower()}-{pack.year}").rglob("eksempler/*")):
            if file.suffix not in (".dat", ".csv", ".json"):
                continue
            lines = file.read_bytes().splitlines(keepends=True)
            content = b"".join(lines[: 1 + _LARGEST // max(1, len(lines[0]) * 4)])[:_LARGEST]
            suffix = _SUFFIXES.index(file.suffix) << 2
            for told in (0, 1, 3):
                yield bytes([place, told | suffix]) + content
            yield (
                bytes([place, 3 | 16 | suffix]) + content[: len(content) // 2] + b"\0\0" + content[: len(content) // 2]
            )


WORDS = (
    "\r\n",
    "\n",
    ";",
    ",",
    '"',
    "\x1a",
    "\ufeff",
    "01",
    "0301",
    "10819012488",
    "2026",
    "26",
    "\0\0",
    "000000",
    "  ",
    "æ",
)
