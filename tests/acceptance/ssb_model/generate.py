"""Random files for differential tests: plausible records, with faults and boundary values put into some of them.

Nothing here can be a living person's number: see `synthetic`. The same seed gives the same file.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.acceptance.ssb_model.faults import FAULTS, Work
from tests.acceptance.ssb_model.layout import load_layout
from tests.acceptance.ssb_model.plausible import plausible_record
from tests.acceptance.ssb_model.record import write_record

NEARLY_EMPTY = ("", " ", "\n", "\r", "x", "\t", "\ufeff", "\x1a", "  ", "\r\n", "\n\n", " \n", "\n \n", "\r\r\n")


def random_file(form: str, year: int, rng: random.Random, n: int, *, region: str, error_rate: float) -> str:
    """Write a file of `n` records, all of the right length, so that every record control runs.

    `error_rate` is the share of records (0–1) that get one to four faults; with 0 the file is faultless. Line ends
    are LF or CRLF (in 2022 also lone CR), the last one may be missing, and with faults allowed there may be empty
    lines (in 2022 also blank ones). Not every character is in ISO-8859-1: write the file as UTF-8.
    """
    records: list[dict[str, str]] = []
    for serial in range(1, n + 1):
        work = Work(rng, form, year, region, plausible_record(rng, form, year, region, serial), records)
        if rng.random() < error_rate:
            for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
                _put_fault(work)
        records.append(work.values)
    lines = [write_record(form, year, values) for values in records]
    return _join(rng, year, lines, empty_lines=error_rate > 0)


def _put_fault(work: Work) -> None:
    fault: Callable[[Work], None] = work.rng.choice(FAULTS[work.form])
    fault(work)


def _join(rng: random.Random, year: int, lines: list[str], *, empty_lines: bool) -> str:
    ends = ["\n"] if rng.random() < 0.7 else ["\r\n"]
    if year == 2022 and rng.random() < 0.3:
        ends = ["\n", "\r\n", "\r"]
    skipped = ["", "   ", "\x1a", "\t"] if year == 2022 else [""]
    pieces: list[str] = []
    for line in lines:
        while empty_lines and rng.random() < 0.02:
            pieces.append(rng.choice(skipped) + rng.choice(ends))
        pieces.append(line + rng.choice(ends))
    text = "".join(pieces)
    if text and rng.random() < 0.2:
        text = text.rstrip("\r\n")
    return text


def random_broken_file(form: str, year: int, rng: random.Random, n: int, *, region: str) -> str:
    """Write a file that mostly stops at 000 or 001: no content, or lines of wrong length, with tabs, BOM or Ctrl-Z."""
    if rng.random() < 0.3:
        return rng.choice(NEARLY_EMPTY)
    text = random_file(form, year, rng, n, region=region, error_rate=0.3)
    lines = text.split("\n")
    for _ in range(rng.randint(1, 3)):
        index = rng.randrange(len(lines))
        lines[index] = _broken(rng, form, year, lines[index])
    return "\n".join(lines)


def _broken(rng: random.Random, form: str, year: int, line: str) -> str:
    length = load_layout(form, year).length
    position = rng.randrange(length)
    return rng.choice(
        (
            line[:-1],
            line.rstrip(),
            line + " ",
            line + "\x1a",
            "\ufeff" + line,
            line[:position] + "\t" + line[position + 1 :],
            line[:position] + "\r" + line[position:],
            "\r" + line,
            line + line,
            " " * length,
            " ",
            "\x1a",
            "kort linje",
        )
    )
