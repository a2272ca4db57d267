"""Small streams between the layers: a generator that is read, a writer that hashes, a window of a file.

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


class Pulled:
    """Makes a generator of pieces readable. `failed`: what it raised, since pyrage only passes on a text."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.failed: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.failed = error
            raise
        if size < 0:
            size = len(self._rest)
        found, self._rest = self._rest[:size], self._rest[size:]
        return bytes(found)


class Tee:
    """Writes through and keeps size and SHA-256 of what was written. `failed`: what the file raised."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0
        self.failed: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._file.write(data)
        except BaseException as error:
            self.failed = error
            raise
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """pyrage calls it; the file is flushed and synced by its owner."""

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
    """A window of an open file, read once from front to back, hashed on the way."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size
        self._hash = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        if size < 0 or size > self._left:
            size = self._left
        found = self._file.read(size)
        self._left -= len(found)
        self._hash.update(found)
        return found

    def hexdigest(self) -> str:
        """SHA-256 of what was read so far."""
        return self._hash.hexdigest()


def span(file: BinaryIO, start: int, size: int) -> Span:
    """The window [start, start + size) of a file."""
    file.seek(start)
    return Span(file, size)
