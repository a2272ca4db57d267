"""The content of a bundle: zstd frames of a tar whose entries the manifest has announced; must not make paths of names.

Never unpacks more than was announced and allowed: a bomb costs no more than the next piece.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from typing import Final

from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.manifest import Manifest, entries
from desktop.services.age_stream import Damaged
from desktop.services.seams import ByteReader
from exports.bundles.limits import Limits
from exports.bundles.tar_frame import BLOCK, END, MANIFEST_NAME, header, padding, read_header

_PIECE: Final = 1 << 18
_WINDOW_LOG: Final = 23
"""8 MiB: the writer's levels use 2; a greater window is an attempt on the memory."""


class Entry:
    """One entry while it is read. The last bytes come only when the whole has the announced hash."""

    def __init__(self, source: _Unpacked, name: str, size: int, digest: str) -> None:
        self.name = name
        self.size = size
        self._source = source
        self._digest = digest
        self._left = size
        self._hash = hashlib.sha256()
        if size == 0:
            self._check()

    def read(self, size: int = -1, /) -> bytes:
        """All that is left, or at most `size` bytes of it as they come; b"" at the end."""
        if self._left == 0 or size == 0:
            return b""
        found = self._source.exactly(self._left) if size < 0 else self._source.some(min(size, self._left))
        self._left -= len(found)
        self._hash.update(found)
        if self._left == 0:
            self._check()
        return found

    def drain(self) -> None:
        """Read what is left, verify, keep nothing."""
        while self.read(_PIECE):
            pass

    def _check(self) -> None:
        if self._hash.hexdigest() != self._digest:
            raise BundleRefused("E06", f"content of {self.name}")


class InnerTar:
    """Reads the entries in their order, once."""

    def __init__(self, source: ByteReader, limits: Limits) -> None:
        self._source = _Unpacked(source)
        self._limits = limits

    def first(self) -> bytes:
        """Bytes of manifest.json.

        Raises:
            BundleRefused: E06, E09, E10.
        """
        name, size = read_header(self._source.exactly(BLOCK))
        if name != MANIFEST_NAME:
            raise BundleRefused("E06", f"{name} stands where the manifest should")
        if size > self._limits.manifest:
            raise BundleRefused("E09", f"manifest of {size} bytes")
        raw = self._source.exactly(size)
        self._skip_padding(size)
        return raw

    def rest(self, manifest: Manifest) -> Generator[Entry, None, None]:
        """Every announced entry; what the caller leaves unread is verified and dropped.

        Raises:
            BundleRefused: E06 an entry is not as announced, or something follows; E10 unsafe name; E18 blob missing.
        """
        for name, size, digest in entries(manifest):
            self._expect(name, size)
            entry = Entry(self._source, name, size, digest)
            yield entry
            entry.drain()
            self._skip_padding(size)
        end = self._source.exactly(BLOCK)
        if end != bytes(BLOCK):
            raise BundleRefused("E06", f"{read_header(end)[0]} was not announced")
        if self._source.exactly(len(END) - BLOCK) != bytes(len(END) - BLOCK) or not self._source.at_end():
            raise BundleRefused("E06", "something follows the end")

    def _expect(self, name: str, size: int) -> None:
        block = self._source.exactly(BLOCK)
        if block == header(name, size):
            return
        if block != bytes(BLOCK):
            found, length = read_header(block)
            detail = f"{found} of {length} bytes stands where {name} of {size} was announced"
        else:
            detail = f"ends before {name}"
        raise BundleRefused("E18" if name.startswith("blobs/") else "E06", detail)

    def _skip_padding(self, size: int) -> None:
        zeros = padding(size)
        if self._source.exactly(len(zeros)) != zeros:
            raise BundleRefused("E06", "padding is not zero")


class _Unpacked:
    """Decompresses piece by piece; `backports.zstd`, since `zstandard` takes a truncated stream without a word."""

    def __init__(self, source: ByteReader) -> None:
        self._source = source
        self._frame: ZstdDecompressor | None = None
        self._fed = b""
        self._rest = memoryview(b"")

    def exactly(self, size: int) -> bytes:
        """Exactly `size` bytes."""
        pieces = []
        while size:
            pieces.append(self._next(size))
            size -= len(pieces[-1])
        return b"".join(pieces)

    def some(self, size: int) -> bytes:
        """At least one and at most `size` bytes."""
        return bytes(self._next(size))

    def _next(self, size: int) -> memoryview:
        if not self._rest:
            self._rest = memoryview(self._piece())
            if not self._rest:
                raise BundleRefused("E06", "content ends early")
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def at_end(self) -> bool:
        """Whether nothing more comes out; reads the source to its end."""
        return not self._rest and not self._piece()

    def _piece(self) -> bytes:
        """The next piece, b"" at the end of the last frame; skips empty frames."""
        while True:
            frame = self._frame
            if frame is None:
                self._fed = self._fed or self._read()
                if not self._fed:
                    return b""
                frame = self._frame = ZstdDecompressor(options={DecompressionParameter.window_log_max: _WINDOW_LOG})
            elif frame.needs_input:
                self._fed = self._read()
                if not self._fed:
                    raise BundleRefused("E06", "zstd frame is not complete")
            if found := self._unpack(frame):
                return found

    def _unpack(self, frame: ZstdDecompressor) -> bytes:
        try:
            found = frame.decompress(self._fed, _PIECE)
        except ZstdError as error:
            code = "E09" if "memory" in str(error) else "E06"
            raise BundleRefused(code, f"zstd: {error}") from error
        self._fed = b""
        if frame.eof:
            self._fed = frame.unused_data
            self._frame = None
        return found

    def _read(self) -> bytes:
        try:
            return self._source.read(_PIECE)
        except Damaged as error:
            raise BundleRefused("E06", f"age: {error}") from error
