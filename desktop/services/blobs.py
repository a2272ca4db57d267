"""Attachments and papers as encrypted files beside the database; names tell nothing about the content.

`blobs/ab/<HMAC(name key, content hash)>.age`, encrypted by age to the store's own identity, which is kept in the
encrypted database. Written `.part`, fsync, rename, before the transaction that mentions them; orphans are swept. All
goes piece by piece, so that the largest attachment needs no more memory than a small one; in clear nothing is ever on
the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

from desktop.domain.errors import Situation
from desktop.services.age_stream import AgeKey, AgeReader, Damaged, NotForUs, age_file
from desktop.services.proven_copy import on_own_disk, remove
from desktop.services.seams import ByteReader, Fs

_PIECE: Final = 1 << 18
_FILES: Final = 256
_BYTES: Final = 64 << 20
"""So many files, or bytes, are written before they are synced together."""
_NEW: Final = "new"
"""Folder of what is written before its hash is known."""
_NUMBERS: Final = count()


class Blobs:
    """The blob folder of one store.

    `identity`: its age secret key; `name_key`: 32 bytes for file names; `part`: ending of unfinished files, another
    one for each process that writes here.
    """

    def __init__(self, folder: Path, fs: Fs, identity: str, name_key: bytes, *, part: str = ".part") -> None:
        self._part = part
        self.folder = folder
        self._fs = fs
        self._key = AgeKey.read(identity)
        self._name_key = name_key

    def path(self, content_hash: str) -> Path:
        """Where the blob of this content (64 hex digits) lies."""
        name = hmac.digest(self._name_key, bytes.fromhex(content_hash), "sha256").hex()
        return self.folder / name[:2] / f"{name}.age"

    def put(self, data: bytes) -> str:
        """Store `data` durably; returns its content hash. A blob that is there already is not written again.

        Raises:
            Situation: S-262 this computer's disk is full, S-263 it fails.
        """
        return next(self.put_all([(hashlib.sha256(data).hexdigest(), (data,))]))

    def put_all(self, contents: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[str]:
        """Store many, each (its content hash, its pieces); answers the hashes. All are durable when the last hash was
        handed out, none before.

        Whoever gives the pieces answers for the hash: they must end in an error when they are not that content. What
        is there already is not read.

        Raises as `put`, and what the pieces raise.
        """
        last = ""
        with _Round(self._fs, self._part) as written:
            for content_hash, pieces in contents:
                if last:
                    yield last
                last = content_hash
                path = self.path(content_hash)
                with on_own_disk():
                    if path not in written and not self._fs.exists(path):
                        written.add(path, age_file(pieces, [self._key.public]))
        if last:
            yield last

    def take(self, source: ByteReader) -> tuple[str, int]:
        """Store what `source` reads, durably, when it is not known before; answers content hash and size.

        Raises as `put`, and what `source` raises.
        """
        found, size = hashlib.sha256(), 0

        def hashed() -> Iterator[bytes]:
            nonlocal size
            while piece := source.read(_PIECE):
                found.update(piece)
                size += len(piece)
                yield piece

        part = self.folder / _NEW / f"{next(_NUMBERS)}{self._part}"
        try:
            with on_own_disk():
                self._fs.mkdir(part.parent)
                with self._fs.open_write(part) as file:
                    for piece in age_file(hashed(), [self._key.public]):
                        file.write(piece)
                    self._fs.fsync(file)
                path = self.path(found.hexdigest())
                if not self._fs.exists(path):
                    self._fs.mkdir(path.parent)
                    self._fs.rename(part, path)
                    self._fs.fsync_dirs({path.parent, self.folder})
        finally:
            remove(self._fs, part)
        return found.hexdigest(), size

    def get(self, content_hash: str) -> bytes:
        """The plain bytes.

        Raises:
            Situation: S-211 the file is not here, S-212 it is damaged or another file lies in its place, S-263 this
                computer's disk fails.
        """
        whole = io.BytesIO()
        whole.writelines(self.pieces(content_hash))
        return whole.getvalue()

    def pieces(self, content_hash: str) -> Iterator[bytes]:
        """The plain bytes piece by piece; they are this content only when they have ended without an error.

        Raises as `get`.
        """
        found = hashlib.sha256()
        with self.open(content_hash) as stored:
            for piece in iter(partial(stored.read, _PIECE), b""):
                found.update(piece)
                yield piece
        if found.hexdigest() != content_hash:
            raise _damaged()

    def check(self, content_hash: str) -> int:
        """Read it to its end and keep nothing; its size. Raises as `get`."""
        return sum(map(len, self.pieces(content_hash)))

    @contextmanager
    def open(self, content_hash: str) -> Iterator[ByteReader]:
        """The plain bytes for a reader that compares them with the hash itself; what is read is what was put here,
        but may have been put here under another name.

        Raises as `get`, while it is read too.
        """
        path = self.path(content_hash)
        with on_own_disk():
            if not self._fs.exists(path):
                raise Situation(
                    "S-211", "附件文件不在这台电脑上。", safe="登记的内容都在。", way_out="可从备份或县里取回。"
                )
            file = self._fs.open_read(path)
        with file:
            yield _Stored(file, self._key)

    def has(self, content_hash: str) -> bool:
        return self._fs.exists(self.path(content_hash))

    def sweep(self, wanted: Iterable[str]) -> list[Path]:
        """Files that belong to none of the wanted contents, and left-over `.part` files; the caller removes them."""
        keep = {self.path(content_hash) for content_hash in wanted}
        if not self._fs.exists(self.folder):
            return []
        return [
            file for folder in self._fs.listdir(self.folder) for file in self._fs.listdir(folder) if file not in keep
        ]


class _Round:
    """Files that are written one after the other and made durable together, which waits for the disk only once.

    At the end of the block all of them are there under their names; after an error those that were not complete by
    then have left nothing.
    """

    def __init__(self, fs: Fs, part: str) -> None:
        self._fs = fs
        self._part = part
        self._open: dict[Path, tuple[Path, BinaryIO]] = {}
        self._size = 0
        self._folders: set[Path] = set()

    def __contains__(self, path: Path) -> bool:
        return path in self._open

    def add(self, path: Path, pieces: Iterable[bytes]) -> None:
        """Write a file that will be called `path`."""
        if path.parent not in self._folders:
            if not self._fs.exists(path.parent):
                self._fs.mkdir(path.parent)
                self._folders.add(path.parent.parent)
            self._folders.add(path.parent)
        part = path.with_name(path.name + self._part)
        file = self._fs.open_write(part)
        self._open[path] = part, file
        for piece in pieces:
            file.write(piece)
            self._size += len(piece)
        if len(self._open) == _FILES or self._size > _BYTES:
            self._settle()

    def _settle(self) -> None:
        """Content first: a name must never stand before what it names."""
        self._fs.fsync_all([file for _part, file in self._open.values()])
        for path, (part, file) in list(self._open.items()):
            file.close()
            self._fs.rename(part, path)
            del self._open[path]
        self._size = 0

    def __enter__(self) -> _Round:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with on_own_disk():
                    self._settle()
                    self._fs.fsync_dirs(self._folders)
        finally:
            for part, file in self._open.values():
                with suppress(OSError):
                    file.close()
                remove(self._fs, part)


class _Stored:
    """A stored file while it is read."""

    def __init__(self, file: BinaryIO, key: AgeKey) -> None:
        with _told():
            self._plain = AgeReader(file, [key])

    def read(self, size: int = -1, /) -> bytes:
        with _told():
            return self._plain.read(size)


@contextmanager
def _told() -> Iterator[None]:
    try:
        with on_own_disk():
            yield
    except (Damaged, NotForUs) as error:
        raise _damaged() from error


def _damaged() -> Situation:
    return Situation(
        "S-212", "附件文件已损坏或被换过。", safe="登记的内容都在，原来的校验值也在。", way_out="可从备份或县里取回。"
    )
