"""The only doors to files, time and randomness, so that every fault can be played in tests.

Production and test differ only here. No other module may call open(), Path.write_*, os.rename, time.time,
datetime.now, os.urandom, random or uuid4 (held by tests/arch).
"""

from __future__ import annotations

import os
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar
from zoneinfo import ZoneInfo

from desktop.services.file_system_sync import sync_file_system

BEIJING = ZoneInfo("Asia/Shanghai")
_WORTH_A_WHOLE_SYNC = 8
"""Files; a sync of everything waits for others' writing too."""
T = TypeVar("T")


class ByteReader(Protocol):
    """Anything that is read piece by piece; b"" is its end."""

    def read(self, size: int = -1, /) -> bytes: ...


class Clock(Protocol):
    """Wall time with its zone: a fact for people, never a rule of order."""

    def now(self) -> datetime: ...
    def running(self) -> float:
        """Seconds since some moment, those asleep included, which nobody can set; compare within one run only."""
        ...


class Random(Protocol):
    """Unguessable bytes."""

    def bytes(self, n: int) -> bytes: ...


class Fs(Protocol):
    """What the program does to files. Every method may raise OSError; nothing else touches the disk."""

    def open_read(self, path: Path) -> BinaryIO: ...
    def open_write(self, path: Path) -> BinaryIO: ...
    def open_append(self, path: Path) -> BinaryIO: ...
    def fsync(self, file: BinaryIO) -> None: ...
    def fsync_all(self, files: Sequence[BinaryIO]) -> None:
        """As `fsync` of each, with less waiting; files of one file system, the first of them opened first."""
        ...

    def fsync_dir(self, path: Path) -> None: ...
    def fsync_dirs(self, paths: Collection[Path]) -> None:
        """As `fsync_dir` of each, with less waiting; folders of one file system."""
        ...

    def rename(self, source: Path, target: Path) -> None: ...
    def unlink(self, path: Path) -> None: ...
    def mkdir(self, path: Path) -> None: ...
    def exists(self, path: Path) -> bool: ...
    def size(self, path: Path) -> int: ...
    def listdir(self, path: Path) -> list[Path]: ...
    def free_space(self, path: Path) -> int: ...
    def device(self, path: Path) -> int:
        """Which file system it lies on: another number, another disk, stick or share."""
        ...

    def drop_cache(self, path: Path) -> None:
        """Ask that the next read of a synced file comes from the device itself: finds sticks that only pretend."""
        ...


class SystemClock:
    """The computer's clock in China's zone."""

    def now(self) -> datetime:
        return datetime.now(BEIJING)

    def running(self) -> float:
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)  # the monotonic clock of Linux stands still in sleep
        return time.monotonic()  # that of Windows counts sleep


class FixedClock:
    """A clock that stands where it was put (`--now`), advanced by hand; for demo data and tests.

    Putting `at` on lets time pass, putting it back is a jump, as `jump` is in either direction.
    """

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._ran = 0.0

    @property
    def at(self) -> datetime:
        return self._at

    @at.setter
    def at(self, moment: datetime) -> None:
        self._ran += max(0.0, (moment - self._at).total_seconds())
        self._at = moment

    def jump(self, by: timedelta) -> None:
        """Somebody sets the clock; no time passes."""
        self._at += by

    def now(self) -> datetime:
        return self._at

    def running(self) -> float:
        return self._ran


class SystemRandom:
    """The operating system's random source."""

    def bytes(self, n: int) -> bytes:
        return secrets.token_bytes(n)


class Dice:
    """Repeatable choices from a seed, for practice data and measures; never for secrets or identities."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def choice(self, options: Sequence[T]) -> T:
        return self._random.choice(options)

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def one_in(self, share: float) -> bool:
        """True in this share of all askings."""
        return self._random.random() < share

    def bytes(self, n: int) -> bytes:
        return self._random.randbytes(n)


@contextmanager
def throw_away_folder(prefix: str) -> Iterator[Path]:
    """A folder that is gone afterwards; never for clear text of real cases."""
    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        yield Path(folder)


class SystemFs:
    """The real file system."""

    def open_read(self, path: Path) -> BinaryIO:
        return path.open("rb")

    def open_write(self, path: Path) -> BinaryIO:
        return path.open("wb")

    def open_append(self, path: Path) -> BinaryIO:
        return path.open("ab")

    def fsync(self, file: BinaryIO) -> None:
        file.flush()
        os.fsync(file.fileno())

    def fsync_all(self, files: Sequence[BinaryIO]) -> None:
        for file in files:
            file.flush()
        if len(files) < _WORTH_A_WHOLE_SYNC or not sync_file_system(files[0].fileno()):
            for file in files:
                os.fsync(file.fileno())

    def fsync_dirs(self, paths: Collection[Path]) -> None:
        if len(paths) < _WORTH_A_WHOLE_SYNC or not self._synced_whole(min(paths)):
            for path in sorted(paths):
                self.fsync_dir(path)

    def _synced_whole(self, path: Path) -> bool:
        if os.name != "posix":
            return False
        handle = os.open(path, os.O_RDONLY)
        try:
            return sync_file_system(handle)
        finally:
            os.close(handle)

    def fsync_dir(self, path: Path) -> None:
        if os.name != "posix":
            return  # Windows has no directory handles to sync; the file's own flush is all there is
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, source: Path, target: Path) -> None:
        source.replace(target)

    def unlink(self, path: Path) -> None:
        path.unlink()

    def mkdir(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)

    def exists(self, path: Path) -> bool:
        return path.exists()

    def size(self, path: Path) -> int:
        return path.stat().st_size

    def listdir(self, path: Path) -> list[Path]:
        return sorted(path.iterdir())

    def device(self, path: Path) -> int:
        return path.stat().st_dev

    def free_space(self, path: Path) -> int:
        return shutil.disk_usage(path).free

    def drop_cache(self, path: Path) -> None:
        if not hasattr(os, "posix_fadvise"):
            return  # Windows has no such request; the read-back then proves only what reached the system
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def write_whole(fs: Fs, path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write `data` so that `path` is either absent/old or whole: `.part`, fsync, rename, fsync of the folder.

    `data`: the bytes, or pieces that are drawn while it is written; what they raise is raised here.
    """
    part = path.with_name(path.name + ".part")
    try:
        with fs.open_write(part) as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            fs.fsync(file)
        fs.rename(part, path)
    except BaseException:
        if fs.exists(part):
            fs.unlink(part)
        raise
    fs.fsync_dir(path.parent)


def read_whole(fs: Fs, path: Path) -> bytes:
    """All bytes of a small file."""
    with fs.open_read(path) as file:
        return file.read()
