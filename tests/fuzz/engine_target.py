"""The engine against the plain evaluator of the tests, on the rule sets and records that the bytes lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from tests.fuzz.byte_random import ByteRandom
from tests.property import test_engine_against_naive
from tests.random_programs import FIXED, TABULAR

_same: Callable[..., None] = cast(
    Any, test_engine_against_naive.test_engine_says_what_the_plain_evaluator_says
).hypothesis.inner_test


def try_one(data: bytes) -> None:
    """Run what the bytes after the first lead to; the first says over which records, in which chunks."""
    if not data:
        return
    kind = data[0]
    _same(ByteRandom(data[1:]), (FIXED, TABULAR)[kind & 1], chunk_size=1 + (kind >> 2) % 15, wide=bool(kind & 2))


def seeds() -> Iterator[bytes]:
    """Yield arbitrary bytes: all of them lead somewhere."""
    for number in range(64):
        yield bytes((number * 41 + place * place * (7 + number)) % 256 for place in range(100 + 60 * number))


WORDS: tuple[str, ...] = ()
