"""A file system that fails at the n-th call, so that every single fault of disk and stick can be played in turn.

`FaultFs(n, kind)` passes everything through to the real files until call n. The loop `fault_runs` raises n from 1 until
a run ends untouched (the way SQLite tests itself). Kinds: ENOSPC, EIO, EROFS raise that error once; short_write writes
half and fails; device_gone fails from then on; power_loss drops everything that was not synced and fails from then on;
killed only fails from then on, leaving the files as they are; flip_read gives one wrong bit.
"""

from __future__ import annotations

import errno
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, Literal, cast

from desktop.services.seams import Fs, SystemFs

Kind = Literal["ENOSPC", "EIO", "EROFS", "short_write", "device_gone", "power_loss", "killed", "flip_read"]
ERRORS: Final[tuple[Kind, ...]] = ("ENOSPC", "EIO", "EROFS", "short_write", "device_gone")
DEATHS: Final[tuple[Kind, ...]] = ("power_loss", "killed")
_NUMBERS: Final = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EROFS": errno.EROFS, "device_gone": errno.ENODEV}


HITS: Final[Counter[str]] = Counter()
"""How many faults of each kind this run has played, for the counts of a long run."""


class Dead(BaseException):
    """The machine lost power or the process was killed: no clean-up of the program can run after it."""


class FaultFs:
    """Fs with one fault. `hit`: the fault has happened; `calls`: how many calls were counted."""

    def __init__(self, at: int, kind: Kind) -> None:
        self._fs: Fs = SystemFs()
        self._at = at
        self._kind = kind
        self._durable: dict[Path, bytes | None] = {}
        self._synced: dict[Path, bytes] = {}
        self.calls = 0
        self.hit = False

    def step(self, name: str) -> bool:
        """Count one call; True when a read or write is to go wrong in its own way. Raises the fault otherwise."""
        self.calls += 1
        if self.hit and self._kind in DEATHS:
            raise Dead
        if self.hit and self._kind == "device_gone":
            raise OSError(errno.ENODEV, name)
        if self.calls != self._at:
            return False
        if self._kind == "flip_read" and name != "read":
            self._at += 1
            return False
        self.hit = True
        HITS[self._kind] += 1
        if self._kind == "power_loss":
            self._lose()
        if self._kind in DEATHS:
            raise Dead
        if self._kind == "flip_read" or (self._kind == "short_write" and name == "write"):
            return True
        raise OSError(_NUMBERS.get(self._kind, errno.EIO), name)

    def open_read(self, path: Path) -> BinaryIO:
        self.step("open_read")
        return self._wrap(path, self._fs.open_read(path))

    def open_write(self, path: Path) -> BinaryIO:
        self.step("open_write")
        self._touch(path)
        self._synced.pop(path, None)
        return self._wrap(path, self._fs.open_write(path))

    def open_append(self, path: Path) -> BinaryIO:
        self.step("open_append")
        self._touch(path)
        return self._wrap(path, self._fs.open_append(path))

    def fsync(self, file: BinaryIO) -> None:
        self.step("fsync")
        self._fs.fsync(file)
        path = cast("_FaultFile", file).path
        self._synced[path] = path.read_bytes()

    def fsync_all(self, files: Sequence[BinaryIO]) -> None:
        """Fails as a whole, or between any two of the files."""
        for file in files:
            self.fsync(file)

    def fsync_dirs(self, paths: Collection[Path]) -> None:
        for path in sorted(paths):
            self.fsync_dir(path)

    def fsync_dir(self, path: Path) -> None:
        self.step("fsync_dir")
        self._fs.fsync_dir(path)
        for known in self._durable:
            if known.parent == path:
                self._durable[known] = self._synced.get(known, b"") if known.exists() else None

    def rename(self, source: Path, target: Path) -> None:
        self.step("rename")
        self._touch(source)
        self._touch(target)
        self._fs.rename(source, target)
        self._synced[target] = self._synced.pop(source, b"")

    def unlink(self, path: Path) -> None:
        self.step("unlink")
        self._touch(path)
        self._fs.unlink(path)
        self._synced.pop(path, None)

    def mkdir(self, path: Path) -> None:
        self.step("mkdir")
        self._fs.mkdir(path)

    def exists(self, path: Path) -> bool:
        self.step("exists")
        return self._fs.exists(path)

    def size(self, path: Path) -> int:
        self.step("size")
        return self._fs.size(path)

    def listdir(self, path: Path) -> list[Path]:
        self.step("listdir")
        return self._fs.listdir(path)

    def device(self, path: Path) -> int:
        self.step("stat")
        return self._fs.device(path)

    def free_space(self, path: Path) -> int:
        self.step("free_space")
        return self._fs.free_space(path)

    def drop_cache(self, path: Path) -> None:
        self.step("drop_cache")
        self._fs.drop_cache(path)

    def _wrap(self, path: Path, file: BinaryIO) -> BinaryIO:
        return cast("BinaryIO", _FaultFile(self, path, file))

    def _touch(self, path: Path) -> None:
        """Remember what a path holds for good, before the first change to it."""
        if path not in self._durable:
            self._durable[path] = path.read_bytes() if path.exists() else None
            if path.exists():
                self._synced.setdefault(path, path.read_bytes())

    def _lose(self) -> None:
        """What a disk shows after the power came back: only synced content, only synced names."""
        for path, content in self._durable.items():
            if content is not None:
                path.write_bytes(content)
            elif path.exists():
                path.unlink()


class _FaultFile(io.RawIOBase):
    """An open file whose reads and writes are counted."""

    def __init__(self, fs: FaultFs, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._fs = fs
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        wrong = self._fs.step("read")
        found = self._file.read(size)
        return bytes([found[0] ^ 1]) + found[1:] if wrong and found else found

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        if self._fs.step("write"):
            self._file.write(data[: len(data) // 2])
            raise OSError(errno.EIO, "short write")
        return self._file.write(data)

    def truncate(self, size: int | None = None, /) -> int:
        self._fs.step("truncate")
        return self._file.truncate(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    def readable(self) -> bool:
        return self._file.readable()

    def writable(self) -> bool:
        return self._file.writable()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


def fault_runs(
    kind: Kind, attempt: Callable[[FaultFs], object], *, limit: int = 5000
) -> Iterator[tuple[FaultFs, BaseException | None]]:
    """Run `attempt` with the fault at call 1, 2, ... until a run is not hit any more; (fs, what was raised) of each.

    The attempt must begin from the same state each time; the caller looks at what is left between two runs.
    """
    for at in range(1, limit):
        fs = FaultFs(at, kind)
        raised: BaseException | None = None
        try:
            attempt(fs)
        except (Exception, Dead) as error:
            raised = error
        yield fs, raised
        if not fs.hit:
            return
    raise AssertionError(f"{kind}: still hit at call {limit}")
