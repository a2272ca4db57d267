"""Bundles on sticks and in folders: find them, carry them in and out, remember what a stick has seen.

Must not open a bundle's content. A copy counts only when what is read back is what was written; a name is never
trusted. The stick's memory is net 5 of sync-model.md §4: an early warning, not a rule of acceptance.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import Cancelled
from desktop.services.seams import Fs, read_whole, write_whole
from exports.bundles.frame_reader import looks_like_bundle
from exports.bundles.situations import need_space, refused_by_medium, tidy
from exports.bundles.tar_frame import BLOCK

SUFFIX: Final = ".fqb"
PART_SUFFIX: Final = ".part"
MEMORY_NAME: Final = "fengqiao-memory.json"
_CHUNK: Final = 1 << 20
_SPARE: Final = 1 << 20
_MEMORY_MAX: Final = 1 << 20
_NUMBERS: Final = count()


class FoundFile(NamedTuple):
    """A file that is, or claims to be, a bundle."""

    path: Path
    size: int


class CopiedFile(NamedTuple):
    """A copy that was read back. `sha256`: of the whole file."""

    path: Path
    size: int
    sha256: str


class StickMark(msgspec.Struct, frozen=True):
    """The last head an installation has exported to this stick."""

    epoch: str
    seq: int
    head: str


def list_bundles(fs: Fs, folder: Path) -> list[FoundFile]:
    """All files that begin as a bundle, whatever they are called, and all that are called .fqb, whatever they hold.

    Raises:
        BundleRefused: E15 the folder cannot be read.
    """
    try:
        return [found for path in fs.listdir(folder) if (found := _look(fs, path)) is not None]
    except OSError as error:
        raise refused_by_medium(error) from error


def _look(fs: Fs, path: Path) -> FoundFile | None:
    if path.name.endswith(PART_SUFFIX):
        return None
    try:
        with fs.open_read(path) as file:
            begins = looks_like_bundle(file.read(BLOCK))
        return FoundFile(path, fs.size(path)) if begins or path.suffix.lower() == SUFFIX else None
    except (IsADirectoryError, PermissionError):
        return None  # Windows answers "permission" for folders


def copy_in(
    fs: Fs, source: Path, staging: Path, *, read_back: bool = True, cancelled: Callable[[], bool] | None = None
) -> CopiedFile:
    """Copy a file to our own disk, under a name of this process, so that two workers never share a copy.

    The name ends in `source_tag`, by which a later process knows what it is a copy of. `read_back`: False for whoever
    holds the copy against its signature at once, and against `sha256` when that fails.

    Raises:
        BundleRefused: E14 no space; E15 unreadable, or two readings differ; E16.
        Cancelled: stopped by the user.
    """
    try:
        fs.mkdir(staging)
        name = f"{os.getpid()}-{next(_NUMBERS)}-{source_tag(source.name)}"
        return _copy(
            fs, source, staging / f"{name}{PART_SUFFIX}", staging / f"{name}{SUFFIX}", cancelled, read_back=read_back
        )
    except OSError as error:
        raise refused_by_medium(error) from error


def source_tag(name: str) -> str:
    """What stands at the end of the stem of each copy of a file of this name."""
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def tag_of(copy: Path) -> str:
    """The tag of a copy; "" for a file that is none."""
    return copy.stem.rpartition("-")[2]


def sweep_staging(fs: Fs, staging: Path) -> None:
    """Remove copies that a killed process left; to be called once at start, by the one who holds the writer's lock."""
    if fs.exists(staging):
        tidy(fs, *fs.listdir(staging))


def copy_out(fs: Fs, source: Path, folder: Path, *, cancelled: Callable[[], bool] | None = None) -> CopiedFile:
    """Copy a finished bundle to a stick or share, under its own name; `.part`, fsync, read back, rename.

    Raises:
        BundleRefused: E14, E15, E16; only a `.part` can be left behind.
        Cancelled: stopped by the user.
    """
    try:
        return _copy(
            fs, source, folder / f"{source.name}{PART_SUFFIX}", folder / source.name, cancelled, read_back=True
        )
    except OSError as error:
        raise refused_by_medium(error) from error


def _copy(
    fs: Fs, source: Path, part: Path, target: Path, cancelled: Callable[[], bool] | None, *, read_back: bool
) -> CopiedFile:
    size = fs.size(source)
    need_space(size + _SPARE, fs.free_space(part.parent))
    try:
        digest, copied = _write_copy(fs, source, part, cancelled)
        if read_back and digest_again(fs, part) != digest:
            raise BundleRefused("E15", "the copy reads differently")
        fs.rename(part, target)
        fs.fsync_dir(target.parent)
    except BaseException:
        tidy(fs, part)
        raise
    return CopiedFile(target, copied, digest)


def _write_copy(fs: Fs, source: Path, part: Path, cancelled: Callable[[], bool] | None) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    with fs.open_read(source) as reading, fs.open_write(part) as writing:
        while chunk := reading.read(_CHUNK):
            if cancelled is not None and cancelled():
                raise Cancelled
            found.update(chunk)
            size += len(chunk)
            writing.write(chunk)
        fs.fsync(writing)
    return found.hexdigest(), size


def digest_again(fs: Fs, path: Path) -> str:
    """SHA-256 of a file as its device gives it back, not as the system remembers it."""
    fs.drop_cache(path)
    found = hashlib.sha256()
    with fs.open_read(path) as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def read_memory(fs: Fs, folder: Path) -> dict[str, StickMark]:
    """What this stick remembers, by installation. A missing or damaged memory is an empty one: it only warns."""
    path = folder / MEMORY_NAME
    try:
        if not fs.exists(path) or fs.size(path) > _MEMORY_MAX:
            return {}
        return msgspec.json.decode(read_whole(fs, path), type=dict[str, StickMark])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def remember(fs: Fs, folder: Path, installation: str, mark: StickMark) -> None:
    """Note on the stick what was exported to it.

    Raises:
        BundleRefused: E14, E15, E16; the bundle beside it is not touched.
    """
    known = read_memory(fs, folder) | {installation: mark}
    try:
        write_whole(fs, folder / MEMORY_NAME, msgspec.json.encode(known, order="sorted"))
    except OSError as error:
        raise refused_by_medium(error) from error


def is_behind(mark: StickMark | None, has_event: Callable[[str], bool]) -> bool:
    """Whether the stick has seen an event of this installation that the program does not have: it was set back."""
    return mark is not None and mark.head != "" and not has_event(mark.head)
