"""Copies files so that "finished" is true: written beside, synced, read back from the device, then renamed.

Every failure is told as what it means for the person: stick gone, full, write-protected, dying; or this computer's own
disk. Must not know what it copies. Nothing but a `.part` can be left behind.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from desktop.domain import storage_situations as told
from desktop.domain.errors import Situation
from desktop.services.seams import Fs

PART: Final = ".part"
_CHUNK: Final = 1 << 20
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}


class Copied(NamedTuple):
    """A copy that was read back: size in bytes, SHA-256 of the whole file."""

    size: int
    sha256: str


class Disk(NamedTuple):
    """Whose failure it is. `guard` turns an OSError into a Situation; `differs` is told when reading back disagrees."""

    guard: Callable[[], AbstractContextManager[None]]
    differs: Callable[[], Situation]


@contextmanager
def on_medium() -> Iterator[None]:
    """What happens in this block happens on the backup medium.

    Raises:
        Situation: S-251 gone or unreadable, S-252 full, S-253 write-protected.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise told.medium_full() from error
        raise (told.medium_read_only() if error.errno in _READ_ONLY else told.medium_gone()) from error


@contextmanager
def on_own_disk() -> Iterator[None]:
    """What happens in this block happens on this computer's disk.

    Raises:
        Situation: S-262 full, S-263 it fails.
    """
    try:
        yield
    except OSError as error:
        raise (told.own_disk_full() if error.errno in _FULL else told.own_disk_fails()) from error


MEDIUM: Final = Disk(on_medium, told.medium_differs)
OWN_DISK: Final = Disk(on_own_disk, told.own_disk_fails)


def copy_proven(
    fs: Fs, source: Path, target: Path, *, of: Disk, to: Disk, tick: Callable[[], None], settled: bool = True
) -> Copied:
    """Copy `source` to `target`: `.part`, fsync, read back, rename, fsync of the folder.

    `tick` is called before each megabyte and may raise Cancelled. `settled`: False leaves the fsync of the folder to
    one `settle` for many files.

    Raises:
        Situation: S-251 to S-254, S-262, S-263 by the side that failed.
    """
    part = target.with_name(target.name + PART)
    try:
        written = _write(fs, source, part, of=of, to=to, tick=tick)
        with to.guard():
            fs.drop_cache(part)
            read = hash_of(fs, part, tick)
        _finish(fs, part, target, to, same=read == written, settled=settled)
    except BaseException:
        remove(fs, part)
        raise
    return written


def write_proven(fs: Fs, target: Path, data: bytes, *, to: Disk) -> Copied:
    """Write a small file the same way.

    Raises:
        Situation: S-251 to S-254, S-262, S-263.
    """
    part = target.with_name(target.name + PART)
    try:
        with to.guard():
            with fs.open_write(part) as file:
                file.write(data)
                fs.fsync(file)
            fs.drop_cache(part)
            with fs.open_read(part) as file:
                read = file.read()
        _finish(fs, part, target, to, same=read == data)
    except BaseException:
        remove(fs, part)
        raise
    return Copied(len(data), hashlib.sha256(data).hexdigest())


def _write(fs: Fs, source: Path, part: Path, *, of: Disk, to: Disk, tick: Callable[[], None]) -> Copied:
    found, size = hashlib.sha256(), 0
    with of.guard():
        reading = fs.open_read(source)
    with reading, to.guard(), fs.open_write(part) as writing:
        while chunk := _read_chunk(reading, of):
            tick()
            found.update(chunk)
            size += len(chunk)
            writing.write(chunk)
        fs.fsync(writing)
    return Copied(size, found.hexdigest())


def _read_chunk(file: BinaryIO, of: Disk) -> bytes:
    with of.guard():
        return file.read(_CHUNK)


def _finish(fs: Fs, part: Path, target: Path, to: Disk, *, same: bool, settled: bool = True) -> None:
    if not same:
        raise to.differs()
    with to.guard():
        fs.rename(part, target)
        if settled:
            fs.fsync_dir(target.parent)


def settle(fs: Fs, folders: Iterable[Path], top: Path, *, to: Disk) -> None:
    """Make the names in these folders durable, and the folders themselves up to and including `top`.

    Raises:
        Situation: as `copy_proven`.
    """
    wanted = {folder for each in folders for folder in (each, *each.parents) if folder == top or top in folder.parents}
    with to.guard():
        for folder in sorted(wanted, key=lambda path: len(path.parts), reverse=True):
            fs.fsync_dir(folder)


def size_of(fs: Fs, path: Path) -> int:
    """Bytes of a file, -1 when it is not there; raises OSError for anything else. One question to a slow medium."""
    try:
        return fs.size(path)
    except (FileNotFoundError, NotADirectoryError):
        return -1


def hash_of(fs: Fs, path: Path, tick: Callable[[], None]) -> Copied:
    """Size and SHA-256 of a file as it reads now; raises OSError."""
    found, size = hashlib.sha256(), 0
    with fs.open_read(path) as file:
        while chunk := file.read(_CHUNK):
            tick()
            found.update(chunk)
            size += len(chunk)
    return Copied(size, found.hexdigest())


def remove(fs: Fs, path: Path) -> None:
    """Tidy up after a failure; what cannot be removed is taken by no reader."""
    try:
        if fs.exists(path):
            fs.unlink(path)
    except OSError:
        return
