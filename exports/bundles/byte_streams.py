"""Small streams between the layers: a writer that hashes, a window of a file, with its hash or without.

Must hold no more than one piece in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Final

_ZSTD_FRAME: Final = bytes.fromhex("28b52ffd 00 38")
"""Magic number, no size, checksum or dictionary, window of 128 KiB."""
_ZSTD_BLOCK: Final = 1 << 17
_ZSTD_LAST: Final = (1).to_bytes(3, "little")

_AHEAD: Final = 1 << 18


class Tee:
    """Writes through and keeps size and SHA-256 of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def stored(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A zstd frame (RFC 8878) of raw blocks: attachments are compressed already, and what is stored as it is can
    never unpack to more than was carried.
    """
    yield _ZSTD_FRAME
    for piece in pieces:
        for at in range(0, len(piece), _ZSTD_BLOCK):
            block = piece[at : at + _ZSTD_BLOCK]
            yield (len(block) << 3).to_bytes(3, "little") + block
    yield _ZSTD_LAST


class Span:
    """The window [start, start + size) of an open file, read once from front to back."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        file.seek(start)
        self._file = file
        self._left = size

    def read(self, size: int = -1, /) -> bytes:
        if size < 0 or size > self._left:
            size = self._left
        found = self._file.read(size)
        self._left -= len(found)
        return found


class HashedSpan:
    """The same, hashed on the way; pieces are handed out as small as asked, and read and hashed in larger ones."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._span = Span(file, start, size)
        self._hash = hashlib.sha256()
        self._ahead = b""
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        if self._at == len(self._ahead):
            self._ahead, self._at = self._span.read(_AHEAD), 0
            self._hash.update(self._ahead)
        found = self._ahead[self._at :] if size < 0 else self._ahead[self._at : self._at + size]
        self._at += len(found)
        return found

    def hexdigest(self) -> str:
        """SHA-256 of all of it, once it was read to its end."""
        return self._hash.hexdigest()
