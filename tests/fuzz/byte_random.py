"""Randomness that is read from an input, so that the fuzzer, which changes the input, steers what is made of it."""

from __future__ import annotations

from random import Random


class ByteRandom(Random):
    """A `Random` that takes its bits from bytes, and zeros when there are none left."""

    def __new__(cls, data: bytes) -> ByteRandom:
        """Make one; `Random` would take the bytes for a seed."""
        return super().__new__(cls)

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._data = data
        self._at = 0

    def getrandbits(self, k: int, /) -> int:
        """Return k bits of the next bytes."""
        size = (k + 7) // 8
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "little") & ((1 << k) - 1)

    def random(self) -> float:
        """Return a number from 0 to below 1, of two bytes."""
        return self.getrandbits(16) / (1 << 16)

    @property
    def spent(self) -> bool:
        """Return whether every byte has been taken."""
        return self._at >= len(self._data)
