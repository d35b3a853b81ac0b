"""Encodings: which one a file has, and its bytes as characters.

A file that is valid UTF-8 from beginning to end is UTF-8; every other file is ISO-8859-1, in which all bytes are valid.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import Literal

import numpy as np

from kostra.frozen import frozen
from kostra.readers.input import Input
from kostra.readers.opening import opened
from kostra.readers.records import Chars

Encoding = Literal["utf-8", "iso-8859-1"]

_BLOCK = 4 << 20


@frozen
class Fingerprint:
    """What the bytes of a file say: their encoding and SHA-256, their number, and the first of them."""

    encoding: Encoding
    sha256: str
    size: int
    start: bytes


def fingerprint(source: Input) -> Fingerprint:
    """Read an input once, in blocks, and return its fingerprint.

    Raises:
        UnreadableError: When the input cannot be opened or read.
    """
    digest, size, start = hashlib.sha256(), 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    with opened(source) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            start = start or block[:16]
            size += len(block)
            if is_utf8:
                is_utf8 = _continues(decoder, block)
    if is_utf8:
        is_utf8 = _continues(decoder, b"", final=True)
    return Fingerprint("utf-8" if is_utf8 else "iso-8859-1", digest.hexdigest(), size, start)


def _continues(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    # Most blocks are ASCII; telling so is many times faster than decoding them.
    if not final and block.isascii() and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def characters(block: bytes, encoding: Encoding) -> Chars:
    """Return a block of whole lines as characters: uint8 where all are in ISO-8859-1, else uint32 code points."""
    if encoding == "iso-8859-1" or block.isascii():
        return np.frombuffer(block, dtype=np.uint8)
    text = block.decode("utf-8")
    try:
        return np.frombuffer(text.encode("iso-8859-1"), dtype=np.uint8)
    except UnicodeEncodeError:
        return np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint32, copy=False)
