"""Reads the bytes of an open database file as they lie there: encrypted pages, copied without opening one of them.

POSIX lets go of all of a process's locks on a file when any handle on it is closed, SQLite's own included. So the one
handle here stays open until the connections are gone. What is read is whole only while nothing is moved from the
write-ahead log into the file: `still` says how that is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from db.engine import Connection, Engine
from desktop.services.seams import Fs

_CHUNK: Final = 1 << 20
_TRIES: Final = 3


class RawPages:
    """The bytes of one database file, which `writer` is open on. Close it after the engines are disposed."""

    def __init__(self, path: Path, fs: Fs, writer: Engine) -> None:
        self.path = path
        self._writer = writer
        self.fs = fs
        self._file: BinaryIO | None = None

    def copy(self, target: Path, tick: Callable[[int, int], None]) -> None:
        """Write all bytes to `target`; `tick` gets bytes done and in all before each megabyte. Raises OSError."""
        if self._file is None:
            self._file = self.fs.open_read(self.path)
        total, done = self.fs.size(self.path), 0
        self._file.seek(0)
        with self.fs.open_write(target) as writing:
            while chunk := self._file.read(_CHUNK):
                tick(done, total)
                writing.write(chunk)
                done += len(chunk)

    def _log_is_empty(self) -> bool:
        """Whether the write-ahead log holds nothing."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return not self.fs.exists(log) or self.fs.size(log) == 0

    @contextmanager
    def still(self, reader: Engine) -> Iterator[Connection | None]:
        """A read transaction during which the file itself does not change, while others go on writing into the log.

        The log is emptied into the file; a transaction that begins with an empty log reads the file alone and holds
        the lock without which nobody may move pages into it. None when somebody wrote in between, several times.
        """
        for _ in range(_TRIES):
            with self._writer.connect() as connection:
                raw = connection.connection.driver_connection
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
            with reader.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
                if self._log_is_empty():
                    yield connection
                    return
        yield None

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
