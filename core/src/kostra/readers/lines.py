"""From bytes to lines: where each one starts and ends, block by block, in characters.

A line ends in LF; CR at either end of it belongs to the line end, as with CRLF. Other characters that some programs
take for line ends (VT, FF, NEL, U+2028) are ordinary characters here.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kostra.api.errors import UnreadableError
from kostra.frozen import frozen
from kostra.readers.encoding import Encoding, characters
from kostra.readers.input import Input
from kostra.readers.opening import opened
from kostra.readers.records import Chars, Ints

LF, CR = 10, 13

_LONGEST_LINE = 64 << 20
_STRIPPED_TOGETHER = 64


@frozen
class LineBlock:
    """Some whole lines: line `i` is `chars[starts[i]:ends[i]]`, without its line end, and has number `first + i`.

    `stride` is the distance from line to line when it is the same for all, else None. `cut` is True when the last line
    is the last of the file and has no line end. `tabs` and `ascii` tell whether there is a tab, and only ASCII.
    """

    chars: Chars
    starts: Ints
    ends: Ints
    first: int
    stride: int | None
    cut: bool
    tabs: bool
    ascii: bool


def line_blocks(source: Input, encoding: Encoding, *, lone_cr: bool, width: int, size: int) -> Iterator[LineBlock]:
    """Yield the lines of an input in blocks of about `size` bytes, all of them, also the empty ones.

    `width` is the length that lines are expected to have; blocks in which all have it are found much faster.

    Raises:
        UnreadableError: When the input cannot be read, or holds a line that no text file would.
    """
    first = 1
    for data, cut in _whole_lines(source, lone_cr, size):
        chars = characters(data, encoding)
        starts, ends, stride = _even_lines(chars, data, width) or _any_lines(chars)
        yield LineBlock(chars, starts, ends, first, stride, cut, b"\t" in data, data.isascii())
        first += len(starts)


def _whole_lines(source: Input, lone_cr: bool, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield bytes that end in LF, and whether that LF was missing in the file."""
    pending: list[bytes] = []
    pending_size = 0
    held = b""
    with opened(source) as stream:
        while read := stream.read(size):
            data = held + read
            if lone_cr:
                # The LF of a CRLF may be the next byte to come.
                held = b"\r" if data.endswith(b"\r") else b""
                data = data.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            end = data.rfind(b"\n") + 1
            if end:
                yield b"".join((*pending, data[:end])), False
                pending, pending_size = [], 0
            if end < len(data):
                pending.append(data[end:])
                pending_size += len(data) - end
            if pending_size > _LONGEST_LINE:
                raise UnreadableError(
                    f"{source.name} har mer enn {_LONGEST_LINE >> 20} millioner tegn uten linjeskift. "
                    "Det er ikke en tekstfil med én post på hver linje."
                )
    if pending or held:
        yield b"".join((*pending, b"\n")), not held


def _even_lines(chars: Chars, data: bytes, width: int) -> tuple[Ints, Ints, int | None] | None:
    """Return the lines when every one has the expected width and the same line end; None when not."""
    # In either encoding the bytes of LF and CR stand for nothing else, so they can be counted before decoding.
    carriage_returns = data.count(b"\r") if b"\r" in data else 0
    stride = width + 2 if carriage_returns else width + 1
    count, rest = divmod(chars.size, stride)
    if rest or carriage_returns not in (0, count):
        return None
    if data.count(b"\n") != count:
        return None
    rows = chars.reshape(count, stride)
    if not (rows[:, -1] == LF).all() or (carriage_returns and not (rows[:, -2] == CR).all()):
        return None
    starts = np.arange(count, dtype=np.int64) * stride
    return starts, starts + width, stride


def _any_lines(chars: Chars) -> tuple[Ints, Ints, int | None]:
    ends = np.flatnonzero(chars == LF).astype(np.int64)
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    _strip_carriage_returns(chars, starts, ends)
    return starts, ends, None


def _strip_carriage_returns(chars: Chars, starts: Ints, ends: Ints) -> None:
    """Move the ends of the lines inwards past CR, in place."""
    for _ in range(_STRIPPED_TOGETHER):
        trailing = np.flatnonzero((ends > starts) & (chars[ends - 1] == CR))
        ends[trailing] -= 1
        leading = np.flatnonzero((ends > starts) & (chars[starts] == CR))
        starts[leading] += 1
        if not trailing.size and not leading.size:
            return
    for index in np.flatnonzero((ends > starts) & ((chars[ends - 1] == CR) | (chars[starts] == CR))).tolist():
        others = np.flatnonzero(chars[starts[index] : ends[index]] != CR)
        start = int(starts[index])
        starts[index] = start + (int(others[0]) if others.size else 0)
        ends[index] = start + (int(others[-1]) + 1 if others.size else 0)
